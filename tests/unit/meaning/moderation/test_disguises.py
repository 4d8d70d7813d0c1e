"""However a word that hurts is disguised it is read as what it is, and no other word ever becomes one."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.meaning.model import Label
from urp.meaning.moderation.disguises import uncover
from urp.meaning.normalisation import read_words
from urp.meaning.understanding import understand

MOST_TIMES_SLOWER = 24
"""For a text 8 times as long: linear work takes 8 times as long, quadratic 64."""
INSULTS = ["coglione", "stronzi", "vaffanculo", "puttana", "bastardoni", "merdosi"]
FIGURES = {"o": "0", "i": "1", "e": "3", "a": "4@", "s": "5$", "z": "2"}


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """Figures and stars inside, stretched letters, capitals, spelled out: one way or another."""
    word = draw(st.sampled_from(INSULTS))
    way = draw(st.sampled_from(["figures", "star", "stretched", "spaced", "dotted", "dashed", "capitals"]))
    match way:
        case "figures":
            return "".join(draw(st.sampled_from([each, *FIGURES.get(each, "")])) for each in word)
        case "star":
            place = draw(st.integers(1, len(word) - 2))
            return word[:place] + draw(st.sampled_from("*_#")) + word[place + 1 :]
        case "stretched":
            place = draw(st.integers(1, len(word) - 1))
            return word[:place] + word[place] * draw(st.integers(3, 9)) + word[place + 1 :]
        case "spaced" | "dotted" | "dashed":
            return {"spaced": " ", "dotted": ".", "dashed": "-"}[way].join(word)
        case _:
            return "".join(draw(st.sampled_from([each, each.upper()])) for each in word)


@given(word=disguised(), before=st.sampled_from(["", "siete ", "ma sei ", "che "]))
def test_a_disguised_insult_is_found(word: str, before: str) -> None:
    assert understand(f"{before}{word}").label is Label.OFFENSIVO


@every(
    "text",
    [
        "l'anno delle penne e delle palle",
        "certificato, verifica, notifica, modifica, scopa, pompa, piscina",
        "via 4 novembre 10, dal 6 al 12, x favore nn",
        "info@comune.example.it e www.comune.example.it/pagina_nuova",
        "RSSMRA80A01H501U",
        "il 3% di 1.000 euro",
        "c'è la TARI_2026 e l'IMU-TASI",
        "culla, culle, cullo, segga, ficca, mona",
        "a b c d e f",
        "p.zza Roma, c.so Garibaldi, v.le Vittoria, s.n.c., c.a.p. 60121",
    ],
)
def test_ordinary_words_stay_what_they_are(text: str) -> None:
    wording = read_words(text)

    assert uncover(wording).words == wording.words


@given(text=st.text(max_size=200))
def test_every_text_can_be_uncovered(text: str) -> None:
    read = uncover(read_words(text))

    assert len(read.words) == len(read.clauses) == len(read.sentences)


@every(
    "piece",
    [
        "c*",
        "c*gl*ne ",
        "s t r ",
        "a.b",
        "4",
        "sei un ",
        "ti ",
        "stronz",
        "€ 5 ",
        "http://a.",
        "vi ammazz0 ",
        '"a" ',
        "Rossi ",
    ],
)
def test_a_hostile_text_takes_time_that_grows_with_its_length_alone(piece: str) -> None:
    def fastest(length: int) -> float:
        text = (piece * length)[:length]
        times = []
        for _ in range(3):
            started = time.process_time()
            understand(text)
            times.append(time.process_time() - started)
        return min(times)

    fastest(16)
    short, long = fastest(512), fastest(4_096)

    assert long <= MOST_TIMES_SLOWER * max(short, 0.001)
