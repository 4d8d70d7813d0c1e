"""The town hall's side of the Graph API, for tests that call the simulated Meta over HTTP."""

import http.client
import json

from infra.local.meta.reading import Json, as_object, read_object

ACCESS_TOKEN = "made-up-token"
APP_SECRET = "made-up-secret"
PHONE_NUMBER_ID = "900000000000001"
WABA_ID = "800000000000001"


class GraphCaller:
    def __init__(self, url: str) -> None:
        self.address = url.removeprefix("http://")
        self.token = ACCESS_TOKEN

    def call(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        """HTTP status and body; http.client's RemoteDisconnected when nobody answers."""
        connection = http.client.HTTPConnection(self.address, timeout=10)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            return answer.status, as_object(json.loads(answer.read()))
        finally:
            connection.close()

    def send(self, **message: object) -> tuple[int, Json]:
        return self.call(
            "POST", f"/v25.0/{PHONE_NUMBER_ID}/messages", {"messaging_product": "whatsapp", **message}
        )

    def send_text(self, to: str, text: str, tracker: str = "r:1") -> tuple[int, Json]:
        return self.send(to=f"+{to}", type="text", text={"body": text}, biz_opaque_callback_data=tracker)

    def control(self, method: str, path: str, body: Json | None = None) -> Json:
        return self.call(method, f"/simulator/{path}", body)[1]


def code_of(answer: tuple[int, Json]) -> object:
    """Meta's error code in an answer; None when it is no error."""
    return read_object(answer[1], "error").get("code")
