"""The council's crime and disorder committee asks, and is answered in time.

Takes: plan, delivery and evaluation.
Gives: reviews, recommendations and the answers due to them.
Decides: the scrutiny committee.
Duty: review at least once a year (Police and Justice Act 2006 s19).
Next: alignment.
"""
