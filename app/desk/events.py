"""What the log book's rows about a ticket say in its timeline."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from app.base.formats import day, moment, number
from app.base.words import _

Facts = dict[str, Any]
Said = tuple[str, str, str, str]
"""Icon, kind of line ("event" or "bad"), title, and what follows it."""


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _taken_out_of_turn(facts: Facts) -> Said:
    passed = _("was place %(place)s", place=facts["place"])
    return "waage", "bad", _("Taken out of turn"), passed


def _corrected_time(facts: Facts) -> Said:
    return "uhr", "event", _("Reporting time corrected"), _(
        "%(before)s became %(after)s", before=moment(_when(facts["before"])), after=moment(_when(facts["after"]))
    )  # fmt: skip


def _waits(facts: Facts) -> Said:
    until = day(date.fromisoformat(facts["until"]))
    return "sanduhr", "event", _("Waits for customer"), _("until %(day)s", day=until)


EVENTS: dict[str, Callable[[Facts], Said]] = {
    "taken": lambda _facts: ("ticket", "event", _("Called up"), ""),
    "taken_out_of_turn": _taken_out_of_turn,
    "put_back": lambda _facts: ("zurueck", "event", _("Put back, the place stays"), ""),
    "returned_to_line": lambda facts: (
        "zurueck", "event", _("Back in line, the place stays"), _("was with %(name)s", name=facts["holder_name"])
    ),
    "waits_for_customer": _waits,
    "came_back": lambda _facts: ("uhr", "event", _("Back in line, at the old place"), ""),
    "brought_back": lambda _facts: ("uhr", "event", _("Back in line, at the old place"), ""),
    "moved": lambda facts: (
        "verschieben", "event", _("To another topic, the time stays"), str(facts.get("after_name", ""))
    ),
    "handed_over": lambda facts: (
        "verschieben", "event", _("Handed over"), _("to %(name)s", name=facts.get("to_name", ""))
    ),
    "took_in": lambda facts: (
        "zusammen", "event", _("Merged"), _("%(number)s is part of this ticket", number=number(facts["merged_number"]))
    ),
    "let_go": lambda facts: (
        "trennen", "event", _("Separated"), _("%(number)s stands for itself again", number=number(facts["unmerged_number"]))
    ),
    "resolved": lambda _facts: ("ok", "event", _("Resolved"), ""),
    "reopened": lambda _facts: ("zurueck", "event", _("Re-opened, at the old place"), ""),
    "customer_corrected": lambda _facts: ("notiz", "event", _("Customer corrected"), ""),
    "reporting_time_corrected": _corrected_time,
}  # fmt: skip
"""Actions that stand in the timeline. Reports, notes and calls stand there by themselves."""
