"""Sportello: the queue and, beside it, one conversation with everything that is done there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from textwrap import shorten
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from urp.acts.permissions import ROLES, Permission
from urp.console.colleagues import LEFT, list_colleagues, to_names
from urp.console.forms import Fields
from urp.console.paging import Place, read_place, say_page, turn_pages
from urp.console.screens import desk_words as words
from urp.console.visits import Done, Form, Page, Part, Refused, Screen, View, Visit, fill_in, let_through
from urp.console.words import count, name_contact
from urp.desk.api.canned import CannedRepliesJson, CannedReplyJson, FilledReplyJson
from urp.desk.api.conversation_json import (
    AnswerJson,
    ConversationJson,
    ConversationsJson,
    DraftJson,
    LookingJson,
    QueueVersionJson,
    TakenBackJson,
)
from urp.desk.model import OF_DANGER, MessageKind
from urp.desk.outbox import ReplyState
from urp.desk.redirects.model import SENT_ON
from urp.moderation.casebook.model import NEVER_JUDGED
from urp.observability import digest
from urp.staff_api.me import PreferencesJson
from urp.staff_api.schemas import Nothing
from urp.town.api.templates import TemplateJson, TemplatesJson
from urp.town.municipality.codes import RedirectKind
from urp.town.templates.model import TemplateKind
from urp.whatsapp.message import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from urp.desk.api.conversation_json import ConversationSummaryJson, MessageJson
    from urp.desk.api.redirects import ChannelsTextJson

_ROWS = 20
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OF_COLLEAGUES = frozenset({"held_by_colleague", "colleague_writing", "another_open"})
"""Refusals that `take_over` answers."""


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    title: str
    query: Mapping[str, str]
    empty: str


FILTERS: Mapping[str, Filter] = {
    "attesa": Filter("In attesa", "Sportello", {"status": "open"}, "Nessuno aspetta una risposta."),
    "mie": Filter(
        "Mie",
        "Sportello, solo le mie",
        {"status": "open", "held": "mine"},
        "Nessuna conversazione in attesa è tra quelle prese da te.",
    ),
    "risposte": Filter(
        "Risposte",
        "Sportello, conversazioni con risposta",
        {"status": "answered"},
        "Nessuna conversazione con risposta.",
    ),
    "chiuse": Filter(
        "Chiuse", "Sportello, conversazioni chiuse", {"status": "closed"}, "Nessuna conversazione chiusa."
    ),
}


@dataclass(frozen=True, slots=True)
class SendingOn:
    """What stands in the form that sends a message to the right channels."""

    message: str
    kind: str
    category: str
    text: str = ""
    """What the person will read."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What stands in the form of the answer."""

    text: str = ""
    canned: CannedReplyJson | None = None
    """Chosen, its gaps still to be filled."""
    comes_from: str = ""
    """Id of the canned reply that the text came from."""
    seen: int | None = None
    """Up to which it was read when the answer was begun."""
    note: str = ""
    """What happened to it just now."""
    saved: bool = False
    """As it was saved while it was typed: what the browser has may be newer."""


# What is shown


def show_queue(visit: Visit) -> View:
    names = to_names(list_colleagues(visit))
    queue = read_queue(visit, names)
    return View("desk/queue.html", queue["list_title"], queue)


def show_queue_part(visit: Visit) -> View:
    return View("desk/rows.html", "", read_queue(visit, to_names(list_colleagues(visit))))


def read_queue(visit: Visit, names: Mapping[str, str], open_id: str = "") -> dict[str, Any]:
    chosen = which_list(visit)
    place = read_place(visit.query.get("pagina", ""))
    found = visit.ask(
        "/staff/conversations",
        ConversationsJson,
        **FILTERS[chosen].query,
        limit=str(_ROWS),
        cursor=place.cursor,
    )
    counted = {"attesa": found.waiting, "mie": found.mine}.get(chosen)
    open_id = open_id or visit.query.get("aperta", "")
    return {
        "rows": found.items,
        "paging": turn_pages(place, found.next, counted, _ROWS),
        "list_title": title_of_list(chosen, counted, place),
        "waiting": found.waiting,
        "overdue": found.overdue,
        "filters": FILTERS,
        "chosen": chosen,
        "keep": keep_list(visit),
        "open_id": open_id,
        "part": urlencode({name: value for name, value in (
            ("elenco", chosen), ("aperta", open_id), ("pagina", str(place))) if value}),
        "version": visit.version or write_version(visit, found.version),
        "who": namer(visit, names),
        "topic_of": name_topic,
    }  # fmt: skip


