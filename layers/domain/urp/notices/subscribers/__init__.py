"""How many are subscribed, day by day: counts, and nobody in particular."""
