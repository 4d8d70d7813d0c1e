"""Help beside other words, cries shared by neighbouring languages, and Italian padded with another script."""

from __future__ import annotations

from time import process_time

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import texts
from urp.language import HEARD, UNKNOWN, Language
from urp.meaning.breaches import Breach
from urp.meaning.foreign import drop_other_scripts, hear, languages_of
from urp.meaning.model import Kind, Label
from urp.meaning.normalisation import fold_words
from urp.meaning.understanding import understand
from urp.meaning.word_counts import load_word_counts
from urp.meaning.word_files import load_entries, load_words
from urp.town.texts import TextKey

CERTAIN = """
бабуся впала, допоможіть
мама впала зі сходів допоможіть
бабушка упала, помогите
Помогите, дедушка упал и лежит в крови
баба падна, помош
bunica a cazut, ajutor
tata a cazut de pe scara, ajutati-ma
gjyshja ra, ndihme
babcia upadła, pomocy
ratunku, syn spadl z drzewa
Oma ist gestürzt, Hilfe
Hilfe, meine Tochter ist in den Fluss gefallen und geht unter
mémé est tombée, à l'aide
aidez-moi, papy est par terre
abuela se cayó, ayuda
ayuda, mi padre está en el suelo
vovó caiu, socorro
দাদি পড়ে গেছে, সাহায্য করুন
奶奶摔倒了,救命
جدتي وقعت ساعدوني
الوالدة طاحت عاونوني
mlwalida ta7et 3awnouni
دادی گر گئی، مدد کریں
ਦਾਦੀ ਡਿੱਗ ਪਈ, ਮਦਦ ਕਰੋ
mi marido me pega
meu marido me bate
quiero suicidarme
quiero matarme
se quema mi casa ayuda
mi casa se quema
швидку!
скорую!
Дитина горить, опіки
мій син обпікся окропом
бабуся пішла з дому і не повернулася
дедушка ушел и не вернулся
Господар чіпає мене вночі
начальник мене лапає
ابني ابتلع دواء
ابنتي شربت كلور
مرتي غادي تولد دابا
আমার স্ত্রী অজ্ঞান
3ta9oni
benti makatnefssch
mrati tal3a ldem
孩子吞了电池
хлопчик втік з дому
rajli drabni
আমার বাচ্চা ওষুধ খেয়ে ফেলেছে
میرا بچہ دوا پی گیا
ਬੱਚੇ ਨੇ ਦਵਾਈ ਖਾ ਲਈ
chiamate i pompieri, la casa brucia! unë jam vetëm, ju lutem shpejt
voglio morire привет как дела у вас
voglio uccidermi 谢谢谢谢谢谢谢谢
"""
AT_LEAST_POSSIBLE = """
допоможіть, в нас потоп
ajutor, suntem blocati
бабусі погано
мамі погано
бабушке плохо, она бледная
kocam beni dövüyor
Kocam beni dovuyor
yardim edin yangin var
casa arde
la casa arde
amake marche
dokane agun legeche
bachao
Dopomozhit babusia vmyraie
pomogite babushka upala
cháy nhà cứu với
mera ghar jal raha hai
mujhe bachao
Χρειάζομαι βοήθεια, με χτυπάει ο άντρας μου
помогите не Cancellami
ayuda, ¿mi abuela se cayó, a quién llamo?
"""
CALM = """
la voiture brûle toujours le feu rouge devant l'école
il brûle un feu rouge chaque matin
suicide prévention: où est la conférence ?
campagne de prévention du suicide: quand a lieu la réunion ?
necesito ayuda para rellenar el formulario
Hilfe beim Ausfüllen des Formulars, wo bekomme ich das?
мені потрібна допомога з документами
Nuk kam para të paguaj dritat, a mund të më ndihmoni?
我没有钱交电费,可以帮帮我吗?
আমার থাকার জায়গা নেই, কোথায় সাহায্য পাব?
كيفاش نسجل ولدي فالمدرسة
أريد التسجيل في دورة اللغة الإيطالية
підпишіть мене на прийом до лікаря
подпишите меня на прием
Am primit un mesaj cu un link de plată, este o înșelătorie?
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@every("text", lines(CERTAIN))
def test_a_cry_is_certain(text: str) -> None:
    meaning = understand(text)

    assert (meaning.label, meaning.doubtful) == (Label.EMERGENZA, False)


@every("text", lines(AT_LEAST_POSSIBLE))
def test_what_may_be_a_cry_is_a_possible_danger_at_least(text: str) -> None:
    assert understand(text).label is Label.EMERGENZA


@every(
    "text",
    [
        "mi abuela se cayó el año pasado y necesito ayuda a domicilio",
        "Meine Oma ist letztes Jahr gestürzt und braucht jetzt Hilfe im Haushalt",
        "Ma mère est tombée il y a deux ans, aidez-moi à trouver une aide à domicile",
        "бабуся впала минулого року, допоможіть з доглядом",
        "бабушка упала год назад, помогите найти сиделку",
        "奶奶去年摔倒了,帮帮我们",
        "babcia upadła w zeszłym roku, pomocy w domu szukamy",
    ],
)
def test_help_after_a_fall_of_last_year_calls_nobody_out(text: str) -> None:
    meaning = understand(text)

    assert meaning.label is not Label.EMERGENZA or meaning.doubtful


@every("text", lines(CALM))
def test_what_sounds_like_a_cry_is_a_question(text: str) -> None:
    meaning = understand(text)

    assert meaning.written_in not in ("", UNKNOWN)
    assert meaning.kind is Kind.QUESTION


@pytest.mark.parametrize(
    ("text", "language"),
    [("mi marido me pega", "es"), ("mi esposo me golpea", "es"), ("mon mari me bat", "fr")],
)
def test_of_equally_likely_languages_it_is_the_one_whose_cry_it_is(text: str, language: str) -> None:
    assert understand(text).written_in == language


@every(
    ("text", "breach"),
    [
        ("vi ammazzo tutti 谢谢谢谢谢", Breach.THREAT),
        ("metto una bomba in comune 谢谢谢谢谢谢谢谢", Breach.THREAT),
        ("vi brucio il municipio привет как дела", Breach.THREAT),
        ("vi ammazzo tutti bonjour madame je voudrais savoir comment allez vous", Breach.THREAT),
        ("sei un pezzo di merda спасибо большое", Breach.OFFENSIVE_LANGUAGE),
        ("ti ammazzo bună ziua, vă rog frumos mulțumesc", Breach.THREAT),
        ("Mario Rossi RSSMRA80A01A271X ha l'HIV 我我我我我我我我我我我我", Breach.OTHER_PEOPLES_DATA),
    ],
)
def test_what_the_rules_forbid_is_forbidden_beside_any_other_words(text: str, breach: Breach) -> None:
    assert understand(text).breach is breach


@every(
    ("text", "kind"),
    [
        ("cancellate i miei dati παρακαλώ πολύ σας ευχαριστώ", Kind.ERASE_DATA),
        ("cancellate tutti i miei dati спасибо", Kind.ERASE_DATA),
        ("voglio la copia dei miei dati 谢谢谢谢谢", Kind.DATA_RIGHTS),
        ("cancellate i miei dati por favor muchas gracias hola amigos", Kind.ERASE_DATA),
        ("je ne veux pas Cancellami", Kind.WANTS_TO_LEAVE),
        ("Cancellami παρακαλώ", Kind.LEAVE),
        ("Cancellami пожалуйста", Kind.LEAVE),
        ("Cancellami 谢谢", Kind.LEAVE),
        ("не Cancellami", Kind.WANTS_TO_LEAVE),
        ("Cancellami не надо меня", Kind.WANTS_TO_LEAVE),
        ("μην Cancellami", Kind.WANTS_TO_LEAVE),
        ("Iscrivimi пожалуйста", Kind.WANTS_TO_JOIN),
        ("حذف بياناتي", Kind.ERASE_DATA),
        ("Bitte löschen Sie alle meine persönlichen Daten", Kind.ERASE_DATA),
        ("Видаліть, будь ласка, всі мої персональні дані", Kind.ERASE_DATA),
        ("Удалите, пожалуйста, все мои персональные данные", Kind.ERASE_DATA),
        ("por favor borren todos mis datos personales", Kind.ERASE_DATA),
        ("بغيت نخرج من الإشعارات", Kind.WANTS_TO_LEAVE),
        ("bghit nkhrej mn l2i3lanat", Kind.WANTS_TO_LEAVE),
        ("حيدني من الليستة", Kind.WANTS_TO_LEAVE),
        ("Стоп", Kind.WANTS_TO_LEAVE),
        ("стоп повідомлення", Kind.WANTS_TO_LEAVE),
    ],
)
def test_leaving_and_rights_are_heard_and_the_command_is_obeyed_only_among_courtesy(
    text: str, kind: Kind
) -> None:
    assert understand(text).kind is kind


def test_no_listed_sentence_of_another_language_is_a_breach_in_italian() -> None:
    sentences = [each for code in HEARD for each in load_entries(f"foreign/{code}", "leave")["exact"]]

    assert [sentence for sentence in sentences if understand(sentence).breach] == []


@every("code", HEARD)
def test_every_cry_that_may_stand_alone_is_a_possible_danger_beside_other_words(code: str) -> None:
    cries = load_entries(f"foreign/{code}", "cries")
    beside = [each for each in load_words(f"foreign/{code}", "words") if len(each) > 1]
    first, second, *_ = sorted(beside)

    calm = [
        cry
        for cry in (*cries["alone"], *cries["help"])
        for text in [f"{first} {second} {cry} {second}"]
        if hear((code,), fold_words(text), text).label is not Label.EMERGENZA
    ]

    assert calm == []


@every("code", HEARD)
def test_our_own_answer_sent_back_is_no_danger_and_takes_nobody_off(code: str) -> None:
    answer = texts().render_foreign(TextKey.FOREIGN_ANSWER, code)

    assert understand(answer).kind not in (Kind.EMERGENCY, Kind.DISTRESS, Kind.LEAVE, Kind.JOIN)


def test_a_stop_for_buses_is_no_leave() -> None:
    assert understand("автобус не робить стоп біля школи").kind is Kind.QUESTION


def test_a_refusal_beside_a_cry_takes_nobody_off() -> None:
    assert understand("помогите, пожар! не Cancellami").leaves == ""


@pytest.mark.parametrize(
    "name", ["Nguyen Thi Hoa", "Kowalski Jan Adam", "Mohamed Ben Ali", "gnente da fà fiolo"]
)
def test_a_name_or_dialect_in_three_words_is_no_unknown_language(name: str) -> None:
    assert understand(name).written_in == ""


def test_pieces_of_an_address_are_no_english() -> None:
    text = "Offerta imperdibile! Prestiti a tutti, scrivi su www.prestiti-example.it"

    assert understand(text).language is Language.ITALIAN


@pytest.mark.parametrize(
    "text", ["救命我家着火了不想收到消息" * 400, "a我б" * 1400, "我 " * 2048, "не хочу помогите " * 300]
)
def test_the_longest_hostile_text_is_told_and_heard_in_time_that_grows_with_it_alone(text: str) -> None:
    def cost(length: int) -> float:
        started = process_time()
        for _ in range(3):
            words = fold_words(text[:length])
            languages = languages_of(words, text[:length], load_word_counts())
            drop_other_scripts(text[:length])
            hear(languages, words, text[:length])
        return process_time() - started

    cost(4_096)
    assert cost(4_096) < 12 * cost(1_024) + 0.05
