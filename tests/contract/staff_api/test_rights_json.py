"""The public JSON of requests about one's own data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.acting import AS_OPERATOR
from tests.contract.staff_api.recording import promised
from tests.fakes.cases import FILE, proposed
from tests.integration.grave_case import colleague
from tests.integration.own_data import asks_about_own_data
from tests.integration.sent_elsewhere import sent_elsewhere
from urp.acts.model import Act, Role
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import CitizenChange
from urp.desk.model import RightsKind
from urp.inbound.model import Effect

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

LETTER = "PEC del 3 dicembre 2026, prot. 4321"


def test_the_year_of_requests(town: StaffTown, recorder: Recorder) -> None:
    for number in range(1, 7):
        asks_about_own_data(town, town.joins(), number)
    asks_about_own_data(town, town.joins(), 7, RightsKind.ERASURE)
    reader, figures = town.staff(Role.READER), "/staff/rights-requests/figures"

    recorder.call("rights_year", reader, f"GET {figures}", query={"year": "2026"})
    sheet = reader.get(figures, year="2026", format="csv")

    assert recorder.kept == promised(recorder.kept)
    assert sheet.headers["content-disposition"] == 'attachment; filename="richieste-sui-dati-2026.csv"'
    assert "2026;Richieste;Ricevute;;7;\r\n2026;Diritto;Accesso (art. 15);accesso;;coperto" in sheet.text


def test_a_request_from_its_first_day_to_its_answer(town: StaffTown, recorder: Recorder) -> None:
    anna, bruno = town.joins(), town.joins()
    first = asks_about_own_data(town, anna)
    town.later(days=1)
    asks_about_own_data(town, bruno, 2, RightsKind.ERASURE)
    moderator, path = town.staff(Role.MODERATOR), f"/staff/rights-requests/{first}"
    extension = {"reason": "i documenti sono in un altro archivio"}
    answer = {"outcome": "answered", "words": "i tuoi dati sono le domande", "told_elsewhere": LETTER}

    recorder.call("rights_requests", moderator, "GET /staff/rights-requests")
    recorder.call("rights_corrected", moderator, f"PUT {path}", {"kind": "portabilita"})
    extend, close = f"POST {path}/extend", f"POST {path}/close"
    recorder.call("rights_extended_too_late_in_the_chat", moderator, extend, extension, key="extend-1")
    elsewhere = {**extension, "told_elsewhere": LETTER}
    recorder.call("rights_extended", moderator, extend, elsewhere, key="extend-2")
    recorder.call("rights_extended_twice", moderator, extend, elsewhere, key="extend-3")
    recorder.call("rights_closed", moderator, close, {**answer, "told_elsewhere": LETTER}, key="close-01")
    recorder.call("rights_request", moderator, f"GET {path}")
    closed = {"state": "closed"}
    recorder.call("rights_requests_closed", moderator, "GET /staff/rights-requests", query=closed)
    recorder.call("rights_export_refused", moderator, f"GET {path}/export")

    assert recorder.kept == promised(recorder.kept)


def test_an_answer_in_the_chat(town: StaffTown) -> None:
    anna = town.joins()
    request = asks_about_own_data(town, anna, talk=town.asks(anna))
    answer = {"outcome": "refused", "words": "la legge chiede di conservarli", "seen": 1}

    closed = town.staff(Role.MODERATOR).post(
        f"/staff/rights-requests/{request}/close", answer, key="close-02"
    )

    assert (closed.json["state"], closed.json["closing"]["told"]) == ("refused", "chat")


def test_an_erasure_from_what_it_would_take_to_its_answer(town: StaffTown, recorder: Recorder) -> None:
    bruno = town.joins()
    town.asks(bruno, "Quando apre la biblioteca?")
    gone = replace(bruno, version=1, subscribed=False, left_at=town.now)
    left = LedgerEntry(
        bruno.id, EntryKind.LEFT, town.now, town.now, "wamid.left", Source.TEXT, "Cancellami", "1", "1"
    )
    town.stores(Effect("wamid.left", (CitizenChange(replace(bruno, version=1), gone),), (left,)))
    request = asks_about_own_data(town, bruno, kind=RightsKind.ERASURE)
    administrator, path = town.staff(Role.ADMINISTRATOR), f"/staff/rights-requests/{request}/erase"

    recorder.call("rights_erase_preview", administrator, f"GET {path}")
    recorder.call("rights_erased", administrator, f"POST {path}", {}, key="erase-01")
    recorder.call("rights_erased_repeated", administrator, f"POST {path}", {}, key="erase-01")
    recorder.call("rights_erased_twice", administrator, f"POST {path}", {}, key="erase-02")

    assert recorder.kept == promised(recorder.kept)


def test_an_erasure_that_staff_made_of_a_request(town: StaffTown, recorder: Recorder) -> None:
    anna = town.joins()
    gone = replace(anna, version=1, subscribed=False, left_at=town.now)
    town.stores(Effect("wamid.left", (CitizenChange(replace(anna, version=1), gone),)))
    request = asks_about_own_data(town, anna)
    first, second = town.staff(Role.ADMINISTRATOR), colleague(town)
    path = f"/staff/rights-requests/{request}"
    first.put(path, {"kind": "cancellazione"})
    erase, letter = f"POST {path}/erase", {"told_elsewhere": LETTER}

    recorder.call("rights_erased_by_one", first, erase, letter, key="erase-01")
    why = {"reason": "Lo chiede nella lettera del 24 novembre"}
    proposal = recorder.call("rights_erase_proposed", first, f"{erase}/propose", why)
    seen = {**letter, "seen": proposal.json["seen"]}
    recorder.call("rights_erase_too_early", second, f"{erase}/confirm", seen, key="erase-02")
    town.later(hours=72)
    recorder.call("rights_erase_confirmed", second, f"{erase}/confirm", seen, key="erase-03")
    recorder.call("rights_erase_cancelled_too_late", first, f"{erase}/cancel", {})

    assert recorder.kept == promised(recorder.kept)


def test_the_copy_of_what_is_held(town: StaffTown, recorder: Recorder) -> None:
    anna, bruno = town.joins(), town.joins()
    town.asks(anna, "Il mio vicino ha il 333 0000009: a chi lo dico?")
    town.asks(bruno, "Quando apre la biblioteca?")
    sent_elsewhere(town, anna, "C'è una buca in via Roma", 1)
    request = asks_about_own_data(town, bruno)
    moved = replace(bruno, former_phones=("393330000777",))
    said = "Iscrivimi. Ero il 333 0000777, ora il 333 0000002; iscrivete anche mia sorella, 333 0000009"
    joined = LedgerEntry(
        bruno.id, EntryKind.JOINED, town.now, town.now, "wamid.joined", Source.TEXT, said, "1", "1"
    )
    town.stores(Effect("wamid.joined", (CitizenChange(replace(bruno, version=1), moved),), (joined,)))
    for number in (1, 2):
        judged = proposed(number, citizen=bruno.id, at=town.now, warned=True)
        town.stores(Effect(f"wamid.case.{number}", cases=(judged,)))
        held = Act(
            f"hold-{number}", "staff", "case.hold", f"case/{judged.case.id}", town.now, standing=AS_OPERATOR
        )
        town.hold.hold(judged.case.id, FILE, held)
        if number == 1:
            released = replace(held, id="release-1", name="case.release")
            town.hold.release(judged.case.id, FILE, released)
    own = asks_about_own_data(town, town.joins(), 2)
    town.staff(Role.MODERATOR).post(
        f"/staff/citizens/{bruno.id}/block",
        {"breach": "offensive_language", "reason": "offese"},
        key="block-01",
    )

    administrator = town.staff(Role.ADMINISTRATOR)
    recorder.call("rights_export", administrator, f"GET /staff/rights-requests/{request}/export")
    other = administrator.get(f"/staff/rights-requests/{own}/export").json

    assert recorder.kept == promised(recorder.kept)
    assert (other["conversations"], other["sent_elsewhere"], other["blocks"]) == ([], [], [])
    acts = administrator.get("/staff/audit", day="2026-11-25").json["items"]
    assert [act["act"] for act in acts].count("rights.export") == 2


def test_a_restriction_and_what_the_data_protection_officer_asks(town: StaffTown, recorder: Recorder) -> None:
    anna = town.joins()
    request = asks_about_own_data(town, anna, kind=RightsKind.RESTRICTION)
    administrator, path = town.staff(Role.ADMINISTRATOR), f"/staff/rights-requests/{request}/restrict"
    hour = {"since": "2026-11-25T11:00", "until": "2026-11-25T13:00"}

    recorder.call("rights_restricted", administrator, f"POST {path}", {}, key="restrict-1")
    recorder.call("rights_restricted_copy", administrator, f"GET {path}")
    why = {"reason": "Avvisata con PEC del 3 dicembre 2026"}
    recorder.call("rights_lift_proposed", administrator, f"POST {path}/lift", why)
    recorder.call("privacy_register", administrator, "GET /staff/privacy/register")
    recorder.call("privacy_breach", administrator, "GET /staff/privacy/breach", query=hour)

    assert recorder.kept == promised(recorder.kept)
