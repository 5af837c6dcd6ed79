"""One ticket as the desk and the ticket page show it: plain rows, read with few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, literal, literal_column, select, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from app.base.record import LogRow
from app.customers.models import Address, Contract, Customer, Phone
from app.desk.names import name_of
from app.people.models import Draft, Person
from app.scheduling.models import Appointment, Order
from app.tickets.line import IS_WAITING, ORDER, Place, place_of
from app.tickets.models import State, Ticket, Topic

Root = aliased(Ticket, name="root")
Receiver = aliased(Person, name="receiver")

_tickets: Any = (
    select(
        Ticket.id, Ticket.number, Ticket.channel, Ticket.subject, Ticket.state, Ticket.reported_at,
        Ticket.first_reported_at, Ticket.received_at, Ticket.taken_at, Ticket.asleep_until, Ticket.resolved_at,
        Ticket.topic_id, Topic.slug, Topic.name.label("topic"), Topic.letter, Topic.version,
        Ticket.customer_id, Customer.number.label("customer_number"), Customer.given_name, Customer.family_name,
        Customer.company, Ticket.holder_id, Person.name.label("holder"), Person.plate.label("holder_plate"),
        Root.number.label("root_number"), Receiver.name.label("receiver"),
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Customer, Customer.id == Ticket.customer_id)
    .outerjoin(Person, Person.id == Ticket.holder_id)
    .outerjoin(Root, Root.id == Ticket.merged_into_id)
    .outerjoin(Receiver, Receiver.id == Ticket.received_by_id)
)  # fmt: skip
BY_NUMBER = _tickets.where(Ticket.number == bindparam("number"))
IN_HAND = _tickets.where(Ticket.holder_id == bindparam("person"), Ticket.state == literal_column("'held'")).order_by(
    Ticket.taken_at, Ticket.number
)

_near = (
    select(
        literal("duplicate").label("what"), Ticket.id, Ticket.number, Ticket.channel, Ticket.reported_at,
        Ticket.first_reported_at, Ticket.received_at, Topic.letter, Customer.given_name, Customer.family_name,
        Customer.company,
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Customer, Customer.id == Ticket.customer_id)
)  # fmt: skip
_own_key = tuple_(bindparam("first", type_=Ticket.first_reported_at.type), bindparam("number"))
_in_line = _near.where(Ticket.topic_id == bindparam("topic"), IS_WAITING)
# What was merged into it, and who stands around it: the two before and the two after in the same line.
_group_and_neighbours: Any = union_all(
    _near.where(Ticket.merged_into_id == bindparam("root"), Ticket.state == literal_column("'merged'")),
    select(
        _in_line.with_only_columns(literal("neighbour").label("what"), *list(_in_line.selected_columns)[1:])
        .where(tuple_(*ORDER) < _own_key)
        .order_by(*(column.desc() for column in ORDER))
        .limit(2)
        .subquery()
    ),
    select(
        _in_line.with_only_columns(literal("neighbour").label("what"), *list(_in_line.selected_columns)[1:])
        .where(tuple_(*ORDER) > _own_key)
        .order_by(*ORDER)
        .limit(2)
        .subquery()
    ),
)

# Each look by an index of the log book; what the page shows besides the group is its customer's.
_orders = select(Order.id).where(Order.customer_id == bindparam("customer"))
_dates = select(Appointment.id).where(Appointment.order_id.in_(_orders))
_tickets_of_theirs = select(Ticket.id).where(Ticket.customer_id == bindparam("customer"))
_about: Any = union_all(
    *(
        select(func.max(LogRow.seq).label("seq")).where(condition)
        for condition in (
            LogRow.ticket_id.in_(bindparam("group", expanding=True)),
            LogRow.ticket_id.in_(_tickets_of_theirs),
            and_(LogRow.kind == Customer.__tablename__, LogRow.thing_id == bindparam("customer")),
            and_(LogRow.kind == Order.__tablename__, LogRow.thing_id.in_(_orders)),
            and_(LogRow.kind == Appointment.__tablename__, LogRow.thing_id.in_(_dates)),
        )
    )
).subquery("about")
_changed = select(func.max(_about.c.seq))

# What else stands on the page, in one statement instead of seven.
_others = union_all(
    select(
        literal("me").label("what"), Person.hands.label("id"), Person.name.label("text"),
        case((Person.may_choose, literal_column("'yes'")), else_=literal_column("'no'")).label("more"),
    ).where(Person.id == bindparam("me")),
    select(literal("topic"), Topic.id, Topic.name, Topic.letter).where(Topic.is_open),
    select(literal("agent"), Person.id, Person.name, Person.plate)
    .where(Person.is_agent, Person.is_active, Person.id != bindparam("me")),
    select(literal("draft"), literal(0), Draft.place, Draft.text)
    .where(Draft.person_id == bindparam("me"), Draft.place.in_(bindparam("drafts", expanding=True))),
    select(literal("address"), Address.id, Address.street, Address.postcode + " " + Address.place)
    .where(Address.customer_id == bindparam("customer")),
    select(literal("phone"), Phone.id, Phone.e164, Phone.label).where(Phone.customer_id == bindparam("customer")),
    select(literal("contract"), Contract.id, Contract.number, Contract.product)
    .where(Contract.customer_id == bindparam("customer")),
)  # fmt: skip


@dataclass(frozen=True)
class Other:
    """A topic, a colleague, a draft, an address, a telephone number or a contract that the page offers or says."""

    id: int
    text: str
    more: str


@dataclass(frozen=True)
class Case:
    """The ticket a page is about, with all that was merged into it."""

    ticket: Row[Any]
    duplicates: Sequence[Row[Any]]
    place: Place | None
    around: list["Neighbour"]
    """Who stands before and after it, itself among them; empty when it does not wait."""

    @property
    def ids(self) -> list[int]:
        """The ids of the whole group."""
        return [self.ticket.id, *(row.id for row in self.duplicates)]

    @property
    def customer(self) -> str:
        """The name as it is said; empty for "not yet known"."""
        return name_of(self.ticket)


@dataclass(frozen=True)
class Surroundings:
    """What stands beside a ticket: what I may, where it could go, who could take it, how the customer is reached."""

    may_choose: bool
    hands: int
    topics: list[Other]
    agents: list[Other]
    addresses: list[Other]
    phones: list[Other]
    contracts: list[Other]
    drafts: dict[str, str]


@dataclass(frozen=True)
class Neighbour:
    """A ticket near another one in the line."""

    number: int
    place: int


def read_case(session: Session, ticket: Row[Any]) -> Case:
    """The group and the place of the ticket in *ticket*, a row of BY_NUMBER or IN_HAND."""
    waits = ticket.state == State.WAITING
    key = (ticket.first_reported_at, ticket.number)
    near = (
        session.connection()
        .execute(
            _group_and_neighbours,
            {"root": ticket.id, "topic": ticket.topic_id if waits else 0, "first": key[0], "number": key[1]},
        )
        .all()
    )
    duplicates = sorted((row for row in near if row.what == "duplicate"), key=lambda row: (row.reported_at, row.number))
    if not waits:
        return Case(ticket, duplicates, None, [])
    place = place_of(session, ticket.topic_id, *key)
    keys = sorted([key, *((row.first_reported_at, row.number) for row in near if row.what == "neighbour")])
    around = [Neighbour(number, place.place - keys.index(key) + n) for n, (_first, number) in enumerate(keys)]
    return Case(ticket, duplicates, place, around)


def last_change(session: Session, case: Case) -> int:
    """The last row of the log book about the group or its customer: what the pages show is as old as that."""
    return session.connection().scalar(_changed, {"group": case.ids, "customer": case.ticket.customer_id}) or 0


def read_surroundings(session: Session, ticket: Row[Any], person_id: int) -> Surroundings:
    """What the page offers and says beside *ticket* to the person."""
    found: dict[str, list[Other]] = {}
    rows = session.connection().execute(
        _others,
        {
            "me": person_id, "customer": ticket.customer_id,
            "drafts": [draft_place(ticket.id, "note"), draft_place(ticket.id, "call")],
        },
    )  # fmt: skip
    for row in rows:
        found.setdefault(row.what, []).append(Other(row.id, row.text, row.more))
    said = {kind: sorted(found.get(kind, []), key=lambda one: (one.text, one.id)) for kind in ("topic", "agent")}
    kept = {kind: sorted(found.get(kind, []), key=lambda one: one.id) for kind in ("address", "phone", "contract")}
    drafts = {one.text.rpartition("-")[2]: one.more for one in found.get("draft", [])}
    [self] = found["me"]
    return Surroundings(
        self.more == "yes",
        self.id,
        said["topic"],
        said["agent"],
        kept["address"],
        kept["phone"],
        kept["contract"],
        drafts,
    )


def draft_place(ticket_id: int, kind: str) -> str:
    """Under which name the draft of a ticket's "note" or "call" is kept."""
    return f"ticket-{ticket_id}-{kind}"
