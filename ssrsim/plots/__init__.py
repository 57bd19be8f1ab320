"""Figures in one visual language, each with its data."""
