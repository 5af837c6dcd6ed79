"""Unmerge: two tickets were two concerns after all."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.tickets.line import IS_HELD
from app.tickets.models import Merging, State, Ticket
from app.tickets.stand import JustChanged, below, channels, first_report_of_group, lock_tickets, repoint, stand


class NotMerged(Refused):
    """The ticket stands for itself."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not part of another ticket.", number=spell(ticket.number)))


def unmerge(duplicate: Ticket, *, by: Acting) -> Ticket:
    """Let *duplicate* stand for itself again, where it stood, with what had been merged into it before.

    The survivor goes back to where it stood too, unless somebody has worked on it or merged more into it since.
    What was in hand before and is not any more waits at its own place. Raises NotMerged.
    """
    with transaction() as session:
        merging = session.scalar(
            select(Merging).where(Merging.duplicate_id == duplicate.id, Merging.undone_at.is_(None)).with_for_update()
        )
        root_id = session.scalar(select(Ticket.merged_into_id).where(Ticket.id == duplicate.id))
        if merging is None or root_id is None:
            raise NotMerged(duplicate)
        if merging.duplicate_holder_id is not None:
            locked(session, Person, merging.duplicate_holder_id)
        [duplicate, root], _topics = lock_tickets(session, [duplicate.id, root_id])
        if duplicate.merged_into_id != root.id:
            raise JustChanged
        concerned = channels(root)
        duplicate_goes, survivor_goes = where_to(session, merging, root)
        merging.undone_at, merging.undone_by_id = clock.now(), by.id
        followers = below(session, duplicate.id)
        repoint(session, followers, duplicate.id)
        own = [duplicate.reported_at, *(session.get_one(Ticket, id).reported_at for id in followers)]
        # The root lets go of the hand first: nobody holds both for a moment.
        stand(session, root, **survivor_goes)
        stand(session, duplicate, **duplicate_goes, first_reported_at=min(own))
        stand(session, root, **survivor_goes, first_reported_at=first_report_of_group(session, root))
        concerned += channels(duplicate)
        record(session, "unmerged", duplicate, by=by, live=concerned, survivor=root.id, survivor_number=root.number)
        record(session, "let_go", root, by=by, unmerged=duplicate.id, unmerged_number=duplicate.number)
        return duplicate


Standing = dict[str, Any]
"""Where a ticket is, as ``stand`` takes it."""


def where_to(session: Session, merging: Merging, root: Ticket) -> tuple[Standing, Standing]:
    """Where the duplicate goes, and where its root."""
    now = as_it_stands(root)
    duplicate_was = standing(
        merging.duplicate_was, merging.duplicate_holder_id, merging.duplicate_taken_at,
        merging.duplicate_asleep_until, merging.duplicate_resolved_at,
    )  # fmt: skip
    survivor_was = standing(
        merging.survivor_was, None, None, merging.survivor_asleep_until, merging.survivor_resolved_at
    )
    led = survivor_was if merging.survivor_was == merging.survivor_became else duplicate_was
    if now == led and is_the_last(session, merging, root):
        return duplicate_was, survivor_was
    if merging.duplicate_was == State.HELD and not goes_on_with_both(session, merging, root):
        return standing(State.WAITING), now
    return duplicate_was, now


def is_the_last(session: Session, merging: Merging, root: Ticket) -> bool:
    """Whether nothing came to *root* later, which would count on the root being where it is now."""
    last = select(func.max(Merging.id)).where(Merging.survivor_id == root.id, Merging.undone_at.is_(None))
    return session.scalar(last) == merging.id


def goes_on_with_both(session: Session, merging: Merging, root: Ticket) -> bool:
    """Whether one person had both in hand, still has the one and a hand free for the other."""
    holder_id = merging.duplicate_holder_id
    if merging.survivor_was != State.HELD or root.holder_id != holder_id:
        return False
    has = select(func.count()).where(Ticket.holder_id == holder_id, IS_HELD)
    return (session.scalar(has) or 0) < session.get_one(Person, holder_id).hands


def standing(
    state: State, holder_id: int | None = None, taken_at: datetime | None = None,
    until: datetime | None = None, resolved_at: datetime | None = None,
) -> Standing:  # fmt: skip
    """What ``stand`` takes."""
    return {
        "state": state, "holder_id": holder_id, "taken_at": taken_at, "until": until, "resolved_at": resolved_at,
    }  # fmt: skip


def as_it_stands(ticket: Ticket) -> Standing:
    """What keeps *ticket* where it is."""
    return standing(ticket.state, ticket.holder_id, ticket.taken_at, ticket.asleep_until, ticket.resolved_at)
