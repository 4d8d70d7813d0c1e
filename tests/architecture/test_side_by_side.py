"""Staging beside production, and one town beside another, in one account and region."""

import json

from tests.architecture.blueprint import INFRA, ROOT, Template, of_type, references, template, translated

UNIQUE_NAMES = {
    "AWS::ApiGatewayV2::Api": ["Name"],  # not unique, but the same name twice tells nobody which is which
    "AWS::ApiGatewayV2::DomainName": ["DomainName"],
    "AWS::Budgets::Budget": ["Budget.BudgetName"],
    "AWS::CloudFormation::Stack": ["StackName"],
    "AWS::CloudTrail::Trail": ["TrailName"],
    "AWS::CloudWatch::Alarm": ["AlarmName"],
    "AWS::CloudWatch::CompositeAlarm": ["AlarmName"],
    "AWS::CloudWatch::Dashboard": ["DashboardName"],
    "AWS::CodeDeploy::Application": ["ApplicationName"],
    "AWS::CodeDeploy::DeploymentConfig": ["DeploymentConfigName"],
    "AWS::Cognito::UserPool": ["UserPoolName"],
    "AWS::Cognito::UserPoolDomain": ["Domain"],
    "AWS::DynamoDB::Table": ["TableName"],
    "AWS::Events::EventBus": ["Name"],
    "AWS::Events::Rule": ["Name"],
    "AWS::IAM::ManagedPolicy": ["ManagedPolicyName"],
    "AWS::IAM::Policy": [],  # inline: its name is its role's own
    "AWS::IAM::Role": ["RoleName"],
    "AWS::KMS::Alias": ["AliasName"],
    "AWS::Lambda::Function": ["FunctionName"],
    "AWS::Lambda::LayerVersion": ["LayerName"],
    "AWS::Logs::LogGroup": ["LogGroupName"],
    "AWS::Logs::MetricFilter": ["FilterName"],
    "AWS::Logs::QueryDefinition": ["Name"],
    "AWS::Logs::ResourcePolicy": ["PolicyName"],
    "AWS::S3::Bucket": ["BucketName"],
    "AWS::SNS::Topic": ["TopicName"],
    "AWS::SQS::Queue": ["QueueName"],
    "AWS::SSM::Parameter": ["Name"],
    "AWS::Scheduler::Schedule": ["Name"],
    "AWS::Scheduler::ScheduleGroup": ["Name"],
    "AWS::SecretsManager::Secret": ["Name"],
    "AWS::XRay::Group": ["GroupName"],
    "AWS::XRay::SamplingRule": ["SamplingRule.RuleName", "RuleName"],
}
"""Where a type takes a name that an account, or a region of it, gives once. AWS makes one up from the stack's
when it is left out."""

OF_SOMETHING_ELSE = {
    "AWS::ApiGatewayV2::ApiMapping",
    "AWS::ApiGatewayV2::Authorizer",
    "AWS::ApiGatewayV2::Deployment",
    "AWS::ApiGatewayV2::Integration",
    "AWS::ApiGatewayV2::Route",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::Cognito::ManagedLoginBranding",
    "AWS::Cognito::UserPoolClient",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Cognito::UserPoolResourceServer",
    "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::Permission",
    "AWS::Lambda::Version",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
}
"""Their names are their API's, pool's, function's, bucket's, queue's or topic's own."""

CARRIES_THE_STACKS_NAME = {
    "AWS::ApiGatewayV2::Api",  # must have a name
    "AWS::Lambda::LayerVersion",  # SAM gives it the logical id where we give none
    "AWS::SQS::Queue",  # a FIFO queue's must end in .fifo
}

OF_THE_TOWN = {
    "AWS::ApiGatewayV2::DomainName",  # of its DNS
    "AWS::Cognito::UserPoolDomain",  # its prefix is one in a whole region of AWS
}
"""The town chooses these, by a parameter."""


def _resources() -> dict[str, Template]:
    """Every resource as CloudFormation gets it, the nested stacks' too."""
    found = {"template.yaml": translated()}
    found |= {path.name: template(str(path.relative_to(ROOT))) for path in INFRA.glob("*.yaml")}
    return {
        f"{file}: {name}": body for file, each in found.items() for name, body in each["Resources"].items()
    }


def _names(body: Template) -> list[object]:
    """The names a resource asks for."""
    asked = []
    for path in UNIQUE_NAMES.get(body["Type"], []):
        value: object = body.get("Properties", {})
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            asked.append(value)
    return asked


def test_every_type_we_use_is_known_to_take_a_name_or_not() -> None:
    """A type that is new here is looked up at AWS before it is listed above."""
    used = {body["Type"] for body in _resources().values()}

    assert used - UNIQUE_NAMES.keys() - OF_SOMETHING_ELSE == set()


def test_a_second_stack_meets_no_name_of_the_first() -> None:
    named = {name: (body["Type"], asked) for name, body in _resources().items() for asked in _names(body)}
    chosen_by_the_town = {
        name for name, (kind, asked) in named.items() if kind in OF_THE_TOWN and references(asked)
    }
    the_stacks = {
        name
        for name, (kind, asked) in named.items()
        if kind in CARRIES_THE_STACKS_NAME and "${AWS::StackName}" in json.dumps(asked)
    }

    assert named.keys() - chosen_by_the_town - the_stacks == set()


def test_the_only_queues_with_a_name_are_the_ones_that_must_have_one() -> None:
    named = {name for name, queue in of_type("AWS::SQS::Queue").items() if _names(queue)}
    fifo = {
        name for name, queue in of_type("AWS::SQS::Queue").items() if queue["Properties"].get("FifoQueue")
    }

    assert named == fifo != set()
