"""The one search field: a ticket, an order or a customer that is named exactly opens at once, else a list."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.base.access import EVERY_ROLE, allowed
from app.base.database import reading
from app.base.web import asked, page, see
from app.customers.phone import NoTelephoneNumber, e164
from app.customers.search import Found, search
from app.desk.blueprint import bp
from app.desk.names import STATES
from app.scheduling.models import Order
from app.tickets.find_ticket import find_exactly
from app.tickets.models import State, Ticket, Topic
from app.tickets.number import DIGITS, NoSuchTicket, WrongNumber, digits_of

LONGEST = 200
# A telephone number begins with 0 or +; a ticket number never does. It may carry the letter of its topic, or come out of
# a mail's subject: «[Ticket#104718235]», «Ticketnummer: 104–718–235».
LIKE_A_TICKET = re.compile(
    r"\[?\s*(?:ticket[\s-]*)?(?:nummer|nr|no)?[\s.:#]*[^\W\d_]?\s*[1-9][\d\s./#‐–-]*[\]\s,;]*", re.IGNORECASE
)
LIKE_AN_ORDER = re.compile(r"a?\s*(\d[\d\s.]*)", re.IGNORECASE)

_open = (
    select(Ticket.customer_id, Ticket.number, Ticket.subject, Ticket.state, Ticket.first_reported_at, Topic.letter)
    .join(Topic, Topic.id == Ticket.topic_id)
    .where(
        Ticket.customer_id.in_(bindparam("customers", expanding=True)),
        Ticket.state.not_in([State.RESOLVED, State.MERGED]),
    )
    .order_by(Ticket.first_reported_at, Ticket.number)
    .limit(100)
)


@dataclass(frozen=True)
class Results:
    """What the page of results shows. *fault*: why the number cannot be a ticket's; *near*: those that exist."""

    typed: str
    found: list[Found] = field(default_factory=list)
    tickets: dict[int, list[Row[*tuple[Any, ...]]]] = field(default_factory=dict)
    """The open tickets by the id of the customer."""
    fault: str = ""
    near: list[int] = field(default_factory=list)
    phone: str = ""
    """What was typed, if it is a telephone number."""


@bp.get("/search", endpoint="search")
@allowed(*EVERY_ROLE)
def show_search() -> Any:
    """Open what was named exactly, or list what may be meant."""
    typed = asked("q")[:LONGEST]
    fault: WrongNumber | NoSuchTicket | None = None
    if LIKE_A_TICKET.fullmatch(typed) and len(digits_of(typed)) >= DIGITS - 1:
        try:
            # Whoever types a number mostly has a caller on the line: the call at the foot is ready.
            return see("desk.ticket", number=find_exactly(typed).number, call=1)
        except (WrongNumber, NoSuchTicket) as wrong:
            fault = wrong
    found = search(typed) if typed else []
    if len(found) == 1 and found[0].is_exact:
        return see("desk.customer", number=found[0].number)
    if not found and (number := order_number(typed)):
        return see("scheduling.order", number=number)
    tickets: dict[int, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in reading().execute(_open, {"customers": [one.id for one in found]}):
        tickets[row.customer_id].append(row)
    # A number that is a customer's after all was no wrong ticket number.
    told = (str(fault), fault.near) if fault and not found else ("", [])
    return page("desk/search.html", results=Results(typed, found, dict(tickets), *told, phone_of(typed)), states=STATES)


def order_number(typed: str) -> int | None:
    """The number of the order that «A 10 310» names, if there is one."""
    match = LIKE_AN_ORDER.fullmatch(typed)
    digits = digits_of(typed)
    if not match or not 1 <= len(digits) < DIGITS:
        return None
    return reading().scalar(select(Order.number).where(Order.number == int(digits)))


def phone_of(typed: str) -> str:
    """*typed* as E.164, or nothing."""
    try:
        return e164(typed) if typed[:1] in ("0", "+", "(") else ""
    except NoTelephoneNumber:
        return ""
