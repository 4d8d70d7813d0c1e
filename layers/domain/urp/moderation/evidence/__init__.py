"""Evidence files of grave cases for the judicial authority: received bytes, kept whole and written once.

A moderator proposes it, another person who is an administrator approves it, and it is not read before. A
chain of custody records the bytes, who opened them and when. The software says nothing about offences: a
person writes the facts, a person decides (art. 331 and 332 c.p.p.).
"""
