"""A report in one sentence and a question in another: each gets its answer."""

from __future__ import annotations

from itertools import islice

from urp.meaning.model import Kind, Meaning
from urp.meaning.moderation import PLAINLY_REPORTED
from urp.meaning.normalisation import Wording, parts_of
from urp.meaning.weighing import weigh
from urp.meaning.word_files import phrase_book

_MOST_SENTENCES = 6
_FEWEST_WORDS = 3
_SAID_SO, _DO_SOMETHING, _PLACE = "report.said_so", "report.do_something", "report.place"
_OF_SOMETHING_ELSE = frozenset({"question.topic", "question.topic_wanted", "question.need"})
"""A document or a service is named: "quando la sistemate?" still speaks of the report."""


def both_in(meaning: Meaning, wording: Wording) -> bool:
    if meaning.kind not in (Kind.REPORT, Kind.QUESTION) or meaning.breach is not None:
        return False
    found = {_in_a_sentence(part) for part in islice(parts_of(wording, wording.sentences), _MOST_SENTENCES)}
    return {Kind.REPORT, Kind.QUESTION} <= found


def _in_a_sentence(part: Wording) -> Kind | None:
    if len(part.words) < _FEWEST_WORDS:
        return None
    hits = phrase_book(part.town).hits(part)
    rules, read = {hit.rule for hit in hits}, weigh(part, hits)
    plainly_reported = not rules.isdisjoint(PLAINLY_REPORTED)
    if read.doubtful:
        return None
    told = not rules.isdisjoint(PLAINLY_REPORTED - {_DO_SOMETHING}) and _PLACE in rules
    if read.kind is Kind.REPORT and not part.asks and (told or _SAID_SO in rules):
        return Kind.REPORT
    asked = part.asks or "question.wants_to_know" in rules
    another = not plainly_reported and not rules.isdisjoint(_OF_SOMETHING_ELSE)
    return Kind.QUESTION if read.kind is Kind.QUESTION and asked and another else None
