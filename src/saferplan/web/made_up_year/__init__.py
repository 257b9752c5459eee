"""A made-up partnership walks its year, by the stages' actions alone: what a demo shows and a newcomer can follow."""
