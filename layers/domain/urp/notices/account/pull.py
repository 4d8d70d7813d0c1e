"""Once a day Meta's list of templates is read and compared with the profile's files: events may be lost, and
some of what Meta does by itself comes in none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.notices.account.model import AccountNote
from urp.notices.account.sentences import PriceOf, notes_of, with_price
from urp.notices.account.watch import HoldForbidden, Watched, may_forbid
from urp.town.templates.at_meta import has_words
from urp.town.templates.model import MessageTemplate, TemplateKind
from urp.whatsapp.account import TemplateCategory, TemplateQuality, TemplateStatus
from urp.whatsapp.template_list import TemplateAtMeta, TemplatesRead

if TYPE_CHECKING:
    from urp.notices.store.account_notes import AccountNotes
    from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta


READ_EVERY = timedelta(days=1)
ASKED_EVERY = timedelta(hours=1)
"""While Meta does not answer."""
UNREAD_FOR = timedelta(days=2)
_OF_META = frozenset({"hello_world"})
"""Meta's own sample, which every account has."""
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PullTemplates:
    store: TemplatesAtMeta
    ask: Callable[[], tuple[TemplateAtMeta, ...] | None]
    notes: AccountNotes
    templates: Mapping[str, MessageTemplate]
    hold: HoldForbidden
    price: PriceOf

    def if_old(self, now: datetime) -> Watched | None:
        """None: read today already, or Meta did not answer."""
        before = self.store.load()
        fresh = before is not None and before.read_at is not None and now < before.read_at + READ_EVERY
        if fresh or not self.store.claim(now, ASKED_EVERY):
            return None
        before = before or TemplatesRead(now)
        found = self.ask()
        if (
            not found
        ):  # an empty list is no reason to stop an alert: the number may be asked of another account
            return self._unread(before, now)
        ours = tuple(each for each in found if each.name in self.templates)
        unknown = tuple(sorted({each.name for each in found} - self.templates.keys() - _OF_META))
        read = TemplatesRead(now, now, None, ours, unknown)
        written = list(self._compare(read, before, now))
        for note in written:
            self.notes.store(note)
        self.store.store(read)  # last: cut off before, everything is found again
        held = self.hold(now) if any(map(may_forbid, written)) else 0
        return Watched(tuple(note.subject for note in written), sum(note.serious for note in written), held)

    def _unread(self, before: TemplatesRead, now: datetime) -> Watched | None:
        since = before.unread_since or now
        self.store.store(replace(before, unread_since=since))
        if now - since < UNREAD_FOR:
            return None
        sentence = (
            "Da più di due giorni non si leggono i modelli presso Meta: si controllano l'account (WabaId) e"
            " i permessi del token."
        )
        told = {note.subject for note in self.notes.all() if note.at > now - READ_EVERY}
        if "templates/unread" in told:
            return None
        self.notes.store(AccountNote("templates/unread", now, sentence, serious=True))
        return Watched(("templates/unread",), serious=1, held=0)

    def _compare(self, read: TemplatesRead, before: TemplatesRead, now: datetime) -> Iterator[AccountNote]:
        """Only what is new: an alarm each day for the same thing is heard by nobody."""
        told = {note.subject: note for note in self.notes.all()}
        for template in self.templates.values():
            last = before.find(template.name, template.language)
            for note in self._notes_of(template, read, last, told, now):
                known = told.get(note.subject)
                if known is None or (known.sentence, known.forbids) != (note.sentence, note.forbids):
                    yield note
        if set(read.unknown) - set(before.unknown):
            yield _unknown_note(read.unknown, now)
        if before.unread_since is not None and "templates/unread" in told:
            yield AccountNote("templates/unread", now, "I modelli presso Meta si leggono di nuovo.")

    def _notes_of(
        self,
        template: MessageTemplate,
        read: TemplatesRead,
        last: TemplateAtMeta | None,
        told: Mapping[str, AccountNote],
        now: datetime,
    ) -> Iterator[AccountNote]:
        name, language = template.name, template.language
        at_meta = read.find(name, language)
        if at_meta is None:
            yield _missing_note(template, now)
            return
        yield from self._status_notes(at_meta, told, now)
        category = told.get(f"category/{name}")
        known = template.category.value if category is None else category.category
        if at_meta.category != known:
            moved = TemplateCategory(name, language, known, at_meta.category, done=True)
            yield from (with_price(note, self.price, self.templates, now) for note in notes_of(moved, now))
        yield from _words_notes(template, at_meta, last, told.get(f"text/{name}"), now)
        if at_meta.features and (last is None or last.features != at_meta.features):
            yield _features_note(at_meta, now)

    def _status_notes(
        self, at_meta: TemplateAtMeta, told: Mapping[str, AccountNote], now: datetime
    ) -> Iterator[AccountNote]:
        status = TemplateStatus(at_meta.name, at_meta.language, at_meta.status, at_meta.rejection, None)
        for note in notes_of(status, now):
            if note.forbids or (note.subject in told and told[note.subject].in_force(now)):
                yield note
        if at_meta.quality == "RED":
            yield from notes_of(TemplateQuality(at_meta.name, at_meta.language, None, "RED"), now)


def _words_notes(
    template: MessageTemplate,
    at_meta: TemplateAtMeta,
    last: TemplateAtMeta | None,
    told: AccountNote | None,
    now: datetime,
) -> Iterator[AccountNote]:
    """Other words that two people have looked at and let go stop nothing again, until Meta's change."""
    subject, name = f"text/{template.name}", template.name
    if has_words(template, at_meta.words):
        if told is not None and told.in_force(now):
            yield AccountNote(
                subject, now, f"Il testo del modello «{name}» presso Meta è quello del profilo."
            )
        return
    looked_at = told is not None and not told.forbids and last is not None and last.words == at_meta.words
    if not looked_at:
        sentence = (
            f"Il testo del modello «{name}» presso Meta non è quello del profilo: i suoi avvisi sono sospesi"
            " finché non tornano uguali o due amministratori non tolgono il divieto."
        )
        yield AccountNote(subject, now, sentence, serious=True, forbids=True)


def _missing_note(template: MessageTemplate, now: datetime) -> AccountNote:
    """The request to confirm is needed only where a list was taken over."""
    sentence = (
        f"Il modello «{template.name}» non c'è presso Meta: nessun suo avviso può partire. Si propone con"
        " «make propose-templates»."
    )
    grave = template.kind is not TemplateKind.RECONFIRMATION
    return AccountNote(f"template/{template.name}", now, sentence, serious=grave, forbids=True)


def _unknown_note(names: tuple[str, ...], now: datetime) -> AccountNote:
    shown = ", ".join(names[:_NAMES_SHOWN]) + (" e altri" if len(names) > _NAMES_SHOWN else "")
    sentence = (
        f"Presso Meta ci sono modelli che il profilo non ha ({shown}): scritti da qualcuno, o da Meta stessa."
        " Se non servono vanno cancellati."
    )
    return AccountNote("templates/unknown", now, sentence, serious=True)


def _features_note(at_meta: TemplateAtMeta, now: datetime) -> AccountNote:
    sentence = (
        f"Meta può modificare da sé il modello «{at_meta.name}» ({', '.join(at_meta.features)}): un atto"
        " pubblico non va riscritto. Si disattiva nelle impostazioni del modello presso Meta."
    )
    return AccountNote(f"optimisation/{at_meta.name}", now, sentence, serious=True)
