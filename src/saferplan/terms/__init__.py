"""Frozen words that every stage uses: months, periods, estimates, certainty, figures, data problems and refusals."""
