"""`make rotate-secret`: change one of Meta's secrets without losing a message, on AWS or on the local cloud.

A value is added before the old one (both are good), and the old one goes when nothing uses it any more. A new
value comes from NEW_VALUE in the environment or from the keyboard, unseen: an argument stands in the list of
processes. Values are printed nowhere.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import requests
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from infra.local.stack import DeployedStack, StackError, open_stack
from urp.environment import confirmed
from urp.errors import MisconfiguredError

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

TIMEOUT = (5, 15)  # seconds to connect, to answer
_UNTIL_NOTICED = "entro dieci minuti"
"""Functions keep what they read for five, and Lambda may wake one that slept meanwhile."""


class RotationError(Exception):
    """Why nothing was changed, in Italian."""


@dataclass(frozen=True, slots=True)
class Kind:
    output: str
    """Of the stack: where the secret's name is."""
    field: str
    alone: str
    """The field of a secret filled in by hand, with one value."""
    then: str
    """What is left to do once a value was added."""
    before_the_end: str


KINDS: Mapping[str, Kind] = {
    "app-secret": Kind(
        "SecretArn",
        "app_secrets",
        "",
        "Le firme fatte con l'una o con l'altra sono accettate.",
        "8 giorni dopo il cambio su Meta: fino a 7 Meta può rimandare ciò che ha firmato con la vecchia",
    ),
    "verify-token": Kind(
        "SecretArn",
        "verify_tokens",
        "verify_token",
        "Scrivi il nuovo su Meta (App → WhatsApp → Configuration) e premi «Verify and save».",
        "quando Meta ha verificato l'indirizzo con il nuovo",
    ),
    "access-token": Kind(
        "AccessTokenSecretArn",
        "access_tokens",
        "access_token",
        "Il servizio prova il nuovo e, se Meta lo rifiuta, usa il vecchio. Non revocarlo ancora.",
        "il giorno dopo; poi revoca il vecchio su Meta",
    ),
}


