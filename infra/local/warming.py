"""Warm up the functions before the story starts.

On AWS cold starts do not touch one another. Here they share a few cores with everything else, and the local
cloud answers each call that finds no free copy of a function with a further copy: a crowd that meets cold
functions brings up dozens at once, for minutes. A few copies of each, one function after another, spare that.
"""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import requests

from infra.local.aws import LocalAws

COPIES_BY_QUEUE = {  # inbound_handle refuses an empty batch, and the local cloud runs one copy of it anyway
    "ReplySend": 3,
    "ReceiptsRecord": 2,
    "AccountWatch": 1,
    "BroadcastDispatch": 3,
    "BroadcastExpand": 8,  # as many as freeze at once: a shard that meets a cold copy holds up all of them
    "BroadcastSend": 8,  # four of an ordinary notice, and the four of an emergency that overtakes it
    "ListImport": 2,
    "BlockMirror": 1,
    "PeopleChange": 1,
}
COPIES_OF_THE_WEBHOOK = 10  # with four, one stall started a dozen cold ones and delayed messages
COPIES_OF_THE_API = 2
COPIES_OF_THE_CONSOLE = 3  # a browser asks for a page and its files at once
SECONDS_TO_WAKE = 60.0
_NO_MESSAGES = json.dumps({"Records": []})


def wake(aws: LocalAws, outputs: Mapping[str, str], api_url: str, token: str) -> None:
    """With events that change nothing: no messages, an unsigned webhook, a question who is signed in."""
    with ThreadPoolExecutor(max(*COPIES_BY_QUEUE.values(), COPIES_OF_THE_WEBHOOK)) as callers:
        for name, copies in COPIES_BY_QUEUE.items():
            called = find_alias(aws, outputs[f"{name}FunctionName"])
            list(callers.map(lambda _, called=called: _call_without_messages(aws, called), range(copies)))
        list(callers.map(lambda _: _post_unsigned(api_url), range(COPIES_OF_THE_WEBHOOK)))
        list(callers.map(lambda _: _call_me(api_url, token), range(COPIES_OF_THE_API)))
        list(callers.map(lambda _: _open_the_entrance(api_url), range(COPIES_OF_THE_CONSOLE)))


def find_alias(aws: LocalAws, function: str) -> str:
    """The function's alias, if it has one: environments of a published version are not those of the function
    itself."""
    aliases = aws.functions().list_aliases(FunctionName=function)["Aliases"]
    return aliases[0]["AliasArn"] if aliases else function


def _call_without_messages(aws: LocalAws, function: str) -> None:
    aws.functions().invoke(FunctionName=function, Payload=_NO_MESSAGES)


def _post_unsigned(api_url: str) -> None:
    requests.post(f"{api_url}/webhook", json={}, timeout=SECONDS_TO_WAKE)


def _call_me(api_url: str, token: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    requests.get(f"{api_url}/staff/me", headers=headers, timeout=SECONDS_TO_WAKE)


def _open_the_entrance(api_url: str) -> None:
    requests.get(f"{api_url}/console", timeout=SECONDS_TO_WAKE)
