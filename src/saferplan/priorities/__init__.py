"""What matters most this year, and why.

Takes: agreed findings, criteria and the marks of several scorers.
Gives: a ranking with its doubt, and the chosen priorities.
Decides: the partnership.
Duty: priorities drawn from the assessment (SI 2007/1830 reg 10).
Next: plan.
"""
