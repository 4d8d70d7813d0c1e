"""`make installer-policy`: what the role of whoever installs the service may do, counted on the template.

For each type of resource AWS publishes which permissions CloudFormation uses in the caller's name, the
handlers of its schema. What our properties never reach is left out, and so is whatever
reads or writes citizens' data.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from tests.architecture.blueprint import nested_templates, translated

REGION = "eu-south-1"
MOST_CHARACTERS = 10_240
"""Of all policies written into a role, without the spaces (IAM quotas)."""

NEVER_REACHED: Final = (
    # Services and features of which nothing is used.
    "organizations:",  # of a trail of a whole organisation
    "codedeploy:RegisterOnPremisesInstance",  # of machines of one's own
    "cloudfront:",  # of a sign-in domain of one's own
    "ec2:", "elasticfilesystem:", "firehose:", "kinesis:", "kms:", "s3files:", "s3tables:",
    "s3:REST.", "s3:getObject", "s3:GetObjectMetadata", "logs:PutBearerToken", "lambda:PassCapacity",
    "dynamodb:AssociateTableReplica", "dynamodb:CreateTableReplica",
    "dynamodb:ImportTable", "dynamodb:DescribeImport",
    "s3:CreateBucketMetadata", "s3:DeleteBucketMetadata", "s3:UpdateBucketMetadata", "s3:GetBucketMetadata",
    # Changes of what no resource of ours asks for; reading stays: CloudFormation reads all of it.
    "cognito-idp:AddCustomAttributes", "cognito-idp:ListUserPoolClientSecrets",
    "lambda:AssociateRuntimeAlias", "lambda:GetFunctionScalingConfig", "lambda:PutRuntimeManagement",
    "s3:DeleteBucketEncryption", "s3:DeleteBucketLifecycle", "s3:PutBucketAcl",
    "cloudtrail:PutEventConfiguration", "cloudtrail:PutInsightSelectors",
    "dynamodb:DisableKinesis", "dynamodb:EnableKinesis", "dynamodb:UpdateKinesis",
    "dynamodb:UpdateContributorInsights", "dynamodb:DeleteResourcePolicy", "dynamodb:PutResourcePolicy",
    "iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary",
    "lambda:DeleteFunctionCodeSigningConfig", "lambda:DeleteProvisionedConcurrencyConfig",
    "lambda:PutFunctionCodeSigningConfig", "lambda:PutFunctionScalingConfig",
    "lambda:PutProvisionedConcurrencyConfig", "lambda:PutFunctionConcurrency",
    "logs:AssociateKmsKey", "logs:DisassociateKmsKey", "logs:DeleteDataProtectionPolicy",
    "logs:DeleteIndexPolicy", "logs:PutDataProtectionPolicy", "logs:PutIndexPolicy",
    "s3:DeleteBucketAnalytics", "s3:DeleteBucketCors", "s3:DeleteBucketMetricsConfiguration",
    "s3:DeleteBucketReplication", "s3:DeleteBucketWebsite", "s3:PutAccelerateConfiguration",
    "s3:PutAnalyticsConfiguration", "s3:PutBucketAbac", "s3:PutBucketCORS", "s3:PutBucketLogging",
    "s3:PutBucketNotification", "s3:PutBucketReplication", "s3:PutBucketWebsite",
    "s3:PutIntelligentTiering", "s3:PutInventory", "s3:PutMetrics", "s3:PutReplication",
    "secretsmanager:RemoveRegions", "secretsmanager:ReplicateSecret", "sns:PutDataProtectionPolicy",
    # Below, with a condition or a narrower resource.
    "cloudformation:", "iam:CreateServiceLinkedRole", "iam:PassRole",
    # Data, of citizens and of Meta: whoever installs sees none.
    "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem",
    "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
    "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams",
    "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObjectAcl", "secretsmanager:GetSecretValue",
)  # fmt: skip

BY_THE_STACKS_NAME: Final = {
    "cloudtrail": [f"arn:aws:cloudtrail:{REGION}:*:trail/urp-*"],
    "cloudwatch": [f"arn:aws:cloudwatch:{REGION}:*:alarm:urp-*", "arn:aws:cloudwatch::*:dashboard/*"],
    "codedeploy": [f"arn:aws:codedeploy:{REGION}:*:*"],  # SAM names its application and groups after nothing
    "dynamodb": [f"arn:aws:dynamodb:{REGION}:*:table/urp-*"],
    "iam": ["arn:aws:iam::*:role/urp-*"],
    "s3": ["arn:aws:s3:::urp-*", "arn:aws:s3:::aws-sam-cli-managed-default-*"],
    "scheduler": [f"arn:aws:scheduler:{REGION}:*:schedule/default/urp-*"],
    "sns": [f"arn:aws:sns:{REGION}:*:urp-*"],
    "sqs": [f"arn:aws:sqs:{REGION}:*:urp-*"],
}
"""Names that CloudFormation makes up begin with the stack's, which begins with `urp-`."""

