"""Once a day the templates at Meta are read and compared with the profile's files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tests.cases import every
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.unit.notices.broadcasts.scene import Scene
from urp.notices.account.model import AccountNote
from urp.notices.account.pull import PullTemplates
from urp.notices.account.rules import AccountRules
from urp.notices.account.watch import HoldForbidden, Watched
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.model import BroadcastStatus
from urp.town.templates.rendering import to_creation_payload
from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta
from urp.whatsapp.template_list import TemplateAtMeta, read_template_page

NAME, DAY = TEMPLATE.name, timedelta(days=1)
LISTED = {**to_creation_payload(TEMPLATE), "status": "APPROVED"}
OTHER_WORDS = {**LISTED, "components": [{"type": "BODY", "text": "Altro: {{luogo}}."}]}
HELLO = {**LISTED, "name": "hello_world"}


def listed(*entries: Mapping[str, object]) -> tuple[TemplateAtMeta, ...]:

    page = read_template_page(json.dumps({"data": entries}).encode())
    assert page is not None
    return page.templates


def pull(scene: Scene, found: Sequence[TemplateAtMeta] | None, now: datetime = START) -> Watched | None:
    stored = scene.town.stored
    templates = {NAME: TEMPLATE}
    rules = AccountRules(stored.notes, templates)
    hold = HoldForbidden(rules, stored.broadcasts, Holds(stored.broadcasts, stored.health, scene.town.queues))
    store = TemplatesAtMeta(stored.tables)
    asked = None if found is None else tuple(found)
    return PullTemplates(
        store, lambda: asked, stored.notes, templates, hold, lambda category, at: "0,0658 €"
    ).if_old(now)


def notes(scene: Scene) -> Mapping[str, AccountNote]:
    return {note.subject: note for note in scene.town.stored.notes.all()}


def forbidden(scene: Scene, now: datetime = START) -> str | None:
    return AccountRules(scene.town.stored.notes, {NAME: TEMPLATE}).forbids(NAME, now)


@every(
    ("entry", "word"),
    [
        ({**LISTED, "status": "PAUSED"}, "in pausa"),
        ({**LISTED, "status": "REJECTED", "rejected_reason": "PROMOTIONAL"}, "contenuto promozionale"),
        ({**LISTED, "category": "MARKETING"}, "Un messaggio ora costa 0,0658 €"),
        ({**LISTED, "language": "en"}, "non c'è presso Meta"),
        (OTHER_WORDS, "non è quello del profilo"),
    ],
)
def test_what_is_not_as_the_profile_says_holds_what_uses_it_and_says_why(
    entry: Mapping[str, object], word: str
) -> None:
    scene = Scene()
    scene.subscribe(400)
    scene.send_now()
    scene.run(2)

    pulled = pull(scene, listed(entry, HELLO), scene.now)
    again = pull(scene, listed(entry, HELLO), scene.now + DAY)
    scene.town.time.stop()

    assert pulled is not None
    assert (pulled.serious, pulled.held) == (1, 1)
    assert again is not None
    assert again.notes == ()
    held = scene.header().hold
    assert held is not None
    assert word in held.explanation


def test_what_is_as_the_profile_says_writes_nothing_and_is_read_once_a_day(scene: Scene) -> None:
    first = pull(scene, listed(LISTED, HELLO))
    soon = pull(scene, listed({**LISTED, "status": "PAUSED"}), START + timedelta(hours=23))
    read = TemplatesAtMeta(scene.town.stored.tables).load()

    assert first == Watched((), 0, 0)
    assert soon is None
    assert read is not None
    assert read.read_at == START
    assert read.templates[0].status == "APPROVED"
    assert notes(scene) == {}


def test_what_meta_lists_as_good_again_is_allowed_again_and_nothing_resumes_by_itself(scene: Scene) -> None:
    scene.subscribe(100)
    scene.send_now()
    scene.run(1)
    pull(scene, listed({**OTHER_WORDS, "status": "PAUSED", "category": "MARKETING"}), scene.now)
    assert forbidden(scene) is not None

    pull(scene, listed(LISTED), scene.now + DAY)
    scene.run(120)

    assert forbidden(scene) is None
    assert scene.header().status is BroadcastStatus.HELD


def test_other_words_that_two_people_let_go_stop_nothing_again_until_metas_change(scene: Scene) -> None:
    pull(scene, listed(OTHER_WORDS))
    subject = f"text/{NAME}"
    scene.town.stored.notes.store(AccountNote(subject, START + timedelta(hours=1), "Divieto tolto."))

    pull(scene, listed(OTHER_WORDS), START + DAY)
    let_go = forbidden(scene)
    changed = {**LISTED, "components": [{"type": "BODY", "text": "Ancora altro: {{luogo}}."}]}
    pull(scene, listed(changed), START + 2 * DAY)

    assert let_go is None
    assert forbidden(scene, START + 2 * DAY) is not None


@every("found", [None, ()])
def test_a_list_that_cannot_be_read_stops_nothing_is_asked_for_each_hour_and_rings_after_two_days(
    found: Sequence[TemplateAtMeta] | None,
) -> None:
    scene = Scene()
    pulled = [pull(scene, found, START + timedelta(hours=hours)) for hours in (0, 1, 47, 48, 49)]
    scene.town.time.stop()

    rung = Watched(("templates/unread",), 1, 0)
    assert pulled == [None, None, None, rung, None]
    assert forbidden(scene) is None


def test_what_meta_made_or_may_rewrite_by_itself_is_reported_once(scene: Scene) -> None:
    features = {"creative_features_spec": {"text_optimization": {"enroll_status": "OPT_IN"}}}
    entries = listed({**LISTED, "degrees_of_freedom_spec": features}, {**LISTED, "name": "auto_1"})

    pulled, again = pull(scene, entries), pull(scene, entries, START + DAY)

    assert pulled == Watched((f"optimisation/{NAME}", "templates/unknown"), 2, 0)
    assert again == Watched((), 0, 0)
    assert "text_optimization" in notes(scene)[f"optimisation/{NAME}"].sentence
    assert "auto_1" in notes(scene)["templates/unknown"].sentence
