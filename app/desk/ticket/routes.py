"""The page of one ticket, and the live parts that it shares with the desk."""

import hashlib
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import get_locale
from sqlalchemy import Row

from app.base import clock
from app.base.access import EVERY_ROLE, allowed, me
from app.base.database import reading
from app.base.formats import number as spell
from app.base.web import not_changed, page, part
from app.base.words import _
from app.calls.reasons import DIRECTIONS, REASONS
from app.desk.blueprint import bp
from app.desk.case import BY_NUMBER, Case, last_change, read_case
from app.desk.shown import Shown, read_shown
from app.tickets.models import State
from app.tickets.number import NoSuchTicket, WrongNumber, near, parse

WHILE = 600
"""Seconds after which a part is made anew although nothing changed: ages and days go on."""


@bp.get("/tickets/<number>")
@allowed(*EVERY_ROLE)
def ticket(number: str) -> Any:
    """The page; the number of a merged ticket leads to its survivor."""
    row = find_row(number)
    if row.state == State.MERGED:
        flash(
            _("%(number)s is now part of %(survivor)s.", number=spell(row.number), survivor=spell(row.root_number)),
            "info",
        )
        more: dict[str, Any] = request.args.to_dict()
        return redirect(url_for("desk.ticket", number=row.root_number, **more))
    return show_ticket(row)


@bp.get("/tickets/<number>/hand")
@allowed(*EVERY_ROLE)
def ticket_hand(number: str) -> Any:
    """The middle: the ticket, what can be done, and its timeline."""
    row = find_survivor(number)
    version = sign(version_of(read_case(reading(), row)), request.args.get("back", ""))
    return not_changed(version) or part(
        page("desk/_hand.html", **knows_of_ticket(read(row, request.args.get("back", own_path(row))))), version
    )


@bp.get("/tickets/<number>/beside")
@allowed(*EVERY_ROLE)
def ticket_beside(number: str) -> Any:
    """The right: what to say, the customer, what may be the same."""
    row = find_survivor(number)
    version = sign("beside", version_of(read_case(reading(), row)), row.version)
    return not_changed(version) or part(page("desk/_beside.html", **knows_of_ticket(read(row, own_path(row)))), version)


@bp.get("/tickets/<number>/order")
@allowed(*EVERY_ROLE)
def ticket_order(number: str) -> Any:
    """The left: why it stands at its place."""
    row = find_survivor(number)
    version = sign("order", version_of(read_case(reading(), row)), row.version)
    return not_changed(version) or part(
        page("desk/_order.html", **knows_of_ticket(read(row, own_path(row))), **knows_of_order(row)), version
    )


def show_ticket(row: Row[Any], filled: Any = None) -> str:
    """The whole page of the ticket in *row*."""
    shown = read(row, own_path(row), filled)
    return page("desk/ticket.html", **knows_of_ticket(shown), **knows_of_order(row))


def read(row: Row[Any], back: str, filled: Any = None) -> Shown:
    """All that is shown of the ticket in *row*."""
    return read_shown(reading(), row, me(), back=back, filled=filled)


def find_row(number: str) -> Row[Any]:
    """The ticket with this number in any grouping, merged or not. Raises WrongNumber, NoSuchTicket."""
    try:
        row = reading().connection().execute(BY_NUMBER, {"number": parse(number)}).first()
    except WrongNumber:
        raise WrongNumber(number, near(reading(), number)) from None
    if row is None:
        raise NoSuchTicket(parse(number), near(reading(), number))
    return row


def find_survivor(number: str) -> Row[Any]:
    """The ticket that the number leads to."""
    row = find_row(number)
    return find_row(str(row.root_number)) if row.state == State.MERGED else row


def own_path(row: Row[Any]) -> str:
    """The path of the ticket's page."""
    return url_for("desk.ticket", number=row.number)


def knows_of_ticket(shown: Shown) -> dict[str, Any]:
    """What the templates of a ticket need, wherever it is shown."""
    number, row = shown.ticket.number, shown.ticket
    merged = request.args.get("merged", type=int)
    own = f"ticket:{row.id} customer:{row.customer_id}" if row.customer_id else f"ticket:{row.id}"
    in_line = f"queue:{row.topic_id} {own}" if row.state == State.WAITING else own
    return {
        "shown": shown, "reasons": list(REASONS.items()), "directions": list(DIRECTIONS.items()),
        "part_url": url_for("desk.ticket_hand", number=number, back=shown.back), "part_channels": own,
        "beside_url": url_for("desk.ticket_beside", number=number), "beside_channels": in_line,
        "merged": merged if merged in [one.number for one in shown.case.duplicates] else None,
        "call_on": "call" in request.args or shown.form("call") is not None,
    }  # fmt: skip


def knows_of_order(row: Row[Any]) -> dict[str, Any]:
    """What the left column needs besides."""
    waits = row.state == State.WAITING
    return {
        "order_url": url_for("desk.ticket_order", number=row.number),
        "order_channels": f"queue:{row.topic_id} ticket:{row.id}" if waits else f"ticket:{row.id}",
    }


def version_of(case: Case) -> str:
    """Changes whenever something is written about the group or its customer."""
    return f"{case.ticket.id}-{last_change(reading(), case)}"


def sign(*facts: Any) -> str:
    """A short sign for what a part shows: it looks the same as long as these facts are the same."""
    while_ = int(clock.now().timestamp()) // WHILE
    return hashlib.sha256(repr((str(get_locale()), while_, facts)).encode()).hexdigest()[:20]
