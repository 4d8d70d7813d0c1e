"""The office reads its figures, small numbers covered, and saves them as sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tests.integration.console.console_town import ConsoleTown, Shown, console_town
from tests.integration.own_data import asks_about_own_data
from tests.integration.sent_elsewhere import sent_elsewhere
from urp.acts.model import Role
from urp.notices.store.subscribers import SubscriberDays
from urp.notices.subscribers.counting import DayOfSubscribers

QUARTER = "month=2026-10&to=2026-12&together=true"


def _saved(shown: Shown, name: str) -> bool:
    return shown.status == 200 and shown.answer.headers == {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{name}"',
    }


def test_the_desks_figures_are_a_table_with_its_plot_and_a_sheet(office: ConsoleTown) -> None:
    for _ in range(6):
        office.town.asks(office.town.joins())
    reader = office.office(Role.READER)

    page = reader.get("/cifre/sportello", per="trimestre")
    sheet = reader.get("/cifre/sportello.csv", by="quarter", periods="4")

    assert "Adesso 6 domande aspettano una risposta; 0 aspettano da più di 24 ore." in page.text
    assert "Da ottobre a dicembre 2026 (non completo) 6 6 0 0 0" in page.text
    assert "troppo poche per dirlo" in page.text
    assert "Quante risposte al mese siano gratuite non è impostato nel listino del Comune." in page.text
    assert page.html.count('<figure class="c-plot">') == 1  # of times nothing is known
    assert 'href="/console/cifre/sportello.csv?by=quarter&amp;periods=4"' in page.html
    assert _saved(sheet, "sportello-2026-Q1-2026-Q4.csv")
    assert "2026-Q4;01/10/2026;31/12/2026;no;6" in sheet.html
    assert [reader.get("/cifre/sportello", per=per).status for per in ("settimana", "mese", "x")] == [200] * 3


def test_what_went_elsewhere_is_told_by_month_and_by_quarter_and_small_numbers_are_covered(
    office: ConsoleTown,
) -> None:
    anna = office.town.joins()
    for number, text in enumerate(["C'è una buca in via Roma"] * 6 + ["I cassonetti sono pieni"] * 3):
        sent_elsewhere(office.town, anna, text, number)
    reader = office.office(Role.READER)

    month = reader.get("/cifre/segnalazioni")
    quarter = reader.get("/cifre/segnalazioni", periodo="2026-T4")
    sheet = reader.get("/cifre/segnalazioni.csv", month="2026-10", to="2026-12", together="true")

    assert month.title == "Segnalazioni, reclami e suggerimenti, novembre 2026"
    assert "Segnalazioni 9 Reclami coperto Suggerimenti coperto" in month.text
    assert "Voci coperte, insieme 9" in month.text
    assert "Rifiuti e pulizia 3" not in month.text
    assert 'href="/console/cifre/segnalazioni?periodo=2026-10">Prima: ottobre 2026' in month.html
    assert "periodo=2026-12" not in month.html
    assert quarter.title.endswith("da ottobre a dicembre 2026")
    assert f"/console/cifre/segnalazioni.csv?{QUARTER.replace('&', '&amp;')}" in quarter.html
    assert _saved(sheet, "indirizzate-altrove-2026-10-2026-12.csv")


def test_who_joins_and_leaves_is_told_over_months_and_day_by_day(office: ConsoleTown) -> None:
    days, first = SubscriberDays(office.town.tables), date(2026, 11, 20)
    for ahead in range(3):
        days.put(
            DayOfSubscribers(first + timedelta(days=ahead), 4_020 + 10 * ahead, 12 + ahead, 2),
            office.town.now,
        )
    reader = office.office(Role.READER)

    months = reader.get("/cifre/iscritti")
    month = reader.get("/cifre/iscritti", periodo="2026-11")

    assert "Novembre 2026 39 6 circa 4.050" in months.text
    assert "Giugno 2026 coperto coperto meno di 50, o non contate" in months.text
    assert "sabato 21 novembre 2026 13 coperto" in month.text.lower()
    assert "Giorni coperti, insieme 0 6" in month.text
    assert _saved(reader.get("/cifre/iscritti.csv", month="2026-11"), "iscritti-2026-11.csv")


def test_cases_and_requests_are_told_by_year(office: ConsoleTown) -> None:
    for number in range(1, 7):
        asks_about_own_data(office.town, office.town.joins(), number)
    reader = office.office(Role.READER)

    cases, rights = reader.get("/cifre/casi"), reader.get("/cifre/richieste", anno="2026")

    assert "Casi aperti nell'anno: coperto." in cases.text
    assert "Richieste ricevute nell'anno: 6." in rights.text
    assert "Accesso (art. 15) 6" in rights.text
    assert "Ancora aperte 6" in rights.text
    assert _saved(reader.get("/cifre/casi.csv", year="2026"), "moderazione-2026.csv")
    assert _saved(reader.get("/cifre/richieste.csv", year="2026"), "richieste-sui-dati-2026.csv")
    assert reader.get("/cifre/richieste", anno="26").status == 422


def test_notices_that_left_are_told_with_a_link_to_each(office: ConsoleTown) -> None:
    left, _draft = office.town.notice(), office.town.notice()
    office.town.is_sending(left, audience=1_206)

    page = office.office(Role.READER).get("/cifre/avvisi")

    assert "La biblioteca riapre mercoledì 25 novembre 2026 a mezzogiorno in invio 1.206 0 0" in page.text
    assert page.html.count('href="/console/avvisi/') == 1


def test_a_sheet_is_asked_for_as_its_route_says_and_by_who_is_in(office: ConsoleTown) -> None:
    reader = office.office(Role.READER)

    assert reader.get("/cifre/sportello.csv", by="year").status == 422
    assert reader.get("/cifre/avvisi.csv").status == 404
    assert office.browser().get("/cifre/casi.csv", year="2026").status == 401
    for path in ("sportello", "segnalazioni", "avvisi", "iscritti", "casi", "richieste"):
        assert f'href="/console/cifre/{path}"' in reader.get("/cifre").html


def test_of_each_topic_one_reads_who_began_and_who_ceased_to_hear_of_it(outputs: Mapping[str, str]) -> None:
    office = console_town(outputs, "urp_profile")
    days, began = SubscriberDays(office.town.tables), {"scuola": 12}
    for day in (20, 21, 22):
        on = date(2026, 11, day)
        days.put(DayOfSubscribers(on, 4_020, 12, 2, {}, 4_020, began, {"scuola": 4}), office.town.now)
    reader = office.office(Role.READER)

    months = reader.get("/cifre/iscritti")
    month = reader.get("/cifre/iscritti", periodo="2026-11")

    assert f"Scuola {'meno di 10 ' * 5}circa 40" in months.text
    assert "Scuola circa 40 circa 10" in month.text
    assert "Venerdì 20 novembre 2026, Scuola circa 10 meno di 10" in month.text
