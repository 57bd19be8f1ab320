"""What happens: one file per phase of the month; start at month.py. Loops over rows that call equations."""
