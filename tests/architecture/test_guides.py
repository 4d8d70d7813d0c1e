"""What the guides tell people to type exists and says where it acts; one town's values stay its own."""

import re
import shlex
import subprocess
import tomllib

import pytest

from tests.architecture.blueprint import ROOT, house_modules, template
from tests.cases import every

PAGES = ("guida-*.md", "gestione.md", "aggiornamento.md", "ripristino.md")
GUIDES = sorted(guide for page in PAGES for guide in (ROOT / "docs").glob(page))
"""Whatever has commands that a town's technician types."""
RESTORE = (ROOT / "docs" / "ripristino.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
REGION = "eu-south-1"
OF_A_TOWN = ("staging", "production")
SETTINGS = {
    "stack_name", "region", "resolve_s3", "capabilities",
    "confirm_changeset", "fail_on_empty_changeset", "parameter_overrides",
}  # fmt: skip
"""Of a deployment. `sam deploy --guided` writes more, and one town's."""


def _commands() -> list[tuple[str, str]]:
    """Every command of a guide on one line each: those in blocks, and those named within a sentence."""
    found = []
    for guide in GUIDES:
        text = re.sub(r"\\\n\s*", "", guide.read_text(encoding="utf-8"))
        blocks = re.findall(r"^ {4,}((?:aws|sam|make|export|curl) .*)$", text, re.MULTILINE)
        named = re.findall(r"`((?:aws|sam|make) [^`]+)`", text)
        found += [(guide.name, command.partition("  #")[0].strip()) for command in (*blocks, *named)]
    return found


def _targets() -> dict[str, str]:
    """Each target of the Makefile with what it runs."""
    parts = re.split(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _starting(*words: str) -> list[tuple[str, str]]:
    return [command for command in _commands() if command[1].split()[0] in words]


def test_the_guides_have_commands_to_look_at_and_whoever_works_in_the_console_types_none() -> None:
    typed = {guide.name for guide in GUIDES} - {"guida-operativa.md"}

    assert {guide for guide, _ in _starting("aws")} == {guide for guide, _ in _commands()} == typed
    assert len(_starting("make")) > 5


@every(("guide", "command"), _starting("aws"))
def test_every_command_to_aws_says_in_which_region(guide: str, command: str) -> None:
    """IAM and STS have no regions, and take one all the same. A budget exists in us-east-1 alone."""
    region = "us-east-1" if "urp-budget" in command else REGION
    assert f"--region {region}" in command, guide


@pytest.mark.parametrize(("guide", "command"), _starting("sam"))
def test_sam_is_called_through_the_makefile_which_gives_it_the_region(guide: str, command: str) -> None:
    assert command.startswith(("sam build", "sam deploy")), guide
    assert not command.partition(" ")[2].partition(" ")[2], "as a name, not as a command to type"


@every(("guide", "command"), _starting("make"))
def test_every_target_a_guide_names_is_there(guide: str, command: str) -> None:
    words = [word for word in shlex.split(command)[1:] if "=" not in word and word != "…"]

    assert set(words) <= _targets().keys(), guide


def test_whatever_reaches_aws_is_told_the_region_by_the_makefile() -> None:
    """Never the one that the user's own settings happen to name."""
    reaching = {
        name: recipe
        for name, recipe in _targets().items()
        if "--stack " in recipe or "$(SAM_CLI) deploy" in recipe
    }

    assert {"deploy", "staff-member", "dead-letters"} <= reaching.keys()
    assert all('--region "$(REGION)"' in recipe for recipe in reaching.values())
    assert f"\nREGION ?= {REGION}\n" in MAKEFILE


@pytest.mark.parametrize("stage", OF_A_TOWN)
def test_the_installation_guide_deploys_each_stage(stage: str) -> None:
    commands = [command for guide, command in _commands() if guide == "guida-installazione.md"]

    assert f"make build STAGE={stage}" in commands
    assert f"make deploy STAGE={stage}" in commands
    assert not [command for command in commands if "--guided" in command]


@pytest.mark.parametrize("stage", OF_A_TOWN)
def test_what_everybody_shares_holds_no_value_of_one_town(stage: str) -> None:
    shared = tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))[stage]

    assert shared.keys() == {"build", "deploy"}
    assert shared["deploy"]["parameters"].keys() == SETTINGS
    assert shared["deploy"]["parameters"]["region"] == REGION
    assert shared["deploy"]["parameters"]["parameter_overrides"] == [
        f"Stage={stage}",
        "GradualDeployment=yes",
        f"file://comune.{stage}.yaml",
    ]


def test_a_towns_own_values_are_ignored_by_git_and_their_example_is_not() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert ignored.index("comune.*.yaml") < ignored.index("!comune.example.yaml")


def test_what_the_guides_have_people_write_into_a_file_stays_out_of_git() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    text = "".join(guide.read_text(encoding="utf-8") for guide in GUIDES)
    written = set(re.findall(r"file://([\w.]+\.json)\b", text))

    assert {"segreto.json", "messaggio.json", "ripristino.json"} <= written <= set(ignored)


def test_a_deployment_that_a_rule_refuses_is_told_why_in_italian() -> None:
    said = [each["AssertDescription"] for rule in template()["Rules"].values() for each in rule["Assertions"]]

    assert said
    assert not [sentence for sentence in said if re.search(r"\b(needs|the|of)\b", sentence)]


def test_the_example_of_a_towns_values_asks_for_all_a_town_must_give_and_nothing_else() -> None:
    example = template("comune.example.yaml")
    known = template()["Parameters"]
    must = {name for name, each in known.items() if "Default" not in each} - {"Stage"}

    assert must <= example.keys() <= known.keys() - {"Stage"}
    for name, value in example.items():
        allowed = known[name].get("AllowedValues", [value])
        assert str(value) in map(str, allowed)
        assert "@" not in str(value) or str(value).endswith("@comune.example")


def test_the_sign_in_prefix_that_nobody_changed_is_refused_and_the_first_deployment_can_be_undone() -> None:
    example = template("comune.example.yaml")
    allowed = template()["Parameters"]["SignInDomainPrefix"]["AllowedPattern"]

    assert not re.match(allowed, example["SignInDomainPrefix"])
    assert re.match(allowed, "urp-comune-staging")
    assert example["DeletionProtection"] == "disabled"


def test_guides_name_no_file_that_is_not_there() -> None:
    named = {
        name
        for guide in GUIDES
        for name in re.findall(r"^ +cp (\S+)", guide.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert named
    assert all((ROOT / name).exists() for name in named)


def test_pages_name_no_module_that_is_not_there() -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in house_modules()}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for name in re.findall(r"`([\w/.-]+\.py)`", page.read_text(encoding="utf-8")):
            assert any(f"/{module}".endswith(f"/{name}") for module in modules), f"{page.name}: {name}"


def test_the_restore_policy_that_the_page_has_people_make_keeps_no_placeholder() -> None:
    (command,) = re.findall(r"^ +(sed -e .*) > ripristino\.json$", RESTORE, re.MULTILINE)

    made = subprocess.run(  # noqa: S603 - our own page
        shlex.split(command), cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout

    assert "urp-production" in made
    assert not re.findall(r"STACK|EXCLUSIONS_BUCKET|EXCLUSION_KEY_ARN", made)
