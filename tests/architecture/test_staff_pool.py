"""Who may sign in, and with what."""

from tests.architecture.blueprint import Template, template


def _pool() -> Template:
    found: Template = template()["Resources"]["StaffPool"]["Properties"]
    return found


def test_nobody_signs_up_by_themselves_and_a_second_factor_is_asked_everywhere_but_on_a_laptop() -> None:
    assert _pool()["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert _pool()["MfaConfiguration"] == {"Fn::If": ["IsLocal", "OFF", "ON"]}


def test_an_address_in_capitals_is_the_same_person() -> None:
    """Cognito's own default tells them apart, and cannot be changed once the pool exists."""
    assert _pool()["UsernameConfiguration"] == {"CaseSensitive": False}
