"""Questions about the one who has a ticket in hand."""

from sqlalchemy.orm import Session

from app.base.access import Acting, Role
from app.base.formats import number as spell
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.tickets.models import State, Ticket


class InOtherHands(Refused):
    """A colleague has the ticket."""

    def __init__(self, ticket: Ticket, holder: Person) -> None:
        super().__init__(
            _("%(number)s is in the hands of %(holder)s (%(plate)s). Speak to them, or let a supervisor put it back.",
              number=spell(ticket.number), holder=holder.name, plate=holder.plate)
        )  # fmt: skip


class NotInHand(Refused):
    """Only what is in hand can be put back, handed over or made to wait."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not in your hands (any more).", number=spell(ticket.number)))


def must_hold(session: Session, ticket: Ticket, by: Acting) -> None:
    """Refuse unless *by* holds *ticket*; a supervisor may act for the holder. Raises NotInHand, InOtherHands."""
    if ticket.state != State.HELD:
        raise NotInHand(ticket)
    must_not_disturb(session, ticket, by)


def must_not_disturb(session: Session, ticket: Ticket, by: Acting) -> None:
    """Refuse when a colleague holds *ticket*. Raises InOtherHands."""
    if ticket.holder_id not in (None, by.id) and Role.SUPERVISOR not in by.roles:
        raise InOtherHands(ticket, session.get_one(Person, ticket.holder_id))