IN_THE_REGION: Final = {
    "apigateway": [f"arn:aws:apigateway:{REGION}::/*"],
    "cognito-idp": [f"arn:aws:cognito-idp:{REGION}:*:userpool/*"],
    "lambda": [f"arn:aws:lambda:{REGION}:*:*:urp-*", f"arn:aws:lambda:{REGION}:*:event-source-mapping:*"],
    "logs": [f"arn:aws:logs:{REGION}:*:*"],
    "secretsmanager": [f"arn:aws:secretsmanager:{REGION}:*:secret:*"],
}
"""Where AWS gives ids or names of its own. Layers and functions alone carry the stack's."""

EVERYWHERE: Final = {
    "cloudwatch:DescribeAlarms",
    "cloudtrail:DescribeTrails",
    "codedeploy:StopDeployment",
    "cognito-idp:CreateUserPool",
    "cognito-idp:DescribeUserPoolDomain",
    "lambda:CreateEventSourceMapping",
    "logs:DeleteResourcePolicy",
    "logs:DescribeIndexPolicies",
    "secretsmanager:GetRandomPassword",
    "sns:GetSubscriptionAttributes",
    "sns:SetSubscriptionAttributes",
    "sns:Unsubscribe",
}
"""AWS knows no resource for these, or asks for all of a kind (Service Authorization Reference).

For the three on a subscription AWS has published no resource at one time and the topic at another. Were
they refused, an address that was replaced would keep its alerts.
"""

BY_HAND: Final = {
    "cloudwatch:SetAlarmState",
    "cognito-idp:AdminAddUserToGroup",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminDeleteSoftwareToken",
    "cognito-idp:AdminDisableUser",
    "cognito-idp:AdminEnableUser",
    "cognito-idp:AdminGetUser",
    "cognito-idp:AdminRemoveUserFromGroup",
    "cognito-idp:AdminSetUserPassword",
    "cognito-idp:AdminUserGlobalSignOut",
    "secretsmanager:PutSecretValue",
}
"""Commands of the guide, on what their service may touch anyway."""

