"""Clean rows, each kept or refused with a reason, and how far they can be trusted.

Takes: raw files as sources keeps them, and the lists of LSOA codes of both vintages.
Gives: offences as checked rows in an immutable build, refused rows with reasons, and a quality report.
Decides: nothing; a row is kept, or refused by a stated rule.
Duty: sharing of depersonalised data (CDA 1998 s17A; SI 2007/1831).
Next: measures.
"""