def title_of_list(chosen: str, number: int | None, place: Place) -> str:
    """Which list, and how many wait in it: tabs and history tell one from another by it."""
    if number is None:
        return f"{FILTERS[chosen].title}{say_page(place)}"
    waits = count(number, "aspetta", "aspettano") if number else "nessuno aspetta"
    return f"{FILTERS[chosen].title}: {waits}{say_page(place)}"


def queue_version(visit: Visit) -> str:
    return write_version(visit, visit.ask("/staff/conversations/version", QueueVersionJson).version)


def write_version(visit: Visit, waiting: str) -> str:
    """Every minute another: of windows and leases that end the API tells nothing."""
    return f"{waiting}-{visit.now.minute}"


def head_version(visit: Visit) -> str:
    """Every minute another, for the line that empties."""
    looked = look(visit)
    return digest(f"{looked.model_dump_json()} {visit.now.minute}")


def which_list(visit: Visit) -> str:
    wanted = visit.query.get("elenco", "")
    return wanted if wanted in FILTERS else "attesa"


def keep_list(visit: Visit) -> str:
    """For the addresses on the page: who works on one list stays on it."""
    chosen = which_list(visit)
    return "" if chosen == "attesa" else f"?elenco={chosen}"


def name_topic(row: ConversationSummaryJson) -> str:
    topics = dict(words.CATEGORIES)
    parts = (words.KINDS[row.kind] if row.kind else "", topics[row.category] if row.category else "")
    return ", ".join(part for part in parts if part)


def show_conversation(visit: Visit) -> View:
    talk = read_talk(visit)
    return show_talk(visit, talk, read_saved(visit))


def may_answer_here(visit: Visit) -> bool:
    """By a role, or by an alert about this conversation."""
    return visit.may(Permission.ANSWER) or visit.may_by_alert(Permission.ANSWER, "conversation")


def read_saved(visit: Visit) -> Answering:
    if not may_answer_here(visit):
        return Answering()
    return Answering(visit.ask(f"{_address(visit)}/draft", DraftJson).text or "", saved=True)


def read_talk(visit: Visit) -> ConversationJson:
    return visit.ask(_address(visit), ConversationJson, cursor=_place_of_messages(visit).cursor)


def _place_of_messages(visit: Visit) -> Place:
    return read_place(visit.query.get("prima", ""))


def _address(visit: Visit) -> str:
    return f"/staff/conversations/{visit.path['conversation']}"


def look(visit: Visit) -> LookingJson:
    """Whoever has the page open looks."""
    return visit.act("POST", f"{_address(visit)}/looking", LookingJson)


