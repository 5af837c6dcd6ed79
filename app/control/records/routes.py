"""The fairness record and the log book."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.base import clock
from app.base.access import Role, allowed
from app.base.database import reading
from app.base.fields import id_or_0
from app.base.refused import Refused
from app.base.web import asked, page
from app.base.words import _
from app.control.actions import ACTIONS
from app.control.blueprint import bp
from app.control.book import Asked, Book, read_book
from app.control.fairness import read_proof
from app.people.models import Person
from app.tickets.find_ticket import find_ticket

TAKES = 50
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


@bp.get("/control/fairness")
@allowed(Role.SUPERVISOR)
def fairness() -> Any:
    """What was handed out in turn, and what was not."""
    today = clock.today()
    fault, first, last = "", today, today
    try:
        first, last = a_day("first", today), a_day("last", today)
    except ValueError:
        fault = _("Give both days, for example 03.08.2022.")
    if first > last:
        fault, first = _("The first day lies after the last one."), last
    proof = read_proof(reading(), first, last, TAKES, whole("before"))
    return page("control/fairness.html", proof=proof, fault=fault, before=whole("before")), 422 if fault else 200


@bp.get("/control/log")
@allowed(Role.SUPERVISOR, Role.ADMINISTRATOR)
def log() -> Any:
    """The log book."""
    kind, _dot, action = asked("action").partition(".")
    book, fault = Book([], None, None), ""
    try:
        ticket = find_ticket(asked("number")).id if asked("number") else None
        known = (kind, action) in ACTIONS
        book = read_book(
            reading(),
            Asked(ticket, whole("person"), kind if known else "", action if known else "", whole("before")),
        )
    except Refused as refusal:
        fault = str(refusal)
    people = reading().execute(select(Person.id, Person.name).order_by(Person.name, Person.id)).all()
    filters = {name: asked(name) for name in ("number", "person", "action") if asked(name)}
    return page(
        "control/log.html",
        book=book,
        fault=fault,
        people=people,
        actions=ACTIONS,
        filters=filters,
        before=whole("before"),
    ), 404 if fault else 200


def a_day(name: str, otherwise: date) -> date:
    """The day that the address gives under *name*. Raises ValueError."""
    day = date.fromisoformat(asked(name)) if asked(name) else otherwise
    if not EARLIEST <= day <= LATEST:
        raise ValueError(day)
    return day


def whole(name: str) -> int | None:
    """The number that the address gives under *name*, if it is one that a row can have."""
    return id_or_0(asked(name)) or None
