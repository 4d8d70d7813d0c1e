"""Costs in Italian, for the office."""

from __future__ import annotations

from datetime import date

from urp.town.pricing.model import MICRO, Cost, CostLine
from urp.whatsapp.status import FREE

_CENT = MICRO // 100
ESTIMATE = "Stima: Meta addebita alla consegna."


def euro(micro_euro: int) -> str:
    """Such as "1.316,00 €": to the cent, half a cent upwards."""
    cents = (micro_euro + _CENT // 2) // _CENT
    return f"{_thousands(cents // 100)},{cents % 100:02d} €"


def unit_price(micro_euro: int) -> str:
    """Of one message, such as "0,0248 €": no decimal is lost."""
    decimals = f"{micro_euro % MICRO:06d}".rstrip("0").ljust(2, "0")
    return f"{_thousands(micro_euro // MICRO)},{decimals} €"


def cost_in_words(cost: Cost) -> str:
    if not cost.people:
        return "Nessun messaggio da pagare a Meta."
    said = [_total(cost), *(f"{_line(line)}." for line in cost.lines)]
    if cost.assumed:
        where = f" come {cost.assumed_country}" if cost.assumed_country else ""
        said.append(f"Paese non noto per {_people(cost.assumed)}: contate{where}.")
    return " ".join([*said, ESTIMATE])


def _total(cost: Cost) -> str:
    if cost.micro_euro is None:
        return f"Prezzo non noto per {_people(cost.people)}."
    if cost.without_price:
        return f"Almeno {euro(cost.micro_euro)} a Meta; prezzo non noto per {_people(cost.without_price)}."
    return f"Circa {euro(cost.micro_euro)} a Meta."


def _line(line: CostLine) -> str:
    who = f"{line.country or 'Paese non noto'}, {line.category}: {_people(line.people)}"
    if line.category == FREE:
        return f"{line.country}: {_people(line.people)} senza addebito, dice Meta"
    if line.micro_euro is None:
        return f"{who}, prezzo non noto"
    doubt = ", da confermare" if line.to_confirm else ""
    since = f", prezzo dal {_day(line.valid_from)}" if line.valid_from else ""
    return f"{who} a {unit_price(line.micro_euro)}{since}{doubt}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _people(number: int) -> str:
    return "1 persona" if number == 1 else f"{_thousands(number)} persone"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
