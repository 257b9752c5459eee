"""What the rows add up to: counts, rates, changes and ranks, each with its doubt.

Takes: offences of a build, measure definitions, places and their residents.
Gives: counts, rates with exact intervals, like-for-like changes, ranks with their uncertainty, rolling twelve months.
Decides: nothing; unlike periods and short months are refused or named, never silently compared.
Duty: levels and patterns of crime and disorder, and changes in them (SI 2007/1830 reg 6).
Next: assessment.
"""
