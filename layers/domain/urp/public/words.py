"""Moments and numbers as a citizen reads them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from urp.public.model import NoticeState, PublicNotice
from urp.town.opening_hours.words import is_elided

_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
HIDDEN = "meno di 5 (coperto)"
"""The rule of `urp.desk.small_cells`."""


def write_moment(moment: datetime, zone: ZoneInfo) -> str:
    here = moment.astimezone(zone)
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year}, ore {here:%H:%M}"


def write_on(moment: datetime, zone: ZoneInfo) -> str:
    """`il 25 novembre 2026, ore 10:30`, `l’8 dicembre …`."""
    day = moment.astimezone(zone).day
    return f"{'l’' if is_elided(day) else 'il '}{write_moment(moment, zone)}"


def write_percent(percent: int, decimals: str = "") -> str:
    """`il 40 %`, `l’85 %`, `l’1,50 %`, `lo 0,02 %`; `decimals` with their comma."""
    if percent == 0:
        return f"lo 0{decimals} %"
    return f"{'l’' if percent == 1 or is_elided(percent) else 'il '}{percent}{decimals} %"


def write_month(name: str) -> str:
    """`2026-11`."""
    year, month = name.split("-")
    return f"{_MONTHS[int(month) - 1]} {year}"


def write_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def write_span(seconds: int) -> str:
    if seconds < 1:
        return "meno di un secondo"
    if seconds < 60:
        return "un secondo" if seconds == 1 else f"{seconds} secondi"
    minutes = round(seconds / 60)
    return "un minuto" if minutes == 1 else f"{write_number(minutes)} minuti"


def write_state(notice: PublicNotice, zone: ZoneInfo) -> str:
    """A sentence; empty where there is nothing to say."""
    if (how := notice.withdrawn) is not None:
        return f"Ritirato dal Comune {write_on(how.at, zone)}. Motivo: {how.reason}"
    if notice.state is NoticeState.STOPPED:
        return "Invio fermato dal Comune prima della fine: non tutti lo hanno ricevuto."
    return "Invio in corso." if notice.state is NoticeState.SENDING else ""


def write_title(notice: PublicNotice) -> str:
    return f"Rettifica di «{notice.corrects.headline}»" if notice.corrects else notice.headline
