"""Wait for the customer: out of the line until a day, then back by itself at the old place."""

from datetime import date, timedelta

from app.base import clock
from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.tickets.holding import must_hold
from app.tickets.models import State, Ticket
from app.tickets.stand import channels, lock_ticket, stand

LONGEST = timedelta(days=365)


class DayIsPast(Refused):
    """Waiting ends in the future."""

    def __init__(self) -> None:
        super().__init__(_("Choose a day after today on which the ticket comes back."))


class DayIsFarAway(Refused):
    """Longer than a year is forgetting."""

    def __init__(self) -> None:
        super().__init__(_("Choose a day within a year, so that nobody is forgotten."))


def wait_for_customer(ticket: Ticket, until: date, reason: str, *, by: Acting) -> None:
    """Take the ticket out of line until *until* begins (German time).

    Raises DayIsPast, DayIsFarAway, NotInHand, InOtherHands, IsPartOfAnother.
    """
    if until <= clock.today():
        raise DayIsPast
    if until > clock.today() + LONGEST:
        raise DayIsFarAway
    with transaction() as session:
        ticket = lock_ticket(session, ticket.id)
        must_hold(session, ticket, by)
        concerned = channels(ticket)
        stand(session, ticket, State.ASLEEP, until=clock.start_of(until))
        record(session, "waits_for_customer", ticket, by=by, live=concerned, until=until, reason=reason)
