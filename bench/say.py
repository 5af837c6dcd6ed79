"""How a figure is printed: what, how much, the bar, kept or not."""

import platform
import sqlite3
import sys
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
