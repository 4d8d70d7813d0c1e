"""The template gives a function exactly the settings it reads."""

from collections.abc import Iterator, Mapping

from tests.architecture.blueprint import functions, settings_of, template
from tests.cases import every

PLAUSIBLE = {
    "NUMBER_RATE": "80",
    "FRESH_SIGN_IN_MINUTES": "15",
    "DUTY_ALERT": "yes",
    "GRAPH_BASE_URL": "https://graph.example",
    "RESTORED_AT": "2026-11-29T10:00:00Z",
    "LEND_RESERVE": "no",
    "TRAINING": "no",
    "META_CERTIFICATE": "no",
    "PROBE_EACH_MINUTE": "no",
    "TEST_PHONES": "393330000001",
}
POWERTOOLS = "POWERTOOLS_"


class WatchedEnvironment(Mapping[str, str]):
    """Holds every variable there may be, and remembers which were read."""

    def __init__(self, names: set[str]) -> None:
        self._names = names
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.read.add(name)
        return PLAUSIBLE.get(name, f"some-{name.lower()}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _given(name: str) -> set[str]:
    variables = functions()[name]["Properties"].get("Environment", {}).get("Variables", {})
    return set(variables)


def _given_to_all() -> set[str]:
    variables = template()["Globals"]["Function"]["Environment"]["Variables"]
    return {variable for variable in variables if not variable.startswith(POWERTOOLS)}


@every("name", sorted(functions()))
def test_settings_and_template_name_the_same_variables(name: str) -> None:
    settings = settings_of(name)
    environment = WatchedEnvironment(_given(name) | _given_to_all())

    settings.from_env(environment)

    assert environment.read - _given_to_all() == _given(name)
