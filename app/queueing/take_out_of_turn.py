"""Take out of turn: choose a waiting ticket, for a reason that everybody can read."""

from app.base.access import Acting, Role
from app.base.database import transaction
from app.base.formats import number as spell
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.people.models import Person
from app.queueing.take_next import Taken, channels_of, claim, free_hand
from app.queueing.wake_due import wake_in
from app.tickets.line import place
from app.tickets.models import State, Ticket
from app.tickets.stand import lock_ticket


class MayNotChoose(Refused):
    """Choosing is for those who are allowed to."""

    def __init__(self) -> None:
        super().__init__(
            _("You may not take tickets out of turn. Ask your supervisor to take it or to hand it to you.")
        )


class DoesNotWait(Refused):
    """Somebody has it, or it is asleep, resolved or merged."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(_("%(number)s is not waiting in line (any more).", number=spell(ticket.number)))


class WhyOutOfTurn(Refused):
    """Without a reason nobody is passed."""

    def __init__(self) -> None:
        super().__init__(_("Write down why this ticket comes out of turn; everybody can read it."))


def take_out_of_turn(ticket: Ticket, reason: str, *, by: Acting) -> Taken:
    """Give *by* this ticket although others wait longer; the fairness record shows reason, place and who was passed.

    Raises MayNotChoose, WhyOutOfTurn, DoesNotWait, HandsFull.
    """
    if not reason.strip():
        raise WhyOutOfTurn
    with transaction() as session:
        free_hand(session, by)
        person = session.get_one(Person, by.id)
        if not person.may_choose and Role.SUPERVISOR not in person.roles:
            raise MayNotChoose
        ticket = lock_ticket(session, ticket.id)
        wake_in(session, [ticket.topic_id])
        if ticket.state != State.WAITING:
            raise DoesNotWait(ticket)
        stood = place(session, ticket)
        assert stood is not None
        taken = Taken(ticket.id, ticket.number, ticket.topic_id, ticket.first_reported_at)
        claim(session, taken, by)
        record(
            session, "taken_out_of_turn", taken, by=by, live=[*channels_of(taken, by), "fairness"],
            reason=reason.strip(), place=stood.place, passed=stood.place - 1, topic=ticket.topic_id,
        )  # fmt: skip
        return taken