def show_talk(
    visit: Visit,
    talk: ConversationJson,
    answering: Answering,
    *,
    revealed: str = "",
    sending_on: SendingOn | None = None,
) -> View:
    colleagues, may_answer = list_colleagues(visit), may_answer_here(visit)
    names, reads_desk = to_names(colleagues), visit.may(Permission.READ_DESK)
    canned = read_canned(visit) if may_answer and visit.may(Permission.READ_REPLIES) else ()
    citizens = [message for message in talk.messages if message.author is None and not message.hidden]
    to_send_on = [(message.id, begin(message)) for message in citizens if message.kind in SENT_ON]
    refused = visit.refused and replace_ids(visit.refused, names)
    mine = talk.held_by == visit.member.id
    values: dict[str, Any] = {
        **(read_queue(visit, names, str(talk.id)) if reads_desk else {}),
        **head_values(visit, talk, names),
        "answering": answering,
        "pages_of_messages": turn_pages(_place_of_messages(visit), talk.next),
        "seen": choose_seen(visit, talk, answering),
        "reads_desk": reads_desk,
        "may_answer": may_answer,
        "mine": mine,
        "leaving": find_leaving(visit, talk),
        "revealed": revealed,
        "can_reveal": [
            *(
                [("text", "I dati coperti nei testi")]
                if mine or visit.may(Permission.MODERATE) or not reads_desk
                else []
            ),
            *([("phone", "Il numero intero")] if visit.may(Permission.MODERATE) else []),
        ],
        "kinds": words.KINDS,
        "describe_reply": words.describe_reply,
        "dangers": OF_DANGER,
        "canned": canned,
        "gaps": answering.canned or find_chosen(visit, canned),
        "colleagues": [
            (each.id, each.name)
            for each in colleagues
            if each.id != visit.member.id and ROLES[Permission.READ_DESK] & set(each.roles)
        ],
        "to_send_on": to_send_on if visit.may(Permission.ANSWER) else [],
        "sending_on": sending_on
        or SendingOn(to_send_on[-1][0] if to_send_on else "", RedirectKind.REPORT, talk.category or ""),
        "case_messages": [
            (message.id, begin(message))
            for message in citizens
            if reads_desk and message.kind not in NEVER_JUDGED
        ],
        "holdable": [each for each in talk.messages if each.kind is not MessageKind.NOTE],
        "resume": find_resume_template(visit) if visit.may(Permission.ANSWER) and talk.needs_resume else None,
        "words": words,
        "hold_seconds": read_hold(visit) if may_answer else 0,
        "of_colleagues": _OF_COLLEAGUES,
        "refused": refused,
    }
    return View("desk/conversation.html", title_of(talk, revealed), values)


def read_hold(visit: Visit) -> int:
    """For how many seconds one wants to be able to take an answer back."""
    return visit.ask("/staff/me/preferences", PreferencesJson).hold_seconds


def find_leaving(visit: Visit, talk: ConversationJson) -> tuple[str, int] | None:
    """One's own answer that can still be taken back, and for how many seconds."""
    for message in reversed(talk.messages):
        reply = message.reply
        if message.author != visit.member.id or message.hidden or reply is None or reply.not_before is None:
            continue
        left = ceil((reply.not_before - visit.now).total_seconds())
        if left > 0 and reply.state is ReplyState.UNSENT:
            return message.id, left
    return None


def title_of(talk: ConversationJson, revealed: str = "") -> str:
    """Browsers keep titles in their history: no whole number is in one."""
    what = words.KINDS[talk.kind].capitalize() if talk.kind else "Conversazione"
    who = "di una persona" if revealed == "phone" else f"dal {name_contact(talk.phone)}"
    return f"{what} {who}, {words.STATUSES[talk.status]}"


def begin(message: MessageJson) -> str:
    """As much as fits an option of a select."""
    return shorten(message.text, 60, placeholder="…")


def choose_seen(visit: Visit, talk: ConversationJson, answering: Answering) -> int:
    """What is typed answers what was on the page then; only who was told that it moved on has read on."""
    if answering.seen is not None:
        return answering.seen
    refused = visit.refused
    if refused and refused.problem.code != "moved_on":
        typed = refused.fields.first("seen:int")
        return int(typed) if typed.isdecimal() else talk.said
    return talk.said


def head_values(visit: Visit, talk: ConversationJson, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "talk": talk,
        "who": namer(visit, names),
        "statuses": words.STATUSES,
        "window_share": max(0, min(100, round(100 * talk.window_seconds_left / WINDOW.total_seconds()))),
        "head_version": visit.version or head_version(visit),
        "keep": keep_list(visit),
        "read_up_to": visit.query.get("letto", str(talk.said)),
    }


def show_head_part(visit: Visit) -> View:
    return View("desk/head.html", "", head_values(visit, read_talk(visit), to_names(list_colleagues(visit))))


