"""What to tell the customer: where they stand, ready to be read aloud, and nothing that may not hold."""

from dataclasses import dataclass

from app.base import clock
from app.base.formats import count, spoken
from app.base.words import _
from app.desk.case import Case
from app.scheduling.labels import WINDOWS
from app.scheduling.orders_of import OrderCard
from app.tickets.models import State


@dataclass(frozen=True)
class Sentence:
    """One sentence; what stands between two stars is said with weight."""

    text: str
    is_aloud: bool = True
    """False: for the agent only."""


def sentences(case: Case, me: int, orders: list[OrderCard]) -> list[Sentence]:
    """What is true about this ticket now."""
    ticket = case.ticket
    since = spoken(ticket.first_reported_at.astimezone(clock.BERLIN).date())
    said = [Sentence(text) for text in [*_stand(case, me, since), *_dates(orders)]]
    if ticket.state == State.WAITING:
        said.append(Sentence(_("No day can be named for this yet. Another call does not change the place."), False))
    return said


def _dates(orders: list[OrderCard]) -> list[str]:
    said = []
    for order in orders:
        if not order.is_outstanding:
            continue
        if order.live:
            said.append(_(
                "“Your date for %(product)s: *%(day)s, %(window)s*.”",
                product=order.product, day=spoken(order.live.day), window=WINDOWS[order.live.window],
            ))  # fmt: skip
        elif order.promise:
            said.append(_("“The missed date is made up by *%(day)s* at the latest.”", day=spoken(order.promise.due)))
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
    return [
        first,
        _("“You are at *place %(place)s* of %(waiting)s.”", place=count(place.place), waiting=count(place.waiting)),
    ]
