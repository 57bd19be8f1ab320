"""Running many worlds. Knows nothing of what a run contains."""
