"""`python -m infra.local run [--no-story] [--asleep]` stays up until stopped; `demo` plays and stops."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from infra.local.endpoints import Endpoints
from infra.local.failure import LocalRunError
from infra.local.places import RUN_FOLDER
from infra.local.progress import Progress
from infra.local.single_run import lock_run
from infra.local.story import play
from infra.local.town import open_town_hall


class _AskedToStopError(Exception):
    pass


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local", description="The town hall on this machine."
    )
    parser.add_argument("what", nargs="?", choices=("run", "demo"), default="run")
    parser.add_argument("--no-story", action="store_true", help="only start, with run")
    parser.add_argument("--asleep", action="store_true", help="up sooner: functions start when first called")
    parser.add_argument("--folder", type=Path, default=RUN_FOLDER, help="where it writes; .local by default")
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    progress = Progress()
    try:
        with lock_run(arguments.folder, os.getpid()):
            stay = arguments.what == "run"
            with_story, awake = not (stay and arguments.no_story), not arguments.asleep
            return _run(progress, arguments.folder, with_story=with_story, stay=stay, awake=awake)
    except _AskedToStopError:
        progress.say("Fermato prima di essere pronto.")
        return 130
    except LocalRunError as failure:
        print(failure, file=sys.stderr)
        return 1


def _run(progress: Progress, folder: Path, *, with_story: bool, stay: bool, awake: bool) -> int:
    endpoints_file = folder / "endpoints.json"
    endpoints_file.unlink(missing_ok=True)  # of a run that was killed
    with open_town_hall(folder / "run", progress, awake=awake) as town:
        town.endpoints.write(endpoints_file)
        try:
            _welcome(progress, town.endpoints, endpoints_file)
            verified = play(town, progress) if with_story else True
            if stay:
                progress.say(f"La console dell'ufficio: {town.endpoints.console_url}")
                _wait(progress)
        except _AskedToStopError:
            verified = stay
        finally:
            endpoints_file.unlink(missing_ok=True)
    progress.say("Fermato." if verified else f"Fermato. I diari di questa volta: {folder / 'run'}")
    return 0 if verified else 1


def _welcome(progress: Progress, endpoints: Endpoints, file: Path) -> None:
    progress.say("Il municipio è in funzione.")
    for name, value in (
        ("Telefono del cittadino (da aprire nel browser)", endpoints.phone_page),
        ("Console dell'ufficio", endpoints.console_url),
        ("API dell'ufficio", f"{endpoints.api_url}/staff/"),
        ("Avvisi e cifre per tutti", f"{endpoints.api_url}/avvisi"),
        ("Indirizzi e chiavi per i programmi", str(file)),
    ):
        print(f"    {name}: {value}", flush=True)
    progress.say("Persone inventate per entrare nella console, una per ruolo:")
    for role, account in endpoints.console_accounts.items():
        print(f"    {role}: {account.email}  {account.password}", flush=True)


def _wait(progress: Progress) -> None:
    progress.say("Resto in funzione: Ctrl-C per fermare.")
    threading.Event().wait()


def _stop(number: int, frame: object) -> None:
    """The stop takes a second or two: from here on another Ctrl-C must not cut it short."""
    for further in (signal.SIGINT, signal.SIGTERM):
        signal.signal(further, signal.SIG_IGN)
    raise _AskedToStopError


if __name__ == "__main__":
    raise SystemExit(main())
