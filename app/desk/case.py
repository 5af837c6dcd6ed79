"""One ticket as the desk and the ticket page show it: plain rows, read with few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, literal, literal_column, select, union_all
from sqlalchemy.orm import Session, aliased

from app.base.record import LogRow
from app.customers.models import Address, Contract, Customer, Phone
from app.desk.models import Draft
from app.desk.names import name_of
from app.people.models import Person
from app.tickets.line import Place, place_of
from app.tickets.models import State, Ticket, Topic

Root = aliased(Ticket, name="root")
Receiver = aliased(Person, name="receiver")

_tickets: Select[Any] = (
    select(
        Ticket.id, Ticket.number, Ticket.channel, Ticket.subject, Ticket.state, Ticket.reported_at,
        Ticket.first_reported_at, Ticket.received_at, Ticket.taken_at, Ticket.asleep_until, Ticket.resolved_at,
        Ticket.topic_id, Topic.slug, Topic.name.label("topic"), Topic.letter,
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

_duplicates = (
    select(
        Ticket.id, Ticket.number, Ticket.channel, Ticket.reported_at, Ticket.received_at, Topic.letter,
        Customer.given_name, Customer.family_name, Customer.company,
    )
    .join(Topic, Topic.id == Ticket.topic_id)
    .outerjoin(Customer, Customer.id == Ticket.customer_id)
    .where(Ticket.merged_into_id == bindparam("root"), Ticket.state == literal_column("'merged'"))
    .order_by(Ticket.reported_at, Ticket.number)
)  # fmt: skip

_changed = select(func.max(LogRow.seq)).where(LogRow.ticket_id.in_(bindparam("group", expanding=True)))

# What else stands on the page, in one statement instead of six.
_others = union_all(
    select(literal("topic").label("what"), Topic.id, Topic.name.label("text"), Topic.letter.label("more"))
    .where(Topic.is_open),
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
    """What stands beside a ticket: where it could go, who could take it, how the customer is reached."""

    topics: list[Other]
    agents: list[Other]
    addresses: list[Other]
    phones: list[Other]
    contracts: list[Other]
    drafts: dict[str, str]


def read_case(session: Session, ticket: Row[Any]) -> Case:
    """The group and the place of the ticket in *ticket*, a row of BY_NUMBER or IN_HAND."""
    duplicates = session.execute(_duplicates, {"root": ticket.id}).all()
    place = None
    if ticket.state == State.WAITING:
        place = place_of(session, ticket.topic_id, ticket.first_reported_at, ticket.number)
    return Case(ticket, duplicates, place)


def last_change(session: Session, case: Case) -> int:
    """The last row of the log book that is about the group: what its pages show is as old as that."""
    return session.scalar(_changed, {"group": case.ids}) or 0


def read_surroundings(session: Session, ticket: Row[Any], person_id: int) -> Surroundings:
    """What the page offers and says beside *ticket* to the person."""
    found: dict[str, list[Other]] = {}
    rows = session.execute(
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
    return Surroundings(said["topic"], said["agent"], kept["address"], kept["phone"], kept["contract"], drafts)


def draft_place(ticket_id: int, kind: str) -> str:
    """Under which name the draft of a ticket's "note" or "call" is kept."""
    return f"ticket-{ticket_id}-{kind}"
