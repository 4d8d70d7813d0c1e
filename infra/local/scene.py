"""What the steps of the story share: the town hall, the people in it, and how one waits and checks."""

import re
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field

from infra.local.meta_client import MetaClient, PhoneMessage
from infra.local.places import ROOT
from infra.local.town import TownHall

PATIENCE_S = 30.0
"""Generous: the first call of each function unzips its layers."""

TEXTS = ROOT / "layers" / "profile" / "urp_profile" / "texts" / "it.toml"


class StepFailedError(Exception):
    """An expectation of the story that failed, in words for the viewer."""


@dataclass(frozen=True, slots=True)
class Person:
    """Made up, like their number."""

    name: str
    phone: str


ANNA = Person("Anna", "393330000001")
BRUNO = Person("Bruno", "393330000002")
CARLA = Person("Carla", "393330000003")
DINO = Person("Dino", "393330000004")
ELIO = Person("Elio", "393330000005")
EVERYBODY_ELSE = tuple(Person(f"Persona {number}", f"393330000{number}") for number in range(100, 400))


@dataclass(slots=True)
class Scene:
    town: TownHall
    notice: str = ""
    """Id of the broadcast the steps talk about."""
    sent_before: int = 0
    """Number of the last message to Meta before the story's notices."""
    texts: dict[str, str] = field(default_factory=lambda: tomllib.loads(TEXTS.read_text(encoding="utf-8")))

    @property
    def meta(self) -> MetaClient:
        return self.town.meta

    def says(self, person: Person, words: str, **options: object) -> None:
        """The person writes. A webhook that is not answered in time comes again, as Meta's do."""
        self.meta.write(person.phone, words, name=person.name, **options)

    def answer(
        self, person: Person, key: str, after: int = 0, patience: float = PATIENCE_S, *, or_key: str = ""
    ) -> PhoneMessage:
        """Wait until that text of the profile, filled in, is on the person's phone after `after` lines; or
        `or_key`, where the hour of the day decides which."""
        keys = [each for each in (key, or_key) if each]

        def arrived() -> PhoneMessage | None:
            lines = self.meta.phone(person.phone)[after:]
            return next(
                (
                    line
                    for line in lines
                    if line.direction == "out" and any(self.recognises(line.text, key) for key in keys)
                ),
                None,
            )

        return wait_for(arrived, f"a {person.name} non è arrivato il testo «{key}»", patience)

    def lines_on(self, person: Person) -> int:
        return len(self.meta.phone(person.phone))

    def recognises(self, text: str, key: str) -> bool:
        """Its first line with anything in the gaps, and every line that has no gap."""
        lines = self.texts[key].strip().splitlines()
        first = ".+".join(re.escape(part) for part in re.split(r"{\w+}", lines[0]))
        whole = [line for line in lines if "{" not in line]
        return re.match(first, text) is not None and all(line in text for line in whole)


def expect(held: bool, otherwise: str) -> None:
    if not held:
        raise StepFailedError(otherwise)


def wait_for[Found](probe: Callable[[], Found | None], otherwise: str, seconds: float = PATIENCE_S) -> Found:
    """What the probe finds, asked ten times a second."""
    deadline = time.monotonic() + seconds
    while (found := probe()) is None:
        if time.monotonic() > deadline:
            raise StepFailedError(f"{otherwise} in {seconds:.0f} secondi")
        time.sleep(0.1)
    return found
