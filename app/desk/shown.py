"""One ticket as it is shown on the desk and on its own page, with all that can be done there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Me, Role
from app.desk.case import Case, Surroundings, draft_place, read_case, read_surroundings
from app.desk.names import REPORTED_BY
from app.desk.say import Sentence, sentences
from app.desk.similar import Similar, similar_to
from app.desk.timeline import Line, read_timeline
from app.scheduling.orders_of import OrderCard, orders_of
from app.scheduling.promise import Pledge
from app.tickets.models import State


@dataclass(frozen=True)
class Shown:
    """What the templates know of a ticket."""

    case: Case
    lines: list[Line]
    around: Surroundings
    similar: list[Similar]
    say: list[Sentence]
    dates: list[OrderCard]
    me: Me
    back: str
    """The path of the page it is shown on."""
    filled: Any
    """A form that came back with what was typed, or None."""

    @property
    def ticket(self) -> Row[Any]:
        return self.case.ticket

    @property
    def reported_by(self) -> Any:
        """By which channel, in words."""
        return REPORTED_BY[self.ticket.channel]

    @property
    def promise(self) -> Pledge | None:
        """The open promise to this customer that is due first."""
        open_ones = [card.promise for card in self.dates if card.promise]
        return min(open_ones, key=lambda promise: promise.due, default=None)

    @property
    def is_mine(self) -> bool:
        return bool(self.ticket.holder_id == self.me.id)

    @property
    def may_act(self) -> bool:
        """May put back, hand over and so on: the holder, and a supervisor for the holder."""
        return bool(self.ticket.state == State.HELD and (self.is_mine or Role.SUPERVISOR in self.me.roles))

    @property
    def may_work(self) -> bool:
        """May write, move and merge at all."""
        return bool(self.me.roles & {Role.AGENT, Role.SUPERVISOR})

    @property
    def is_disturbing(self) -> bool:
        """A colleague has it in hand."""
        return self.ticket.state == State.HELD and not self.may_act

    @property
    def may_choose(self) -> bool:
        """May take it out of turn."""
        chooses = self.around.may_choose or Role.SUPERVISOR in self.me.roles
        return self.ticket.state == State.WAITING and chooses and Role.AGENT in self.me.roles

    @property
    def other_topics(self) -> list[Any]:
        return [topic for topic in self.around.topics if topic.id != self.ticket.topic_id]

    @property
    def in_a_week(self) -> date:
        """The day that waiting for the customer is proposed for."""
        return clock.today() + timedelta(days=7)

    @property
    def topic_options(self) -> list[tuple[int, str]]:
        return [(topic.id, topic.text) for topic in self.other_topics]

    @property
    def agent_options(self) -> list[tuple[int, str]]:
        return [(agent.id, f"{agent.text} ({agent.more})") for agent in self.around.agents]

    @property
    def asleep_day(self) -> date:
        """The day on which it comes back."""
        return day_of(self.ticket.asleep_until)

    @property
    def reported_local(self) -> str:
        """The own reporting time as a field for day and time takes it."""
        return f"{self.ticket.reported_at.astimezone(clock.BERLIN):%Y-%m-%dT%H:%M}"

    @property
    def handed_out(self) -> list[Line]:
        """When it was handed out, and to whom; the oldest first."""
        return [
            line for line in reversed(self.lines) if line.icon in ("ticket", "waage") and line.kind in ("event", "bad")
        ]

    def draft_place(self, kind: str) -> str:
        """Under which name the draft of the "note" or the "call" is kept."""
        return draft_place(self.ticket.id, kind)

    def form(self, kind: str) -> Any:
        """The form of this kind, if it is the one that came back."""
        return self.filled if self.filled is not None and self.filled.kind == kind else None


def day_of(moment: datetime) -> date:
    """The German day of a moment."""
    return moment.astimezone(clock.BERLIN).date()


def read_shown(session: Session, ticket: Row[Any], me: Me, *, back: str, filled: Any = None) -> Shown:
    """All that is shown of *ticket*, a row of BY_NUMBER or IN_HAND."""
    case = read_case(session, ticket)
    dates = orders_of(ticket.customer_id) if ticket.customer_id else []
    return Shown(
        case, read_timeline(session, case), read_surroundings(session, ticket, me.id), similar_to(session, case),
        sentences(case, me.id, dates), dates, me, back, filled,
    )  # fmt: skip
