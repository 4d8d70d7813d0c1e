"""What the functions log, as the office's technicians read it in CloudWatch."""

import json
from pathlib import Path
from typing import Final

import boto3

from infra.local.meta.reading import Json, as_object, read_text
from infra.local.town import TownHall

_MOST_AT_ONCE = 10_000


class Logs:
    def __init__(self, town: TownHall) -> None:
        aws = town.endpoints.aws
        self._group: Final = aws.outputs["LogGroupName"]
        self._logs = boto3.client(
            "logs",
            endpoint_url=aws.endpoint_url,
            region_name=aws.region,
            aws_access_key_id=aws.access_key_id,
            aws_secret_access_key=aws.secret_access_key,
        )

    def lines(self) -> list[Json]:
        """Those a function wrote itself, oldest first; what the runtime says around them is left out."""
        return [as_object(json.loads(text)) for text in self._texts() if text.startswith("{")]

    def functions(self) -> set[str]:
        """Who has logged so far."""
        return {read_text(line, "service") for line in self.lines()}

    def keep(self, file: Path) -> None:
        """Everything, for whoever has to find out why a test failed."""
        file.write_text("\n".join(self._texts()), encoding="utf-8")

    def _texts(self) -> list[str]:
        """Page by time: the local cloud gives the oldest ten thousand, and no token for the rest. A few lines
        at the borders come twice."""
        texts: list[str] = []
        since, full = 0, True
        while full:
            found = self._logs.filter_log_events(
                logGroupName=self._group, startTime=since, limit=_MOST_AT_ONCE
            )["events"]
            texts += [event["message"].rstrip() for event in found]
            full = len(found) == _MOST_AT_ONCE
            since = found[-1]["timestamp"] if found else since
        return texts
