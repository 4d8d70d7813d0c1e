"""Who may call what."""

from tests.architecture.blueprint import of_type, references

OF_META = {"GET /webhook", "POST /webhook"}
"""A token and a signature protect them."""
FOR_ANYBODY = {
    "GET /avvisi", "GET /avvisi.rss", "GET /avvisi.atom", "GET /avvisi.json", "GET /avvisi/{notice}",
    "GET /servizio", "GET /servizio/{year}",
}  # fmt: skip
"""What the town hall publishes: their function reads that, and nothing else (test_blast_radius.py)."""
OF_THE_CONSOLE = {
    "ANY /console", "ANY /console/", "ANY /console/{proxy+}",
    "ANY /console/fascicoli", "ANY /console/fascicoli/{proxy+}",
}  # fmt: skip
"""A browser shows its session, which the function looks up."""
PUBLIC = OF_META | FOR_ANYBODY | OF_THE_CONSOLE


def _routes() -> dict[str, dict[str, object]]:
    routes = of_type("AWS::ApiGatewayV2::Route").values()
    return {str(route["Properties"]["RouteKey"]): route["Properties"] for route in routes}


def test_every_route_outside_the_public_ones_asks_who_is_calling() -> None:
    guarded = {key for key, route in _routes().items() if route.get("AuthorizationType") == "JWT"}

    assert _routes().keys() - guarded == PUBLIC


def test_a_guarded_route_names_its_authorizer() -> None:
    authorizers = of_type("AWS::ApiGatewayV2::Authorizer").keys()
    guarded = [route for route in _routes().values() if route.get("AuthorizationType") == "JWT"]

    assert guarded
    assert all(references(route["AuthorizerId"]) <= authorizers for route in guarded)


def test_every_integration_may_call_its_function() -> None:
    """The local cloud does not check this permission: AWS would answer 500."""
    called = {
        name
        for integration in of_type("AWS::ApiGatewayV2::Integration").values()
        for name in references(integration["Properties"]["IntegrationUri"])
    }
    permitted = {
        name
        for permission in of_type("AWS::Lambda::Permission").values()
        for name in references(permission["Properties"]["FunctionName"])
    }

    assert called == permitted


def test_no_function_answers_the_internet_by_itself() -> None:
    functions = of_type("AWS::Serverless::Function").values()

    assert not of_type("AWS::Lambda::Url")
    assert not [function for function in functions if "FunctionUrlConfig" in function["Properties"]]