def read_canned(visit: Visit) -> Sequence[CannedReplyJson]:
    return visit.ask("/staff/canned-replies", CannedRepliesJson).items


def find_resume_template(visit: Visit) -> TemplateJson | None:
    found = visit.ask("/staff/templates", TemplatesJson).items
    return next((each for each in found if each.kind is TemplateKind.RESUME_QUESTION), None)


def find_chosen(visit: Visit, canned: Sequence[CannedReplyJson]) -> CannedReplyJson | None:
    """Whose gaps were refused."""
    fields = visit.refused.fields if visit.refused else Fields()
    if not any(name.startswith("fields.") for name, _ in fields.typed):
        return None
    return next((each for each in canned if each.id == fields.first("reply")), None)


def namer(visit: Visit, names: Mapping[str, str]) -> Callable[[str], str]:
    def name(person: str) -> str:
        return "te" if person == visit.member.id else names.get(person, LEFT)

    return name


def replace_ids(refused: Refused, names: Mapping[str, str]) -> Refused:
    """The sentences of refusals name colleagues and conversations by id."""
    detail = _ID.sub(lambda found: names.get(found[0], "è indicata qui sotto"), refused.problem.detail)
    return replace(refused, problem=replace(refused.problem, detail=detail))


# What is done


def back(sentence: str, *, to: str = "/sportello/{conversation}") -> Callable[[Visit, object], Done]:
    def done(visit: Visit, _: object) -> Done:
        return Done(sentence, fill_in(to, visit.path) + keep_list(visit))

    return done


def stay(_: Visit, __: object) -> None:
    """Sent by the page itself while somebody types."""


def sent(visit: Visit, answer: AnswerJson) -> Done:
    """The draft has done its work."""
    visit.act("DELETE", f"{_address(visit)}/draft", Nothing)
    held = answer.not_before - answer.created_at if answer.not_before else timedelta()
    left = count(ceil(held.total_seconds()), "secondo", "secondi")
    said = f"Risposta scritta: parte tra {left}. «Annulla», qui sotto, la ferma." if held else "Inviata."
    return back(said)(visit, answer)


def choose_canned(visit: Visit, reply: CannedReplyJson) -> View:
    """Into the text, or its gaps first."""
    if reply.fields:
        return typing_on(visit, canned=reply)
    return typing_on(visit, add="\n".join(filter(None, (reply.text, reply.link))), comes_from=reply.id)


def fill_canned(visit: Visit, filled: FilledReplyJson) -> View:
    return typing_on(visit, add=filled.text, comes_from=visit.typed.first("reply"))


def typing_on(
    visit: Visit, *, add: str = "", comes_from: str = "", canned: CannedReplyJson | None = None
) -> View:
    """The page with what was typed, and what was added to it."""
    before = visit.typed.first("text")
    text = "\n\n".join(part for part in (before.rstrip(), add) if part) if add else before
    seen = visit.typed.first("seen:int")
    answering = Answering(
        text, canned, comes_from or visit.typed.first("canned"), int(seen) if seen.isdecimal() else None
    )
    return show_talk(visit, read_talk(visit), answering)


def take_up_again(visit: Visit, taken: TakenBackJson) -> View:
    note = "La risposta non è partita: il testo è di nuovo qui, da correggere o da togliere."
    return show_talk(visit, read_talk(visit), Answering(taken.text, note=note))


def show_channels(visit: Visit, channels: ChannelsTextJson) -> View:
    """Once more with what was chosen, and with what the person will read."""
    typed = visit.typed.first
    chosen = SendingOn(typed("message"), typed("kind"), typed("category"), channels.text)
    return show_talk(visit, read_talk(visit), read_saved(visit), sending_on=chosen)


def show_revealed(visit: Visit, talk: ConversationJson) -> View:
    return show_talk(visit, talk, read_saved(visit), revealed=visit.typed.first("reveal"))


_ONE = "/sportello/{conversation}"
_API = "/staff/conversations/{conversation}"
_ANSWER = f"{_ONE}/rispondi"


