"""Two matters in one message: a cry or a threat beside calm business, and business beside business.

Composed from labelled messages in which no word was counted, the same ones each time: who writes to an office
puts the grave thing before, behind or amid what they came for, and often without a full stop.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

from tests.evaluation.gates import Gate
from tests.evaluation.messages import DEVELOPMENT, LabelledMessage, project_set
from tests.evaluation.scores import Verdict, judge
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Label, Meaning

CRIES, THREATS, CALM_PAIRS = 500, 300, 500
_MOST_CRIES_MISSED, _MOST_THREATS_MISSED = 3, 45
_BUSINESS = frozenset(
    {
        Label.RICHIESTA_INFORMAZIONI,
        Label.SEGNALAZIONE,
        Label.RECLAMO,
        Label.SUGGERIMENTO,
        Label.RINGRAZIAMENTO,
    }
)
_JOINED_BY = (". ", ". ", "\n", ", ", " ", " e ", " comunque ", "; ")
"""A full stop twice: most people write one."""
_MARKS, _ENDS = ".,;: ", "!?"
_LIFE = frozenset({Kind.EMERGENCY, Kind.DISTRESS})
_SEED = 17


def composed(messages: Sequence[LabelledMessage]) -> Iterator[LabelledMessage]:
    """Labelled as the grave one is; of two calm ones as the first is."""
    chance = Random(_SEED)
    calm = [message for message in messages if message.label in _BUSINESS]
    for label, number in ((Label.EMERGENZA, CRIES), (Label.MINACCIA, THREATS)):
        grave = [message for message in messages if message.label is label]
        for each in chance.sample(grave, min(number, len(grave))):
            before, behind = chance.choice([(1, 0), (0, 1), (1, 1)])
            parts = [*chance.sample(calm, before), each, *chance.sample(calm, behind)]
            yield replace(each, text=_joined([part.text for part in parts], chance))
    for _ in range(CALM_PAIRS):
        pair = chance.sample(calm, 2)
        yield replace(pair[0], text=_joined([each.text for each in pair], chance))


def judged(understand: Callable[[str], Meaning]) -> tuple[Verdict, ...]:
    return judge(composed(project_set(DEVELOPMENT)), understand)


def missed(verdicts: Sequence[Verdict], label: Label) -> list[Verdict]:
    """A danger calls the same person as a threat does; an insult does not."""
    return [
        verdict
        for verdict in verdicts
        if verdict.message.label is label
        and verdict.meaning.kind not in _LIFE
        and (label is Label.EMERGENZA or verdict.meaning.breach is not Breach.THREAT)
    ]


def composed_gates(verdicts: Sequence[Verdict]) -> list[Gate]:
    bars = (
        ("cries missed beside business", Label.EMERGENZA, _MOST_CRIES_MISSED),
        ("threats missed beside business", Label.MINACCIA, _MOST_THREATS_MISSED),
    )
    return [gate for name, label, most in bars for gate in _missed(name, verdicts, label, most)]


def calm_pairs_alarmed(verdicts: Sequence[Verdict]) -> str:
    calm = [verdict for verdict in verdicts if verdict.message.label in _BUSINESS]
    alarmed = [each for each in calm if each.meaning.kind in _LIFE]
    possible = sum(each.meaning.doubtful for each in alarmed)
    accused = sum(each.meaning.breach is Breach.THREAT for each in calm)
    return (
        f"calm pairs: {len(alarmed)} of {len(calm)} taken for an emergency ({possible} as possible), "
        f"{accused} for a threat"
    )


def _missed(name: str, verdicts: Sequence[Verdict], label: Label, most: int) -> Iterator[Gate]:
    count = len(missed(verdicts, label))
    of = sum(verdict.message.label is label for verdict in verdicts)
    if of:
        yield Gate(name, f"{count} of {of}", f"<= {most}", count <= most)


def _joined(texts: Sequence[str], chance: Random) -> str:
    """A mark of its own that a sentence ends in stands for the full stop."""
    whole = texts[0]
    for text in texts[1:]:
        by = chance.choice(_JOINED_BY)
        begun = whole.rstrip(_MARKS)
        whole = f"{begun}{by.lstrip('.,;') if begun.endswith(tuple(_ENDS)) else by}{text}"
    return whole
