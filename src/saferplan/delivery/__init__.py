"""Who does what by when, and how it is going.

Takes: objectives.
Gives: actions, updates, problems worked on, money and risks.
Decides: leads.
Duty: the steps each authority takes (SI 2007/1830 reg 11).
Next: evaluation.
"""
