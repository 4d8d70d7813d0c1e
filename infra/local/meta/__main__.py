"""`python -m infra.local.meta --config file.json [--port N]`: prints its address when it listens."""

import argparse
import dataclasses
import json
import signal
import sys
import threading
from pathlib import Path

from infra.local.meta import MetaConfig, SimulatedMeta


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local.meta", description="A simulated Meta on this machine."
    )
    parser.add_argument(
        "--config", type=Path, required=True, help="JSON file with the settings of the accounts"
    )
    parser.add_argument("--port", type=int, help="port on the loopback address; 0 takes a free one")
    arguments = parser.parse_args()
    try:
        config = MetaConfig.from_file(arguments.config)
        if arguments.port is not None:
            config = dataclasses.replace(config, port=arguments.port)
        meta = SimulatedMeta(config)
    except (OSError, ValueError) as wrong:
        print(f"simulated Meta: {wrong}", file=sys.stderr)
        return 2
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    with meta:
        print(json.dumps({"url": meta.url}), flush=True)
        told_to_stop.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
