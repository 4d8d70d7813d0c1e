"""Run the whole service on this machine, as a context: `with open_town_hall(folder) as town: …`."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infra.local.aws import LocalAws
from infra.local.cloud import local_cloud
from infra.local.deployment import build, deploy
from infra.local.endpoints import AwsAccess, Endpoints
from infra.local.evidence_lock import lock_evidence
from infra.local.failure import LocalRunError
from infra.local.keys import Keys
from infra.local.meta.reading import Json, read_object, read_text
from infra.local.meta_client import MetaClient
from infra.local.meta_process import simulated_meta
from infra.local.places import LOOPBACK
from infra.local.progress import Progress
from infra.local.samconfig import LocalSettings, read_local_settings
from infra.local.staff_accounts import sign_in_everybody
from infra.local.staff_client import StaffClient
from infra.local.warming import wake
from urp.acts.store.staff import StaffRegister
from urp.aws.tables import Tables
from urp.town.municipality import load_municipality


@dataclass(frozen=True, slots=True)
class TownHall:
    endpoints: Endpoints
    meta: MetaClient
    aws: LocalAws

    def staff(self, role: str, *, second: bool = False) -> StaffClient:
        """The office's API as a member of staff with that role sees it; `second`: as a colleague does."""
        tokens = self.endpoints.staff_second if second else self.endpoints.staff
        return StaffClient(self.endpoints.api_url, tokens[role])

    def confirm(self, role: str, answer: Json, **repeated: int) -> Json:
        """A colleague confirms what this answer of the API proposed; `repeated`: figures they read."""
        proposed = read_object(answer, "proposed")
        address = read_text(proposed, "address").removeprefix("/staff")
        return self.staff(role, second=True).post(
            f"{address}/confirm", {"seen": read_text(proposed, "seen"), **repeated}
        )


@contextmanager
def open_town_hall(
    folder: Path,
    progress: Progress | None = None,
    parameters: Mapping[str, str] | None = None,
    *,
    built: Path | None = None,
    awake: bool = True,
) -> Iterator[TownHall]:
    """Deploy the real template on a cloud of its own, with a Meta of its own, and stop both at the end.

    Everything lies in `folder`; the logs stay there afterwards. `parameters` of the template come on top of
    those of `samconfig.toml`. `built` is a template that is built already. A caller that meets a function
    that is not `awake` waits for its start.
    """
    progress = progress or Progress(quiet=True)
    folder = folder.resolve()
    _empty(folder)
    _keep_the_loopback_address_out_of_proxies()
    try:
        with _run(folder, progress, read_local_settings(parameters), built) as town:
            if awake:
                _wake(town, progress)
            yield town
            progress.say("Fermo il servizio")
    finally:
        for leftover in ("build", "meta.json"):
            _remove(folder / leftover)


@contextmanager
def _run(folder: Path, progress: Progress, settings: LocalSettings, built: Path | None) -> Iterator[TownHall]:
    with local_cloud(folder) as endpoint:
        if built is None:
            with progress.stage("Costruisco le funzioni (sam build)"):
                built = build(folder)
        with install(built, folder, endpoint, settings, progress) as town:
            yield town


def _wake(town: TownHall, progress: Progress) -> None:
    access = town.endpoints
    with progress.stage("Sveglio le funzioni"):
        wake(town.aws, access.aws.outputs, access.api_url, access.staff["reader"])


@contextmanager
def install(
    built: Path, folder: Path, endpoint: str, settings: LocalSettings, progress: Progress
) -> Iterator[TownHall]:
    """One stack on a cloud that is up, and perhaps serves others, with a Meta and keys of its own."""
    keys = Keys.made_up()
    with simulated_meta(folder, keys, settings) as meta_url:
        progress.say(f"Cloud locale su {endpoint}, Meta simulato su {meta_url}")
        with progress.stage("Installo il servizio (sam deploy)"):
            outputs = deploy(built, folder, settings, endpoint, meta_url)
        aws = LocalAws(endpoint)
        lock_evidence(aws.s3(), outputs["EvidenceBucketName"])
        with progress.stage("Consegno le chiavi e faccio entrare il personale"):
            keys.store(aws, outputs["SecretArn"], outputs["AccessTokenSecretArn"])
            pool, client = outputs["UserPoolId"], outputs["UserPoolClientId"]
            register = _staff_register(aws, outputs)
            staff = sign_in_everybody(aws, register, pool, client)
            colleagues = sign_in_everybody(aws, register, pool, client, "collega-")
        api_url = f"{endpoint}/_aws/execute-api/{outputs['ApiId']}/$default"
        meta = MetaClient(meta_url)
        with progress.stage("Stretta di mano con Meta"):
            if not meta.set_callback(f"{api_url}/webhook", keys.verify_token):
                raise LocalRunError("Il webhook non ha superato la stretta di mano di Meta.")
        yield TownHall(
            Endpoints(
                api_url=api_url,
                simulator_url=meta_url,
                phone_page=f"{meta_url}/",
                app_secret=keys.app_secret,
                verify_token=keys.verify_token,
                phone_number_id=settings.phone_number_id,
                waba_id=settings.waba_id,
                graph_version=settings.graph_version,
                staff={role: person.token for role, person in staff.items()},
                staff_second={role: person.token for role, person in colleagues.items()},
                console_url=f"{api_url}/console",
                console_accounts={role: person.account for role, person in staff.items()},
                aws=AwsAccess(endpoint_url=endpoint, stack_name=settings.stack_name, outputs=outputs),
                pid=os.getpid(),
            ),
            meta,
            aws,
        )


def _staff_register(aws: LocalAws, outputs: Mapping[str, str]) -> StaffRegister:
    """Names and roles, as `make staff-member` writes them."""
    tables = Tables(
        aws.dynamodb_items(),
        lambda: load_municipality("urp_profile", placeholders_allowed=True).retention,
        audit=outputs["AuditTableName"],
        control=outputs["ControlTableName"],
    )
    return StaffRegister(tables, lambda: datetime.now(UTC))


def _empty(folder: Path) -> None:
    _remove(folder)
    folder.mkdir(parents=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _keep_the_loopback_address_out_of_proxies() -> None:
    for name in ("NO_PROXY", "no_proxy"):
        hosts = [host for host in os.environ.get(name, "").split(",") if host]
        if LOOPBACK not in hosts:
            os.environ[name] = ",".join([*hosts, LOOPBACK, "localhost"])
