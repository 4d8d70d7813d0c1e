"""The evidence file of a grave case: what was received, kept whole and written once, for the authority.

A moderator proposes it, somebody else who is an administrator approves it, nobody reads it before. What the
bytes are, who opened them and when stays in a chain of custody. The software says nothing about offences: a
person writes the facts, a person decides (art. 331 and 332 c.p.p.).
"""
