"""Publishers' files and partners' returns, kept as they came.

Takes: archives and tables of police.uk, ONS and MHCLG, found anywhere under a folder.
Gives: raw files, hashed, kept once and never edited, and their contents as checked frames.
Decides: nothing; where two publications differ, the user says which is the newer.
Duty: information sharing (SI 2007/1830 reg 4).
Next: evidence.
"""
