"""Where to turn is told; a cry for help in the same long message is no part of it."""

from __future__ import annotations

from urp.meaning.model import LIFE
from urp.meaning.understanding import understand


def test_a_need_does_not_explain_a_cry_in_a_long_message() -> None:
    meaning = understand(
        "possibile aspettare due ore per un certificato? esce fumo nero dalle finestre del secondo piano "
        "e si sente urlare. avete pensato a un tabellone in piazza per chi non ha lo smartphone?"
    )

    assert meaning.kind in LIFE
