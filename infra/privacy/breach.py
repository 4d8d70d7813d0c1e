"""`make breach`: who saw which data of how many citizens, from the record, as a sheet."""

from __future__ import annotations

import argparse
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

SECONDS = 60


def find_accesses(api: str, token: str, asked: dict[str, str]) -> str:
    query = urllib.parse.urlencode({name: value for name, value in asked.items() if value})
    request = urllib.request.Request(  # noqa: S310 - https is checked below
        f"{api.rstrip('/')}/staff/privacy/breach?{query}", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        content: bytes = answer.read()
        return content.decode("utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", required=True)
    parser.add_argument("--until", required=True)
    parser.add_argument("--person", default="")
    given = parser.parse_args()
    api, token = os.environ.get("API", ""), os.environ.get("TOKEN", "")
    if not api.startswith(("https://", "http://localhost", "http://127.0.0.1")) or not token:
        sys.stderr.write("Servono API=https://… e TOKEN (make staff-token) nell'ambiente." + "\n")
        return 2
    asked = {"since": given.since, "until": given.until, "person": given.person, "format": "csv"}
    try:
        sys.stdout.write(find_accesses(api, token, asked))
    except urllib.error.HTTPError as refused:
        sys.stderr.write(refused.read().decode("utf-8", "replace") + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
