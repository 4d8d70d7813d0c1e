"""Our public JSON, one file for each answer: a program of the office relies on it to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.contract.staff_api.recording import promised
from tests.fakes.staff_calls import STAFF_ID, Caller
from tests.integration.staff_town import APPROVER_ID, NOTICE
from tests.unit.acts.record.recorded import Shelf
from urp.acts.model import Role
from urp.acts.record.sealing import SealRecord
from urp.acts.store.record import Record
from urp.acts.store.staff import StaffRegister
from urp.aws.dynamodb import transact
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.store.citizen_items import write_entry
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

DAY = "/staff/calendar/exceptions/2026-12-24"


def test_who_is_signed_in_and_what_there_is_to_write_with(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR, Role.EDITOR)
    recorder.call("me", operator, "GET /staff/me")
    recorder.call("preferences_chosen", operator, "PUT /staff/me/preferences", {"hold_seconds": 20})
    recorder.call("preferences", operator, "GET /staff/me/preferences")
    recorder.call("templates", town.staff(Role.READER), "GET /staff/templates")
    recorder.call("topics_of_a_town_without", town.staff(Role.READER), "GET /staff/topics")

    assert recorder.kept == promised(recorder.kept)


def test_a_notice(town: StaffTown, recorder: Recorder) -> None:
    editor, reader = town.staff(Role.EDITOR), town.staff(Role.READER)
    town.joins()

    recorder.call("preview", editor, "POST /staff/broadcasts/preview", NOTICE)
    typed = {"template": NOTICE["template"], "parameters": {"quando": "da [inserire]"}}
    recorder.call("typed_words", editor, "POST /staff/broadcasts/words", typed)
    written = recorder.call("broadcast_draft", editor, "POST /staff/broadcasts", NOTICE, key="notice-1")
    notice = f"/staff/broadcasts/{written.json['id']}"
    at = {"at": "2026-11-25T18:30"}
    approver = town.approver()
    recorder.call("broadcast_submitted", editor, f"POST {notice}/submit", at, key="when-001")
    recorder.call("broadcast_withdrawn", editor, f"POST {notice}/withdraw", {}, key="back-001")
    recorder.call("broadcast_submitted_for_now", editor, f"POST {notice}/submit", {}, key="send-001")
    why = {"reason": "Manca l'orario del sabato."}
    recorder.call("broadcast_returned", approver, f"POST {notice}/return", why, key="back-002")
    recorder.call("broadcast_submitted_again", editor, f"POST {notice}/submit", {}, key="send-002")
    seen = recorder.call("broadcast_to_approve", approver, f"GET {notice}").json["to_approve"]
    read = {"people": seen["people"], "euro_cents": seen["euro_cents"], "seen": seen["seal"]}
    writer = Caller(town.api, (Role.APPROVER,))
    approve = f"POST {notice}/approve"
    recorder.call("broadcast_approved_by_who_wrote_it", writer, approve, read, key="yes-0001")
    other = {**read, "people": 40}
    recorder.call("broadcast_changed_since_read", approver, approve, other, key="yes-0002")
    recorder.call("broadcast_approved", approver, approve, read, key="yes-0003")
    recorder.call("broadcast_approved_twice", approver, approve, read, key="yes-0004")
    recorder.call("broadcasts", reader, "GET /staff/broadcasts")
    recorder.call("statement_too_early", reader, f"GET {notice}/statement")
    town.is_sending(UUID(written.json["id"]), audience=6)
    recorder.call("broadcast_paused", editor, f"POST {notice}/pause", {})
    recorder.call("broadcast_resumed", editor, f"POST {notice}/resume", {})
    recorder.call("broadcast_progress", reader, f"GET {notice}/progress")
    recorder.call("broadcast_stopping", editor, f"POST {notice}/stop", {})
    town.closes(UUID(written.json["id"]), Counts(accepted=3, refused=1, stopped=2), ((131026, 1),))
    recorder.call("broadcast_closed", reader, f"GET {notice}")
    recorder.call("sheet_too_late", reader, f"GET {notice}/sheet")
    recorder.call("statement", reader, f"GET {notice}/statement")
    recorder.call("figures", reader, f"GET {notice}/figures")
    why = {"reason": "Conteneva un dato che non andava pubblicato."}
    recorder.call("broadcast_taken_down", approver, f"POST {notice}/take-down", why, key="down-001")
    recorder.call("broadcast_taken_down_twice", approver, f"POST {notice}/take-down", why, key="down-002")
    recorder.call("broadcast_submitted_after_its_close", editor, f"POST {notice}/submit", {}, key="send-003")

    assert recorder.kept == promised(recorder.kept)


def test_a_draft(town: StaffTown, recorder: Recorder) -> None:
    editor, reader = town.staff(Role.EDITOR), town.staff(Role.READER)
    town.joins()
    written = editor.post("/staff/broadcasts", NOTICE, key="notice-2").json
    draft = f"/staff/broadcasts/{written['id']}"
    doubtful = {"servizio": "biblioteca civica", "quando": "da lunedì 26 novembre, ATTENZIONE al ghiaccio"}
    anew = {**NOTICE, "parameters": doubtful, "version": written["version"]}
    recorder.call("broadcast_changed", editor, f"PUT {draft}", anew, key="anew-001")
    recorder.call("broadcast_changed_meanwhile", editor, f"PUT {draft}", anew, key="anew-002")
    recorder.call("sheet", reader, f"GET {draft}/sheet")
    recorder.call("broadcast_tried", editor, f"POST {draft}/test", {}, key="test-001")
    recorder.call("broadcast_deleted", editor, f"DELETE {draft}")

    assert recorder.kept == promised(recorder.kept)


def test_a_training_notice_and_the_months_drills(town: StaffTown, recorder: Recorder) -> None:
    editor, approver = town.staff(Role.EDITOR), town.approver()
    town.joins()
    asked = {**NOTICE, "training": True}

    recorder.call("preview_of_training", editor, "POST /staff/broadcasts/preview", asked)
    made = recorder.call("broadcast_for_training", editor, "POST /staff/broadcasts", asked, key="drill-01")
    notice = f"/staff/broadcasts/{made.json['id']}"
    editor.post(f"{notice}/submit", {}, key="drill-02")
    seen = approver.get(notice).json["to_approve"]
    read = {"people": seen["people"], "euro_cents": seen["euro_cents"], "seen": seen["seal"]}
    recorder.call("training_approved", approver, f"POST {notice}/approve", read, key="drill-03")
    recorder.call("drills", approver, "GET /staff/drills", query={"month": "2026-11"})
    recorder.call("drills_of_no_month", approver, "GET /staff/drills", query={"month": "2026-13"})
    recorder.call("drills_asked_by_a_reader", town.staff(Role.READER), "GET /staff/drills")

    assert recorder.kept == promised(recorder.kept)


def test_a_notice_that_is_rejected(town: StaffTown, recorder: Recorder) -> None:
    notice = town.notice()
    town.submits(notice)
    why = {"reason": "Non è una notizia del Comune."}

    address = f"POST /staff/broadcasts/{notice}/reject"
    recorder.call("broadcast_rejected", town.approver(), address, why, key="no-00001")

    assert recorder.kept == promised(recorder.kept)


def test_a_channel_edition(town: StaffTown, recorder: Recorder) -> None:
    operator, notice = town.staff(Role.OPERATOR), town.notice()
    link = {"link": "https://whatsapp.com/channel/roccaserena-example/7"}
    town.goes_out(notice)

    recorder.call("channel_editions_waiting", operator, "GET /staff/channel-editions")
    recorder.call("channel_edition_posted", operator, f"PUT /staff/channel-editions/{notice}", link)

    assert recorder.kept == promised(recorder.kept)


def test_a_channel_edition_that_is_not_posted(town: StaffTown, recorder: Recorder) -> None:
    operator, notice = town.staff(Role.OPERATOR), town.notice()
    why = {"reason": "Il Canale lo ha già."}
    town.goes_out(notice)

    recorder.call(
        "channel_edition_discarded", operator, f"POST /staff/channel-editions/{notice}/discard", why
    )

    assert recorder.kept == promised(recorder.kept)


def test_the_account(town: StaffTown, recorder: Recorder) -> None:
    town.offices.broadcasts.notes.store(
        AccountNote("number/quality", town.now, "La qualità del numero è scesa.", serious=True)
    )

    recorder.call("account", town.staff(Role.READER), "GET /staff/account")
    ban = AccountNote("account/ban", town.now, "Meta ha disattivato l'account.", serious=True, forbids=True)
    town.offices.broadcasts.notes.store(ban)
    town.later(days=1)
    lift = {"subject": ban.subject, "reason": "Meta lo mostra attivo"}
    recorder.call("account_lifted", town.staff(Role.ADMINISTRATOR), "POST /staff/account/lift", lift)
    rate = {"per_second": 20, "reason": "Meta lo mostra condiviso con l'app"}
    recorder.call("account_rate", town.staff(Role.ADMINISTRATOR), "POST /staff/account/rate", rate)
    limit = {"people": 2000, "reason": "Meta mostra 2.000 clienti"}
    recorder.call(
        "account_limit", town.staff(Role.ADMINISTRATOR), "POST /staff/account/messaging-limit", limit
    )
    lifting, limiting = (
        recorder.kept[name]["answer"]["body"] for name in ("account_lifted", "account_limit")
    )
    colleague = Caller(town.api, (Role.ADMINISTRATOR,), APPROVER_ID)
    recorder.call("proposals_of_settings", colleague, "GET /staff/proposals")
    confirming, seen = f"POST {lifting['proposed']['address']}/confirm", {"seen": lifting["proposed"]["seen"]}
    own = town.staff(Role.ADMINISTRATOR)
    recorder.call("proposal_confirmed_by_who_made_it", own, confirming, seen)
    recorder.call("proposal_confirmed", colleague, confirming, seen)
    recorder.call("proposal_cancelled", own, f"POST {limiting['proposed']['address']}/cancel")

    assert recorder.kept == promised(recorder.kept)


def test_people(town: StaffTown, recorder: Recorder) -> None:
    own, colleague = (
        town.staff(Role.ADMINISTRATOR),
        Caller(town.api, (Role.ADMINISTRATOR,), APPROVER_ID),
    )
    staff = StaffRegister(town.tables, lambda: town.now)
    for staff_id, name in ((STAFF_ID, "Anna Verdi"), (APPROVER_ID, "Carlo Rossi")):
        staff.allow_role(staff_id, Role.ADMINISTRATOR)
        staff.name(staff_id, name, "")
    person, why = f"/staff/people/{APPROVER_ID}", {"reason": "Sostituisce una collega in congedo"}

    new = {"email": "bea.neri@comune.example", "name": "Bea Neri", "roles": ["operator"], **why}
    invited = recorder.call("person_invited", own, "POST /staff/people", new)
    seen = {"seen": invited.json["seen"]}
    recorder.call("person_confirmed", colleague, f"POST {invited.json['address']}/confirm", seen)
    role = {"role": "approver", "until": "2026-12-09T12:00:00Z", **why}
    recorder.call("person_given_a_role", own, f"POST {person}/roles", role)
    far = {**role, "until": "2027-12-09T12:00:00Z"}
    recorder.call("person_given_a_role_for_too_long", own, f"POST {person}/roles", far)
    recorder.call("person_without_a_role", own, f"POST {person}/roles/administrator/take")
    recorder.call("person_signed_out", own, f"POST {person}/sign-out")
    recorder.call("signed_out_oneself", own, "POST /staff/me/sign-out")
    recorder.call("person_disabled", own, f"POST {person}/disable")
    recorder.call("person_disabled_by_themselves", own, f"POST /staff/people/{STAFF_ID}/disable")
    recorder.call("people", own, "GET /staff/people")
    recorder.call("colleagues", town.staff(Role.READER), "GET /staff/colleagues")
    staff.name_who_left(APPROVER_ID, "")
    recorder.call("person_enabled", own, f"POST {person}/enable", why)

    assert recorder.kept == promised(recorder.kept)


def test_ones_own_mail(town: StaffTown, recorder: Recorder) -> None:
    operator = town.staff(Role.OPERATOR)
    recorder.call("mail", town.staff(Role.MODERATOR, Role.APPROVER), "GET /staff/me/mail")
    recorder.call("mail_chosen", operator, "PUT /staff/me/mail", {"about": ["question"]})
    recorder.call("mail_of_another_role", operator, "PUT /staff/me/mail", {"about": ["approval"]})

    assert recorder.kept == promised(recorder.kept)


def test_the_desk(town: StaffTown, recorder: Recorder) -> None:
    operator, moderator = town.staff(Role.OPERATOR), town.staff(Role.MODERATOR)
    conversation = f"/staff/conversations/{town.asks(town.joins())}"

    recorder.call("conversations_open", operator, "GET /staff/conversations", query={"status": "open"})
    recorder.call("conversation_before_an_answer", operator, f"GET {conversation}")
    recorder.call(
        "conversation_with_the_whole_number",
        moderator,
        f"GET {conversation}",
        query={"reveal": "phone", "reason": "danger"},
    )
    text = {"text": "Dalle 9 alle 13.", "seen": 1}
    recorder.call("answer", operator, f"POST {conversation}/answers", text, key="answer-1")
    recorder.call("answer_repeated", operator, f"POST {conversation}/answers", text, key="answer-1")
    recorder.call("conversation_after_an_answer", operator, f"GET {conversation}")
    recorder.call("conversation_closed", operator, f"POST {conversation}/close", {"seen": 2})
    recorder.call(
        "answer_to_a_closed_conversation", operator, f"POST {conversation}/answers", text, key="answer-2"
    )

    assert recorder.kept == promised(recorder.kept)


def test_an_answer_too_late(town: StaffTown, recorder: Recorder) -> None:
    conversation = f"/staff/conversations/{town.asks(town.joins())}"
    town.later(hours=24)

    recorder.call(
        "answer_after_24_hours",
        town.staff(Role.OPERATOR),
        f"POST {conversation}/answers",
        {"text": "Dalle 9.", "seen": 1},
        key="answer-1",
    )
    recorder.call(
        "conversation_resumed", town.staff(Role.OPERATOR), f"POST {conversation}/resume", {}, key="again-01"
    )
    recorder.call("conversation_after_the_resume", town.staff(Role.OPERATOR), f"GET {conversation}")

    assert recorder.kept == promised(recorder.kept)


def test_blocks(town: StaffTown, recorder: Recorder) -> None:
    moderator = town.staff(Role.MODERATOR)
    citizen = f"/staff/citizens/{town.joins().id}"
    block = {
        "breach": "offensive_language",
        "reason": "terzo insulto in una settimana",
        "until": "2026-12-25T09:00",
    }

    recorder.call("block", moderator, f"POST {citizen}/block", block, key="block-01")
    recorder.call("blocks", moderator, "GET /staff/blocks")
    town.later(minutes=5)
    recorder.call("unblock", moderator, f"POST {citizen}/unblock", {"reason": "si è scusato"})
    recorder.call("citizen", moderator, f"GET {citizen}")
    recorder.call("unblock_of_nobody", moderator, f"POST {citizen}/unblock", {"reason": "si è scusato"})

    assert recorder.kept == promised(recorder.kept)


def test_the_calendar(town: StaffTown, recorder: Recorder) -> None:
    editor = town.staff(Role.EDITOR)
    shorter = {"slots": ["09:00-11:00"], "reason": "vigilia di Natale", "english_reason": "Christmas Eve"}

    recorder.call("calendar_exception_put", editor, f"PUT {DAY}", shorter)
    recorder.call("calendar_exception", editor, f"GET {DAY}")
    recorder.call(
        "calendar_exceptions",
        editor,
        "GET /staff/calendar/exceptions",
        query={"first": "2026-12-01", "last": "2026-12-31"},
    )
    recorder.call("calendar", editor, "GET /staff/calendar")
    summer = {"first": "2026-12-28", "last": "2026-12-30", "slots": [], "reason": "Lavori in sede"}
    every_day = "PUT /staff/calendar/exceptions"
    recorder.call("calendar_exceptions_put", editor, every_day, summer)
    past = {**summer, "first": "2026-11-01", "last": "2026-12-01"}
    recorder.call("calendar_exceptions_in_the_past", editor, every_day, past)
    recorder.call("calendar_exception_deleted", editor, f"DELETE {DAY}")

    assert recorder.kept == promised(recorder.kept)


def test_the_audit(town: StaffTown, recorder: Recorder) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    administrator.put(DAY, {"slots": [], "reason": "vigilia di Natale"})

    recorder.call("audit", administrator, "GET /staff/audit", query={"day": "2026-11-25"})
    SealRecord(Record(town.tables), Shelf(), first_day=town.now.date())(town.now)
    days = {"from": "2026-11-25", "to": "2026-11-25"}
    recorder.call("audit_export", administrator, "GET /staff/audit/export", query=days)
    recorder.call("audit_check", administrator, "GET /staff/audit/check", query={"day": "2026-11-25"})

    assert recorder.kept == promised(recorder.kept)


def test_a_consent_by_its_number(town: StaffTown, recorder: Recorder) -> None:
    citizen = town.joins()
    joined = LedgerEntry(
        citizen.id, EntryKind.JOINED, town.now, town.now, "wamid.1", Source.TEXT, "Iscrivimi", "1", "1"
    )
    transact(town.client, [write_entry(joined, town.tables.citizens)])
    asked = {"phone": citizen.phone, "reason": "data_subject"}

    recorder.call("consent", town.staff(Role.MODERATOR), "POST /staff/consents/lookup", asked)

    assert recorder.kept == promised(recorder.kept)


def test_refusals(town: StaffTown, recorder: Recorder) -> None:
    operator, reader = town.staff(Role.OPERATOR), town.staff(Role.READER)
    conversation = f"/staff/conversations/{town.asks(town.joins())}"
    answers = f"POST {conversation}/answers"

    recorder.call("refused_role", reader, f"GET {conversation}")
    recorder.call("refused_json", operator, answers, '{"text": ', key="answer-1")
    recorder.call("refused_key_missing", operator, answers, {"text": "Sì.", "seen": 1})
    recorder.call("refused_fields", operator, answers, {"txt": "Sì."}, key="answer-1")
    recorder.call("refused_cursor", operator, "GET /staff/conversations", query={"cursor": "garbage"})
    recorder.call("refused_not_found", operator, "GET /staff/conversations/nowhere")
    operator.post(f"{conversation}/answers", {"text": "Sì.", "seen": 1}, key="answer-1")
    recorder.call("refused_key_reused", operator, answers, {"text": "No.", "seen": 1}, key="answer-1")

    assert recorder.kept == promised(recorder.kept)
