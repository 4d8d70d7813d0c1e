"""What a citizen's words mean: a label to count them, a kind to act on, the rule that decided.

Nothing is imported here: most Lambdas need only the names in `breaches` and `model`, and one needs
`understanding`.
"""
