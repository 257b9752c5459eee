"""The strategic assessment: what the evidence shows, put as findings a partnership can agree or not.

Takes: measures, estimates, and the quality of what they rest on.
Gives: candidate findings, agreed findings, frozen figures and the document.
Decides: the partnership agrees, amends or sets aside each finding.
Duty: the strategic assessment, every year (SI 2007/1830 regs 5 to 7).
Next: priorities.
"""
