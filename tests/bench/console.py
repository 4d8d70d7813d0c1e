"""How quickly the office's console answers, and how much a browser has to fetch."""

from __future__ import annotations

import gzip
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import requests

from infra.local.meta_client import MetaClient
from infra.local.town import TownHall, open_town_hall
from tests.bench.measurement import Measurement, at_most, percentile
from tests.bench.notice import wait_until
from tests.e2e.browser import sign_in

if TYPE_CHECKING:
    from mypy_boto3_sqs.literals import QueueAttributeNameType

QUESTIONS = 500
WRITERS = 8
PAGES = 100
FIRST_BYTE_BAR_MS, COLD_BAR_S = 150.0, 1.5
FIRST_WEIGHT_BAR_KB, NEXT_WEIGHT_BAR_KB = 220.0, 30.0
PATIENCE_S = 300.0
COUNTS: Final[tuple[QueueAttributeNameType, ...]] = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
)


def console(folder: Path) -> list[Measurement]:
    """Nobody wakes the functions before: the first page meets a cold one."""
    with open_town_hall(folder, awake=False) as town:
        url = town.endpoints.console_url
        begun = time.perf_counter()
        entrance = requests.get(url, timeout=PATIENCE_S)
        cold_s = time.perf_counter() - begun
        _ask(town)
        office = sign_in(town.endpoints, "operator")
        first_bytes = [_first_byte(office, f"{url}/sportello") for _ in range(PAGES + 5)][5:]
        queue = office.get(f"{url}/sportello", timeout=PATIENCE_S)
        files = [_weigh(office, urljoin(url, address)) for address in _files_of(queue.text)]
    page_kb = len(gzip.compress(queue.content)) / 1000
    return [
        at_most(
            "console",
            percentile(first_bytes, 0.95) * 1000,
            "ms",
            FIRST_BYTE_BAR_MS,
            {
                "conversations": QUESTIONS,
                "p50_ms": round(percentile(first_bytes, 0.5) * 1000),
                "p95_ms": round(percentile(first_bytes, 0.95) * 1000),
                "pages": PAGES,
            },
            otherwise_fine=queue.ok,
        ),
        at_most("console_cold", cold_s, "s", COLD_BAR_S, {"status": entrance.status_code}),
        at_most(
            "console_first_visit", sum(files) + page_kb, "kB", FIRST_WEIGHT_BAR_KB, {"files": len(files)}
        ),
        at_most(
            "console_next_page",
            page_kb,
            "kB",
            NEXT_WEIGHT_BAR_KB,
            {"plain_kb": round(len(queue.content) / 1000)},
        ),
    ]


def _ask(town: TownHall) -> None:
    """Five hundred people, each with a question of their own."""
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda number: _write(town.meta.url, number), range(QUESTIONS)))
    operator = town.staff("operator")
    wait_until(
        lambda: int(str(operator.get("/conversations?limit=1")["waiting"])) >= QUESTIONS,
        "every question has reached the desk",
        PATIENCE_S,
        every=1.0,
    )
    wait_until(lambda: _nothing_waits(town), "every answer is sent and its statuses written", PATIENCE_S)


def _nothing_waits(town: TownHall) -> bool:
    """The five hundred have their answers: what is measured is the queue's page, not the crowd before it."""
    sqs = town.aws.sqs()
    for url in sqs.list_queues()["QueueUrls"]:
        known = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[*COUNTS])["Attributes"]
        if any(int(known[count]) for count in COUNTS):
            return False
    return True


def _write(meta_url: str, number: int) -> None:
    MetaClient(meta_url).write(f"393330{number:06d}", f"Quando apre l'ufficio numero {number}?")


def _first_byte(office: requests.Session, address: str) -> float:
    begun = time.perf_counter()
    with office.get(address, timeout=PATIENCE_S, stream=True) as answer:
        answer.raise_for_status()
        return time.perf_counter() - begun


def _files_of(html: str) -> list[str]:
    named = re.findall(r'(?:href|src)="([^"]+/static/[^"]+)"', html)
    fonts = [re.sub(r"[^/]+$", f"titillium-web-{weight}.woff2", named[0]) for weight in (400, 600, 700)]
    return sorted({*(each.partition("#")[0] for each in named), *fonts})


def _weigh(office: requests.Session, address: str) -> float:
    """As it travels, in kB."""
    with office.get(address, timeout=PATIENCE_S, stream=True) as answer:
        answer.raise_for_status()
        return len(answer.raw.read(decode_content=False)) / 1000
