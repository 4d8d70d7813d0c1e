"""What stands in for Meta in training: takes everything, tells nobody, has no token, opens no connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from urp.whatsapp.blocking import Answer, Done, ListPage
from urp.whatsapp.outgoing import Address, OutgoingMessage
from urp.whatsapp.ports import Accepted, SendOutcome
from urp.whatsapp.reach import MessagingLimit

NOTHING_LEFT = "Esercitazione: nulla è partito"
_DIGITS = 32


class TrainingSender:
    """In the place of `GraphApi`. The message id shows for ever that nobody was written to."""

    def get_ready(self) -> None:
        """Nothing to fetch, nothing to open."""

    def send(self, message: OutgoingMessage, address: Address, tracker: str) -> SendOutcome:
        return Accepted(f"training.{sha256(tracker.encode()).hexdigest()[:_DIGITS]}")


class TrainingBlocks:
    """In the place of `GraphBlocks`."""

    def add(self, address: str) -> Answer:
        return Done()

    def remove(self, addresses: Sequence[str]) -> Mapping[str, Answer]:
        return {address: Done() for address in addresses}

    def read_page(self, after: str | None) -> ListPage | None:
        """There is no list to compare ours with."""
        return None


class TrainingNumber:
    """In the place of `GraphNumber`."""

    def ask_limit(self) -> MessagingLimit | None:
        return None

    def answers(self) -> bool:
        return True
