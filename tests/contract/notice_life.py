"""The life of a notice with several people at it. The machine says by itself what each step must answer, and
asks an office: that of the domain, or the deployed API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, precondition, rule

DONE = "done"
REFUSED = "conflict"
SAME_PERSON = "same_person"
CHANGED = "changed_since_read"
NOT_THE_SUBMITTER = "not_the_submitter"

WRITERS = ("writer", "second writer")
APPROVERS = ("approver", "second approver")


@dataclass(frozen=True, slots=True)
class Read:
    """What an approver has before their eyes: the submission they read, and the words to repeat."""

    submission: int
    people: int
    shown: object
    """As the office showed it."""


class LivingOffice(Protocol):
    """Each step answers DONE, or the code of its refusal. `hours`: until the notice is due."""

    def create(self, notice: int, who: str) -> str: ...
    def submit(self, notice: int, who: str, hours: int) -> str: ...
    def read(self, notice: int) -> object: ...
    def approve(self, notice: int, who: str, shown: object) -> str: ...
    def give_back(self, notice: int, who: str, *, final: bool) -> str: ...
    def withdraw(self, notice: int, who: str) -> str: ...
    def stop(self, notice: int, who: str) -> str: ...
    def status(self, notice: int) -> str: ...
    def approved_by(self, notice: int) -> str | None: ...
    def people_join(self) -> bool:
        """Many enough to be read again; False where this office cannot have it so."""
        ...

    def sent(self) -> int:
        """To Meta, of all its notices."""
        ...


@dataclass(slots=True)
class Notice:
    status: str = "draft"
    authors: set[str] = field(default_factory=set)
    submitter: str | None = None
    submission: int = 0
    approver: str | None = None
    reads: list[Read] = field(default_factory=list)


class NoticeLife(RuleBasedStateMachine):
    """No notice is due while the machine runs: nothing may leave."""

    office: LivingOffice
    people: tuple[str, ...] = WRITERS + APPROVERS
    """Who does all: narrowed where a role is asked too."""
    writers: tuple[str, ...] = WRITERS + APPROVERS
    approvers: tuple[str, ...] = WRITERS + APPROVERS

    notices = Bundle("notices")

    def __init__(self) -> None:
        super().__init__()
        self.known: list[Notice] = []
        self.submissions = 0
        self.joined = 0

    def _one_of(self, people: tuple[str, ...], number: int) -> str:
        return people[number % len(people)]

    @rule(target=notices, who=st.integers(0, 3))
    def is_written(self, who: int) -> int:
        person, number = self._one_of(self.writers, who), len(self.known)
        assert self.office.create(number, person) == DONE
        self.known.append(Notice(authors={person}))
        return number

    @rule(number=notices, who=st.integers(0, 3))
    def is_submitted(self, number: int, who: int) -> None:
        """Each time for another hour: what was read before is another notice."""
        notice, person = self.known[number], self._one_of(self.writers, who)
        possible = notice.status in {"draft", "submitted", "scheduled"}
        told = self.office.submit(number, person, 24 + self.submissions + 1)
        assert told == (DONE if possible else REFUSED)
        if possible:
            self.submissions += 1
            notice.status, notice.submitter, notice.approver = "submitted", person, None
            notice.submission = self.submissions
            notice.authors.add(person)

    @rule(number=notices)
    def is_read(self, number: int) -> None:
        notice = self.known[number]
        if notice.status == "submitted":
            notice.reads.append(Read(notice.submission, self.joined, self.office.read(number)))

    @rule(number=notices, who=st.integers(0, 3), which=st.integers(0, 9))
    def is_approved(self, number: int, who: int, which: int) -> None:
        notice, person = self.known[number], self._one_of(self.approvers, who)
        if not notice.reads:
            return
        read = notice.reads[-1 - which % len(notice.reads)]
        told = self.office.approve(number, person, read.shown)
        if person in notice.authors:
            assert told == SAME_PERSON
        elif notice.status != "submitted":
            assert told == REFUSED
        elif (read.submission, read.people) != (notice.submission, self.joined):
            assert told == CHANGED
        else:
            assert told == DONE
            notice.status, notice.approver = "scheduled", person

    @rule(number=notices, who=st.integers(0, 3), final=st.booleans())
    def is_given_back(self, number: int, who: int, final: bool) -> None:
        notice = self.known[number]
        told = self.office.give_back(number, self._one_of(self.approvers, who), final=final)
        assert told == (DONE if notice.status == "submitted" else REFUSED)
        if told == DONE:
            notice.status, notice.submitter = ("rejected" if final else "draft"), None

    @rule(number=notices, who=st.integers(0, 3))
    def is_withdrawn(self, number: int, who: int) -> None:
        notice, person = self.known[number], self._one_of(self.writers, who)
        told = self.office.withdraw(number, person)
        if notice.status != "submitted":
            assert told == REFUSED
        elif person != notice.submitter:
            assert told == NOT_THE_SUBMITTER
        else:
            assert told == DONE
            notice.status, notice.submitter = "draft", None

    @rule(number=notices, who=st.integers(0, 3))
    def is_stopped(self, number: int, who: int) -> None:
        notice = self.known[number]
        told = self.office.stop(number, self._one_of(self.people, who))
        possible = notice.status in {"draft", "submitted", "scheduled"}
        assert told == (DONE if possible else REFUSED)
        if possible:
            notice.status = "cancelled"

    @precondition(lambda self: self.joined < 3)
    @rule()
    def people_join(self) -> None:
        self.joined += self.office.people_join()

    def is_as_it_was_left(self) -> None:
        for number, notice in enumerate(self.known):
            assert self.office.status(number) == notice.status
            if notice.status == "scheduled":
                assert self.office.approved_by(number) == notice.approver
                assert notice.approver not in notice.authors

    def teardown(self) -> None:
        self.is_as_it_was_left()
        assert self.office.sent() == 0
