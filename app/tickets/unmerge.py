"""Unmerge: two tickets were two concerns after all."""

from typing import Any

from sqlalchemy import select

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.models import Merging, State, Ticket
from app.tickets.stand import JustChanged, below, channels, first_report_of_group, lock_tickets, repoint, stand


class NotMerged(Refused):
    """The ticket stands for itself."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not part of another ticket.", number=spell(ticket.number)))


def unmerge(duplicate: Ticket, *, by: Acting) -> Ticket:
    """Let *duplicate* stand for itself again, where it stood, with what had been merged into it before.

    The survivor goes back to where it stood too, unless somebody has worked on it since. What was in hand before
    and is not any more waits at its own place. Raises NotMerged.
    """
    with transaction() as session:
        merging = session.scalar(
            select(Merging).where(Merging.duplicate_id == duplicate.id, Merging.undone_at.is_(None)).with_for_update()
        )
        root_id = session.scalar(select(Ticket.merged_into_id).where(Ticket.id == duplicate.id))
        if merging is None or root_id is None:
            raise NotMerged(duplicate)
        [duplicate, root], _topics = lock_tickets(session, [duplicate.id, root_id])
        if duplicate.merged_into_id != root.id:
            raise JustChanged
        concerned = channels(root)
        duplicate_goes, survivor_goes = where_to(merging, root)
        merging.undone_at, merging.undone_by_id = clock.now(), by.id
        followers = below(session, duplicate.id)
        repoint(session, followers, duplicate.id)
        own = [duplicate.reported_at, *(session.get_one(Ticket, id).reported_at for id in followers)]
        # The root lets go of the hand first: nobody holds both for a moment.
        stand(session, root, **(survivor_goes or as_it_stands(root)))
        stand(session, duplicate, **duplicate_goes, first_reported_at=min(own))
        stand(session, root, **as_it_stands(root), first_reported_at=first_report_of_group(session, root))
        concerned += channels(duplicate)
        record(session, "unmerged", duplicate, by=by, live=concerned, survivor=root.id, survivor_number=root.number)
        record(session, "let_go", root, by=by, unmerged=duplicate.id, unmerged_number=duplicate.number)
        return duplicate


def where_to(merging: Merging, root: Ticket) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Where the duplicate goes, and where its survivor (None: it stays as it is)."""
    survivor_was = {
        "state": merging.survivor_was, "until": merging.survivor_asleep_until,
        "resolved_at": merging.survivor_resolved_at,
    }  # fmt: skip
    is_direct = merging.survivor_id == root.id and merging.survivor_was != State.HELD
    if merging.duplicate_was == State.HELD:
        hand = {"holder_id": merging.duplicate_holder_id, "taken_at": merging.duplicate_taken_at}
        if is_direct and (root.holder_id, root.taken_at) == (hand["holder_id"], hand["taken_at"]):
            return {"state": State.HELD, **hand}, survivor_was
        return {"state": State.WAITING}, None
    duplicate_was = {
        "state": merging.duplicate_was, "until": merging.duplicate_asleep_until,
        "resolved_at": merging.duplicate_resolved_at,
    }  # fmt: skip
    if is_direct and root.state == merging.survivor_became:
        return duplicate_was, survivor_was
    return duplicate_was, None


def as_it_stands(ticket: Ticket) -> dict[str, Any]:
    """What keeps *ticket* where it is."""
    return {
        "state": ticket.state, "holder_id": ticket.holder_id, "taken_at": ticket.taken_at,
        "until": ticket.asleep_until, "resolved_at": ticket.resolved_at,
    }  # fmt: skip
