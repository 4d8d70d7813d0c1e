"""The list of turns, wired from what a function has: who is on duty, and the watch over holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.store.staff import StaffNames
from urp.desk.duty.holes import ShowHoles
from urp.desk.duty.turn_list import TurnList, TurnOffice
from urp.desk.store.holes import HoleMail, HoleMark
from urp.desk.store.turns import TurnRegister
from urp.wiring.clients import staff_mail_client

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.acts.mail import MailOffice
    from urp.acts.store.duty_numbers import DutyNumbers
    from urp.aws.tables import Tables
    from urp.town.municipality import Municipality
    from urp.wiring.town import DutySettings


def turn_list(tables: Tables) -> TurnList:
    """Reads the control table (turns) and the audit table (names and roles)."""
    return TurnList(TurnRegister(tables), StaffNames(tables))


def turn_office(tables: Tables, numbers: DutyNumbers, mail: MailOffice) -> TurnOffice:
    return TurnOffice(turn_list(tables), numbers, mail.settle)


def show_holes(tables: Tables, settings: DutySettings, town: Municipality, log: Logger) -> ShowHoles:
    """Writes the control table (`HOLES`) and publishes to the topic of the staff."""

    def failed(reason: str) -> None:
        log.error("administrators not told of hours without a turn", reason=reason)

    mark = HoleMark(tables)
    return ShowHoles(
        turn_list(tables),
        town.zone,
        mark.is_told,
        mark.mark,
        HoleMail(staff_mail_client, settings.staff_topic_arn, settings.console_url, failed),
        settings.somebody_is_on_duty,
    )
