"""The staff API: authenticate, authorize by role, validate, run and answer a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response

from urp.acts.authentication import read_claims
from urp.errors import NotFoundError
from urp.staff_api.calls import Call
from urp.staff_api.problems import PROBLEM_CONTENT, MalformedError, log_problem, to_problem
from urp.staff_api.routing import AnyRoute, find_resource
from urp.staff_api.sheets import wants_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
    from aws_lambda_powertools.utilities.typing import LambdaContext
    from pydantic import BaseModel

    from urp.staff_api.calls import StaffCalls

_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class StaffApi:
    def __init__(self, routes_of: Callable[[str], Sequence[AnyRoute]], calls: StaffCalls) -> None:
        self._routes_of = routes_of
        self._known: set[str] = set()
        self._calls = calls
        self._log = calls.log
        self._resolver = APIGatewayHttpResolver()
        self._resolver.not_found(self._refuse_unknown_route)

    def answer(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        self._learn(find_resource(event["rawPath"]))
        return self._resolver.resolve(event, context)

    def _learn(self, resource: str) -> None:
        """Routes are registered at the first call of their resource: the first start waits for no other."""
        if resource in self._known:
            return
        for route in self._routes_of(resource):
            rule = route.path.replace("{", "<").replace("}", ">")
            self._resolver.route(rule, route.method)(self._make_handler(route))
            self._known.add(resource)

    def _make_handler(self, route: AnyRoute) -> Callable[..., Response[Any]]:
        def answer(**path: str) -> Response[Any]:
            try:
                return self._do(route, path)
            except Exception as error:
                return self._refuse(error, route)

        return answer

    def _do(self, route: AnyRoute, path: dict[str, str]) -> Response[Any]:
        event = self._resolver.current_event
        claimed = read_claims(event.request_context.authorizer.jwt_claim or {})
        member = self._calls.admit(claimed, route.method)
        call = Call(
            path,
            event.query_string_parameters,
            _to_content(event),
            event.headers.get("content-type", "application/json"),
            event.headers.get("idempotency-key"),
        )
        return self._to_response(route, *self._calls.perform(route, member, call))

    def _to_response(self, route: AnyRoute, query: BaseModel, answer: BaseModel) -> Response[Any]:
        accepted = self._resolver.current_event.headers.get("accept", "")
        if route.download or (route.sheet and wants_sheet(query, accepted)):
            file = route.make_file(self._calls.offices, answer)
            if file:
                return Response(route.status, file.content_type, file.content, {**_HEADERS, **file.headers})
        body = answer.model_dump_json() if route.status != 204 else ""
        return Response(route.status, "application/json", body, dict(_HEADERS))

    def _refuse_unknown_route(self, _: Exception) -> Response[Any]:
        return self._refuse(NotFoundError("Questo indirizzo non c'è."), None)

    def _refuse(self, error: Exception, route: AnyRoute | None) -> Response[Any]:
        problem = to_problem(error)
        where = f"{route.method} {route.path}" if route else "none"
        log_problem(self._log, where, error, problem)
        event = self._resolver.current_event
        body = problem.to_json(instance=event.path, request_id=event.request_context.request_id)
        return Response(problem.status, PROBLEM_CONTENT, body, {**_HEADERS, **problem.headers})


def _to_content(event: APIGatewayProxyEventV2) -> bytes:
    try:
        return (event.decoded_body or "").encode()
    except ValueError:  # neither text nor base64 of a text
        raise MalformedError("Il corpo della richiesta non è un testo.") from None
