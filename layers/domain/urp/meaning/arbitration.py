"""The numbers that arbitrate between the rules and the counted words, and what each was chosen on.

Natural logarithms, but for numbers of words. Each was left out once: what changed no gate is gone (decision
0127).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arbitration:
    danger_words: float = 14.0
    """What it is worth that `DangerWords` lie by one on the side of danger. On: cries and false alarms."""
    danger_lifted: float = 0.2
    """Of unknown words nothing is likely: how far danger is above the average kind counts for a fifth. On:
    cries amid business; without it three times as many are missed."""
    danger_furthest: float = 40.0
    """Beyond it the counts tell of length alone; bounds what a hostile text can add up. On: no gate."""
    danger_accused: float = -6.5
    """Who breaks the rules of the service speaks of harm without being in it. On: alarms that call out."""
    danger_in_anger: float = 0.0
    """Of an insult: from here its writer may be in danger. On: cries beside insults, insults alone."""
    brief: int = 6
    """In so few words, most of which answer what the desk has asked, the counts know little. On: replies."""
    danger_in_brief: float = -9.0
    """On: possible alarms on short replies."""
    danger_possible: float = -6.5
    """From here a danger is possible. On: cries missed against false alarms."""
    danger_sure: float = 9.0
    """From here somebody is called out. On: the same."""

    rules: float = 7.0
    """What the rules understood is worth about two words that only one kind has. On: macro-F1."""
    rules_how_to_leave: float = 20.0
    """A question how to leave is seldom anything else. On: leaves that were none."""
    rules_abuse: float = 15.0
    """Of a threat or an insult, often of a word or two. On: `test_breaches`."""
    rules_announced: float = 50.0
    """Who wants to make a complaint, and asks nothing, makes it. On: `test_redirects`."""
    rules_talk: float = 2.0
    """Of greetings and thanks, whose rules take too much. On: macro-F1."""
    rules_plainly_asked: float = 12.0
    """Of a question with its mark and a word that asks. On: reports against questions."""
    accused_briefly: float = 10.0
    """Nobody is said to break the rules by a few counted words alone. On: `test_two_matters`."""
    wished_briefly: float = 12.0
    """Nor to want to join or leave: "numero di telefono". On: `test_two_matters`."""
    report_or_question: float = 4.0
    """This near each other they are asked apart, with two buttons. On: how many are asked."""

    leaving_agreed: float = 2.0
    """Whoever seems to leave leaves at once where it is so far ahead. On: leaves that were none."""
    leaving_possible: float = -8.0
    """They are told the word from here. On: leaves missed."""
    sentence_cries: float = 10.0
    """A short sentence of so much danger is a possible one. On: composed messages, possible alarms."""
    stretch_cries: float = 16.0
    """And every sixteen words in a row. On: the same."""
    part_threatens: float = 15.0
    """A part where a threat leads by so much threatens. On: composed messages, breaches on harmless ones."""

    foreign_sure: float = 0.35
    """In another language: from here somebody is called out. On: a quarter of `foreign_train.jsonl`, read by
    what the rest taught."""
    foreign_agreed: float = 0.0
    """A cry of the lists is one from here; else it is a possible one. On: the same."""
    foreign_possible: float = 0.1
    """From here a danger is possible. On: the same."""

    foreign_doubted: float = -0.7
    """A cry of the lists is none below, in more than a few words. On: possible alarms."""


ARBITRATION = Arbitration()
