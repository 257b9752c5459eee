"""Who decides: the bodies, people, groups, meetings and duties of a community safety partnership.

Takes: the bodies that the law names, and the people they send.
Gives: members, groups, roles, themes, meetings, decisions, protocols and duty evidence.
Decides: the responsible authorities.
Duty: a strategy group with governance arrangements (SI 2007/1830 reg 3).
Next: sources.
"""
