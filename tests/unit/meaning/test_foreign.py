"""Which language somebody writes in, where it is not ours, and what is heard of it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

from tests.cases import every
from urp.language import HEARD, UNKNOWN, Language
from urp.meaning.foreign import hear
from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import fold_words
from urp.meaning.understanding import understand
from urp.meaning.word_files import load_entries

SENTENCES = {
    "ro": [
        ("Buna ziua, cum pot sa obtin certificatul de rezidenta?", Kind.QUESTION),
        ("tatăl meu nu mai respiră", Kind.EMERGENCY),
        ("ajutor", Kind.EMERGENCY),
        ("sotul meu ma bate in fiecare seara", Kind.DISTRESS),
        ("nu mai vreau mesaje, mulțumesc", Kind.LEAVE),
        ("as vrea sa primesc anunturile primariei", Kind.WANTS_TO_JOIN),
    ],
    "sq": [
        ("Pershendetje, ku mund ta paguaj taksen e mbeturinave?", Kind.QUESTION),
        ("burri me rreh cdo dite", Kind.DISTRESS),
        ("shtepia po digjet", Kind.EMERGENCY),
        ("nuk dua te jetoj me", Kind.DISTRESS),
        ("dua te marr njoftimet", Kind.WANTS_TO_JOIN),
    ],
    "uk": [
        ("Добрий день, де можна отримати довідку про місце проживання?", Kind.QUESTION),
        ("у нас пожежа, допоможіть", Kind.EMERGENCY),
        ("мама не дихає", Kind.EMERGENCY),
        ("я не хочу жити", Kind.DISTRESS),
        ("чоловік мене б'є", Kind.DISTRESS),
    ],
    "ru": [
        ("Здравствуйте, как получить справку о доходах?", Kind.QUESTION),
        ("человек упал и не дышит", Kind.EMERGENCY),
        ("помогите, пожар в квартире", Kind.EMERGENCY),
        ("муж меня бьёт", Kind.DISTRESS),
        ("я хочу умереть", Kind.DISTRESS),
    ],
    "mk": [
        ("Добар ден, каде можам да платам данок за ѓубре?", Kind.QUESTION),
        ("татко ми не дише", Kind.EMERGENCY),
        ("куќата гори", Kind.EMERGENCY),
        ("мажот ме тепа", Kind.DISTRESS),
        ("сакам да умрам", Kind.DISTRESS),
        ("pozar vo zgradata, ima luge vnatre", Kind.EMERGENCY),
        ("mazot me tepa sekoja vecer i se plasam", Kind.DISTRESS),
        ("kako mozam da dobijam termin za licna karta?", Kind.QUESTION),
        ("ne sakam povekje poraki", Kind.LEAVE),
    ],
    "bn": [
        ("আমি কিভাবে আইডি কার্ড পাব?", Kind.QUESTION),
        ("আমার ঘরে আগুন লেগেছে", Kind.EMERGENCY),
        ("আমার বাবা শ্বাস নিচ্ছে না", Kind.EMERGENCY),
        ("আমি মরতে চাই", Kind.DISTRESS),
        ("আমার স্বামী আমাকে মারে", Kind.DISTRESS),
    ],
    "zh": [
        ("请问办公室几点开门", Kind.QUESTION),
        ("救命", Kind.EMERGENCY),
        ("我家着火了", Kind.EMERGENCY),
        ("我想死", Kind.DISTRESS),
        ("退订,谢谢", Kind.LEAVE),
    ],
    "ar": [
        ("مرحبا، كيف يمكنني الحصول على شهادة الإقامة؟", Kind.QUESTION),
        ("أبي لا يتنفس", Kind.EMERGENCY),
        ("النجدة حريق في البيت", Kind.EMERGENCY),
        ("زوجي يضربني", Kind.DISTRESS),
        ("أريد أن أموت", Kind.DISTRESS),
    ],
    "ary": [
        ("السلام عليكم، فين نقدر نخلص الفاتورة ديال الزبل؟", Kind.QUESTION),
        ("راجلي كيضربني", Kind.DISTRESS),
        ("عتقوني، العافية شعلات فالدار", Kind.EMERGENCY),
        ("بغيت نموت", Kind.DISTRESS),
        ("با ما كيتنفسش", Kind.EMERGENCY),
    ],
    "ary-latn": [
        ("salam, fin n9der nkhlles lfatura dyal zbel?", Kind.QUESTION),
        ("3afak baba makaytneffesch", Kind.EMERGENCY),
        ("rajli kaydrabni", Kind.DISTRESS),
        ("bghit nmout", Kind.DISTRESS),
    ],
    "ur": [
        ("السلام علیکم، شناختی کارڈ کے لیے دفتر کب کھلتا ہے؟", Kind.QUESTION),
        ("گھر میں آگ لگ گئی ہے", Kind.EMERGENCY),
        ("میرے ابو سانس نہیں لے رہے", Kind.EMERGENCY),
        ("میں مرنا چاہتا ہوں", Kind.DISTRESS),
        ("میرا شوہر مجھے مارتا ہے", Kind.DISTRESS),
    ],
    "pa": [
        ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਦਫ਼ਤਰ ਕਦੋਂ ਖੁੱਲ੍ਹਦਾ ਹੈ?", Kind.QUESTION),
        ("ਘਰ ਵਿੱਚ ਅੱਗ ਲੱਗ ਗਈ", Kind.EMERGENCY),
        ("ਮੇਰੇ ਪਿਤਾ ਜੀ ਸਾਹ ਨਹੀਂ ਲੈ ਰਹੇ", Kind.EMERGENCY),
        ("ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦਾ ਹਾਂ", Kind.DISTRESS),
        ("ਮੇਰਾ ਪਤੀ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ", Kind.DISTRESS),
    ],
    "es": [
        ("Buenos días, ¿dónde puedo pagar la tasa de la basura?", Kind.QUESTION),
        ("ayuda, mi marido me pega", Kind.DISTRESS),
        ("el niño no respira", Kind.EMERGENCY),
        ("hay un incendio en el edificio", Kind.EMERGENCY),
        ("quiero recibir los avisos", Kind.WANTS_TO_JOIN),
    ],
    "fr": [
        ("Bonjour, je voudrais un rendez-vous pour la carte d'identité", Kind.QUESTION),
        ("ma femme ne respire plus", Kind.EMERGENCY),
        ("au secours il y a le feu", Kind.EMERGENCY),
        ("mon mari me frappe", Kind.DISTRESS),
        ("je veux mourir", Kind.DISTRESS),
    ],
    "de": [
        ("Guten Tag, wo kann ich einen Ausweis beantragen?", Kind.QUESTION),
        ("mein Vater atmet nicht mehr", Kind.EMERGENCY),
        ("Hilfe, es brennt in der Küche", Kind.EMERGENCY),
        ("mein Mann schlägt mich", Kind.DISTRESS),
        ("ich möchte sterben", Kind.DISTRESS),
        ("Bitte löschen Sie meine Daten", Kind.ERASE_DATA),
    ],
    "pl": [
        ("Dzień dobry, gdzie mogę zapłacić podatek?", Kind.QUESTION),
        ("pali się w kuchni", Kind.EMERGENCY),
        ("mój ojciec nie oddycha", Kind.EMERGENCY),
        ("mąż mnie bije", Kind.DISTRESS),
        ("nie chcę już żyć", Kind.DISTRESS),
    ],
    "pt": [
        ("Bom dia, onde posso tirar a certidão de residência?", Kind.QUESTION),
        ("meu pai não respira", Kind.EMERGENCY),
        ("socorro, a cozinha está pegando fogo", Kind.EMERGENCY),
        ("meu marido me bate", Kind.DISTRESS),
        ("quero sair da lista", Kind.LEAVE),
    ],
}
"""Written for this test, by another person than the author of the word files."""


def heard(code: str, text: str) -> Kind:
    return hear((code,), fold_words(text), text).kind


EACH = [(code, text, kind) for code in HEARD for text, kind in SENTENCES[code]]


@every(("code", "text", "kind"), EACH)
def test_what_is_written_in_a_language_heard_here_is_told_and_understood(
    code: str, text: str, kind: Kind
) -> None:
    meaning = understand(text)

    assert (meaning.written_in, meaning.kind) == (code, kind)
    assert meaning.language is Language.ENGLISH
    assert not meaning.doubtful


@every("code", HEARD)
def test_cries_are_heard_for_certain_and_calm_messages_call_nobody_out(code: str) -> None:
    said = tomllib.loads(Path(__file__).with_name("foreign_sentences.toml").read_text("utf-8"))[code]
    meanings = {text: understand(text) for text in (*said["cries"], *said["calm"])}
    called_out = [
        text
        for text, meaning in meanings.items()
        if meaning.label is Label.EMERGENZA and not meaning.doubtful
    ]

    assert called_out == said["cries"]
    assert {meaning.written_in for meaning in meanings.values()} == {code}


def test_every_language_heard_has_its_words() -> None:
    found = {
        file.name.removesuffix(".toml") for file in files("urp.meaning").joinpath("words/foreign").iterdir()
    }

    assert found - {"telling.json"} == set(HEARD)


@every("code", HEARD)
@every("name", ["alone", "emergency", "distress"])
def test_every_cry_of_the_word_files_is_heard_as_it_stands(code: str, name: str) -> None:
    unheard = [
        phrase
        for phrase in load_entries(f"foreign/{code}", "cries").get(name, ())
        for said in [
            " ".join(part.split("|")[0] for part in phrase.replace("_", " x ").replace("*", "").split())
        ]
        if heard(code, said) not in (Kind.EMERGENCY, Kind.DISTRESS)
    ]

    assert unheard == []


@every("code", HEARD)
@every(
    ("table", "name"), [("leave", "exact"), ("leave", "doubt"), ("join", "anywhere"), ("person", "anywhere")]
)
def test_no_listed_business_is_a_cry(code: str, table: str, name: str) -> None:
    cries = [
        phrase
        for phrase in load_entries(f"foreign/{code}", table)[name]
        for said in [" ".join(part.split("|")[0] for part in re.sub("[_*]", " ", phrase).split())]
        if heard(code, said) in (Kind.EMERGENCY, Kind.DISTRESS)
    ]

    assert cries == []


@every("code", HEARD)
def test_every_listed_leave_is_obeyed_with_courtesy_around_it_and_asked_about_with_other_words(
    code: str,
) -> None:
    leaves = load_entries(f"foreign/{code}", "leave")["exact"]
    courtesy = load_entries(f"foreign/{code}", "person")["courtesy"]

    for leave in leaves:
        assert heard(code, leave) is Kind.LEAVE, leave
        assert heard(code, f"{courtesy[0]}, {leave}. {courtesy[1]}!") is Kind.LEAVE, leave
        assert heard(code, f"{leave}?") is not Kind.LEAVE, leave
        assert heard(code, f"{leave} 25") is Kind.WANTS_TO_LEAVE, leave


@every(
    "text",
    [
        "Magandang umaga po, saan po ang opisina ninyo?",
        "Huomenna sataa lunta, jään kotiin lukemaan kirjaa",
        "გამარჯობა, როგორ ხართ დღეს",
        "ሰላም ነገ እመለሳለሁ",
        "助けてください、火事ですどうすればいいですか",
    ],
)
def test_a_language_that_is_not_heard_is_a_possible_danger(text: str) -> None:
    meaning = understand(text)

    assert (meaning.written_in, meaning.kind, meaning.doubtful) == (UNKNOWN, Kind.EMERGENCY, True)


def test_a_cry_in_italian_or_english_beside_another_language_is_heard() -> None:
    assert (
        understand("chiamate i pompieri, la casa brucia! unë jam vetëm, ju lutem shpejt").kind
        is Kind.EMERGENCY
    )
    assert understand("буду завтра вранці AIUTO aiuto").kind is Kind.EMERGENCY


def test_the_command_among_courtesy_of_another_language_is_the_command() -> None:
    assert understand("Buna ziua, Cancellami va rog").kind is Kind.LEAVE
    assert understand("bună ziua, Cancellami va rog de la școală").kind is not Kind.LEAVE


def test_a_command_to_join_among_other_words_subscribes_nobody() -> None:
    assert understand("Bună ziua, vă rog Iscrivimi, mulțumesc mult").kind is not Kind.JOIN


@every(
    "text",
    [
        "Iscrivimi",
        "Cancellami",
        "via Roma",
        "Popescu Ion",
        "salam alaikum",
        "el lampió de piazza San Gallo è smorzo da na vita",
        "'ndo se va pe fa el tesserino?",
        "t i  s p e z z o  l e  g a m b e",
        "sos",
        "il mio nome è محمد e vorrei la carta d'identità",
        "Where is the office in piazza Roma?",
        "There's a huge hole in the road, please fix it",
        "help me, my house is on fire",
        "il signor Kowalski chiede quando apre l'anagrafe",
        "ho visto il film Die Welle alla mole, quando lo ridanno?",
        "",
        "123 456",
        "👍👍👍",
    ],
)
def test_names_commands_dialect_and_english_are_no_other_language(text: str) -> None:
    assert understand(text).written_in == ""
