"""The replay: 11,000 reports and as many presses, judged from outside; ``python -m bench.replay``.

Each database gets the same two files through ``flask replay``: invented ones, and before them an event log of a real
service desk where shared/data lies beside the house.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.ground import KINDS, a_database
from bench.say import Figure, run, say
from tests.support.incidents import convert
from tests.support.served import faults

ROOT = Path(__file__).parents[1]
NAME = "shared/data/incidents/servicenow_incidents_part1.csv"
LOG = next((folder / NAME for folder in ROOT.parents if (folder / NAME).exists()), ROOT.parent / NAME)
REPORTS, SEED, SECONDS = 11_000, 2022, 300
QUEUES = ["Störung", "Rechnung", "Termine", "Vertrag", "Umzug", "Kündigung", "Geräte", "Zugang"]
FIRST = datetime(2022, 7, 11, 6, tzinfo=UTC)


def invent(incidents: Path, calls: Path) -> None:
    """Three weeks of a provider after an outage, the same ones each time; lines in no order, several at one instant."""
    dice = random.Random(SEED)
    reports, presses = [], []
    for number in range(REPORTS):
        queue = dice.choices(QUEUES, weights=range(len(QUEUES), 0, -1))[0]
        at = FIRST + timedelta(minutes=int(dice.betavariate(1, 3) * 21 * 24 * 60))
        reports.append((f"R-{number:05}", queue, at.isoformat()))
        # One press for each report, not before it: so all are called, whatever the order.
        presses.append((queue, (at + timedelta(minutes=dice.choice([0, int(dice.expovariate(1 / 4000))]))).isoformat()))
    dice.shuffle(presses)
    for file, header, rows in (
        (incidents, ("ext_id", "queue", "reported_at"), reports),
        (calls, ("queue", "at"), presses),
    ):
        with file.open("w", encoding="utf-8", newline="") as text:
            csv.writer(text).writerows([header, *rows])


def replayed(incidents: Path, calls: Path, out: Path, url: str) -> float:
    """Seconds of ``flask replay`` on the empty database at *url*."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "replay", str(incidents)]
    begin = time.monotonic()
    subprocess.run(
        [*command, "--calls", str(calls), "--out", str(out)],
        cwd=ROOT, env={**os.environ, "WARTESAAL_DATABASE_URL": url}, check=True, capture_output=True,
    )  # fmt: skip
    return time.monotonic() - begin


def prove(what: str, incidents: Path, calls: Path, folder: Path) -> list[Figure]:
    """Replay on each database, the first one twice, and judge what was written."""
    figures, outs = [], []
    for kind in (*KINDS, KINDS[0]):
        out = folder / f"{len(outs)}.csv"
        with a_database(kind) as url:
            seconds = replayed(incidents, calls, out, url)
        outs.append(out.read_bytes())
        count = incidents.read_bytes().count(b"\n") - 1
        broken = faults(incidents, calls, out)
        missing = count - (outs[-1].count(b"\n") - 1)
        figures += [
            say(f"{what}, {kind}: {count:,} reports", f"{seconds:.1f} s", f"≤ {SECONDS} s", seconds <= SECONDS),
            say("  " + ", ".join(broken), " ".join(map(str, broken.values())), "0 each", not any(broken.values())),
            say("  never called", str(missing), "0", missing == 0),
        ]
    same = len(set(outs)) == 1
    return [
        *figures,
        say(f"{what}: bytes of the {len(outs)} runs", "the same" if same else "different", "the same", same),
    ]


def main() -> list[Figure]:
    """The real log where it is there, and always the invented one."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="wartesaal-replay-") as name:
        folder = Path(name)
        incidents, calls = folder / "incidents.csv", folder / "calls.csv"
        if LOG.exists():
            convert(LOG, incidents, calls)
            figures += prove("A real service desk", incidents, calls, folder)
        invent(incidents, calls)
        figures += prove("An invented outage", incidents, calls, folder)
    return figures


if __name__ == "__main__":
    sys.exit(run(main))
