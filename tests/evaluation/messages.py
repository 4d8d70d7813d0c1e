"""Labelled messages, read line by line from JSON lines; every line that is not one is named."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from urp.meaning.model import Label

SETS = Path(__file__).parent / "sets"
TRAIN, DEVELOPMENT, TEST, FOREIGN = "train", "development", "test", "foreign"
FOREIGN_TRAIN = "foreign_train"
NAMES = (TRAIN, DEVELOPMENT, TEST, FOREIGN_TRAIN, FOREIGN)
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
    writer: str = ""
    """Which heap of messages it came with, one person's mostly; empty where the set does not say."""
    language: str = ""
    """Empty: Italian, its dialects, or English."""

    @property
    def group(self) -> str:
        """Of what figures are printed together: a language, or all of a set."""
        return self.language or self.place.rpartition(":")[0]


class NotASetError(ValueError):
    """The file cannot be evaluated; the sentence says which lines, and why."""


def read_set(raw: bytes, name: str, *, shown: bool = True) -> tuple[LabelledMessage, ...]:
    """Blank lines and unknown keys are left alone."""
    messages: list[LabelledMessage] = []
    wrong: list[str] = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            messages.append(_parsed(line, place, shown=shown))
        except NotASetError as refused:
            wrong.append(f"{place}: {refused}")
    if wrong:
        more = [f"… and {len(wrong) - _MOST_NAMED} more"] if len(wrong) > _MOST_NAMED else []
        raise NotASetError("\n".join([*wrong[:_MOST_NAMED], *more]))
    if not messages:
        raise NotASetError(f"{name}: holds no message")
    return tuple(messages)


def project_set(name: str, folder: Path = SETS) -> tuple[LabelledMessage, ...]:
    """None, where nobody has written it yet. Texts are shown of the sets that one learns from."""
    file = folder / f"{name}.jsonl"
    raw = file.read_bytes() if file.exists() else b""
    return read_set(raw, file.name, shown=name in (TRAIN, FOREIGN_TRAIN)) if raw.strip() else ()


def _parsed(line: bytes, place: str, *, shown: bool) -> LabelledMessage:
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
    distress = entry.get("distress") is True
    writer, language = (str(entry.get(key, "")) for key in ("from", "language"))
    return LabelledMessage(text, Label(label), place, shown, distress, writer, language)


_LABELS: Sequence[str] = [label.value for label in Label]
