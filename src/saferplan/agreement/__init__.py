"""What several partnerships do together across a county.

Takes: several partnerships' releases.
Gives: shared priorities, escalations and signatures.
Decides: the county strategy group.
Duty: the community safety agreement (SI 2007/1830 regs 8 and 9).
Next: next year's sources.
"""
