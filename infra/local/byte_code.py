"""Compiles what a build deploys: an environment of Lambda keeps no byte code, each start would compile anew.

`python -m infra.local.byte_code [folder]` after `sam build`. The byte code is unchecked: the loader trusts it
without looking at its source, whose time every deployment changes. The word files, which people read and
write as TOML, go out as JSON too: TOML is parsed by Python, JSON in a tenth of the time; and with them what
is worked out of them and of the tables, and the description of the staff API. What no function of ours can
ever read is taken out first: every copy that the local cloud starts unpacks each file anew.
"""

import compileall
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from py_compile import PycInvalidationMode

from infra.local.failure import LocalRunError
from infra.local.places import ROOT
from infra.openapi.document import build_document
from urp.language import HEARD
from urp.meaning.concepts import compile_concepts, concepts_name
from urp.meaning.foreign import compile_language, compile_vocabulary, compiled_name
from urp.meaning.moderation.disguises import leave_doubles_out
from urp.meaning.moderation.lexicon import compile_moderation, make_forms
from urp.meaning.phrase_files import compile_phrases
from urp.meaning.understanding import read_commands
from urp.meaning.word_counts import index_tables
from urp.meaning.word_files import read_table
from urp.staff_api.me import DESCRIPTION
from urp.staff_api.table import list_routes

BUILD = ROOT / ".aws-sam" / "build"
_NEVER_READ = re.compile(
    r"/holidays/((countries|financial)/(?!__init__|italy)|locale/(?!(it_IT|en_US)/))"
    r"|/tzdata/zoneinfo/(?!Europe/)[A-Z][^/]+/"
)
"""All the world's holidays in all its languages, and time zones outside Europe: a town hall is in Italy, and
tells its holidays in Italian and English."""
WORKED_OUT: Mapping[str, Callable[[], object]] = {
    "phrases": compile_phrases,
    "moderation": compile_moderation,
    "forms": make_forms,
    "undoubled": leave_doubles_out,
    "tables": index_tables,
    "telling": compile_vocabulary,
    "commands": read_commands,
}
"""By the name under which `urp.meaning.word_files.load_built` looks for it."""


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
    for words in build.glob("*/python/urp/meaning/words"):
        work_out(words)
    for api in build.glob("*/python/urp/staff_api"):
        described = json.dumps(build_document(list_routes()), ensure_ascii=False, separators=(",", ":"))
        (api / DESCRIPTION.name).write_text(described, encoding="utf-8")


def work_out(words: Path) -> None:
    """In a folder that holds a copy of the word files and tables of this clone."""
    try:
        made = {name: make() for name, make in WORKED_OUT.items()}
        made |= {compiled_name(language): compile_language(language) for language in HEARD}
        made |= {concepts_name(language): compile_concepts(language) for language in HEARD}
    except FileNotFoundError as missing:
        raise LocalRunError(f"Mancano le tabelle delle parole. Prima: make count-words ({missing})") from None
    names = (each.relative_to(words).with_suffix("").as_posix() for each in words.rglob("*.toml"))
    tables = {name: read_table(name) for name in names}
    for name, each in {**tables, **made}.items():
        text = json.dumps(each, ensure_ascii=False, separators=(",", ":"))
        (words / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD)
