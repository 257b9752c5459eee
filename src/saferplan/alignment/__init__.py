"""How the plan meets other bodies' strategies, both ways.

Takes: other bodies' strategies and our plan.
Gives: a crosswalk both ways, and its gaps.
Decides: the partnership.
Duty: regard to the police and crime plan (Police Reform and Social Responsibility Act 2011 s10).
Next: publication.
"""
