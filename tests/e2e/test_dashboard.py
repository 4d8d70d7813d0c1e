"""The office's dashboard as deployed: each line is of a queue, a function or an API that is there."""

import json

import boto3

from infra.local.town import TownHall


def test_every_name_on_the_dashboard_is_of_something_that_is_there(town: TownHall) -> None:
    aws = town.endpoints.aws
    cloudwatch = boto3.client(
        "cloudwatch",
        endpoint_url=aws.endpoint_url,
        region_name=aws.region,
        aws_access_key_id=aws.access_key_id,
        aws_secret_access_key=aws.secret_access_key,
    )
    functions = {name for key, name in aws.outputs.items() if key.endswith("FunctionName")}
    queues = {url.rsplit("/", 1)[-1] for url in town.aws.sqs().list_queues()["QueueUrls"]}
    there = {"FunctionName": functions, "QueueName": queues, "ApiId": {aws.outputs["ApiId"]}}
    name = aws.outputs["DashboardUrl"].rsplit("/", 1)[-1]

    body = cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"]

    assert "${" not in body
    widgets = [each["properties"] for each in json.loads(body)["widgets"] if each["type"] == "metric"]
    shown = [
        [part for part in metric if isinstance(part, str)] for each in widgets for metric in each["metrics"]
    ]
    of_aws = [metric for metric in shown if metric and metric[0].startswith("AWS/")]
    assert of_aws
    assert not [metric for metric in of_aws if metric[3] not in there[metric[2]]]
    assert {each["region"] for each in widgets} == {aws.region}
