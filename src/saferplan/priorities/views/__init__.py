"""The priorities' pages."""