@dataclass(frozen=True, slots=True)
class Rotation:
    stack: DeployedStack
    secrets: SecretsManagerClient
    kind: Kind
    taken_by_meta: Callable[[str], bool]

    def show(self) -> str:
        values = self._values()
        told = f"{self.kind.field}: {_describe_count(len(values))}."
        if self.kind.field == "access_tokens":
            names = ("il più nuovo", "il più vecchio") if len(values) > 1 else ("il token",)
            told += "".join(
                f" Meta {'accetta' if self.taken_by_meta(value) else 'RIFIUTA'} {name}."
                for name, value in zip(names, values, strict=False)
            )
        return told

    def add(self, new: str) -> str:
        values = self._values()
        if new in values:
            raise RotationError("questo valore c'è già")
        if len(values) > 1:
            raise RotationError("ce ne sono già due: prima DO=finish o DO=undo")
        self._check(new)
        self._put([new, *values])
        return (
            f"Aggiunto: valgono tutti e due {_UNTIL_NOTICED}. {self.kind.then} "
            f"Poi DO=finish, {self.kind.before_the_end}."
        )

    def finish(self) -> str:
        values = self._two()
        self._check(values[0])
        self._put(values[:1])
        return f"Resta il nuovo, da solo: il vecchio non vale più {_UNTIL_NOTICED}."

    def undo(self) -> str:
        values = self._two()
        self._check(values[-1])
        self._put(values[-1:])
        return f"Resta il vecchio, da solo: il nuovo non vale più {_UNTIL_NOTICED}."

    def move(self) -> str:
        """Of an installation of before, whose one secret holds the access token, too."""
        if self.kind.field != "access_tokens":
            raise RotationError("si sposta solo il token di accesso: WHICH=access-token")
        old, new = self.stack.output("SecretArn"), self.stack.output("AccessTokenSecretArn")
        left, there = self._read(old), self._read(new)
        token = left.pop("access_token", "")
        if not there.get("access_tokens"):
            if not token:
                raise RotationError("nel segreto del webhook non c'è nessun token di accesso")
            self._check(token)
            self._write(new, {"access_tokens": [token]})
        if self.stack.parameters.get("SecretsApart") != "yes":
            return (
                'Copiato nel segreto suo. Ora scrivi SecretsApart: "yes" fra i valori del Comune, installa, '
                "e dai di nuovo questo comando: lo toglie dal segreto del webhook."
            )
        if not token:
            return "Già fatto: il token sta soltanto nel segreto suo."
        for _ in range(2):  # Secrets Manager keeps the version before
            self._write(old, left)
        return (
            "Tolto dal segreto del webhook. Le sue versioni vecchie restano leggibili per un po': "
            "crea ora un token nuovo su Meta (DO=add), poi revoca questo."
        )

    def _two(self) -> list[str]:
        values = self._values()
        if len(values) < 2:
            raise RotationError("ce n'è uno solo: niente da togliere")
        return values

    def _values(self) -> list[str]:
        if self.kind.field == "access_tokens" and self.stack.parameters.get("SecretsApart") == "no":
            raise RotationError(
                "il servizio legge ancora il token di accesso nel segreto del webhook: prima spostalo, "
                "con DO=move (docs/segreti.md); non è cambiato nulla"
            )
        found = self._read(self.stack.output(self.kind.output))
        values = found.get(self.kind.field) or [found.get(self.kind.alone)]
        return [value for value in values if isinstance(value, str) and value]

    def _put(self, values: Sequence[str]) -> None:
        arn = self.stack.output(self.kind.output)
        found = self._read(arn)
        found.pop(self.kind.alone, None)
        self._write(arn, {**found, self.kind.field: list(values)})

    def _check(self, value: str) -> None:
        if self.kind.field == "access_tokens" and not self.taken_by_meta(value):
            raise RotationError("Meta rifiuta il token che resterebbe: non è cambiato nulla")

    def _read(self, arn: str) -> dict[str, Any]:
        found = json.loads(self.secrets.get_secret_value(SecretId=arn)["SecretString"])
        if not isinstance(found, dict):
            raise RotationError("il segreto non è un oggetto JSON: riempilo come dice la guida")
        return found

    def _write(self, arn: str, value: Mapping[str, object]) -> None:
        self.secrets.put_secret_value(SecretId=arn, SecretString=json.dumps(value))


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    try:
        stack = open_stack(asked.stack, asked.region)
        rotation = Rotation(
            stack,
            stack.session.client("secretsmanager"),
            KINDS[asked.which],
            lambda token: is_taken_by_meta(stack.parameters, token),
        )
        if asked.do == "add":
            print(rotation.add(_read_new_value()))
        else:
            print(_WITHOUT_A_VALUE[asked.do](rotation))
    except requests.RequestException as error:
        print(
            f"Non riuscito: Meta non risponde ({type(error).__name__}); non è cambiato nulla", file=sys.stderr
        )
        return 1
    except ValueError:  # its sentence would show the secret
        print("Non riuscito: il segreto non è JSON: riempilo come dice la guida", file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError, StackError, RotationError) as error:
        print(f"Non riuscito: {error}", file=sys.stderr)
        return 1
    return 0


_WITHOUT_A_VALUE: Mapping[str, Callable[[Rotation], str]] = {
    "show": Rotation.show,
    "finish": Rotation.finish,
    "undo": Rotation.undo,
    "move": Rotation.move,
}


def is_taken_by_meta(parameters: Mapping[str, str], token: str) -> bool:
    """The number's own entry is read: it costs nothing and reaches nobody. RequestException: no answer."""
    base = parameters.get("GraphBaseUrl", "https://graph.facebook.com").rstrip("/")
    answer = requests.get(
        f"{base}/{parameters.get('GraphVersion', 'v25.0')}/{parameters.get('PhoneNumberId', '')}",
        params={"fields": "id"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=TIMEOUT,
        allow_redirects=False,
    )
    return answer.status_code == HTTPStatus.OK


def _read_new_value() -> str:
    value = os.environ.get("NEW_VALUE") or getpass.getpass("Il valore nuovo (non si vede): ")
    try:
        return confirmed("NEW_VALUE", value.strip())
    except MisconfiguredError:
        raise RotationError("il valore nuovo manca, o è ancora quello della guida") from None


def _describe_count(number: int) -> str:
    return {0: "vuoto", 1: "un valore"}.get(number, f"{number} valori, il più nuovo per primo")


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make rotate-secret")
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION, help="never the one the user's own settings name")
    parser.add_argument("--which", required=True, choices=[*KINDS])
    parser.add_argument("--do", default="show", choices=["add", *_WITHOUT_A_VALUE])
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
