"""What must hold on messages the rules were not written from, beside the figures by label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from tests.evaluation.scores import Verdict, macro_f1, share
from urp.meaning.model import Kind, Label

_ABUSE = frozenset({Label.OFFENSIVO, Label.MINACCIA})
_AGAINST_THE_RULES = _ABUSE | {Label.SPAM, Label.PROMOZIONE, Label.RACCOLTA_FONDI, Label.DATI_TERZI}
_LEAVING = frozenset({Kind.LEAVE, Kind.ERASE_DATA})
_LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})
_DESK = frozenset({Label.SEGNALAZIONE, Label.RICHIESTA_INFORMAZIONI})

CRIES_FOUND = 0.99
ABUSE_FOUND = OTHERS_DATA_FOUND = 0.9
REPORTS_AGAINST_QUESTIONS = MACRO_F1 = 0.93
CALM_LEFT_ALONE = 0.97
MS_PER_MESSAGE = 5.0


@dataclass(frozen=True, slots=True)
class Gate:
    name: str
    measured: str
    bar: str
    held: bool
    by_chance: bool = False
    """A share that is missed by no more than chance explains in a set of this size: two standard errors."""

    @property
    def contradicted(self) -> bool:
        return not (self.held or self.by_chance)


def gates(verdicts: Sequence[Verdict]) -> list[Gate]:
    """A gate that nothing in the set could break or pass is left out."""
    return [
        _never(
            "wrong joining acted upon", sum(_wrongly_joined(verdict) for verdict in verdicts), len(verdicts)
        ),
        _never(
            "wrong leaving acted upon", sum(_wrongly_left(verdict) for verdict in verdicts), len(verdicts)
        ),
        *_share(
            "emergencies and distress found", _found(verdicts, frozenset({Label.EMERGENZA})), CRIES_FOUND
        ),
        *_share(
            "calm messages taken for no danger",
            [
                verdict.meaning.kind not in _LIFE
                for verdict in verdicts
                if verdict.message.label is not Label.EMERGENZA
            ],
            CALM_LEFT_ALONE,
        ),
        *_warnings(verdicts),
        *_share("abuse and threats found", _found(verdicts, _ABUSE), ABUSE_FOUND),
        *_share("others' data found", _found(verdicts, frozenset({Label.DATI_TERZI})), OTHERS_DATA_FOUND),
        *_share(
            "segnalazione against richiesta",
            [verdict.right for verdict in verdicts if verdict.message.label in _DESK],
            REPORTS_AGAINST_QUESTIONS,
        ),
        Gate("macro-F1", f"{macro_f1(verdicts):.3f}", f">= {MACRO_F1}", macro_f1(verdicts) >= MACRO_F1),
        _time("ms per message, 99 of 100 within", _within(verdicts, 0.99)),
    ]


def _within(verdicts: Sequence[Verdict], share: float) -> float:
    times = sorted(verdict.ms for verdict in verdicts)
    return times[int(share * (len(times) - 1))]


def false_alarms(verdicts: Sequence[Verdict]) -> str:
    """Each costs somebody a look, and one that calls out the person on duty costs more."""
    calm = [verdict for verdict in verdicts if verdict.message.label is not Label.EMERGENZA]
    clean = [verdict for verdict in verdicts if verdict.message.label not in _AGAINST_THE_RULES]
    alarmed = [verdict for verdict in verdicts if verdict.meaning.kind in _LIFE]
    false = [each for each in alarmed if each.message.label is not Label.EMERGENZA]
    possible = sum(each.meaning.doubtful for each in false)
    waiting = sum(each.meaning.doubtful for each in alarmed) - possible
    accused = sum(each.meaning.label in _AGAINST_THE_RULES for each in clean)
    asked = sum(verdict.meaning.doubtful and verdict.meaning.kind not in _LIFE for verdict in verdicts)
    return (
        f"false alarms: {len(false)} of {len(calm)} taken for an emergency ({possible} as possible), "
        f"{accused} of {len(clean)} for a breach of the rules; {asked} answered by asking back\n"
        f"of the emergencies found, {waiting} as possible ones, for which nobody is called out"
    )


def _wrongly_joined(verdict: Verdict) -> bool:
    return verdict.meaning.kind is Kind.JOIN and verdict.message.label is not Label.ISCRIZIONE


def _wrongly_left(verdict: Verdict) -> bool:
    besides = verdict.meaning.leaves and verdict.message.label is not Label.EMERGENZA
    left = verdict.meaning.kind in _LEAVING or besides
    return bool(left) and verdict.message.label is not Label.CANCELLAZIONE


def _found(verdicts: Sequence[Verdict], labels: frozenset[Label]) -> list[bool]:
    return [verdict.meaning.label in labels for verdict in verdicts if verdict.message.label in labels]


def _warnings(verdicts: Sequence[Verdict]) -> Iterator[Gate]:
    harmless = [verdict for verdict in verdicts if verdict.message.label not in _AGAINST_THE_RULES]
    if harmless:
        warned = sum(each.meaning.clear for each in harmless)
        yield _never("automatic warning on harmless", warned, len(harmless))


def _never(name: str, count: int, of: int) -> Gate:
    return Gate(name, f"{count} of {of}", "0", count == 0)


def _share(name: str, outcomes: Sequence[bool], bar: float) -> Iterator[Gate]:
    if outcomes:
        found = share(sum(outcomes), len(outcomes))
        chance = 2 * sqrt(bar * (1 - bar) / len(outcomes))
        measured = f"{found:.3f} ({sum(outcomes)} of {len(outcomes)})"
        yield Gate(name, measured, f">= {bar:g}", found >= bar, found >= bar - chance)


def _time(name: str, ms: float) -> Gate:
    return Gate(name, f"{ms:.2f}", f"< {MS_PER_MESSAGE:g}", ms < MS_PER_MESSAGE)
