"""What understanding the first message of a process takes: the words as the build works them out, no AWS."""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from infra.local.byte_code import work_out
from infra.local.places import ROOT
from tests.bench.measurement import Measurement, at_most

BAR_MS = 50.0
_ROUNDS = 11
_READ = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from urp.meaning.understanding import understand
from urp.town.municipality import load_municipality
town = load_municipality("urp_profile", placeholders_allowed=True).words
def used():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return 1_000 * time.process_time(), pages / 256
before = used()
understand("Buongiorno, a che ora apre l'anagrafe il sabato? C'è una buca in via Marconi", town=town)
print(*(after - before for after, before in zip(used(), before)))
"""


def first_message(folder: Path) -> Sequence[Measurement]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "layers" / "domain", folder)
    shutil.copytree(ROOT / "layers" / "profile", folder, dirs_exist_ok=True)
    work_out(folder / "urp" / "meaning" / "words")
    compileall.compile_dir(folder, quiet=2)
    rounds = [_read(folder) for _ in range(_ROUNDS)]
    ms, mb = (median(column) for column in zip(*rounds, strict=True))
    return [at_most("first_message", ms, "ms", BAR_MS, {"megabytes": round(mb, 1), "rounds": _ROUNDS})]


def _read(folder: Path) -> tuple[float, float]:
    said = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _READ, str(folder)], check=True, stdout=subprocess.PIPE, text=True, timeout=60
    ).stdout
    ms, mb = map(float, said.split())
    return ms, mb
