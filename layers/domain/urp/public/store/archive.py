"""What is public, in the table of notices: PUBLIC#NOTICE#<id> / NOTICE, the same in PUBLIC#YEAR#<year> by the
moment it was sent, PUBLIC#YEARS / <year>, PUBLIC#SERVICE / NOW and a year.

The public function may read `PUBLIC#*` and nothing else of any table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, get, query, to_iso
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.public.model import PublicNotice, ServiceLevel, YearReport

_NOTICE = Codec(
    PublicNotice, names={"expires_at": "useful_until"}, apart={"id"}, sparse={"emergency", "topics"}
)
_LEVEL = Codec(ServiceLevel)
_REPORT = Codec(YearReport)
_YEARS = "PUBLIC#YEARS"
_SERVICE = "PUBLIC#SERVICE"
_NOW = "NOW"


class PublicArchive(Store):
    """Years are those of the moment a notice was sent, in UTC."""

    def find(self, notice_id: UUID) -> PublicNotice | None:
        item = get(self._client, self._tables.broadcasts, *_notice_key(notice_id))
        return None if item is None else _notice_from(item)

    def years(self) -> Sequence[int]:
        """Newest first."""
        found = self._query(_YEARS)
        return sorted((int(item["sk"]) for item in found), reverse=True)

    def of_year(self, year: int) -> Sequence[PublicNotice]:
        """Newest first."""
        return tuple(map(_notice_from, self._query(_year_key(year))))

    def newest(self, most: int) -> Sequence[PublicNotice]:
        """No more is read of a year than is shown: anybody asks for it."""
        items = (item for year in self.years() for item in self._query(_year_key(year), most))
        return tuple(map(_notice_from, islice(items, most)))

    def put(self, notice: PublicNotice) -> None:
        table = self._tables.broadcasts
        end: dict[str, Value] = {"expires_at": to_expiry(notice.sent_at, self._tables.retention.notices)}
        values: dict[str, Value] = {**_NOTICE.encode(notice), **end, "notice": str(notice.id)}
        (pk, sk), (year, place) = _notice_key(notice.id), _place(notice)
        listed = {"pk": _YEARS, "sk": f"{notice.sent_at.year}", **end}
        items = ({"pk": pk, "sk": sk, **values}, {"pk": year, "sk": place, **values}, listed)
        transact_with_retry(self._client, [Write("Put", table, item) for item in items])

    def remove(self, notice_id: UUID) -> None:
        """Of a notice that reached nobody after all."""
        if (notice := self.find(notice_id)) is None:
            return
        keys = (_notice_key(notice_id), _place(notice))
        table = self._tables.broadcasts
        gone = [Write("Delete", table, {"pk": pk, "sk": sk}) for pk, sk in keys]
        transact_with_retry(self._client, gone)

    def level(self) -> ServiceLevel | None:
        item = get(self._client, self._tables.broadcasts, _SERVICE, _NOW)
        return None if item is None else _LEVEL.decode(item)

    def put_level(self, level: ServiceLevel) -> None:
        self._put_figures(_NOW, _LEVEL.encode(level), level.as_of)

    def report(self, year: int) -> YearReport | None:
        item = get(self._client, self._tables.broadcasts, _SERVICE, f"{year}")
        return None if item is None else _REPORT.decode(item)

    def report_years(self) -> Sequence[int]:
        """Newest first."""
        return tuple(int(item["sk"]) for item in self._query(_SERVICE) if item["sk"] != _NOW)

    def put_report(self, report: YearReport) -> None:
        self._put_figures(f"{report.year}", _REPORT.encode(report), report.as_of)

    def _put_figures(self, name: str, values: dict[str, Value], as_of: datetime) -> None:
        end = to_expiry(as_of, self._tables.retention.notices)
        item = {"pk": _SERVICE, "sk": name, **values, "expires_at": end}
        transact_with_retry(self._client, [Write("Put", self._tables.broadcasts, item)])

    def _query(self, partition: str, page: int = 1_000) -> Iterator[Item]:
        return query(
            self._client,
            self._tables.broadcasts,
            Limit=page,
            KeyConditionExpression="pk = :partition",
            ExpressionAttributeValues={":partition": partition},
            ScanIndexForward=False,
        )


def _notice_key(notice_id: UUID) -> tuple[str, str]:
    return f"PUBLIC#NOTICE#{notice_id}", "NOTICE"


def _year_key(year: int) -> str:
    return f"PUBLIC#YEAR#{year}"


def _place(notice: PublicNotice) -> tuple[str, str]:
    return _year_key(notice.sent_at.year), f"{to_iso(notice.sent_at)}#{notice.id}"


def _notice_from(item: Item) -> PublicNotice:
    return _NOTICE.decode(item, id=UUID(item["notice"]))