ALWAYS: Final[list[dict[str, object]]] = [
    {
        "Sid": "DeployStacks",
        "Effect": "Allow",
        "Action": [
            "cloudformation:ContinueUpdateRollback",
            "cloudformation:CreateChangeSet", "cloudformation:CreateStack",
            "cloudformation:DeleteChangeSet", "cloudformation:DeleteStack",
            "cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents",
            "cloudformation:DescribeStackResources", "cloudformation:DescribeStacks",
            "cloudformation:ExecuteChangeSet", "cloudformation:GetStackPolicy", "cloudformation:GetTemplate",
            "cloudformation:GetTemplateSummary", "cloudformation:UpdateStack",
        ],
        "Resource": [
            f"arn:aws:cloudformation:{REGION}:*:stack/urp-*/*",
            f"arn:aws:cloudformation:{REGION}:*:stack/aws-sam-cli-managed-default/*",
            f"arn:aws:cloudformation:{REGION}:aws:transform/Serverless-2016-10-31",
        ],
    },
    {
        "Sid": "HandOverCode",
        "Effect": "Allow",
        "Action": [
            "s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:PutObject",
        ],
        "Resource": ["arn:aws:s3:::aws-sam-cli-managed-default-*"],
    },
    {
        "Sid": "GiveFunctionsTheirRoles",
        "Effect": "Allow",
        "Action": ["iam:PassRole"],
        "Resource": ["arn:aws:iam::*:role/urp-*"],
        "Condition": {
            "StringEquals": {
                "iam:PassedToService": [
                    f"{service}.amazonaws.com" for service in ("codedeploy", "lambda", "scheduler")
                ]
            }
        },
    },
    {
        "Sid": "LetApiGatewayWriteItsLog",  # API Gateway guide, "Configure logging for HTTP APIs"
        "Effect": "Allow",
        "Action": [
            "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries",
            "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
        ],
        "Resource": ["*"],
    },
    {
        "Sid": "LetApiGatewayBeInTheAccount",
        "Effect": "Allow",
        "Action": ["iam:CreateServiceLinkedRole"],
        "Resource": ["arn:aws:iam::*:role/aws-service-role/ops.apigateway.amazonaws.com/*"],
    },
    {
        "Sid": "WhatTheGuideTypes",
        "Effect": "Allow",
        "Action": [
            "cloudformation:ValidateTemplate", "dynamodb:ListTables", "s3:ListAllMyBuckets",
            "servicequotas:GetServiceQuota", "servicequotas:RequestServiceQuotaIncrease",
        ],
        "Resource": ["*"],
    },
    {
        "Sid": "KeepTheKey",  # CloudFormation names a secret after its logical id
        "Effect": "Deny",
        "Action": ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
        "Resource": [f"arn:aws:secretsmanager:{REGION}:*:secret:ExclusionKey-*"],
    },
    {
        "Sid": "LetStaffInAndOut",  # `make staff-member`: who is denied, and names for the audit
        "Effect": "Allow",
        "Action": ["dynamodb:UpdateItem"],
        "Resource": [f"arn:aws:dynamodb:{REGION}:*:table/urp-*"],
        "Condition": {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["DENIED#*", "STAFF"]},
            "Null": {"dynamodb:LeadingKeys": "false"},  # else a request that names no key would be allowed
        },
    },
]  # fmt: skip
"""What `sam deploy`, API Gateway's log and the commands of the guide need beside the resources themselves."""


def types() -> set[str]:
    templates = [translated(), *nested_templates()]
    return {body["Type"] for template in templates for body in template["Resources"].values()}


def needed(kind: str) -> set[str]:
    schema: Mapping[str, object] = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    handlers = schema.get("handlers", {})
    assert isinstance(handlers, dict)
    used = {each for name, handler in handlers.items() if name != "list" for each in handler["permissions"]}
    named = {action.replace("CloudTrail:", "cloudtrail:") for action in used}  # as its schema writes it
    return {action for action in named if not action.startswith(NEVER_REACHED)}


def _actions(statement: Mapping[str, object]) -> set[str]:
    actions = statement["Action"]
    assert isinstance(actions, list)
    return set(actions)


def policy() -> dict[str, object]:
    by_service: dict[str, set[str]] = defaultdict(set)
    told = {action for each in ALWAYS if each["Resource"] == ["*"] for action in _actions(each)}
    for action in BY_HAND.union(*(needed(kind) for kind in types())) - told:
        by_service["everywhere" if action in EVERYWHERE else action.partition(":")[0]].add(action)
    where = {**BY_THE_STACKS_NAME, **IN_THE_REGION}
    statements: list[dict[str, object]] = [
        {
            **({} if service in where else {"Sid": "MakeEverywhere"}),  # optional, and room is short
            "Effect": "Allow",
            "Action": sorted(actions),
            "Resource": where.get(service, ["*"]),
        }
        for service, actions in sorted(by_service.items())
    ]
    return {"Version": "2012-10-17", "Statement": [*ALWAYS, *statements]}


if __name__ == "__main__":
    print(json.dumps(policy(), indent=2))
