"""The partnership's pages."""
