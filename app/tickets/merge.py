"""Merge: two tickets are one concern."""

from datetime import datetime

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.tickets.models import Merging, State, Ticket
from app.tickets.stand import IsPartOfAnother, below, channels, lock_tickets, repoint, stand

NEARER_TO_AN_ANSWER = [State.HELD, State.WAITING, State.ASLEEP, State.RESOLVED]
"""The survivor stands where the one of both stood that is nearer to an answer: no waiting concern disappears."""


class SameTicket(Refused):
    """A ticket cannot be merged with itself."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("Both numbers lead to %(number)s already.", number=spell(ticket.number)))


class TwoHolders(Refused):
    """Two colleagues work on the two tickets."""

    def __init__(self, one: Person, other: Person) -> None:
        super().__init__(
            _("%(one)s and %(other)s have one of the two in hand each. One of them puts theirs back first.",
              one=one.name, other=other.name)
        )  # fmt: skip


def merge(duplicate: Ticket, *, into: Ticket, by: Acting) -> Ticket:
    """Let *into* stand for *duplicate* as well, at the place of the earlier report; gives the survivor.

    No row of the duplicate moves, and its number leads to the survivor from now on. Who holds one of both holds
    the survivor. Raises SameTicket, IsPartOfAnother, TwoHolders.
    """
    with transaction() as session:
        [duplicate, survivor], _topics = lock_tickets(session, [duplicate.id, into.id])
        if duplicate.id == survivor.id:
            raise SameTicket(survivor)
        for one in (duplicate, survivor):
            if one.state == State.MERGED:
                raise IsPartOfAnother(one, session.get_one(Ticket, one.merged_into_id))
        holders = {one.holder_id for one in (duplicate, survivor) if one.holder_id is not None}
        if len(holders) == 2:
            raise TwoHolders(*(session.get_one(Person, id) for id in sorted(holders)))
        concerned = [*channels(duplicate), *channels(survivor)]
        leads = min((survivor, duplicate), key=lambda one: NEARER_TO_AN_ANSWER.index(one.state))
        becomes = {
            "holder_id": leads.holder_id, "taken_at": leads.taken_at,
            "until": leads.asleep_until, "resolved_at": leads.resolved_at,
        }  # fmt: skip
        session.add(how_they_stood(duplicate, survivor, leads.state, by, clock.now()))
        state, first = leads.state, min(duplicate.first_reported_at, survivor.first_reported_at)
        repoint(session, below(session, duplicate.id), survivor.id)
        stand(session, duplicate, State.MERGED, merged_into_id=survivor.id)
        stand(session, survivor, state, first_reported_at=first, **becomes)  # type: ignore[arg-type]
        record(session, "merged", duplicate, by=by, live=concerned, into=survivor.id, into_number=survivor.number)
        record(session, "took_in", survivor, by=by, merged=duplicate.id, merged_number=duplicate.number)
        return survivor


def how_they_stood(duplicate: Ticket, survivor: Ticket, becomes: State, by: Acting, now: datetime) -> Merging:
    """The row that remembers both as they were."""
    return Merging(
        duplicate_id=duplicate.id, survivor_id=survivor.id, merged_at=now, by_id=by.id,
        duplicate_was=duplicate.state, duplicate_asleep_until=duplicate.asleep_until,
        duplicate_resolved_at=duplicate.resolved_at,
        duplicate_holder_id=duplicate.holder_id, duplicate_taken_at=duplicate.taken_at,
        survivor_was=survivor.state, survivor_asleep_until=survivor.asleep_until,
        survivor_resolved_at=survivor.resolved_at, survivor_became=becomes,
    )  # fmt: skip
