"""A rehearsal of staging without an account (`LocalCloud: "yes"`) leaves out what the local cloud refuses."""

from tests.architecture.blueprint import Template, template

ON_AWS = "IsOnAws"
REFUSING = ("aws:SecureTransport", "s3:if-none-match")
"""Plain HTTP on the loopback address, and a condition that cloud does not know: it refuses every write."""


def _statements() -> list[tuple[str, object]]:
    """Each statement of a bucket's policy, with the condition that it stands under."""
    found = []
    for body in template()["Resources"].values():
        if body["Type"] == "AWS::S3::BucketPolicy":
            stands: Template = body["Properties"]["PolicyDocument"]
            for stand in stands["Statement"]:
                condition, statement = (
                    stand["Fn::If"][:2] if "Fn::If" in stand else (body.get("Condition"), stand)
                )
                found.append((condition, statement))
    return found


def test_what_the_local_cloud_would_refuse_stands_on_aws_alone() -> None:
    refusing = [condition for condition, each in _statements() if any(word in str(each) for word in REFUSING)]

    assert len(refusing) >= 4
    assert set(refusing) == {ON_AWS}


def test_a_deployment_on_aws_is_one_of_a_town_that_is_no_rehearsal() -> None:
    assert template()["Conditions"][ON_AWS] == {
        "Fn::And": [
            {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "local"]}]},
            {"Fn::Equals": [{"Ref": "LocalCloud"}, "no"]},
        ]
    }
    assert template()["Parameters"]["LocalCloud"]["Default"] == "no"
