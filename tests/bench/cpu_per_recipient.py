"""Our functions' computing time for one recipient, against a bare loop that makes the same calls."""

import multiprocessing
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from infra.local.aws import LocalAws
from infra.local.cloud import local_cloud
from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.keys import Keys
from infra.local.meta_client import MetaClient
from infra.local.meta_process import simulated_meta
from infra.local.places import ROOT
from infra.local.progress import Progress
from infra.local.samconfig import read_local_settings
from tests.bench.bare_loop import Made, cpu_seconds
from tests.bench.crowd import add_members
from tests.bench.measurement import Measurement, at_most
from tests.bench.one_notice import measured, prepare, profiled, recorded
from tests.integration import functions_town, staff_environment

PEOPLE = 320
ROUNDS = 5
BAR = 2.5


def cpu_per_recipient(folder: Path, people: int = PEOPLE) -> list[Measurement]:
    progress = Progress()
    keys = Keys.made_up()
    with tables_queues_and_meta(folder, keys, people) as environment:
        with progress.stage("one notice, its calls recorded"), functions_process(environment) as functions:
            reached, calls = functions.submit(recorded, keys.app_secret).result()
        rounds = []
        with functions_process(environment) as functions, functions_process({}) as loop:
            functions.submit(measured, keys.app_secret).result()  # clients, connections, profile
            for number in range(ROUNDS):
                with progress.stage(f"round {number + 1} of {ROUNDS}"):
                    found, ours = functions.submit(measured, keys.app_secret).result()
                    bare = loop.submit(cpu_seconds, calls).result()
                rounds.append((found, ours, bare))
        with progress.stage("one notice, profiled"), functions_process(environment) as functions:
            shares = functions.submit(profiled, keys.app_secret, folder / "profile.txt").result()
    ratios = [sum(ours.values()) / bare for _, ours, bare in rounds]
    ours_ms = {name: _ms([ours[name] for _, ours, _ in rounds], people) for name in rounds[0][1]}
    everybody = [reached, *(found for found, _, _ in rounds)]
    return [
        at_most(
            "cpu_per_recipient",
            median(ratios),
            "times the bare loop",
            BAR,
            {
                "ratios": [round(each, 2) for each in ratios],
                "bare_ms": _ms([bare for *_, bare in rounds], people),
                "ours_ms": round(sum(ours_ms.values()), 3),
                **{f"{name}_ms": each for name, each in ours_ms.items()},
                "calls_a_recipient": _calls(calls, people),
                "profile_percent": shares,
                "people": people,
            },
            otherwise_fine=everybody == [people] * len(everybody),
        )
    ]


@contextmanager
def tables_queues_and_meta(folder: Path, keys: Keys, people: int) -> Iterator[Mapping[str, str]]:
    """The functions' environment. None is deployed: what they would do happens in a process of ours."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = read_local_settings()
    with local_cloud(folder) as endpoint, simulated_meta(folder, keys, settings) as meta_url:
        aws = LocalAws(endpoint)
        outputs = _stacks(aws)
        webhook, secret, outputs["ExclusionKeyArn"] = (
            aws.secrets().create_secret(Name=name, SecretString="0" * 64)["ARN"]
            for name in ("webhook", "bench", "exclusions")
        )
        keys.store(aws, webhook, secret)
        add_members(aws, outputs["CitizensTableName"], people)
        MetaClient(meta_url).set_faults({"latency_ms": [1, 5], "number_rate": 1000})
        queues = ("Expansion", "Broadcast", "Emergency", "Inbound", "Receipts", "Account")
        yield {
            **staff_environment.environment(outputs),
            **functions_town.environment(outputs),
            **{f"{name.upper()}_QUEUE_URL": outputs[f"{name}QueueUrl"] for name in queues},
            "PHONE_NUMBER_ID": settings.phone_number_id,
            "ACCESS_TOKEN_SECRET_ARN": secret,
            "SECRET_ARN": webhook,
            "META_CERTIFICATE": "no",
            "GRAPH_BASE_URL": meta_url,
            "GRAPH_VERSION": settings.graph_version,
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        }


def _stacks(aws: LocalAws) -> dict[str, str]:
    found: dict[str, str] = {}
    for stack in ("data", "messaging"):
        template = (ROOT / "infra" / f"{stack}.yaml").read_text(encoding="utf-8")
        aws.cloudformation().create_stack(StackName=stack, TemplateBody=template)
        aws.cloudformation().get_waiter("stack_create_complete").wait(
            StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
        )
        described = aws.cloudformation().describe_stacks(StackName=stack)["Stacks"][0]
        found |= {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    return found


def functions_process(environment: Mapping[str, str]) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(1, mp_context=spawn, initializer=prepare, initargs=(environment,))


def _ms(seconds: Sequence[float], people: int) -> float:
    return round(1000 * median(seconds) / people, 3)


def _calls(calls: Sequence[Made], people: int) -> Mapping[str, float]:
    counted = Counter(each.operation for each in calls)
    return {name: round(count / people, 3) for name, count in counted.most_common()}
