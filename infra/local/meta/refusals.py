"""Meta's error codes: their words, their HTTP status, and the two shapes they come in."""

import secrets
from dataclasses import dataclass

from infra.local.meta.reading import Json

_WORDS = {
    2: "API Service",
    4: "Application request limit reached",
    10: "Application does not have permission for this action",
    100: "Invalid parameter",
    190: "Invalid OAuth access token",
    368: "Temporarily blocked for policies violations",
    2500: "Unknown path components",
    80007: "Rate limit issues",
    130403: "User is blocked",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    130497: "Business account is restricted from messaging users in this country",
    131000: "Something went wrong",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131031: "Account has been locked",
    131042: "Business eligibility payment issue",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement",
    131050: "User has stopped marketing messages from this business",
    131051: "Unsupported message type",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Translated text too long",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "There is an error in the template parameters",
    133004: "Server temporarily unavailable",
    139100: "Failed to block/unblock some users",
    139101: "Blocklist limit reached",
    139102: "Blocklist concurrent update",
    139103: "Internal error while blocking",
}

_HTTP = {
    190: 401, 10: 403, 368: 403, 130497: 403, 131031: 403, 132001: 404,
    131000: 500, 131016: 500, 131057: 500, 2: 503, 133004: 503,
}  # fmt: skip

LATE_CODES = frozenset({131026, 131047, 131049, 131050, 132015})
"""Codes Meta usually sends as a `failed` status after a 200."""


def find_words(code: int) -> str:
    return _WORDS.get(code, "Unknown error")


def to_failure(code: int, details: str = "") -> Json:
    """The object in `statuses[].errors[]`."""
    return {
        "code": code,
        "title": find_words(code),
        "message": find_words(code),
        "error_data": {"details": details or find_words(code)},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - Meta refuses; nothing of ours went wrong
    """A Graph call Meta does not carry out."""

    code: int
    details: str = ""
    subcode: int = 0

    @property
    def http_status(self) -> int:
        return _HTTP.get(self.code, 400)

    def body(self) -> Json:
        error: Json = {
            "message": f"(#{self.code}) {find_words(self.code)}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details or find_words(self.code)},
            "fbtrace_id": "A" + secrets.token_hex(11),
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        return {"error": error}
