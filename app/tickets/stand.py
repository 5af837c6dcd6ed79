"""Steps that change where a ticket is; the line and its counts follow."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from app.base import clock
from app.base.formats import number as spell
from app.base.refused import NotFound, Refused
from app.base.words import _
from app.tickets.line import count_in, count_out, lock_topics, shows_differently
from app.tickets.models import Merging, State, Ticket, Topic


class JustChanged(Refused):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has changed this just now. Look at it again; nothing was saved here."))


class IsPartOfAnother(Refused):
    """The ticket was merged; its survivor is the one to work on."""

    def __init__(self, ticket: Ticket, survivor: Ticket) -> None:
        super().__init__(
            _("%(number)s is now part of %(survivor)s. Go on there.",
              number=spell(ticket.number), survivor=spell(survivor.number))
        )  # fmt: skip


def lock_tickets(
    session: Session, ids: Iterable[int], topics: Iterable[int] = ()
) -> tuple[list[Ticket], dict[int, Topic]]:
    """The tickets *ids* in this order, and their topics and *topics* by id: fresh and locked, topics first.

    Raises JustChanged when one of them went to another topic in between, NotFound when one does not exist.
    """
    wanted = list(ids)
    where = dict(session.execute(select(Ticket.id, Ticket.topic_id).where(Ticket.id.in_(wanted))).all())
    if len(where) != len(set(wanted)):
        raise NotFound(_("This ticket does not exist any more."))
    held_topics = lock_topics(session, {*where.values(), *topics})
    found = session.scalars(
        select(Ticket)
        .where(Ticket.id.in_(wanted))
        .order_by(Ticket.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    tickets = {ticket.id: ticket for ticket in found}
    if any(ticket.topic_id not in held_topics for ticket in tickets.values()):
        raise JustChanged
    return [tickets[id] for id in wanted], held_topics


def lock_ticket(session: Session, id: int) -> Ticket:
    """The ticket *id*, fresh and locked with its topic. Raises IsPartOfAnother when it was merged."""
    [ticket], _topics = lock_tickets(session, [id])
    if ticket.state == State.MERGED:
        raise IsPartOfAnother(ticket, session.get_one(Ticket, ticket.merged_into_id))
    return ticket


def stand(
    session: Session, ticket: Ticket, state: State, *,
    holder_id: int | None = None, taken_at: datetime | None = None, until: datetime | None = None,
    resolved_at: datetime | None = None, merged_into_id: int | None = None,
    topic_id: int | None = None, first_reported_at: datetime | None = None,
) -> None:  # fmt: skip
    """Put *ticket* into *state*, out of the line or into it; the caller has locked ticket and topics.

    *topic_id* and *first_reported_at* change the line or the key on the way.
    """
    if ticket.state == State.WAITING:
        count_out(session, [(ticket.topic_id, ticket.first_reported_at)])
    else:
        shows_differently(session, ticket.topic_id)
    ticket.state = state
    ticket.holder_id, ticket.taken_at = holder_id, taken_at
    ticket.asleep_until, ticket.resolved_at, ticket.merged_into_id = until, resolved_at, merged_into_id
    if topic_id is not None:
        ticket.topic_id = topic_id
    if first_reported_at is not None:
        ticket.first_reported_at = first_reported_at
    session.flush()
    if state == State.WAITING:
        count_in(session, ticket.topic_id, ticket.first_reported_at)


def set_key(session: Session, ticket: Ticket, first_reported_at: datetime) -> None:
    """Give *ticket* another order key, wherever it is."""
    stand(
        session, ticket, ticket.state, holder_id=ticket.holder_id, taken_at=ticket.taken_at,
        until=ticket.asleep_until, resolved_at=ticket.resolved_at, merged_into_id=ticket.merged_into_id,
        first_reported_at=first_reported_at,
    )  # fmt: skip


def first_report_of_group(session: Session, root: Ticket) -> datetime:
    """The earliest report of *root* and all that is merged into it."""
    session.flush()
    found = session.scalar(
        select(func.min(Ticket.reported_at)).where(or_(Ticket.id == root.id, Ticket.merged_into_id == root.id))
    )
    return found or root.reported_at


def below(session: Session, ticket_id: int) -> list[int]:
    """The ids of all tickets that were merged into *ticket_id*, directly or by way of others."""
    found: list[int] = []
    layer = [ticket_id]
    while layer:
        layer = list(
            session.scalars(
                select(Merging.duplicate_id).where(Merging.survivor_id.in_(layer), Merging.undone_at.is_(None))
            )
        )
        found += layer
    return found


def repoint(session: Session, ids: list[int], root_id: int) -> None:
    """Let the merged tickets *ids* name *root_id* as their root."""
    if ids:
        session.execute(
            update(Ticket).where(Ticket.id.in_(ids)).values(merged_into_id=root_id),
            execution_options={"synchronize_session": "fetch"},
        )


class Shown(Protocol):
    """What a ticket must say of itself so that the pages that show it can be told."""

    @property
    def id(self) -> int: ...
    @property
    def topic_id(self) -> int: ...
    @property
    def customer_id(self) -> int | None: ...
    @property
    def holder_id(self) -> int | None: ...
    @property
    def merged_into_id(self) -> int | None: ...


def channels(ticket: Shown, *people: int | None) -> list[str]:
    """The live channels of pages that show *ticket*, and of these people's desks."""
    root = ticket.merged_into_id or ticket.id
    concerned = [f"person:{id}" for id in (ticket.holder_id, *people) if id is not None]
    customer = [f"customer:{ticket.customer_id}"] if ticket.customer_id else []
    return [f"ticket:{root}", f"queue:{ticket.topic_id}", *concerned, *customer]


def is_due(ticket: Ticket) -> bool:
    """Whether a sleeping ticket's day has come."""
    return ticket.asleep_until is not None and ticket.asleep_until <= clock.now()
