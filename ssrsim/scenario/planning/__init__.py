"""Plans before they run: what can be said of them, sheets, candidates."""
