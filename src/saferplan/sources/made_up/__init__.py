"""A made-up county in the publishers' own formats: for the demo, and for tests that must know the truth."""
