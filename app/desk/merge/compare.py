"""Two tickets side by side: what is said about both, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.base.formats import moment, phone, spaced
from app.base.words import _
from app.calls.models import Call
from app.customers.models import Address, Phone
from app.desk.case import Case, read_case
from app.desk.names import CHANNELS
from app.desk.timeline import Line, read_timeline
from app.tickets.models import Entry

_reached = union_all(
    select(
        literal("address").label("what"), Address.customer_id,
        (Address.street + ", " + Address.postcode + " " + Address.place).label("text"),
    )
    .where(Address.customer_id.in_(bindparam("customers", expanding=True))),
    select(literal("phone"), Phone.customer_id, Phone.e164).where(Phone.customer_id.in_(bindparam("customers", expanding=True))),
)  # fmt: skip
_counts: Any = union_all(
    select(literal("entry").label("what"), Entry.ticket_id, func.count().label("many"))
    .where(Entry.ticket_id.in_(bindparam("tickets", expanding=True))).group_by(Entry.ticket_id),
    select(literal("call"), Call.ticket_id, func.count())
    .where(Call.ticket_id.in_(bindparam("tickets", expanding=True))).group_by(Call.ticket_id),
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One line of a side; marked where the other side says something else."""

    label: str
    text: str
    counts: bool = False
    """The reporting time that decides."""
    differs: bool = False


@dataclass(frozen=True)
class Side:
    """One of the two."""

    case: Case
    facts: list[Fact]


@dataclass(frozen=True)
class Compared:
    """Both, in the order of the address, which of them leads by default, and what their common timeline says."""

    sides: tuple[Side, Side]
    leads: str
    """ "1" or "2": the one with the earlier report."""
    alike: list[str]
    lines: list[Line]
    older: int
    """Lines between the newest and the first report that are left out."""


def compare(session: Session, one: Row[Any], other: Row[Any]) -> Compared:
    """The tickets of two rows of BY_NUMBER, side by side."""
    cases = (read_case(session, one), read_case(session, other))
    customers = [row.customer_id for row in (one, other) if row.customer_id is not None]
    reached = session.execute(_reached, {"customers": customers}).all() if customers else []
    ids = [id for case in cases for id in case.ids]
    counts = {(row.what, row.ticket_id): row.many for row in session.execute(_counts, {"tickets": ids})}
    first = min(cases, key=lambda case: (case.ticket.first_reported_at, case.ticket.number))
    said = [_facts(case, reached, counts) for case in cases]
    sides = tuple(
        Side(case, [
            replace(fact, counts=case is first and n == 0, differs=0 < n < 5 and fact.text != theirs[n].text)
            for n, fact in enumerate(own)
        ])
        for case, own, theirs in zip(cases, said, reversed(said), strict=True)
    )  # fmt: skip
    last = cases[1] if first is cases[0] else cases[0]
    both = Case(first.ticket, [*first.duplicates, last.ticket, *last.duplicates], None, [])
    lines = read_timeline(session, both)
    shown = [*lines[:4], lines[-1]] if len(lines) > 6 else lines
    return Compared(
        (sides[0], sides[1]),
        "1" if first is cases[0] else "2",
        _alike(one, other, said),
        shown,
        len(lines) - len(shown),
    )


def _facts(case: Case, reached: Sequence[Any], counts: dict[Any, int]) -> list[Fact]:
    ticket = case.ticket
    where = {
        kind: [row.text for row in reached if row.customer_id == ticket.customer_id and row.what == kind]
        for kind in ("address", "phone")
    }
    entries = sum(counts.get(("entry", id), 0) for id in case.ids)
    calls = sum(counts.get(("call", id), 0) for id in case.ids)
    return [
        Fact(_("Reporting time"), moment(ticket.first_reported_at)),
        Fact(_("Customer"), f"{case.customer}, K {spaced(ticket.customer_number)}" if case.customer else _("not yet known")),
        Fact(_("Address"), "; ".join(where["address"]) or "–"),
        Fact(_("Telephone"), ", ".join(phone(text) for text in where["phone"]) or "–"),
        Fact(_("Topic"), ticket.topic),
        Fact(_("Channel"), str(CHANNELS[ticket.channel].text)),
        Fact(_("Concern"), ticket.subject),
        Fact(_("Entries"), _("%(entries)s, and %(calls)s calls", entries=entries, calls=calls)),
        Fact(_("Duplicates"), str(len(case.duplicates))),
    ]  # fmt: skip


def _alike(one: Row[Any], other: Row[Any], said: list[list[Fact]]) -> list[str]:
    pairs = zip(said[0], said[1], strict=True)
    same = [
        mine.label
        for n, (mine, theirs) in enumerate(pairs)
        if 0 < n < 5 and mine.text == theirs.text and mine.text != "–"
    ]
    return same if one.customer_id is not None or other.customer_id is not None else [_("Topic")] * (_("Topic") in same)
