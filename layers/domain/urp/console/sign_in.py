"""Sign in through the browser: the authorisation code flow with PKCE (RFC 6749, RFC 7636, RFC 8252).

The console is a confidential client; `make staff-token` (infra/local/staff_token.py) a public one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

SCOPE = "openid"
"""For the identity token, which carries the nonce; the groups are in every access token of Cognito's."""
_KNOWN_ERRORS = frozenset(
    {"invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type", "server_error"}
)
"""RFC 6749, section 4.1.2.1: nothing else that a redirect brings is printed."""


class SignInError(Exception):
    """Why nobody is signed in, in Italian."""


@dataclass(frozen=True, slots=True)
class SignInPages:
    url: str
    """Of the user pool's domain, without a final slash."""
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    """Of a program on a server; none on the machine of whoever asks."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One question to the sign-in pages; only its own answer counts."""

    redirect: str
    state: str
    nonce: str
    verifier: str = field(repr=False)

    @classmethod
    def begin(cls, redirect: str) -> Attempt:
        return cls(
            redirect=redirect,
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
        )

    def address(self, pages: SignInPages) -> str:
        """Where the browser goes."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest())
        question = {
            "response_type": "code",
            "client_id": pages.client_id,
            "redirect_uri": self.redirect,
            "scope": SCOPE,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
            "prompt": "login",  # else the pages' own session of an hour answers, and no sign-in is fresh
            "lang": "it",  # of the pages: Cognito's own parameter
        }
        return f"{pages.url}/oauth2/authorize?{urlencode(question)}"

    def is_answered_by(self, answer: Mapping[str, str]) -> bool:
        return secrets.compare_digest(answer.get("state", "").encode(), self.state.encode())

    def code_in(self, answer: Mapping[str, str]) -> str:
        """The code with which the browser came back. Raise SignInError for any other answer."""
        if not self.is_answered_by(answer):
            raise SignInError("la risposta è di un altro tentativo di accesso: riprova")
        if error := answer.get("error"):
            if error == "access_denied":
                raise SignInError("l'accesso è stato annullato nella pagina")
            reason = error if error in _KNOWN_ERRORS else "errore sconosciuto"
            raise SignInError(f"la pagina di accesso ha rifiutato: {reason}")
        if not answer.get("code"):
            raise SignInError("la pagina di accesso ha risposto senza codice: riprova")
        return answer["code"]


@dataclass(frozen=True, slots=True)
class StaffToken:
    text: str = field(repr=False)
    roles: tuple[str, ...]
    minutes: int
    claims: Mapping[str, object] = field(default_factory=dict, repr=False)
    """Of the access token."""
    email: str = field(default="", repr=False)


def read_tokens(pages: SignInPages, attempt: Attempt, answer: object) -> StaffToken:
    """Check that the tokens answer this attempt.

    Signatures are for the API to check: these come from Cognito itself (OpenID Connect Core, 3.1.3.7).
    """
    if not isinstance(answer, dict):
        raise SignInError("la risposta del servizio di accesso non si capisce")
    access, identity = _read_claims(answer.get("access_token")), _read_claims(answer.get("id_token"))
    if identity.get("nonce") != attempt.nonce:
        raise SignInError("la risposta è di un altro tentativo di accesso: riprova")
    begins, ends = access.get("iat"), access.get("exp")
    if (
        access.get("token_use") != "access"
        or access.get("client_id") != pages.client_id
        or identity.get("token_use") != "id"
        or identity.get("aud") != pages.client_id
        or identity.get("sub") != access.get("sub")
        or not isinstance(begins, int)
        or not isinstance(ends, int)
    ):
        raise SignInError("il gettone ricevuto non è quello di questo programma")
    groups = access.get("cognito:groups")
    roles = tuple(str(group) for group in groups) if isinstance(groups, list) else ()
    return StaffToken(
        text=str(answer["access_token"]),
        roles=roles,
        minutes=(ends - begins) // 60,
        claims=access,
        email=str(identity.get("email", "")),
    )


def _read_claims(token: object) -> Mapping[str, object]:
    try:
        body = str(token).split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (IndexError, ValueError):
        claims = None
    if not isinstance(claims, dict):
        raise SignInError("la risposta del servizio di accesso non si capisce")
    return claims
