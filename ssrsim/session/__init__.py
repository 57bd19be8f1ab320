"""A live session: branches of decisions on one country, and all that a screen shows of them. Knows no screen."""
