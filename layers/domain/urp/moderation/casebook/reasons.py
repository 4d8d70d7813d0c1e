"""The fixed phrase by which a citizen is told what broke the rules: never what they wrote."""

from __future__ import annotations

from collections.abc import Mapping

from urp.meaning.breaches import Breach
from urp.town.texts import TextKey

_PHRASES: Mapping[Breach, TextKey] = {
    Breach.ILLEGAL_ACTIVITY: TextKey.BREACH_ILLEGAL_ACTIVITY,
    Breach.OFFENSIVE_LANGUAGE: TextKey.BREACH_OFFENSIVE_LANGUAGE,
    Breach.DEFAMATION: TextKey.BREACH_DEFAMATION,
    Breach.THREAT: TextKey.BREACH_THREAT,
    Breach.OTHER_PEOPLES_DATA: TextKey.BREACH_OTHER_PEOPLES_DATA,
    Breach.ATTACK_ON_PERSONS_OR_GROUPS: TextKey.BREACH_ATTACK_ON_PERSONS_OR_GROUPS,
    Breach.SPAM: TextKey.BREACH_SPAM,
    Breach.PROMOTION: TextKey.BREACH_PROMOTION,
    Breach.COPYRIGHT: TextKey.BREACH_COPYRIGHT,
    Breach.FUND_RAISING: TextKey.BREACH_FUND_RAISING,
}


def reason_key(breach: Breach) -> TextKey:
    return _PHRASES[breach]
