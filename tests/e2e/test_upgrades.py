"""An upgrade reaches what receives and sends by its alias, which holds the settings it was published with."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from infra.local.aws import LocalAws
from infra.local.cloud import local_cloud
from infra.local.deployment import deploy
from infra.local.samconfig import read_local_settings
from tests.architecture.blueprint import of_type, translated

NOWHERE = "http://127.0.0.1:9"
WITH_AN_ALIAS = {name.partition("FunctionAlias")[0] for name in of_type("AWS::Lambda::Alias", translated())}


@dataclass(frozen=True, slots=True)
class Deployments:
    """One stack, deployed again and again, with nobody in it."""

    aws: LocalAws
    endpoint: str
    built: Path
    folder: Path
    _standing: list[tuple[dict[str, str], Mapping[str, str]]] = field(default_factory=list)

    def standing(self, **parameters: str) -> Mapping[str, str]:
        """With these parameters, whoever deployed it; its outputs."""
        if self._standing and self._standing[-1][0] == parameters:
            return self._standing[-1][1]
        return self.again(**parameters)

    def again(self, **parameters: str) -> Mapping[str, str]:
        settings = read_local_settings()
        settings = replace(settings, parameters={**settings.parameters, **parameters})
        outputs = deploy(self.built, self.folder, settings, self.endpoint, NOWHERE)
        self._standing.append((parameters, outputs))
        return outputs

    def serving(self, outputs: Mapping[str, str]) -> Mapping[str, str]:
        """The version behind each alias."""
        return {
            name: self.aws.functions().get_alias(FunctionName=outputs[f"{name}FunctionName"], Name="live")[
                "FunctionVersion"
            ]
            for name in WITH_AN_ALIAS
        }

    def setting(self, outputs: Mapping[str, str], function: str, name: str) -> str:
        found = self.aws.functions().get_function_configuration(
            FunctionName=outputs[f"{function}FunctionName"], Qualifier="live"
        )
        return found["Environment"]["Variables"][name]

    def versions(self, outputs: Mapping[str, str], function: str) -> list[str]:
        """Those that are kept, without the one nobody published."""
        found = self.aws.functions().list_versions_by_function(
            FunctionName=outputs[f"{function}FunctionName"]
        )
        return [each["Version"] for each in found["Versions"] if each["Version"] != "$LATEST"]


@pytest.fixture(scope="module")
def deployments(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployments]:
    folder = tmp_path_factory.mktemp("upgrades")
    own = shutil.copytree(built.parent, folder / "build") / built.name  # whose code changes
    with local_cloud(folder) as endpoint:
        yield Deployments(LocalAws(endpoint), endpoint, own, folder)


def test_a_changed_parameter_reaches_the_functions_that_read_it_and_no_other(
    deployments: Deployments,
) -> None:
    first = deployments.serving(outputs := deployments.standing(NumberRate="80"))

    second = deployments.serving(deployments.again(NumberRate="20"))

    assert {name for name in first if first[name] != second[name]} == {"ReplySend", "BroadcastSend"}
    assert deployments.setting(outputs, "ReplySend", "NUMBER_RATE") == "20"
    assert deployments.versions(outputs, "ReplySend") == [second["ReplySend"]]


def test_changed_code_that_all_share_reaches_every_alias(deployments: Deployments) -> None:
    first = deployments.serving(deployments.standing(NumberRate="20"))
    shared = deployments.built.parent / "DomainLayer" / "python" / "urp" / "errors.py"
    shared.write_text(f"{shared.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")

    second = deployments.serving(deployments.again(NumberRate="20"))

    assert {name for name in first if first[name] != second[name]} == WITH_AN_ALIAS


def test_a_deployment_that_changes_nothing_publishes_nothing(deployments: Deployments) -> None:
    first = deployments.serving(deployments.standing(NumberRate="20"))

    assert deployments.serving(deployments.again(NumberRate="20")) == first
