"""The desk: an agent's counter with the next ticket, the own lines, and the ticket in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import Any

from flask import current_app, redirect, request, url_for
from sqlalchemy import Row, bindparam, select

from app.base import clock
from app.base.access import Role, allowed, for_all_staff, me
from app.base.database import reading
from app.base.web import not_changed, page, part, pressed, see
from app.calls.due_callbacks import Callbacks, due_callbacks
from app.desk.blueprint import bp
from app.desk.case import BY_NUMBER, IN_HAND
from app.desk.lines import TopicLine, asleep_in, next_in, topic_lines
from app.desk.shown import Shown, read_shown
from app.desk.ticket.routes import knows_of_ticket, sign
from app.people.models import Person
from app.queueing.take_next import take_next
from app.tickets.number import parse


@dataclass(frozen=True)
class Desk:
    """The left column: what waits for everybody, and what waits for me."""

    lines: list[TopicLine]
    next: TopicLine | None
    callbacks: Callbacks
    asleep: int
    back_soon: int
    hand: Sequence[Row[Any]]
    hands: int


_hands = select(Person.hands).where(Person.id == bindparam("person"))


@bp.get("/")
@for_all_staff
def desk() -> Any:
    """The counter; who is no agent is led to where the own work is."""
    if Role.AGENT not in me().roles:
        return redirect(own_start())
    return show_desk(request.args.get("ticket"))


@bp.get("/desk/counter")
@allowed(Role.AGENT)
def counter() -> Any:
    """The left column by itself."""
    own = read_desk()
    version = sign(
        [(line.id, line.name, line.waiting, line.version, line.is_open) for line in own.lines],
        [(one.id, one.is_overdue) for one in own.callbacks.due], own.asleep, own.back_soon,
        [(one.number, one.subject) for one in own.hand], own.hands,
    )  # fmt: skip
    return not_changed(version) or part(page("desk/_counter.html", **knows(own)), version)


@bp.get("/desk/hand")
@allowed(Role.AGENT)
def hand() -> Any:
    """The middle of a counter where nobody stood when the page was made."""
    rows = in_hand()
    shown = read_shown(reading(), rows[0], me(), back=url_for("desk.desk")) if rows else None
    return page("desk/_hand.html", **knows_of_desk(shown))


@bp.post("/next")
@allowed(Role.AGENT)
def next_ticket() -> Any:
    """Call up who waits longest."""
    pressed(again=lambda: show_desk(None))
    return see("desk.desk", ticket=take_next(me()).number)


def show_desk(wanted: str | None, filled: Any = None) -> str:
    """The page; *wanted* is the number of one of the tickets in hand."""
    own = read_desk()
    ticket = chosen(own.hand, wanted)
    # A form that came back may belong to a ticket that has left the hand in the meantime; its text must not vanish.
    if filled is not None and wanted and (ticket is None or str(ticket.number) != wanted):
        ticket = reading().execute(BY_NUMBER, {"number": parse(wanted)}).first() or ticket
    back = url_for("desk.desk", ticket=ticket.number) if ticket and own.hands > 1 else url_for("desk.desk")
    shown = read_shown(reading(), ticket, me(), back=back, filled=filled) if ticket else None
    return page("desk/desk.html", **knows(own), **knows_of_desk(shown))


def knows(own: Desk) -> dict[str, Any]:
    """What the left column needs."""
    channels = [f"queue:{line.id}" for line in own.lines]
    return {"desk": own, "counter_channels": " ".join([*channels, "topics", f"person:{me().id}"])}


def knows_of_desk(shown: Shown | None) -> dict[str, Any]:
    """What the middle and the right of the desk need, also when nobody is in hand."""
    if shown is not None:
        return knows_of_ticket(shown)
    return {
        "shown": None, "part_url": url_for("desk.hand"), "part_channels": f"person:{me().id}",
        "merged": None, "call_on": False,
    }  # fmt: skip


def read_desk() -> Desk:
    """The own lines, callbacks and tickets."""
    session, person = reading(), me()
    lines = [line for line in topic_lines(session, person.id) if line.is_mine]
    asleep = asleep_in(session, [line.id for line in lines], clock.start_of(clock.today() + timedelta(days=2)))
    hands = session.scalar(_hands, {"person": person.id}) or 1
    return Desk(
        lines, next_in(lines), due_callbacks(person.id), sum(one.asleep for one in asleep.values()),
        sum(one.soon for one in asleep.values()), in_hand(), hands,
    )  # fmt: skip


def chosen(hand: Sequence[Row[Any]], wanted: str | None) -> Row[Any] | None:
    """The ticket with the wanted number, else the one longest in hand."""
    digits = "".join(sign for sign in wanted or "" if sign.isdigit())
    return next((one for one in hand if str(one.number) == digits), hand[0] if hand else None)


def in_hand() -> Sequence[Row[Any]]:
    """The tickets in my hand, the first taken first."""
    return reading().execute(IN_HAND, {"person": me().id}).all()


def own_start() -> str:
    """The page of the own menu that the fewest roles share: there is the own work."""
    own = [(len(roles), endpoint) for endpoint, _text, roles in current_app.extensions["menu"] if me().roles & roles]
    return url_for(min(own, key=itemgetter(0))[1] if own else "people.me")
