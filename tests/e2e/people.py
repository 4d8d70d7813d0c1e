"""People of the tests: made up, each with a phone of their own at the simulated Meta."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from infra.local.meta.identity import MADE_UP_RANGE, make_user_id
from infra.local.meta.reading import read_object, read_objects, read_text
from infra.local.meta_client import MetaClient, PhoneMessage
from tests.e2e.patience import PATIENCE_S, eventually


def ago(seconds: int) -> int:
    """A moment of WhatsApp's clock. In one second leaving wins: commands that must not meet are set apart."""
    return int(time.time()) - seconds


@dataclass(frozen=True, slots=True)
class Citizen:
    phone: str
    meta: MetaClient

    @property
    def user_id(self) -> str:
        """What WhatsApp calls the same person where it does not show the phone."""
        return make_user_id(self.phone)

    def writes(self, text: str, **options: object) -> str:
        """Meta's id of the message; the webhook has to be answered 200."""
        delivery = self.meta.write(self.phone, text, **options)
        assert delivery.status == 200, f"the webhook was answered {delivery.status}"
        return delivery.id

    def sends(self, message: Mapping[str, object], **options: object) -> str:
        delivery = self.meta.send(self.phone, message, **options)
        assert delivery.status == 200, f"the webhook was answered {delivery.status}"
        return delivery.id

    def presses_leave(self, **options: object) -> None:
        self.presses("Cancellami", **options)

    def presses(self, label: str, **options: object) -> None:
        """The first button of the last template on the phone."""
        self.presses_button(0, label, **options)

    def presses_button(self, button: int, label: str, **options: object) -> None:
        """Counted from 0."""
        sent = next(each for each in self.meta.sent().messages if each.id == self.notices()[-1].id)
        template = sent.body["template"]
        assert isinstance(template, dict)
        buttons = [each for each in read_objects(template, "components") if each["type"] == "button"]
        payload = read_text(read_objects(buttons[button], "parameters")[0], "payload")
        press = {"payload": payload, "text": label}
        self.sends({"type": "button", "button": press, "context": {"id": sent.id}}, **options)

    def chooses(self, title: str, **options: object) -> None:
        """A row of the last list on the phone."""
        sent = next(each for each in reversed(self.meta.sent().messages) if each.id == self.replies()[-1].id)
        action = read_object(read_object(sent.body, "interactive"), "action")
        rows = [row for section in read_objects(action, "sections") for row in read_objects(section, "rows")]
        row = next(row for row in rows if row["title"] == title)
        chosen = {"type": "list_reply", "list_reply": dict(row)}
        self.sends({"type": "interactive", "interactive": chosen, "context": {"id": sent.id}}, **options)

    def replies(self) -> list[PhoneMessage]:
        """What the town hall wrote to this person alone, oldest first."""
        return [line for line in self._received() if line.type != "template"]

    def notices(self) -> list[PhoneMessage]:
        return [line for line in self._received() if line.type == "template"]

    def said_to(self) -> list[str]:
        return [line.text for line in self.replies()]

    def gets(self, *texts: str, seconds: float = PATIENCE_S) -> PhoneMessage:
        """Wait until exactly these texts are there, in this order; return the last."""
        expected = list(texts)
        return eventually(
            lambda: next(reversed(self.replies()), None) if self.said_to() == expected else None,
            lambda: f"expected {expected} on the phone, which shows {self.said_to()}",
            seconds,
        )

    def _received(self) -> list[PhoneMessage]:
        return [line for line in self.meta.phone(self.phone) if line.direction == "out"]


class Newcomers:
    """Nobody is met twice in one run: `newcomers()` is somebody the town hall has never heard of."""

    def __init__(self, meta: MetaClient) -> None:
        self._meta = meta
        self._numbers: Iterator[int] = count(1000)

    def __call__(self) -> Citizen:
        return Citizen(f"{MADE_UP_RANGE}{next(self._numbers):04d}", self._meta)

    def crowd(self, people: int) -> list[Citizen]:
        return [self() for _ in range(people)]
