"""Coming in and going out: the sign-in pages, the cookie, the session."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from urp.acts.authentication import read_claims
from urp.console.answers import Answer, back_to, page
from urp.console.forms import Fields, read_fields
from urp.console.sessions import SEEN_EVERY, Session, SignInAttempt, digest
from urp.console.sign_in import Attempt, SignInError, SignInPages, StaffToken

if TYPE_CHECKING:
    from urp.acts.store.staff import StaffNames
    from urp.console.asked import Asked
    from urp.console.rendering import Pages
    from urp.console.store.sessions import Sessions

_OF_OURS = re.compile(r"/|(?:/[a-z0-9-]{1,60}){1,6}")
"""Pages one may come back to after signing in: an address of the console and nothing else. Read in one way
only: anybody may ask, and a pattern that tries every split of a long word takes hours."""
_BYTES = 32
_CLOCKS = timedelta(minutes=1)
"""By which ours and the sign-in pages' may differ. Whoever strips `prompt=login` from the address, in a
browser that was left signed in there, comes back with a sign-in from before."""
_ENDED = "Per continuare si entra di nuovo. La bozza di una risposta o di un avviso torna nel suo campo."
_TRAINING_ON = "Sei in addestramento: la fascia in alto dice che cosa si può fare."
_TRAINING_OFF = "L'addestramento è finito: da adesso ciò che fai vale davvero."


@dataclass(frozen=True, slots=True)
class Doors:
    pages_at: Callable[[], SignInPages]
    """The secret of the console's client is read at the first sign-in."""
    exchange: Callable[[SignInPages, Attempt, str], StaffToken]
    sessions: Sessions
    names: StaffNames
    pages: Pages
    clock: Callable[[], datetime]
    console_url: str
    """Whole, as Cognito knows it: `https://urp.comune.example/console`."""
    secure: bool
    """False on the local cloud alone, which speaks plain HTTP."""

    def answer(self, asked: Asked) -> Answer | None:
        """None: not an address of the doors."""
        match asked.method, asked.path:
            case "GET", "/entra":
                return self._send_to_sign_in(asked)
            case "GET", "/rientro":
                return self._let_in(asked)
            case "POST", "/esci":
                return self._let_out(asked)
            case "POST", "/addestramento":
                return self._train(asked)
            case "GET", "/accessibilita":
                statement = self.pages.show_outside(
                    "accessibility.html", "Accessibilità della console", self.clock()
                )
                return page(200, statement)
            case _:
                return None

    def find_session(self, asked: Asked) -> Session | None:
        cookie = asked.cookies.get(self._cookie("urp"))
        session = self.sessions.find(digest(cookie)) if cookie else None
        if session is None or not session.is_over(self.clock()):
            return session
        self.sessions.end(session.key)
        return None

    def keep(self, session: Session, now: datetime, *, said: bool) -> None:
        """After a page was shown: its sentence is not said twice."""
        if said:
            self.sessions.say(session.key, "")
        if now - session.seen_at >= SEEN_EVERY:
            self.sessions.touch(session.key, now)

    def say(self, session: Session, sentence: str, now: datetime) -> None:
        self.sessions.say(session.key, sentence)
        if now - session.seen_at >= SEEN_EVERY:
            self.sessions.touch(session.key, now)

    def show_entrance(self, asked: Asked, sentence: str, *, forget: bool = False) -> Answer:
        wanted = asked.path if _OF_OURS.fullmatch(asked.path) else "/"
        was_in = self._cookie("urp") in asked.cookies  # a page may leave by itself: nobody pressed a key
        entrance = self.pages.show_outside(
            "entrance.html",
            "La sessione è finita" if was_in else "Entra nella console",
            self.clock(),
            sentence=sentence or (_ENDED if was_in else ""),
            enter=f"/entra?poi={quote(wanted)}",
        )
        return page(401, entrance, [self._gone("urp")] if forget else [])

    def _send_to_sign_in(self, asked: Asked) -> Answer:
        wanted = asked.query.get("poi", "/")
        attempt, cookie = Attempt.begin(f"{self.console_url}/rientro"), secrets.token_urlsafe(_BYTES)
        self.sessions.attempt(
            SignInAttempt(
                key=digest(cookie),
                state=attempt.state,
                nonce=attempt.nonce,
                verifier=attempt.verifier,
                to=wanted if _OF_OURS.fullmatch(wanted) else "/",
                began_at=self.clock(),
            )
        )
        return back_to(attempt.address(self.pages_at()), [self._set("urp-entra", cookie)])

    def _let_in(self, asked: Asked) -> Answer:
        cookie = asked.cookies.get(self._cookie("urp-entra"))
        kept = self.sessions.take_attempt(digest(cookie)) if cookie else None
        now = self.clock()
        if kept is None or kept.is_over(now):
            return self._not_in("Questo accesso è scaduto o già usato: ricomincia.")
        attempt = Attempt(f"{self.console_url}/rientro", kept.state, kept.nonce, kept.verifier)
        try:
            token = self.exchange(self.pages_at(), attempt, attempt.code_in(asked.query))
        except SignInError as error:
            return self._not_in(f"Non riuscito: {error}.")
        member, secret = read_claims(token.claims), secrets.token_urlsafe(_BYTES)
        if member.signed_in_at is None or member.signed_in_at < kept.began_at - _CLOCKS:
            return self._not_in("Questo accesso era aperto da prima: serve di nuovo la password.")
        before = self.find_session(asked)
        if before is not None:  # a new cookie at each sign-in: one that somebody planted is worth nothing
            self.sessions.end(before.key)
        self.sessions.begin(
            Session(
                key=digest(secret),
                member=member,
                name=self.names.all().get(member.id) or token.email,
                form_token=secrets.token_urlsafe(_BYTES),
                began_at=now,
                seen_at=now,
            )
        )
        return back_to(self.pages.at(kept.to), [self._set("urp", secret), self._gone("urp-entra")])

    def _not_in(self, sentence: str) -> Answer:
        entrance = self.pages.show_outside(
            "entrance.html", "Non sei entrato", self.clock(), sentence=sentence, enter="/entra"
        )
        return page(400, entrance, [self._gone("urp-entra")])

    def _let_out(self, asked: Asked) -> Answer:
        """The sign-in pages' own session may live on: we always ask them to sign in anew (`prompt=login`)."""
        if not asked.same_origin:  # its cookie did not come along, but one that we take away would go
            return back_to(self.pages.at("/"))
        session = self.find_session(asked)
        if session is not None:
            if _read_own(asked, session) is None:
                return back_to(self.pages.at("/"))
            self.sessions.end(session.key)
        entrance = self.pages.show_outside(
            "entrance.html", "Sei uscito", self.clock(), sentence="La sessione è chiusa.", enter="/entra"
        )
        return page(200, entrance, [self._gone("urp")])

    def _train(self, asked: Asked) -> Answer:
        """On or off, for this session alone. With a new form token: a page of before, in another tab, still
        says what no longer holds."""
        session = self.find_session(asked)
        fields = _read_own(asked, session) if session and asked.same_origin else None
        if session is None or fields is None:
            return back_to(self.pages.at("/"))
        on, to = fields.first("on") == "yes", fields.first("to")
        self.sessions.train(session.key, secrets.token_urlsafe(_BYTES), on=on)
        self.say(session, _TRAINING_ON if on else _TRAINING_OFF, self.clock())
        return back_to(self.pages.at(to if _OF_OURS.fullmatch(to) else "/"))

    def _cookie(self, name: str) -> str:
        """`__Host-`: of this very host and no other, only over TLS (RFC 6265bis, section 4.1.3)."""
        return f"__Host-{name}" if self.secure else name

    def _set(self, name: str, value: str) -> str:
        """Lax: Strict would not come back from the sign-in pages."""
        secure = "; Secure" if self.secure else ""
        return f"{self._cookie(name)}={value}; Path=/; HttpOnly; SameSite=Lax{secure}"

    def _gone(self, name: str) -> str:
        return f"{self._set(name, '')}; Max-Age=0"


def _read_own(asked: Asked, session: Session) -> Fields | None:
    """What was typed in a form of this session; None: of no form, or of another's."""
    fields = read_fields(asked.body, asked.content_type)
    return fields if fields.form_token == session.form_token else None
