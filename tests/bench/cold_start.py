"""What a function's start takes: the deployed code in a new process, clients and profile included."""

import json
import random
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.places import EMULATOR_PYTHON
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import phone_of
from tests.bench.measurement import Measurement, at_most

ROUNDS = 11
WEBHOOK_BAR = 1.2
BAR = 2.0
LAYERS = ("ProfileLayer", "DomainLayer", "DependenciesLayer")
BARE = 'import boto3\nclient = boto3.client("dynamodb")\ndef lambda_handler(event, context):\n    return {}\n'
_RECEIVE = "from urp.wiring.webhook import receive_post; receive_post()"
WEBHOOK = {
    "WebhookVerify": "from urp.wiring.webhook import verification_secrets; verification_secrets()",
    "WebhookReceive": _RECEIVE,
}
OTHERS = {
    "InboundHandle": "from urp.wiring.inbound_handle import deliver_message; deliver_message(handler.logger)",
    "ReplySend": "from urp.wiring.reply_send import send_reply; send_reply()",
    "ReceiptsRecord": "from urp.wiring.receipts_record import record_receipts; record_receipts()",
    "AccountWatch": "from urp.wiring.account_watch import watch_account; watch_account()",
    "BroadcastDispatch": "from urp.wiring.broadcast_dispatch import advance_all; advance_all()",
    "BroadcastExpand": "from urp.wiring.broadcast_expand import freeze_shard; freeze_shard()",
    "BroadcastSend": "from urp.wiring.broadcast_send import send_job; send_job()",
    "ListImport": "from urp.wiring.list_import import take_over_part; take_over_part()",
    "BlockMirror": "from urp.wiring.block_mirror import carry_out_block; carry_out_block()",
    "PeopleChange": "from urp.wiring.people_change import carry_out_change; carry_out_change()",
    "StaffApi": "from urp.wiring.staff_api import staff_api; staff_api(handler.logger)",
    "Console": "from urp.wiring.console import console; console(handler.logger)",
    "EvidenceApi": "from urp.wiring.evidence_api import evidence_api; evidence_api(handler.logger)",
    "EvidenceConsole": (
        "from urp.wiring.evidence_console import evidence_console; evidence_console(handler.logger)"
    ),
    "RetentionPurge": "from urp.wiring.retention_purge import purge_expired; purge_expired()",
    "PublicSite": "from urp.wiring.public_site import public_site; public_site()",
    "PublicPublish": "from urp.wiring.public_publish import write_figures; write_figures()",
    "AuditSeal": "from urp.wiring.audit_seal import seal_record; seal_record()",
}
"""What the first event makes before it reads anything: clients and profile."""
_IMPORTED = " imported"
WITH_THE_BUCKET = "WebhookReceive with a message"
"""Whose body is to be kept in the bucket, and which is counted: two more clients are made."""
BARE_CALL, FIRST_POST, FIRST_MESSAGE = (
    "bare, first call",
    "WebhookReceive, first post",
    "InboundHandle, first message",
)
"""The whole first event; the local cloud answers its calls."""
_HANDLE = """
from types import SimpleNamespace
from uuid import uuid4
names = ("function_name", "memory_limit_in_mb", "invoked_function_arn", "aws_request_id")
context = SimpleNamespace(**dict.fromkeys(names, "made-up"))
body = BODY.replace("WAMID", f"wamid.{uuid4()}")
"""
_POST = (
    _HANDLE
    + """
import hashlib, hmac
signed = "sha256=" + hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
event = {"headers": {"x-hub-signature-256": signed}, "body": body, "isBase64Encoded": False}
assert handler.lambda_handler(event, context) == {"statusCode": 200}
"""
)
_RECORD = (
    _HANDLE
    + """
attributes = {"ApproximateReceiveCount": "1", "MessageGroupId": "a"}
event = {"Records": [{"messageId": "m", "body": body, "attributes": attributes}]}
assert handler.lambda_handler(event, context) == {"batchItemFailures": []}
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    code: Path
    environment: Mapping[str, str]
    first_use: str
    """Python, after `import handler`."""

    def seconds(self, paths: Sequence[Path]) -> float:
        """Computing time: a start waits for nothing, and whoever else uses the machine does not count.

        Nothing is compiled into a cache: an environment of Lambda finds what the package brings. It ends
        without Python's tidying up, which takes longer the more was made, and which Lambda never does.
        """
        program = (
            f"import sys; sys.path[:0] = {[str(each) for each in (self.code, *paths)]!r}\n"
            f"import handler\nhandler.lambda_handler\n{self.first_use}\nimport os; os._exit(0)\n"
        )
        begun = _computed()
        subprocess.run(  # noqa: S603 - the emulator's own interpreter
            [EMULATOR_PYTHON, "-I", "-B", "-c", program],
            check=True,
            env=dict(self.environment),
            stdout=subprocess.DEVNULL,  # what the functions log
            timeout=60,
        )
        return _computed() - begun


def _computed() -> float:
    """Of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold_start(folder: Path) -> list[Measurement]:
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        starts = _starts(town, folder)
        layers = [folder / "build" / layer / "python" for layer in LAYERS]
        with progress.stage(f"{len(starts)} starts, {ROUNDS} times in different orders"):
            seconds = _measured(starts, layers)
    bare = median(seconds["bare"])
    ratios = {name: round(median(taken) / bare, 2) for name, taken in seconds.items()}
    return [
        at_most(
            "cold_start",
            max(ratios[name] for name in (*WEBHOOK, WITH_THE_BUCKET)),
            "times the bare function",
            WEBHOOK_BAR,
            {
                "bare_cpu_s": round(bare, 3),
                **{name: ratios[name] for name in (*WEBHOOK, WITH_THE_BUCKET, BARE_CALL, FIRST_POST)},
                "others_bar": BAR,
                **{name: ratios[name] for name in (*OTHERS, FIRST_MESSAGE)},
                "imports_alone": {
                    name.removesuffix(_IMPORTED): ratio
                    for name, ratio in ratios.items()
                    if name.endswith(_IMPORTED)
                },
                "rounds": ROUNDS,
            },
            otherwise_fine=all(ratios[name] <= BAR for name in (*OTHERS, FIRST_MESSAGE)),
        )
    ]


def _starts(town: TownHall, folder: Path) -> Mapping[str, Start]:
    """Each function twice: with what its first event makes, and imported only, which AWS calls its init."""
    bare = folder / "bare"
    bare.mkdir()
    (bare / "handler.py").write_text(BARE, encoding="utf-8")
    found = {"bare": Start(bare, _environment(town, None), "")}
    for name, first_use in {**WEBHOOK, **OTHERS}.items():
        code, environment = folder / "build" / f"{name}Function", _environment(town, name)
        found[name] = Start(code, environment, first_use)
        found[name + _IMPORTED] = Start(code, environment, "")
    clients = "_s3_client(); _counting_client()"
    first_use = f"{_RECEIVE}; from urp.wiring.webhook import _counting_client, _s3_client; {clients}"
    found[WITH_THE_BUCKET] = replace(found["WebhookReceive"], first_use=first_use)
    return {**found, **_first_events(town, found)}


def _first_events(town: TownHall, found: Mapping[str, Start]) -> Mapping[str, Start]:
    told = town.endpoints
    message = {
        "id": "WAMID",
        "from": phone_of(0),
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Buongiorno, a che ora apre l'anagrafe il sabato? C'è una buca in via Marconi"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": told.phone_number_id},
        "messages": [message],
    }
    entry = {"id": told.waba_id, "changes": [{"field": "messages", "value": value}]}
    posted = json.dumps({"object": "whatsapp_business_account", "entry": [entry]})
    queued = json.dumps({"phone_number_id": told.phone_number_id, "message": message, "contact": None})
    first_uses = {
        (BARE_CALL, "bare"): "handler.client.list_tables()",
        (FIRST_POST, "WebhookReceive"): f"BODY, SECRET = {posted!r}, {told.app_secret!r}\n{_POST}",
        (FIRST_MESSAGE, "InboundHandle"): f"BODY = {queued!r}\n{_RECORD}",
    }
    endpoint = {"AWS_ENDPOINT_URL": told.aws.endpoint_url}
    return {
        name: replace(
            found[function], environment={**found[function].environment, **endpoint}, first_use=first_use
        )
        for (name, function), first_use in first_uses.items()
    }


def _environment(town: TownHall, function: str | None) -> Mapping[str, str]:
    """As deployed."""
    own: Mapping[str, str] = {}
    if function is not None:
        deployed = town.endpoints.aws.outputs[f"{function}FunctionName"]
        configuration = town.aws.functions().get_function_configuration(FunctionName=deployed)
        own = configuration["Environment"]["Variables"]
    return {
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        **own,
    }


def _measured(starts: Mapping[str, Start], layers: Sequence[Path]) -> Mapping[str, list[float]]:
    order, chance = list(starts), random.Random(1)
    seconds: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for name in order:
            seconds[name].append(starts[name].seconds(layers))
    return seconds
