"""Two people send a notice: an editor submits it, an approver repeats people and euro and approves it."""

from infra.local.meta.reading import Json, read_object, read_text
from infra.local.town import TownHall


def submit(town: TownHall, broadcast: str, at: str | None = None) -> Json:
    return town.staff("editor").post(f"/broadcasts/{broadcast}/submit", {"at": at})


def approve(town: TownHall, broadcast: str) -> Json:
    """As it is read at this moment."""
    approver = town.staff("approver")
    return approver.post(f"/broadcasts/{broadcast}/approve", read_approval(town, broadcast))


def read_approval(town: TownHall, broadcast: str) -> Json:
    """What the approver repeats."""
    seen = read_object(town.staff("approver").get(f"/broadcasts/{broadcast}"), "to_approve")
    return {"people": seen["people"], "euro_cents": seen["euro_cents"], "seen": read_text(seen, "seal")}


def submit_and_approve(town: TownHall, broadcast: str, at: str | None = None) -> Json:
    submit(town, broadcast, at)
    return approve(town, broadcast)
