"""Which right a citizen uses, by their own words."""

from __future__ import annotations

from tests.cases import every
from urp.desk.model import RightsKind
from urp.privacy.rights.kinds import find_rights_kind
from urp.privacy.rights.model import ARTICLES


@every(
    ("text", "ending", "kind"),
    [
        ("Quali dati avete su di me?", False, RightsKind.ACCESS),
        ("Vorrei una copia dei miei dati", False, RightsKind.ACCESS),
        ("Chiedo la rettifica dei miei dati personali", False, RightsKind.RECTIFICATION),
        ("Voglio la portabilità dei miei dati", False, RightsKind.PORTABILITY),
        ("Chiedo la limitazione del trattamento dei miei dati", False, RightsKind.RESTRICTION),
        ("Cancellate i miei dati", True, RightsKind.ERASURE),
        ("Diritto all'oblio", True, RightsKind.ERASURE),
        ("Revoco il consenso al trattamento", True, RightsKind.WITHDRAWAL),
        ("Mi oppongo al trattamento", True, RightsKind.OBJECTION),
        ("revoco il consenso e cancellate i miei dati", True, RightsKind.ERASURE),
        ("mi oppongo al trattamento, cancellate i miei dati", True, RightsKind.ERASURE),
        ("Esercito i miei diritti GDPR", False, RightsKind.ACCESS),
        ("please delete my data", True, RightsKind.ERASURE),
        ("I want a copy of my data", False, RightsKind.ACCESS),
    ],
)
def test_the_right_is_read_from_the_words(text: str, ending: bool, kind: RightsKind) -> None:
    assert find_rights_kind(text, ending=ending) is kind


def test_every_right_has_its_article() -> None:
    assert set(ARTICLES) == set(RightsKind)
