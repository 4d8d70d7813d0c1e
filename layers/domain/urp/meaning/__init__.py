"""What a citizen's words mean: a label to count them, a kind to act on, the rule that decided.

Nothing is imported here: most functions need the names in `breaches` and `model`, one alone `understanding`.
"""
