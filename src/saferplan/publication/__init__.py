"""What goes out: approved, with small numbers withheld, and traceable.

Takes: each stage's section.
Gives: releases as public pages, HTML, PDF, Word, data and manifest; you said, we did.
Decides: an approver who did not prepare it.
Duty: a published summary of the plan (SI 2007/1830 reg 13).
Next: agreement.
"""
