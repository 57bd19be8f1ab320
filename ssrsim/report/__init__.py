"""One self-contained page for people who decide."""
