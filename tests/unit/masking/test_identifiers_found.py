"""What identifies a person is found as people write it, and what only looks like it is left alone."""

from __future__ import annotations

from tests.cases import every
from urp.masking import IdentifierKind, collect_published, find_identifiers, mask

FOUND = {
    IdentifierKind.TAX_CODE: [
        "RSSMRA80A01H501U",
        "rssmra80a01h501u",
        "RSS MRA 80A01 H501 U",
        "R.S.S.M.R.A.8.0.A.0.1.H.5.0.1.U",
        "RSSMRA80A01H501-U",
        "RSSMRA80A01H50MN",
        "ＲＳＳＭＲＡ８０Ａ０１Ｈ５０１Ｕ",
        "RSS\u200bMRA80A01H501U",
    ],
    IdentifierKind.IBAN: [
        "IT60X0542811101000000123456",
        "it60 x054 2811 1010 0000 0123 456",
        "IT60-X054-2811-1010-0000-0123-456",
        "DE89370400440532013000",
        "GB29 NWBK 6016 1331 9268 19",
    ],
    IdentifierKind.PAYMENT_CARD: [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "3782 822463 10005",
        "5 5 5 5 5 5 5 5 5 5 5 5 4 4 4 4",
    ],
    IdentifierKind.VAT_NUMBER: ["00743110157", "0 0 7 4 3 1 1 0 1 5 7"],
    IdentifierKind.PLATE: ["AB123CD", "ab123cd", "AB 123 CD", "ab-123-cd", "DX12345"],
    IdentifierKind.PHONE: [
        "3330000123",
        "333 000 0123",
        "333/0000123",
        "333.00.00.123",
        "333-000-01-23",
        "3 3 3 0 0 0 0 1 2 3",
        "33 30 00 01 23",
        "+39 333 0000123",
        "+393330000123",
        "0039 333 000 0123",
        "393330000123",
        "335 000123",
        "071 2220000",
        "071/22.20.000",
        "(071) 222 0000",
        "0712220000",
        "06 0000 1234",
        "+39 071 222 0000",
        "+44 20 7946 0958",
        "0044 20 7946 0958",
        "tre tre tre zero zero zero zero uno due tre",
        "333\u200b000\u200b0123",
    ],
    IdentifierKind.EMAIL: [
        "mario.rossi@example.it",
        "MARIO_ROSSI+avvisi@posta.example.org",
        "mario.rossi @ example.it",
        "mario.rossi (at) example.it",
        "mario chiocciola example punto it",
    ],
    IdentifierKind.IDENTITY_DOCUMENT: ["CA00000AA", "ca00000aa", "CA 00000 AA", "AX1234567", "YA0000001"],
    IdentifierKind.HEALTH_CARD: ["80380000000000000000", "8038 0000 0000 0000 0000"],
}


@every(("kind", "written"), [(kind, written) for kind, many in FOUND.items() for written in many])
@every("sentence", ["{}", "Buongiorno, il dato è {}, grazie", "ecco: {}\nVia Roma 12"])
def test_an_identifier_is_found_where_it_stands(kind: IdentifierKind, written: str, sentence: str) -> None:
    text = sentence.format(written)

    (found,) = find_identifiers(text)

    assert found.kind is kind
    assert text[found.start : found.end].strip("() ") == written.strip("() ")


@every(
    ("text", "kind"),
    [
        ("la moto targata AN 123456", IdentifierKind.PLATE),
        ("vespa, targa AN12345A", IdentifierKind.PLATE),
        ("il motorino X4B2C3 sul marciapiede", IdentifierKind.PLATE),
        ("l'auto targata da 123 la", IdentifierKind.PLATE),
        ("chiamami, tel. 2220000", IdentifierKind.PHONE),
        ("P. IVA 007 4311 0157", IdentifierKind.VAT_NUMBER),
    ],
)
def test_a_word_nearby_tells_what_a_short_code_is(text: str, kind: IdentifierKind) -> None:
    assert [found.kind for found in find_identifiers(text)] == [kind]


def test_a_mistyped_tax_code_is_still_somebodys() -> None:
    assert mask("il mio è RSSMRA80A01H501A") == "il mio è [codice fiscale]"


@every(
    "text",
    [
        "Sono del 1985, abito in via Roma 12 interno 3, 60121 Ancona AN",
        "dal 3/12/2026 alle 15.30 al 14-12-2026 alle 18:00",
        "07/12/2026",
        "07 12 2026 ore 15",
        "3 12 2026 15 30",
        "aperto 09.30-12.30 e 15.00/17.00, 8.30 13.30",
        "Prot. n. 0012345/2026 del 3.2.2026",
        "protocollo 3330000123",
        "ordinanza n. 3201234567",
        "legge 241/1990, d.lgs. 196/2003, d.P.R. 445 del 28 dicembre 2000",
        "costa € 1.200,00 oppure 3.200.000.000 euro",
        "ISEE di 14.350,27 €",
        "anno scolastico 2026/2027",
        "chiamo il 112, il 1522, il 118 o l'800 653 413",
        "da 500 ml e al 112 da casa",
        "fa 100 km al giorno",
        "la linea 1/4, il bus 33 delle 7.15",
        "foglio 12 particella 345 sub 6",
        "delibera di Giunta n. 372 del 2012",
        "la pratica 2026/0001234",
        "il CUP è B31B20000640001",
        "scrivo @ tutti, grazie",
        "ab 12 cd",
    ],
)
def test_ordinary_numbers_of_a_town_hall_stay_as_they_are(text: str) -> None:
    assert mask(text) == text


def test_several_identifiers_are_masked_each_by_its_name() -> None:
    text = "Sono Anna, RSSMRA80A01H501U, cell. 333 000 0123, via Roma 12: l'auto AB123CD è di anna@example.it"

    assert mask(text) == (
        "Sono Anna, [codice fiscale], cell. [numero di telefono], via Roma 12: "
        "l'auto [targa] è di [indirizzo e-mail]"
    )


def test_the_towns_own_contacts_are_nobodys_secret() -> None:
    public = collect_published("071 222 4343 (lun-ven 9-13)", "urp@comune.example.it")

    text = "Ho chiamato +39 0712224343 e scritto a URP@comune.example.it; il mio numero è 333 000 0123"

    assert mask(text, public).endswith("URP@comune.example.it; il mio numero è [numero di telefono]")
    assert "+39 0712224343" in mask(text, public)
