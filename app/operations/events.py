"""Reads the two files of a replay: what was reported when, and when somebody pressed «next»."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.base.clock import BERLIN
from app.tickets.report import EARLIEST

TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?(?P<zone> ?([Zz]|[+-]\d\d(:?\d\d)?))?")


class BadInput(Exception):
    """The file is not as it should be; the sentence names the file, the line and what to do."""


@dataclass(frozen=True)
class Arrival:
    """One report."""

    ext_id: str
    queue: str
    at: datetime


@dataclass(frozen=True)
class Press:
    """Somebody of *queue* pressed «next»."""

    queue: str
    at: datetime


def read_arrivals(file: Path) -> list[Arrival]:
    """The reports of *file* (``ext_id,queue,reported_at``) in its order. Raises BadInput."""
    arrivals: list[Arrival] = []
    lines: dict[str, int] = {}
    for line, row in _rows(file, ("ext_id", "queue", "reported_at")):
        if row["ext_id"] in lines:
            raise BadInput(
                f"{file}, line {line}: the ext_id “{row['ext_id']}” stands in line {lines[row['ext_id']]} already."
            )
        lines[row["ext_id"]] = line
        at = _time(row["reported_at"], f"{file}, line {line}")
        arrivals.append(Arrival(row["ext_id"], row["queue"], at))
    return arrivals


def read_presses(file: Path) -> list[Press]:
    """The presses of *file* (``queue,at``) in its order. Raises BadInput."""
    return [Press(row["queue"], _time(row["at"], f"{file}, line {line}")) for line, row in _rows(file, ("queue", "at"))]


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values of each row; further columns are left alone, empty lines too."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            header = [name.strip() for name in next(reader, [])]
            for column in columns:
                if header.count(column) != 1:
                    raise BadInput(
                        f"{file}: the first line must name the columns {','.join(columns)} once each, "
                        f"separated by commas; it reads “{','.join(header)}”."
                    )
            begin = reader.line_num + 1
            for row in reader:
                line, begin = begin, reader.line_num + 1  # a quoted value may go on over several lines
                if any(value.strip() for value in row):
                    yield line, _values(header, row, columns, f"{file}, line {line}")
    except UnicodeDecodeError as fault:
        raise BadInput(
            f"{file}: this is not UTF-8 ({fault.reason} at byte {fault.start}). Save it as UTF-8."
        ) from fault
    except csv.Error as fault:
        raise BadInput(f"{file}, line {reader.line_num}: not readable as CSV ({fault}).") from fault
    except OSError as fault:
        raise BadInput(f"{file}: {fault.strerror}.") from fault


def _values(header: list[str], row: list[str], columns: tuple[str, ...], where: str) -> dict[str, str]:
    if len(row) != len(header):
        raise BadInput(f"{where}: {len(row)} values for {len(header)} columns.")
    values = {name: value.strip() for name, value in zip(header, row, strict=True) if name in columns}
    for name, value in values.items():
        if not value:
            raise BadInput(f"{where}: {name} is empty.")
        if "\0" in value:
            raise BadInput(f"{where}: {name} has a NUL character in it. Save the file as UTF-8 text.")
    return values


def _time(text: str, where: str) -> datetime:
    found = TIME.fullmatch(text)
    try:
        if not found:
            raise ValueError
        at = datetime.fromisoformat(
            text.upper().replace(",", ".").replace(" +", "+").replace(" -", "-").replace(" Z", "Z")
        )
        if found["zone"] is None:
            at = _german(at, f"{where}: {text}")
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(f"{where}: “{text}” is no time. Write it like 2022-08-03T09:15:00+02:00.") from None
    if at < EARLIEST:
        raise BadInput(f"{where}: {text} lies before the year 2000.")
    return at


def _german(at: datetime, where: str) -> datetime:
    """*at* on a German clock. Raises BadInput for the hours that this clock shows twice or never."""
    first, second = at.replace(tzinfo=BERLIN, fold=0), at.replace(tzinfo=BERLIN, fold=1)
    if first.utcoffset() != second.utcoffset():
        shown = "twice" if first.astimezone(UTC).astimezone(BERLIN).replace(tzinfo=None) == at else "never"
        raise BadInput(f"{where} is shown {shown} by German clocks on that day. Write the offset, such as +01:00.")
    return first
