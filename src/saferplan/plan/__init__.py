"""The partnership plan: what will be done about each priority, and how success is measured.

Takes: chosen priorities.
Gives: objectives, targets, versions, and consultation on the draft.
Decides: the partnership.
Duty: the partnership plan, revised every year (SI 2007/1830 regs 10 and 11).
Next: delivery.
"""
