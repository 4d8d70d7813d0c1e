"""Whose code a profile's time was spent in."""

from pstats import Stats
from typing import cast

from tests.bench.profile_shares import shares


class _Measured:
    """As pstats keeps it: by place its calls, its own time, all its time and who called it."""

    stats = {  # noqa: RUF012 - pstats has it so
        ("/x/botocore/client.py", 1, "call"): (1, 1, 3.0, 8.0, {}),
        ("/x/urp/notices/broadcasts/send.py", 1, "send"): (1, 1, 2.0, 10.0, {}),
        ("~", 0, "<built-in method len>"): (
            2,
            2,
            5.0,
            5.0,
            {
                ("/x/botocore/client.py", 1, "call"): (1, 1, 4.0, 4.0),
                ("/x/urp/notices/broadcasts/send.py", 1, "send"): (1, 1, 1.0, 1.0),
            },
        ),
    }


def test_a_built_in_is_paid_by_whoever_called_it() -> None:
    assert shares(cast("Stats", _Measured())) == {"botocore": 70.0, "ours": 30.0}
