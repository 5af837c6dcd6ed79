"""Judges what a replay wrote: who was called twice, too early or past somebody else. Knows nothing of the program."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

NEVER = float("inf")


def faults(incidents: Path, calls: Path, out: Path) -> dict[str, int]:
    """How often each rule was broken; the five together leave only one right answer for each queue."""
    reports = [(row["ext_id"], row["queue"], moment(row["reported_at"])) for row in rows(incidents)]
    presses = [(row["queue"], moment(row["at"])) for row in rows(calls)]
    called = [(row["ext_id"], moment(row["called_at"])) for row in rows(out)]
    reported = {ext_id: at for ext_id, _queue, at in reports}
    return {
        "called twice": len(called) - len({ext_id for ext_id, _at in called}),
        "called but never reported": sum(ext_id not in reported for ext_id, _at in called),
        "called before the report": sum(at < reported.get(ext_id, at) for ext_id, at in called),
        "overtaken": overtaken(reports, called),
        "presses answered wrongly": wrong_answers(reports, presses, called),
    }


def overtaken(reports: list[tuple[str, str, datetime]], called: list[tuple[str, datetime]]) -> int:
    """How many were called while somebody of their queue still waited who had reported earlier, or as early further up."""
    position: dict[str, float] = {ext_id: number for number, (ext_id, _at) in enumerate(called)}
    latest: dict[str, float] = defaultdict(lambda: -1)
    count = 0
    for ext_id, queue, _at in sorted(reports, key=lambda report: report[2]):  # stable: as the file has them
        own = position.get(ext_id, NEVER)
        count += own < latest[queue]
        latest[queue] = max(latest[queue], own)
    return count


def wrong_answers(
    reports: list[tuple[str, str, datetime]], presses: list[tuple[str, datetime]], called: list[tuple[str, datetime]]
) -> int:
    """How many presses called nobody though somebody waited, or how many calls nobody had pressed for."""
    queue_of = {ext_id: queue for ext_id, queue, _at in reports}
    came = Counter((queue, at) for _ext_id, queue, at in reports)
    pressed = Counter(presses)
    calls = Counter((queue_of.get(ext_id, ""), at) for ext_id, at in called)
    waiting: Counter[str] = Counter()
    wrong = 0
    for queue, at in sorted({*came, *pressed, *calls}, key=lambda event: event[1]):
        waiting[queue] += came[queue, at]
        wrong += abs(calls[queue, at] - min(pressed[queue, at], waiting[queue]))
        waiting[queue] -= calls[queue, at]
    return wrong


def rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    assert at.tzinfo, f"{text} has no zone"
    return at
