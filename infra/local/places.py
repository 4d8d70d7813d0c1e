"""Where things are in a clone, and which ports are free."""

import platform
import socket
from pathlib import Path

ROOT = Path(__file__).parents[2]
EMULATOR_PYTHON = ROOT / ".venv-aws" / "bin" / "python"
SAM_PYTHON = ROOT / ".venv-sam" / "bin" / "python"
RUN_FOLDER = ROOT / ".local"
LOOPBACK = "127.0.0.1"


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port = listener.getsockname()[1]
    return int(port)


def find_architecture() -> str:
    """This machine's own, in Lambda's words: the functions run here."""
    return "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"
