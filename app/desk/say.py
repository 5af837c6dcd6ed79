"""What to tell the customer: where they stand, ready to be read aloud, and nothing that may not hold."""

from dataclasses import dataclass

from app.base import clock
from app.base.formats import count, spoken
from app.base.words import _
from app.desk.case import Case
from app.tickets.models import State


@dataclass(frozen=True)
class Sentence:
    """One sentence; what stands between two stars is said with weight."""

    text: str
    is_aloud: bool = True
    """False: for the agent only."""


def sentences(case: Case, me: int) -> list[Sentence]:
    """What is true about this ticket now."""
    ticket = case.ticket
    since = spoken(ticket.first_reported_at.astimezone(clock.BERLIN).date())
    said = [Sentence(text) for text in _stand(case, me, since)]
    if ticket.state == State.WAITING:
        said.append(Sentence(_("No day can be named for this yet. Another call does not change the place."), False))
    return said


def _stand(case: Case, me: int, since: str) -> list[str]:
    ticket, place = case.ticket, case.place
    if ticket.state == State.HELD and ticket.holder_id == me:
        return [_("“We have had your report since *%(since)s*. Now it is your turn.”", since=since)]
    if ticket.state == State.HELD:
        return [_("“We have had your report since *%(since)s*. A colleague is working on it now.”", since=since)]
    if ticket.state == State.ASLEEP:
        until = spoken(ticket.asleep_until.astimezone(clock.BERLIN).date())
        return [
            _("“We have had your report since *%(since)s* and are waiting for your answer.”", since=since),
            _("“On *%(until)s* we take it up again by ourselves, at your old place.”", until=until),
        ]
    if ticket.state == State.RESOLVED:
        on = spoken(ticket.resolved_at.astimezone(clock.BERLIN).date())
        return [
            _("“Your concern has been resolved since *%(on)s*.”", on=on),
            _("“If something is still missing, we take it up again, at your old place.”"),
        ]
    assert place is not None
    first = _("“Your first report is of *%(since)s*.”", since=since)
    if place.place == 1:
        return [first, _("“You are *the next one* in line.”")]
    return [first, _("“You are at *place %(place)s* of %(waiting)s.”", place=count(place.place), waiting=count(place.waiting))]
