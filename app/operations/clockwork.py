"""What happens by itself as time passes: one small thread in each process of the server."""

import logging
import threading
from collections.abc import Callable, Sequence

from flask import Flask

from app.queueing.wake_due import wake_due

log = logging.getLogger("wartesaal")

EVERY = 20.0
"""Seconds between two rounds."""
CHORES: Sequence[Callable[[], object]] = (wake_due,)
"""Each does nothing when nothing is due, may be done by several processes at once, and opens its own transaction."""


def start_clockwork(
    app: Flask, every: float = EVERY, chores: Sequence[Callable[[], object]] = CHORES
) -> threading.Event:
    """Do the *chores* at once and then every so many seconds, until the event that is returned is set."""
    enough = threading.Event()

    def run() -> None:
        do(app, chores)
        while not enough.wait(every):
            do(app, chores)

    threading.Thread(target=run, name="clockwork", daemon=True).start()
    return enough


def do(app: Flask, chores: Sequence[Callable[[], object]]) -> None:
    """One round. A chore that fails is tried again in the next one and keeps no other from being done."""
    for chore in chores:
        try:
            with app.app_context():
                chore()
        except Exception:
            log.exception("the chore %s failed; it is tried again", getattr(chore, "__name__", chore))
