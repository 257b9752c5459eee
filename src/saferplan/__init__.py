"""Saferplan takes a community safety partnership through its year, every number traceable to its rows."""

__version__ = "0.1.0"
