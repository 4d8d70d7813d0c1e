"""Every function of the template has run as deployed, with its own role, and no message was given up."""

import requests

from infra.local.town import TownHall
from tests.e2e.browser import sign_in
from tests.e2e.logs import Logs
from tests.e2e.notices import Notices
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen
from tests.e2e.queues import Queues
from tests.e2e.test_a_list_from_elsewhere import taken_over
from tests.e2e.test_notices import say_of_template
from urp.town.texts import TextKey, Texts

EVERY_FUNCTION = {
    "webhook_verify",
    "webhook_receive",
    "inbound_handle",
    "reply_send",
    "receipts_record",
    "account_watch",
    "broadcast_dispatch",
    "broadcast_expand",
    "broadcast_send",
    "list_import",
    "block_mirror",
    "staff_api",
    "console",
    "evidence_api",
    "evidence_console",
    "retention_purge",
    "audit_seal",
    "public_site",
    "public_publish",
    "people_change",
}


def test_every_function_of_the_template_has_run(
    town: TownHall, citizen: Citizen, notices: Notices, texts: Texts
) -> None:
    outputs, logs = town.endpoints.aws.outputs, Logs(town)
    citizen.writes("Iscrivimi")
    citizen.gets(texts.render(TextKey.WELCOME))
    notices.reach_everybody("servizio")
    say_of_template(town, "evento", "APPROVED")
    taken_over(town, [citizen])  # the sweep of imports comes too seldom to wait for
    town.staff("moderator").get("/evidence")
    office = sign_in(town.endpoints, "moderator")
    for page in ("", "/fascicoli"):
        assert office.get(f"{town.endpoints.console_url}{page}", timeout=30).status_code == 200
    night = town.aws.functions().invoke(FunctionName=outputs["RetentionPurgeFunctionName"], Payload=b"{}")

    swept = town.aws.functions().invoke(FunctionName=outputs["BlockMirrorFunctionName"], Payload=b"{}")
    public = town.aws.functions().invoke(FunctionName=outputs["PublicPublishFunctionName"], Payload=b"{}")
    shown = requests.get(f"{town.endpoints.api_url}/avvisi", timeout=30)
    sealed = town.aws.functions().invoke(FunctionName=outputs["AuditSealFunctionName"], Payload=b"{}")

    assert "FunctionError" not in night
    assert "FunctionError" not in sealed
    assert "FunctionError" not in public
    assert shown.status_code == 200
    ended = town.aws.functions().invoke(FunctionName=outputs["PeopleChangeFunctionName"], Payload=b"{}")

    assert "FunctionError" not in ended
    assert "FunctionError" not in swept
    assert len([name for name in outputs if name.endswith("FunctionName")]) == len(EVERY_FUNCTION)
    comes_true(lambda: logs.functions() >= EVERY_FUNCTION, lambda: f"all log; so far {logs.functions()}")


def test_no_message_was_given_up(queues: Queues) -> None:
    queues.settle()
    assert queues.given_up() == {}


def test_no_log_line_holds_a_phone_a_user_id_or_a_text(
    town: TownHall, citizen: Citizen, texts: Texts
) -> None:
    logs = Logs(town)
    citizen.writes("Iscrivimi", name="Filippo Riconoscibile")
    citizen.gets(texts.render(TextKey.WELCOME))
    comes_true(lambda: "receipts_record" in logs.functions(), "statuses come back")

    told = [str(line) for line in logs.lines()]

    assert told
    assert not [line for line in told if citizen.phone in line or citizen.user_id in line]
    assert not [line for line in told if "Riconoscibile" in line or "wamid." in line or "Iscrivimi" in line]
