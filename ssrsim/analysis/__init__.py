"""What the records say, with intervals. Sees records only."""