def _act(name: str, performs: str, sentence: str) -> Form:
    return Form(f"{_ONE}/{name}", performs, _ONE, back(sentence))


SCREEN = Screen(
    pages=(
        Page("/sportello", Permission.READ_DESK, show_queue),
        Page(_ONE, Permission.READ_DESK, show_conversation, "conversation"),
    ),
    parts=(
        Part("/sportello/elenco", Permission.READ_DESK, queue_version, show_queue_part),
        Part(f"{_ONE}/testa", Permission.READ_DESK, head_version, show_head_part, "conversation"),
    ),
    forms=(
        Form(
            _ANSWER, f"POST {_API}/answers", _ONE, sent,
            takes=("text", "canned", "seen", "take_over", "hold_seconds"),
        ),
        Form(f"{_ONE}/annulla", f"DELETE {_API}/answers/{{answer}}", _ONE, take_up_again),
        Form(
            f"{_ONE}/pronta", "GET /staff/canned-replies/{reply}", _ONE, choose_canned, takes=(), of=_ANSWER,
            in_training=let_through,
        ),
        Form(
            f"{_ONE}/riempi", "POST /staff/canned-replies/{reply}/preview", _ONE, fill_canned,
            takes=("fields",), of=_ANSWER, in_training=let_through,
        ),
        Form(
            f"{_ONE}/scrivo", f"POST {_API}/writing", _ONE, stay, takes=(), of=_ANSWER,
        ),
        Form(
            f"{_ONE}/bozza", f"PUT {_API}/draft", _ONE, stay, takes=("text",), of=_ANSWER,
        ),
        Form(
            f"{_ONE}/bozza/salva", f"PUT {_API}/draft", _ONE,
            back("Bozza salvata: si ritrova qui anche da un altro computer."), takes=("text",), of=_ANSWER,
        ),
        Form(
            f"{_ONE}/bozza/togli", f"DELETE {_API}/draft", _ONE, back("Bozza tolta."), takes=(), of=_ANSWER,
        ),
        _act("non-scrivo", f"DELETE {_API}/writing", "I colleghi non vedono più che stai scrivendo."),
        _act("nota", f"POST {_API}/notes", "Nota aggiunta: la leggono solo i colleghi."),
        _act("prendi", f"POST {_API}/take", "Conversazione presa: i colleghi lo vedono."),
        _act("passa", f"POST {_API}/give", "Conversazione passata."),
        _act("lascia", f"POST {_API}/release", "Conversazione lasciata: chiunque può prenderla."),
        _act("chiudi", f"POST {_API}/close", "Conversazione chiusa. Si può riaprire da qui."),
        _act("riapri", f"POST {_API}/reopen", "Conversazione riaperta: è di nuovo in attesa."),
        _act("riprendi", f"POST {_API}/resume", "Invito in coda: quando la persona scrive si risponde."),
        Form(f"{_ONE}/mostra", f"GET {_API}", _ONE, show_revealed),
        Form(
            f"{_ONE}/canali", "POST /staff/redirects/messages", _ONE,
            back("La persona riceve i canali giusti; la conversazione passa fra quelle con risposta."),
        ),
        Form(
            f"{_ONE}/canali/anteprima", "GET /staff/redirects/preview", _ONE, show_channels,
            takes=("conversation", "kind", "category"), of=f"{_ONE}/canali", in_training=let_through,
        ),
        Form(
            f"{_ONE}/caso", "POST /staff/cases", _ONE,
            back("Il messaggio è diventato un caso: aspetta una decisione e non è più nella conversazione."),
        ),
    ),
    labels={
        "text": "Testo",
        "seen": "Fin dove è letta la conversazione",
        "take_over": "Procedere comunque",
        "reply": "Risposta pronta",
        "canned": "Risposta pronta",
        "to": "Collega",
        "note": "Nota per il collega",
        "reveal": "Che cosa mostrare",
        "reason": "Motivo",
        "message": "Messaggio",
        "kind": "Tipo",
        "category": "Categoria",
        "breach": "Violazione",
    },
)  # fmt: skip
