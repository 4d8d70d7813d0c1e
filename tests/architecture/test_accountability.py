"""The page for inspectors names code and tests that exist, and leaves out no duty."""

import re

from tests.architecture.blueprint import ROOT

PAGE = (ROOT / "docs" / "accountability.md").read_text(encoding="utf-8")
GDPR = (5, 6, 7, *range(12, 23), 24, 25, 30, 32, 33, 34, 35)
OTHERS = ("L. 28/2000", "L. 150/2000", "D.Lgs. 82/2005", "L. 4/2004", "D.Lgs. 196/2003", "L. 241/1990")
NAMED = re.compile(r"`([\w./-]+)`")


def _rows() -> dict[str, list[str]]:
    """By duty: the cells after it."""
    rows = re.findall(r"^\| (?!obbligo|---)(.+?) \|$", PAGE, re.MULTILINE)
    return {cells[0].strip(): cells[1:] for cells in (row.split("|") for row in rows)}


def test_no_duty_is_left_out() -> None:
    duties = list(_rows())

    missing = [f"art. {article}" for article in GDPR if f"art. {article}" not in duties]
    missing += [law for law in OTHERS if not any(duty.startswith(law) for duty in duties)]
    assert missing == []


def test_every_duty_names_code_and_a_test_that_exist() -> None:
    wrong = []
    for duty, (_, code, proof, *_) in _rows().items():
        paths = [f"layers/domain/{each}" if each.startswith("urp/") else each for each in NAMED.findall(code)]
        tests = NAMED.findall(proof)
        if not paths or not tests or not all(each.startswith("tests/") for each in tests):
            wrong.append(f"{duty}: names no code, or no test")
        wrong += [f"{duty}: {each}" for each in (*paths, *tests) if not (ROOT / each).is_file()]
    assert wrong == []
