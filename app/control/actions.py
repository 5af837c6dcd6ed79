"""What the log book's rows are called and what their facts say, in words."""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

from app.base.formats import day, moment, number
from app.base.words import _, _l
from app.calls.reasons import DIRECTIONS, REASONS
from app.desk.names import CHANNELS, STATES
from app.scheduling.labels import OUTCOMES, WINDOWS

Facts = dict[str, Any]

ACTIONS: dict[tuple[str, str], Any] = {
    ("ticket", "reported"): _l("Reported"),
    ("ticket", "taken"): _l("Called up"),
    ("ticket", "taken_out_of_turn"): _l("Taken out of turn"),
    ("ticket", "put_back"): _l("Put back into the line"),
    ("ticket", "returned_to_line"): _l("Taken back into the line"),
    ("ticket", "waits_for_customer"): _l("Waits for customer"),
    ("ticket", "came_back"): _l("Back in line"),
    ("ticket", "brought_back"): _l("Brought back into the line"),
    ("ticket", "moved"): _l("To another topic"),
    ("ticket", "handed_over"): _l("Handed over"),
    ("ticket", "merged"): _l("Merged"),
    ("ticket", "took_in"): _l("Took a ticket in"),
    ("ticket", "unmerged"): _l("Separated"),
    ("ticket", "let_go"): _l("Let a ticket go"),
    ("ticket", "resolved"): _l("Resolved"),
    ("ticket", "reopened"): _l("Re-opened"),
    ("ticket", "customer_corrected"): _l("Customer corrected"),
    ("ticket", "reporting_time_corrected"): _l("Reporting time corrected"),
    ("entry", "noted"): _l("Note"),
    ("call", "logged"): _l("Call"),
    ("call", "called_back"): _l("Called back"),
    ("call", "callback_given"): _l("Callback given to somebody else"),
    ("customer", "added"): _l("Customer taken in"),
    ("customer", "changed"): _l("Customer changed"),
    ("topic", "topic_opened"): _l("New topic"),
    ("topic", "topic_closed"): _l("Topic closed"),
    ("topic", "topic_opened_again"): _l("Topic opened again"),
    ("person", "entrusted"): _l("Topics of a person"),
    ("person", "person_added"): _l("Person added"),
    ("person", "person_changed"): _l("Person changed"),
    ("person", "password_set"): _l("Password set"),
    ("person", "wishes_set"): _l("Display set"),
    ("person", "sessions_ended"): _l("Signed out everywhere"),
    ("staff_session", "signed_in"): _l("Signed in"),
    ("staff_session", "signed_out"): _l("Signed out"),
    ("staff_session", "session_ended"): _l("Session ended"),
    ("customer_order", "added"): _l("Order taken in"),
    ("customer_order", "cancelled"): _l("Order cancelled"),
    ("team", "added"): _l("Team added"),
    ("team", "changed"): _l("Team changed"),
    ("team", "opened"): _l("Seats opened"),
    ("slot", "changed"): _l("Seats changed"),
    ("appointment", "booked"): _l("Date booked"),
    ("appointment", "confirmed"): _l("Date confirmed"),
    ("appointment", "rebooked"): _l("New date"),
    ("appointment", "done"): _l("Date kept"),
    ("appointment", "missed"): _l("Date missed"),
}
"""By table and action, in the order in which the filter offers them."""

LABELS: dict[str, Any] = {
    "reason": _l("Reason"), "note": _l("Note"), "remark": _l("Remark"), "place": _l("Place in line"), "passed": _l("Passed"),
    "until": _l("Until"), "reported_at": _l("Reported"), "after_name": _l("To topic"), "to_name": _l("To colleague"),
    "holder_name": _l("Was with"), "into_number": _l("Into"), "merged_number": _l("Took in"),
    "survivor_number": _l("Was part of"),
    "unmerged_number": _l("Let go"), "before": _l("Before"), "after": _l("After"), "was": _l("Was"), "now": _l("Now"),
    "name": _l("Name"), "login": _l("Login"), "number": _l("Number"), "roles": _l("Roles"), "topics": _l("Topics"),
    "channel": _l("Channel"), "direction": _l("Direction"), "started_at": _l("Begun"), "seconds": _l("Seconds"),
    "callback_at": _l("Callback promised for"), "promised": _l("Promised for"), "address": _l("Network address"),
    "count": _l("Sessions"), "sessions_ended": _l("Sessions ended"), "product": _l("Product"), "order": _l("Order"),
    "day": _l("Day"), "window": _l("Time window"), "capacity": _l("Seats"), "outcome": _l("Outcome"),
    "due": _l("Promise until"), "regions": _l("Regions"), "skills": _l("Skills"),
    "is_active": _l("Active"), "closed_because": _l("Closed because"), "slots": _l("Time windows"),
    "first_day": _l("From"), "last_day": _l("up to and with"), "theme": _l("Colours"), "density": _l("Rows"),
    "locale": _l("Language"), "letters": _l("Letters as keys"), "plate": _l("Plate"), "hands": _l("In hand at most"),
    "may_choose": _l("May choose"),
}  # fmt: skip
"""What the facts are called. What is missing here is shown under its own name."""

SILENT = {"to", "holder", "into", "merged", "survivor", "unmerged", "topic", "team", "instead_of"}
"""Ids whose names or numbers stand beside them."""
SILENT_WITH = {("moved", "before"), ("moved", "after"), ("entrusted", "before"), ("entrusted", "after"),
               ("callback_given", "before"), ("customer_corrected", "before"), ("customer_corrected", "after")}  # fmt: skip
QUOTED = ("reason", "note", "remark")

WORDS: dict[str, dict[Any, Any]] = {
    "channel": {channel: name.text for channel, name in CHANNELS.items()},
    "direction": dict(DIRECTIONS), "outcome": dict(OUTCOMES), "window": dict(WINDOWS), "was": dict(STATES),
}  # fmt: skip
"""Facts that are keys, and the words for them."""

A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?\S*")
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def name_of(kind: str, action: str) -> str:
    """What a row is called."""
    return str(ACTIONS.get((kind, action), action))


def quoted(action: str, facts: Facts) -> str:
    """What somebody wrote: a reason, a note, a remark; of a call the reason that was chosen."""
    if action == "logged" and facts.get("reason") in REASONS:
        return str(REASONS[facts["reason"]])
    return next((str(facts[key]) for key in QUOTED if facts.get(key)), "")


def said(action: str, facts: Facts) -> list[tuple[str, str]]:
    """The other facts, each with what it is called."""
    return [
        (str(LABELS.get(key, key)), spoken(key, value))
        for key, value in facts.items()
        if key not in QUOTED and key not in SILENT and (action, key) not in SILENT_WITH and value not in (None, "", [], {})
    ]  # fmt: skip


def spoken(key: str, value: Any) -> str:
    """One fact as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if key.endswith("_number") and isinstance(value, int):
        return number(value)
    if isinstance(value, dict):
        return ", ".join(f"{LABELS.get(inner, inner)}: {spoken(inner, each)}" for inner, each in value.items())
    if isinstance(value, list):
        return ", ".join(spoken(key, each) for each in value)
    text = str(value)
    if text in WORDS.get(key, {}):
        return str(WORDS[key][text])
    if A_MOMENT.fullmatch(text):
        at = datetime.fromisoformat(text)
        return moment(at if at.tzinfo else at.replace(tzinfo=UTC))
    if A_DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return text


def read_facts(text: str) -> Facts:
    """The facts as they were written down."""
    facts: Facts = json.loads(text)
    return facts
