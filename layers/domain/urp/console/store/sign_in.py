"""The code of a browser that came back, exchanged for tokens."""

from __future__ import annotations

from urllib.parse import urlsplit

from urp.console.sign_in import Attempt, SignInError, SignInPages, StaffToken, read_tokens

SECONDS_TO_ANSWER = 20.0
_SENTENCES = {
    "invalid_grant": "il codice è scaduto, già usato o di un altro tentativo: riprova",
    "invalid_client": "il servizio di accesso non conosce questo programma: lo stack è aggiornato?",
    "unauthorized_client": "questo programma non può entrare così: lo stack è aggiornato?",
}


def exchange(pages: SignInPages, attempt: Attempt, code: str) -> StaffToken:
    """The token for the code. Raise SignInError; neither code nor verifier is in it."""
    import requests  # 20 ms, for a sign-in alone

    form = {
        "grant_type": "authorization_code",
        "client_id": pages.client_id,
        "redirect_uri": attempt.redirect,
        "code": code,
        "code_verifier": attempt.verifier,
    }
    secret = (pages.client_id, pages.client_secret) if pages.client_secret else None
    try:
        answer = requests.post(
            f"{pages.url}/oauth2/token",
            data=form,
            auth=secret,
            timeout=SECONDS_TO_ANSWER,
            allow_redirects=False,
        )
        found = answer.json()
    except requests.JSONDecodeError:
        raise SignInError("la risposta del servizio di accesso non si capisce") from None
    except requests.RequestException as error:
        where = urlsplit(pages.url).netloc
        raise SignInError(f"{where} non risponde ({type(error).__name__})") from None
    if answer.status_code != requests.codes.ok:
        reason = found.get("error") if isinstance(found, dict) else None
        raise SignInError(
            _SENTENCES.get(str(reason), f"il servizio di accesso ha rifiutato ({answer.status_code})")
        )
    return read_tokens(pages, attempt, found)
