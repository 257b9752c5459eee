"""Runs the computed stages in order, without Django."""
