"""Turns a real event log of a service desk into the two files of a replay.

``python -m tests.support.incidents LOG.csv INCIDENTS.csv CALLS.csv``: of each incident the opening is the report and
its solution the moment at which somebody of the same group pressed «next».
"""

import csv
import sys
from datetime import datetime, timedelta
from pathlib import Path

from app.base.clock import BERLIN

HANDLED_AFTER = timedelta(hours=1)
"""Where the log does not say when it was solved."""


def convert(log: Path, incidents: Path, calls: Path) -> int:
    """Write both files; gives the number of incidents."""
    first: dict[str, dict[str, str]] = {}
    with log.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            first.setdefault(row["number"], row)
    with incidents.open("w", newline="") as reports, calls.open("w", newline="") as presses:
        report, press = csv.writer(reports), csv.writer(presses)
        report.writerow(["ext_id", "queue", "reported_at"])
        press.writerow(["queue", "at"])
        for number, row in first.items():
            opened = moment(row["opened_at"])
            solved = moment(row["resolved_at"]) if row["resolved_at"] != "?" else opened + HANDLED_AFTER
            report.writerow([number, row["assignment_group"], opened.isoformat()])
            press.writerow([row["assignment_group"], max(opened, solved).isoformat()])
    return len(first)


def moment(text: str) -> datetime:
    """«29-02-2016 01:16», read as German time."""
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=BERLIN)


if __name__ == "__main__":
    print(convert(*map(Path, sys.argv[1:4])), "incidents")
