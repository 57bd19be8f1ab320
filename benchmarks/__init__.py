"""Measurements of ssrsim, each beside something to compare it with: C, and peers. Not part of the tests."""
