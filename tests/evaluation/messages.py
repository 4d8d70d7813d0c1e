"""Labelled messages, read line by line from JSON lines; every line that is not one is named."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from urp.meaning.model import Label

SETS = Path(__file__).parent / "sets"
OWN, HELD_OUT = "own", "held_out"
_MOST_NAMED = 20
"""Of a file that is no set at all, the first bad lines say enough."""


@dataclass(frozen=True, slots=True)
class LabelledMessage:
    text: str
    label: Label
    place: str
    """File and line, as an editor opens it."""
    shown: bool = True
    """False: counted, but its text is not printed, so that nobody tunes rules on it."""
    distress: bool = False
    """Of an emergency: somebody at risk from themselves or from somebody at home."""

    @property
    def set_name(self) -> str:
        return self.place.rpartition(":")[0]


class NotASetError(ValueError):
    """The file cannot be evaluated; the sentence says which lines, and why."""


def read_set(raw: bytes, name: str, *, shown: bool = True) -> tuple[LabelledMessage, ...]:
    """Blank lines and keys beyond `text`, `label` and `distress` are left alone."""
    messages: list[LabelledMessage] = []
    wrong: list[str] = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            text, label, distress = _parsed(line)
        except NotASetError as refused:
            wrong.append(f"{place}: {refused}")
        else:
            messages.append(LabelledMessage(text, label, place, shown, distress))
    if wrong:
        more = [f"… and {len(wrong) - _MOST_NAMED} more"] if len(wrong) > _MOST_NAMED else []
        raise NotASetError("\n".join([*wrong[:_MOST_NAMED], *more]))
    if not messages:
        raise NotASetError(f"{name}: holds no message")
    return tuple(messages)


def project_sets(folder: Path = SETS) -> tuple[LabelledMessage, ...]:
    """The sets of the repository: those that are read and counted, and those nobody tunes on."""
    return (*read_part(OWN, folder), *read_part(HELD_OUT, folder))


def read_part(part: str, folder: Path = SETS) -> tuple[LabelledMessage, ...]:
    return tuple(
        message
        for file in sorted((folder / part).glob("*.jsonl"))
        for message in read_set(file.read_bytes(), f"{part}/{file.name}", shown=part == OWN)
    )


def _parsed(line: bytes) -> tuple[str, Label, bool]:
    try:
        entry: object = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise NotASetError("is not UTF-8") from None
    except (ValueError, RecursionError):
        raise NotASetError("is not JSON") from None
    if not isinstance(entry, dict):
        raise NotASetError('is not an object with "text" and "label"')
    text, label = entry.get("text"), entry.get("label")
    if not isinstance(text, str):
        raise NotASetError('has no "text", or it is no string')
    if not isinstance(label, str):
        raise NotASetError('has no "label", or it is no string')
    if label not in _LABELS:
        raise NotASetError(f"has the unknown label {label!r}; there are: {', '.join(_LABELS)}")
    return text, Label(label), entry.get("distress") is True


_LABELS: Sequence[str] = [label.value for label in Label]
