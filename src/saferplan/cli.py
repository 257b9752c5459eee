"""Thin calls into the stages, in order."""
