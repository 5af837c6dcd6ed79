"""The one column of time of a ticket and all that was merged into it, newest first."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from app.base import clock
from app.base.database import Moment
from app.base.formats import moment, phone, short_day
from app.base.record import LogRow
from app.base.words import _
from app.calls.models import Call, Direction
from app.calls.reasons import REASONS
from app.desk.case import Case
from app.desk.events import EVENTS
from app.desk.names import CHANNELS
from app.people.models import Person
from app.tickets.models import Entry, EntryKind

MOST = 200
"""Lines that one page shows; who needs more than the newest 200 reads the log book."""


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    id: str
    kind: str
    """"first", "event", "bad", "out" or "": how it looks."""
    at: datetime
    icon: str
    title: str
    more: str
    """What follows the title on the same line."""
    text: str
    is_quote: bool
    from_number: int | None
    """The merged ticket that it belongs to, where it is not the survivor's own."""
    from_letter: str


_nothing = type_coerce(null(), Moment)
_lines: Any = union_all(
    select(
        literal("call").label("what"), Call.id.label("id"), Call.ticket_id.label("ticket_id"),
        Call.reason.label("kind"), Call.started_at.label("at"), Call.note.label("text"), Person.name.label("by"),
        Person.plate.label("plate"), Call.direction.label("direction"), Call.phone.label("phone"),
        Call.seconds.label("seconds"), Call.callback_at.label("due"), Call.called_back_at.label("done"),
    )
    .outerjoin(Person, Person.id == Call.by_id)
    .where(Call.ticket_id.in_(bindparam("group", expanding=True))),
    select(
        literal("entry"), Entry.id, Entry.ticket_id, Entry.kind, Entry.at, Entry.text, Person.name, Person.plate,
        literal(""), literal(""), literal(0), _nothing, _nothing,
    )
    .outerjoin(Person, Person.id == Entry.by_id)
    .where(Entry.ticket_id.in_(bindparam("group", expanding=True))),
    select(
        literal("event"), LogRow.seq, LogRow.ticket_id, LogRow.action, LogRow.at, LogRow.facts, Person.name,
        Person.plate, literal(""), literal(""), literal(0), _nothing, _nothing,
    )
    .outerjoin(Person, Person.id == LogRow.by_id)
    .where(
        LogRow.ticket_id.in_(bindparam("group", expanding=True)), LogRow.action.in_(bindparam("events", expanding=True))
    ),
)  # fmt: skip
_newest = _lines.order_by(_lines.selected_columns.at.desc(), _lines.selected_columns.id.desc()).limit(MOST)


def read_timeline(session: Session, case: Case) -> list[Line]:
    """Everything that happened to the group of *case*, the newest first."""
    rows = session.connection().execute(_newest, {"group": case.ids, "events": list(EVENTS)})
    of = {row.id: row for row in case.duplicates}
    make = {"call": _call, "entry": _entry, "event": _event}
    return [make[row.what](row, case, of.get(row.ticket_id)) for row in rows]


def _entry(row: Any, case: Case, part: Any) -> Line:
    ticket = part or case.ticket
    if row.kind != EntryKind.REPORT:
        return _line(row, part, "notiz", _("Note"), _("by %(name)s", name=row.by) if row.by else "")
    first = ticket.reported_at == case.ticket.first_reported_at and not (
        part and case.ticket.reported_at == part.reported_at
    )
    more = [_("first report, this moment counts") if first else _("a further report, it changes no place")]
    # What lay about before it was typed in says so: the customer's time counts, but nobody was told until then.
    if (ticket.received_at - row.at).total_seconds() > 3600:
        more.append(_("written down %(when)s", when=short_day(ticket.received_at.astimezone(clock.BERLIN).date())))
    if row.by:
        more.append(row.by)
    name = CHANNELS[ticket.channel]
    return _line(row, part, name.icon, str(name.text), " · ".join(more), kind="first" if first else "", is_quote=True)


def _call(row: Any, _case: Case, part: Any) -> Line:
    out = row.direction == Direction.OUT
    more = [str(REASONS[row.kind]), _("%(minutes)s min", minutes=f"{row.seconds // 60}:{row.seconds % 60:02d}")]
    if row.phone:
        more.append(phone(row.phone))
    if row.due:
        more.append(
            _("called back") if row.done else _("callback promised for %(when)s", when=moment(row.due))
        )  # fmt: skip
    if row.by:
        more.append(row.by)
    title = _("Call to the customer") if out else _("Call")
    return _line(row, part, "anruf-aus" if out else "anruf-ein", title, " · ".join(more), kind="out" if out else "")


def _event(row: Any, _case: Case, part: Any) -> Line:
    facts = json.loads(row.text)
    icon, kind, title, more = EVENTS[row.kind](facts)
    said = [more] if more else []
    if row.by:
        said.append(_("%(name)s (%(plate)s)", name=row.by, plate=row.plate) if row.plate else row.by)
    return _line(
        row, part, icon, title, " · ".join(said), kind=kind, text=facts.get("reason") or facts.get("note") or ""
    )


def _line(
    row: Any,
    part: Any,
    icon: str,
    title: str,
    more: str,
    *,
    kind: str = "",
    is_quote: bool = False,
    text: str | None = None,
) -> Line:
    return Line(
        f"{row.what}-{row.id}", kind, row.at, icon, title, more, row.text if text is None else text, is_quote,
        part.number if part else None, part.letter if part else "",
    )  # fmt: skip
