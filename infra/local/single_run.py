"""One local run at a time in a clone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.failure import LocalRunError


@contextmanager
def lock_run(folder: Path, pid: int) -> Iterator[None]:
    """The kernel lets go of the lock when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise LocalRunError(
                f"Il municipio locale è già in funzione in questa cartella (processo {lock.read().strip()}): "
                "gli indirizzi sono in .local/endpoints.json; si ferma con Ctrl-C nella sua finestra."
            ) from None
        lock.truncate(0)
        lock.write(str(pid))
        lock.flush()
        yield
        lock.truncate(0)
