"""How a figure is printed: what, how much, the bar, kept or not; and how a bench is run."""

import platform
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Figure:
    """One measured figure; *bar* is what it must reach, in words, *kept* whether it does."""

    what: str
    value: str
    bar: str
    kept: bool


def say(what: str, value: str, bar: str = "", kept: bool = True) -> Figure:
    """Print one figure and give it back."""
    mark = "kept  " if kept else "MISSED"
    sys.stdout.write(f"{mark}  {what}: {value}" + (f"  (bar: {bar})" if bar else "") + "\n")
    sys.stdout.flush()
    return Figure(what, value, bar, kept)


def machine() -> str:
    """One line about where this runs."""
    with open("/proc/cpuinfo") as info:
        cores = info.read().count("processor\t")
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cores} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def run(measure: Callable[[], list[Figure]]) -> int:
    """Measure, with the machine above and the tally below; gives 1 when a bar was missed, else 0."""
    # Asked to end, it ends as after Ctrl+C: what it has started is stopped, what it has written is thrown away.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    sys.stdout.write(machine() + "\n")
    sys.stdout.flush()
    figures = measure()
    missed = [figure for figure in figures if not figure.kept]
    sys.stdout.write(f"\n{len(figures) - len(missed)} of {len(figures)} bars kept\n")
    for figure in missed:
        sys.stdout.write(f"MISSED  {figure.what}: {figure.value}  (bar: {figure.bar})\n")
    sys.stdout.flush()
    return 1 if missed else 0
