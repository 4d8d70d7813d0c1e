"""How every function starts: imported before all else, called once all else is imported.

Nothing that is made while starting is garbage, and looking for it takes a twentieth of the start. What is
there afterwards stays, so it is not looked through again: without `gc.freeze` the first look costs as much.
"""

from __future__ import annotations

import gc

gc.disable()

from aws_lambda_powertools.logging import Logger  # noqa: E402 - after the line above, which is the point


def started(function: str) -> Logger:
    """The function's logger."""
    gc.freeze()
    gc.enable()
    return Logger(service=function)
