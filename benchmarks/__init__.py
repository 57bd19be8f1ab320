"""Measurements of ssrsim, each beside something to compare it with: the limit in C, and peers. Not part of the tests."""
