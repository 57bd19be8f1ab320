"""A scenario told in words: what is set and what should follow, never what will happen."""
