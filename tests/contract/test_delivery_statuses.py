"""What became of our messages."""

from tests.cases import every
from tests.contract.payload_files import (
    GIULIA_PHONE,
    GIULIA_USER_ID,
    MARCO_USER_ID,
    intake,
    moment,
    statuses,
    the_status,
)
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.json_shape import to_compact_json
from urp.whatsapp.status import DeliveryState, DeliveryStatus, parse_statuses

ROW = "b:018f6a2e-0000-7000-8000-000000000041:07:018f6a2e-0000-7000-8000-000000000777"


def test_read_may_come_before_delivered() -> None:
    found = statuses("status_read_before_delivered")

    assert [(one.status, one.at) for one in found] == [
        (DeliveryState.READ, moment(1795001002)),
        (DeliveryState.DELIVERED, moment(1795001001)),
    ]


def test_a_failure_without_any_user_id_still_finds_its_row() -> None:
    status = the_status("status_failed_without_contact_nor_user_id")

    assert (status.status, status.tracker) == (DeliveryState.FAILED, ROW)
    assert (status.phone, status.user_id) == (GIULIA_PHONE, None)
    assert [(error.code, error.error_class) for error in status.errors] == [(131026, ErrorClass.RECIPIENT)]


def test_a_late_status_settles_what_was_unclear() -> None:
    status = the_status("status_late_with_tracker")

    assert status == DeliveryStatus(
        wamid="wamid.FAKEOUT0102",
        status=DeliveryState.DELIVERED,
        at=moment(1795009999),
        tracker=ROW,
        phone=None,
        user_id=MARCO_USER_ID,
    )


def test_a_status_of_a_message_to_a_phone_teaches_the_user_id() -> None:
    status = the_status("status_sent_with_price")

    assert (status.phone, status.user_id) == (GIULIA_PHONE, GIULIA_USER_ID)


def test_a_status_says_how_meta_bills_the_message() -> None:
    assert the_status("status_sent_with_price").billed_as == "utility"
    assert the_status("status_failed_without_contact_nor_user_id").billed_as is None


def test_a_status_to_a_user_id_names_no_phone() -> None:
    status = the_status("status_delivered_to_user_id")

    assert (status.phone, status.user_id) == (None, MARCO_USER_ID)


def test_what_meta_invents_later_is_unknown_and_stops_nothing() -> None:
    found = statuses("status_played_unknown_and_deleted")

    assert [one.status for one in found] == [
        DeliveryState.PLAYED,
        DeliveryState.UNKNOWN,
        DeliveryState.UNKNOWN,
    ]


def test_a_group_has_no_phone() -> None:
    status = the_status("status_delivered_in_a_group")

    assert (status.phone, status.user_id, status.group_id) == (None, None, "120363000000000001")


def test_each_reason_of_failure_asks_for_its_own_reaction() -> None:
    found = statuses("status_failed_for_four_reasons")

    assert [one.errors[0].error_class for one in found] == [
        ErrorClass.RECIPIENT,
        ErrorClass.WAIT,
        ErrorClass.EXCLUDE,
        ErrorClass.REQUEST,
    ]


def test_the_dashboards_sample_status_has_no_tracker() -> None:
    assert the_status("dashboard_sample_status").tracker is None


def test_unreadable_statuses_do_not_stop_the_readable_one() -> None:
    found = intake("statuses_without_id_or_state")

    assert [one.wamid for one in statuses("statuses_without_id_or_state")] == ["wamid.FAKEOUT0121"]
    assert [item.reason for item in found.not_understood] == ["status_unreadable"] * 3


def test_a_thousand_statuses_come_through_in_pieces_a_queue_can_carry() -> None:
    found = intake("thousand_statuses")

    assert found.statuses == 1000
    assert {status.wamid for status in statuses("thousand_statuses")} == {
        f"wamid.FAKEOUT{number:04d}" for number in range(1000)
    }
    assert len(found.status_chunks) > 1
    assert all(
        len(to_compact_json([*chunk.statuses, *chunk.contacts])) < 200_000 for chunk in found.status_chunks
    )
    assert found.not_understood == ()


@every("at", [None, "soon", True, "-1", "99999999999999999999"])
def test_a_status_without_a_time_says_nothing(at: object) -> None:
    raw = {"id": "wamid.FAKEOUT1", "status": "sent", "timestamp": at}

    assert parse_statuses([raw]) == []
    assert parse_statuses([raw], received_at=moment(1795000000))[0].at == moment(1795000000)
