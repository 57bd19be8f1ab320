"""Pure scalar functions: the model's arithmetic and its every `if`. They know no arrays, no tables, no randomness."""
