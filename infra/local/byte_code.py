"""Compiles what a build deploys: an environment of Lambda keeps no byte code, each start would compile anew.

`python -m infra.local.byte_code [folder]` after `sam build`. The byte code is unchecked: the loader trusts it
without looking at its source, whose time every deployment changes. The word files, which people read and
write as TOML, go out as JSON too: TOML is parsed by Python, JSON in a tenth of the time. What no function of
ours can ever read is taken out first: every copy that the local cloud starts unpacks each file anew.
"""

import compileall
import json
import re
import sys
import tomllib
from pathlib import Path
from py_compile import PycInvalidationMode

from infra.local.failure import LocalRunError
from infra.local.places import ROOT
from urp.meaning.foreign import TELLING, telling

BUILD = ROOT / ".aws-sam" / "build"
_NEVER_READ = re.compile(
    r"/holidays/((countries|financial)/(?!__init__|italy)|locale/(?!(it_IT|en_US)/))"
    r"|/tzdata/zoneinfo/(?!Europe/)[A-Z][^/]+/"
)
"""All the world's holidays in all its languages, and time zones outside Europe: a town hall is in Italy, and
tells its holidays in Italian and English."""


def compile_all(build: Path) -> None:
    """Under the names Lambda gives these folders: the same sources give the same bytes on any machine."""
    for file in build.rglob("*"):
        if file.is_file() and _NEVER_READ.search(file.as_posix()):
            file.unlink()
    for folder in sorted(each for each in build.iterdir() if each.is_dir()):
        compiled = compileall.compile_dir(
            folder,
            quiet=2,
            stripdir=str(folder),
            prependdir="/opt" if (folder / "python").is_dir() else "/var/task",
            invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
        )
        if not compiled:
            raise LocalRunError(f"{folder.name} non si compila.")
    for words in build.glob("*/python/urp/meaning/words/**/*.toml"):
        table = tomllib.loads(words.read_text(encoding="utf-8"))
        words.with_suffix(".json").write_text(json.dumps(table), encoding="utf-8")
    for folder in build.glob("*/python/urp/meaning/words/foreign"):
        (folder / TELLING).write_text(json.dumps(telling()), encoding="utf-8")


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD)
