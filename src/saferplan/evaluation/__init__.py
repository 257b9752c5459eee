"""What changed, and how far the plan can be believed to have changed it.

Takes: actions and measures.
Gives: effects with how far they can be believed.
Decides: the analyst, then the partnership.
Duty: how far the plan was implemented (SI 2007/1830 reg 6).
Next: scrutiny.
"""
