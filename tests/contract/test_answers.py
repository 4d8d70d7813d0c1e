"""What Meta's answer to a send means."""

from datetime import timedelta

from tests.cases import every
from tests.contract.payload_files import GIULIA_PHONE, MARCO_USER_ID, body
from urp.whatsapp.answers import read_outcome
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Accepted, NotSent, Refused, Unclear


def test_an_accepted_message_may_name_no_phone() -> None:
    outcome = read_outcome(200, body("answer_accepted_without_wa_id"))

    assert outcome == Accepted("wamid.FAKEOUT0200", phone=None, user_id=MARCO_USER_ID)


def test_a_message_held_by_meta_is_accepted_and_said_to_be_held() -> None:
    outcome = read_outcome(200, body("answer_held_for_quality"))

    assert outcome == Accepted("wamid.FAKEOUT0201", phone=GIULIA_PHONE, held=True)


def test_a_throttle_is_not_a_failure() -> None:
    outcome = read_outcome(400, body("answer_rate_limit"), "5")

    assert outcome == NotSent(
        130429, "Superato il ritmo di invio del numero", ErrorClass.THROTTLED, timedelta(seconds=5)
    )


def test_a_block_that_failed_for_some_is_read_in_spite_of_its_status() -> None:
    outcome = read_outcome(400, body("answer_block_mixed_result"))

    assert outcome == Refused(
        139100, ErrorClass.RECIPIENT, "Alcune persone non sono state bloccate o sbloccate"
    )


def error(code: int) -> bytes:
    return b'{"error":{"message":"made up","code":%d}}' % code


@every("code", [1, 2, 131000, 131016])
@every("status", [400, 500, 503])
def test_only_four_codes_leave_it_unclear(code: int, status: int) -> None:
    outcome = read_outcome(status, error(code))

    assert isinstance(outcome, Unclear)
    assert outcome.code == code


@every("code", [131057, 133004, 4, 80007, 130429, 131056])
@every("status", [400, 429, 500, 503])
def test_six_codes_mean_that_nothing_was_sent(code: int, status: int) -> None:
    outcome = read_outcome(status, error(code))

    assert isinstance(outcome, NotSent)
    assert outcome.code == code


@every(
    ("code", "error_class"),
    [
        (131026, ErrorClass.RECIPIENT),
        (131047, ErrorClass.RECIPIENT),
        (131049, ErrorClass.WAIT),
        (131050, ErrorClass.EXCLUDE),
        (132000, ErrorClass.REQUEST),
        (132015, ErrorClass.REQUEST),
        (190, ErrorClass.ACCOUNT),
        (131048, ErrorClass.ACCOUNT),
        (131045, ErrorClass.ACCOUNT),
        (210, ErrorClass.ACCOUNT),
    ],
)
@every("status", [400, 500])
def test_a_definite_no_is_one_whatever_its_status(code: int, error_class: ErrorClass, status: int) -> None:
    outcome = read_outcome(status, error(code))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.error_class) == (code, error_class)


def test_a_code_nobody_knows_stops_the_broadcast_for_a_person_to_look() -> None:
    outcome = read_outcome(400, error(999_999))

    assert outcome == Refused(999_999, ErrorClass.REQUEST, "Errore di Meta non ancora catalogato")


def test_a_code_nobody_knows_beside_a_server_error_is_unclear() -> None:
    assert read_outcome(500, error(999_999)) == Unclear("HTTP 500", 999_999)


@every("status", [500, 502, 503, 504, 408])
@every("answer", [b"", b"<html>", b"[]", b"{}", b'{"error":"x"}', b'{"error":{"code":true}}'])
def test_a_server_error_without_a_code_is_unclear(status: int, answer: bytes) -> None:
    assert read_outcome(status, answer) == Unclear(f"HTTP {status}")


@every("answer", [b"", b"{}", b'{"messages":[]}', b'{"messages":[{"id":""}]}', b"\xff"])
def test_success_without_a_message_id_is_unclear(answer: bytes) -> None:
    assert isinstance(read_outcome(200, answer), Unclear)


@every("status", [301, 302, 401, 403, 404])
def test_a_mistaken_address_or_token_stops_all_sending(status: int) -> None:
    outcome = read_outcome(status, b"")

    assert isinstance(outcome, Refused)
    assert outcome.error_class is ErrorClass.ACCOUNT


def test_a_throttle_without_a_code_is_one_too() -> None:
    assert read_outcome(429, b"", "7") == NotSent(
        None, "HTTP 429", ErrorClass.THROTTLED, timedelta(seconds=7)
    )


@every("wish", [None, "", "-1", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "9" * 30])
def test_a_wish_that_is_not_seconds_is_no_pause(wish: str | None) -> None:
    assert read_outcome(429, b"", wish) == NotSent(None, "HTTP 429", ErrorClass.THROTTLED, None)
