"""Several people who press in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from app.base.database import end_reading
from app.base.refused import Refused


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
    """The outcomes of *acts*, begun in the same moment by as many threads."""
    end_reading()
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        with app.app_context():
            barrier.wait(10)
            try:
                return act()
            except Refused as refusal:
                return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
