"""Moving as a supervisor does it: with a sentence that says how many went, or who was faster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.base import clock
from app.base.access import Acting
from app.base.formats import number, short
from app.base.refused import Refused
from app.base.words import _, ngettext
from app.control.last_move import Move, last_move_of, last_move_out_of
from app.queueing.move import NothingToMove, move, move_all
from app.tickets.models import Ticket, Topic
from app.tickets.stand import JustChanged

SECOND_PRESS = timedelta(minutes=2)
"""Within this time the same move by the same person is the same press."""


@dataclass(frozen=True)
class Moved:
    """How many tickets went, and the sentence about it."""

    count: int
    sentence: str


class SomebodyWasFaster(Refused):
    """A colleague has moved them in the meantime."""

    def __init__(self, by: str, to: str, when: str) -> None:
        super().__init__(
            _("%(name)s was faster and moved them to %(topic)s at %(when)s. You have moved nothing; look where they "
              "stand now.", name=by, topic=to, when=when)
        )  # fmt: skip


def move_line(source: Topic, to: Topic, reason: str, *, by: Acting) -> Moved:
    """Move all who wait in *source*. Raises SomebodyWasFaster, NothingToMove, TopicIsClosed."""
    try:
        count = move_all(source, to, reason, by=by)
    except (NothingToMove, JustChanged) as refusal:
        return _explained(last_move_out_of(source.id), to, by, refusal)
    return Moved(count, _sentence(count, to))


def move_named(tickets: Sequence[Ticket], to: Topic, reason: str, *, by: Acting) -> Moved:
    """Move *tickets*; says how many were there already. Raises as move_line does, and IsPartOfAnother."""
    try:
        count = move(tickets, to, reason, by=by)
    except (NothingToMove, JustChanged) as refusal:
        return _explained(last_move_of([ticket.id for ticket in tickets]), to, by, refusal)
    there = len(tickets) - count
    more = " " + ngettext("%(num)d was there already.", "%(num)d were there already.", there) if there else ""
    return Moved(count, _sentence(count, to) + more)


def move_named_sentence(merged: Sequence[tuple[int, int]]) -> list[str]:
    """What became of numbers that were merged: the survivor was moved."""
    return [
        _("%(number)s is part of %(survivor)s; that one was moved.", number=number(one), survivor=number(survivor))
        for one, survivor in merged
    ]


def _sentence(count: int, to: Topic) -> str:
    return ngettext(
        "%(num)d ticket is now in %(topic)s, at the place of its first report.",
        "%(num)d tickets are now in %(topic)s, each at the place of its first report.", count, topic=to.name,
    )  # fmt: skip


def _explained(last: Move | None, to: Topic, by: Acting, refusal: Refused) -> Moved:
    """The second press shows what the first one did; a colleague's move is named; else the refusal stands."""
    if last is None:
        raise refusal
    if last.by_id == by.id:
        if last.to_id != to.id or clock.now() - last.at > SECOND_PRESS:
            raise refusal
        return Moved(
            0,
            _(
                "They are in %(topic)s since %(when)s; the second press changed nothing.",
                topic=to.name,
                when=short(last.at),
            ),
        )
    raise SomebodyWasFaster(last.by, last.to, short(last.at)) from refusal
