"""Hand over: a colleague goes on with the ticket."""

from app.base import clock
from app.base.access import Acting, Role
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.queueing.take_next import HandsFull, free_hand
from app.tickets.holding import must_hold
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_ticket, stand


class CannotTakeIt(Refused):
    """The colleague is away, no agent, or has no hand free."""

    def __init__(self, colleague: Person, hands_full: bool = False) -> None:
        if hands_full:
            sentence = _("%(name)s has no hand free. Put the ticket back, or ask somebody else.", name=colleague.name)
        else:
            sentence = _("%(name)s cannot take tickets. Choose an agent.", name=colleague.name)
        super().__init__(sentence)


def hand_over(ticket: Ticket, to: Person, *, by: Acting, note: str = "") -> None:
    """Put the ticket from the holder's hand into that of *to*.

    Raises CannotTakeIt, NotInHand, InOtherHands, IsPartOfAnother.
    """
    with transaction() as session:
        colleague = locked(session, Person, to.id)
        if not colleague.is_active or Role.AGENT not in colleague.roles:
            raise CannotTakeIt(colleague)
        try:
            free_hand(session, colleague)
        except HandsFull:
            raise CannotTakeIt(colleague, hands_full=True) from None
        ticket = lock_ticket(session, ticket.id)
        must_hold(session, ticket, by)
        concerned = [*channels(ticket), f"person:{colleague.id}"]
        stand(session, ticket, State.HELD, holder_id=colleague.id, taken_at=clock.now())
        record(
            session, "handed_over", ticket, by=by, live=concerned, to=colleague.id, to_name=colleague.name, note=note
        )
