"""Beside the queue: searching, inviting all to write again, what was sent elsewhere, crowds."""

from __future__ import annotations

from urp.acts.permissions import Permission
from urp.console.paging import read_place, say_page, turn_pages
from urp.console.screens import desk_words as words
from urp.console.screens.desk import find_resume_template, name_topic
from urp.console.visits import Done, Form, Page, Screen, View, Visit, say
from urp.console.words import count
from urp.desk.api.conversation_json import ConversationsJson, FoundJson, ResumedAllJson
from urp.desk.api.crowds import CrowdsJson
from urp.desk.api.redirects import QuestionAfterAllJson, RedirectMessagesJson

_SEARCH, _RESUME, _ELSEWHERE = "/sportello/cerca", "/sportello/riprendi", "/sportello/altrove"
_API = "/staff/redirects/messages/{redirect}"


def show_search(visit: Visit) -> View:
    return View("desk/search.html", "Cerca una conversazione", {"found": None, "words": words})


def show_found(visit: Visit, found: FoundJson) -> View:
    place = read_place(visit.typed.first("pagina"))
    values = {
        "found": found,
        "paging": turn_pages(place, found.next),
        "searched": visit.typed.first("words"),
        "words": words,
        "topic_of": name_topic,
    }
    number = count(len(found.items), "trovata", "trovate")
    return View("desk/search.html", f"Cerca una conversazione: {number}{say_page(place)}", values)


def show_resume(visit: Visit) -> View:
    waiting = visit.ask("/staff/conversations", ConversationsJson, limit="1")
    values = {"overdue": waiting.overdue, "resume": find_resume_template(visit), "outcomes": None}
    return View("desk/resume.html", "Invita a riscrivere chi è oltre le 24 ore", values)


def show_resumed(visit: Visit, resumed: ResumedAllJson) -> View:
    values = {
        "outcomes": resumed,
        "words": words,
        "typed": [pair for pair in visit.typed.typed if pair[0].startswith("parameters.")],
    }
    return View("desk/resume.html", f"Inviti a riscrivere: {resumed.asked} in coda", values)


def show_elsewhere(visit: Visit) -> View:
    place = read_place(visit.query.get("pagina", ""))
    found = visit.ask("/staff/redirects/messages", RedirectMessagesJson, cursor=place.cursor)
    values = {
        "messages": found.items,
        "paging": turn_pages(place, found.next),
        "words": words,
        "may_answer": visit.may(Permission.ANSWER),
        "kinds": dict(words.REDIRECT_KINDS),
        "categories": dict(words.CATEGORIES),
    }
    return View("desk/elsewhere.html", f"Messaggi mandati ad altri canali{say_page(place)}", values)


def question_after_all(_: Visit, moved: QuestionAfterAllJson) -> Done:
    return Done("È una domanda: aspetta qui una risposta.", f"/sportello/{moved.conversation}")


def show_crowds(visit: Visit) -> View:
    place = read_place(visit.query.get("pagina", ""))
    found = visit.ask("/staff/crowds", CrowdsJson, cursor=place.cursor)
    values = {"crowds": found.items, "paging": turn_pages(place, found.next)}
    return View("desk/crowds.html", f"Stesso testo da molti, e raffiche{say_page(place)}", values)


SCREEN = Screen(
    pages=(
        Page(_SEARCH, Permission.READ_DESK, show_search),
        Page(_RESUME, Permission.READ_DESK, show_resume),
        Page(_ELSEWHERE, Permission.READ_DESK, show_elsewhere),
        Page("/sportello/folle", Permission.READ_DESK, show_crowds),
    ),
    forms=(
        Form(
            f"{_SEARCH}/parole", "POST /staff/conversations/search", _SEARCH, show_found,
            takes=("words", "cursor"),
        ),
        Form(f"{_SEARCH}/persona", "POST /staff/conversations/search", _SEARCH, show_found),
        Form(_RESUME, "POST /staff/conversations/resume-ended", _RESUME, show_resumed),
        Form(
            f"{_ELSEWHERE}/{{redirect}}/correggi", f"PUT {_API}", _ELSEWHERE,
            say("Tipo e categoria corretti: il conto cambia con loro.", _ELSEWHERE),
        ),
        Form(f"{_ELSEWHERE}/{{redirect}}/domanda", f"POST {_API}/question", _ELSEWHERE, question_after_all),
    ),
    labels={
        "words": "Parole",
        "phone": "Numero di telefono",
        "user_id": "Identificativo di WhatsApp",
        "parameters": "Spazi del messaggio",
    },
)  # fmt: skip
