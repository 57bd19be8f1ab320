"""What an in-silico experiment finds, in the units of the studies that the model is held against. Sees records only."""
