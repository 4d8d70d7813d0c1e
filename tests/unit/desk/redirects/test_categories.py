"""What a citizen's report is about, and which words said so."""

from __future__ import annotations

from tests.cases import every
from urp.desk.redirects.categories import find_category
from urp.town.municipality.codes import CATEGORY_NAMES, KIND_NAMES, Category, RedirectKind


@every(
    ("text", "category"),
    [
        ("C'è una buca enorme in via Marconi", Category.STRADE),
        ("'na buga 'nte la strada", Category.STRADE),
        ("il marciapiede è tutto dissestato", Category.MARCIAPIEDI),
        ("tombino intasato in corso Amendola", Category.TOMBINI),
        ("il lampione del parco è spento da una settimana", Category.ILLUMINAZIONE),
        ("street light broken in via Roma", Category.ILLUMINAZIONE),
        ("il semaforo di piazza Ugo Bassi non va", Category.SEMAFORI_SEGNALETICA),
        ("strisce pedonali sbiadite davanti alla scuola", Category.SEMAFORI_SEGNALETICA),
        ("i cassonetti di via Roma sono pieni", Category.RIFIUTI),
        ("materasso abbandonato sul marciapiede", Category.RIFIUTI),
        ("un ramo è caduto in viale della Vittoria", Category.VERDE_ALBERI),
        ("perdita d'acqua in via Torrioni", Category.ACQUA_FOGNE),
        ("puzza di fogna in via Marini", Category.ACQUA_FOGNE),
        ("altalena rotta ai giardini", Category.PARCHI_GIOCHI),
        ("la panchina è senza schienale", Category.ARREDO),
        ("topi nel cortile della scuola", Category.ANIMALI_INFESTANTI),
        ("al cimitero di Tavernelle c'è l'erba alta", Category.CIMITERI),
        ("la mensa della scuola è fredda", Category.SCUOLE_IMPIANTI),
        ("l'autobus salta sempre le corse", Category.TRASPORTI),
        ("cadono calcinacci dal cornicione", Category.EDIFICI_PERICOLO),
        ("musica alta tutta la notte", Category.RUMORE_ODORI),
        ("auto abbandonata in via Flaminia", Category.VEICOLI_SOSTA),
        ("con la carrozzina non si passa sul marciapiede", Category.BARRIERE),
        ("due ore di coda e nessuno risponde", Category.ALTRO),
    ],
)
def test_the_words_say_what_it_is_about(text: str, category: Category) -> None:
    found = find_category(text)

    assert found.category is category
    assert found.rule == "categories.none" or found.rule.startswith(f"categories.{category}.")


def test_the_rule_and_its_words_are_named() -> None:
    found = find_category("Segnalo che il LAMPIONE è spento")

    assert (found.rule, found.words) == ("categories.ILLUMINAZIONE.names", ("lampione",))


def test_a_thing_that_is_named_outweighs_what_lies_near() -> None:
    assert find_category("nel parco, vicino alla scuola, un tombino aperto").category is Category.TOMBINI


def test_every_code_has_a_name_for_the_office() -> None:
    assert set(CATEGORY_NAMES) == set(Category)
    assert set(KIND_NAMES) == set(RedirectKind)


def test_four_thousand_hostile_characters_are_read_like_any_others() -> None:
    assert find_category("buca " * 800 + "x" * 96).category is Category.STRADE
