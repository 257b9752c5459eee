"""What people who live and work here say.

Takes: survey answers and population margins.
Gives: weighted shares and means with intervals, and ranked concerns.
Decides: nothing; it reports what was said, and by how many.
Duty: community engagement (SI 2007/1830 regs 12 to 14).
Next: measures.
"""
