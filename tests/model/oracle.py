"""The oracle of the waiting room: its rules once more, as plain as can be, written from the design and not from the code.

Nothing is kept that follows from something else: a place, a key, a count, a root are worked out each time they are asked
for. Topics and people are called by their names. What must not happen raises Forbidden before anything changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
NEARER_TO_AN_ANSWER = ["held", "waiting", "asleep", "resolved"]


class Forbidden(Exception):
    """The step must be refused, for one of these reasons (the names of refusals)."""

    def __init__(self, reasons: set[str]) -> None:
        super().__init__(", ".join(sorted(reasons)))
        self.reasons = reasons


def forbid(**reasons: object) -> None:
    """Stop here when one of the *reasons* applies."""
    if any(reasons.values()):
        raise Forbidden({name for name, applies in reasons.items() if applies})


@dataclass(eq=False)
class Person:
    """Somebody at a desk."""

    name: str
    topics: set[str]
    hands: int = 1
    may_choose: bool = False
    is_agent: bool = True
    is_supervisor: bool = False


@dataclass(frozen=True)
class Standing:
    """Where a ticket is; *at*: in hand since, asleep until, resolved at."""

    state: str = "waiting"
    holder: Person | None = None
    at: datetime | None = None


@dataclass(eq=False)
class Merging:
    """A merge in force, and how both stood."""

    serial: int
    survivor: "Ticket"
    duplicate_was: Standing
    survivor_was: Standing
    became: Standing


@dataclass(eq=False)
class Ticket:
    """One concern. *number* counts up with each report."""

    number: int
    topic: str
    reported_at: datetime
    received_at: datetime
    stands: Standing = Standing()
    merging: Merging | None = None
    calls: int = 0
    notes: int = 0

    @property
    def root(self) -> "Ticket":
        return self.merging.survivor.root if self.merging else self


@dataclass
class WaitingRoom:
    """Topics, people and tickets at a moment."""

    people: dict[str, Person]
    topics: dict[str, bool]
    """Whether each is open."""
    now: datetime
    tickets: list[Ticket] = field(default_factory=list)
    forms: dict[str, Ticket] = field(default_factory=dict)
    """What each form that was sent has made."""
    begun: dict[str, datetime] = field(default_factory=dict)
    """When the call of each form began."""
    merges: int = 0

    # Questions

    def first_report(self, root: Ticket) -> datetime:
        """The order key: the earliest report of the ticket and of all that became part of it."""
        return min(one.reported_at for one in self.tickets if one.root is root)

    def line(self, *topics: str) -> list[Ticket]:
        """Who waits there, the next one first."""
        waiting = [one for one in self.tickets if one.stands.state == "waiting" and one.topic in topics]
        return sorted(waiting, key=lambda one: (self.first_report(one), one.number))

    def in_hand(self, person: Person) -> list[Ticket]:
        return [one for one in self.tickets if one.stands.holder is person]

    def is_full(self, person: Person) -> bool:
        return len(self.in_hand(person)) >= person.hands

    def in_other_hands(self, ticket: Ticket, by: Person) -> bool:
        """A supervisor may act for the holder, a colleague may not."""
        return ticket.stands.holder not in (None, by) and not by.is_supervisor

    @property
    def today(self) -> date:
        return self.now.astimezone(BERLIN).date()

    # Coming in

    def report(self, topic: str, reported_at: datetime, form: str) -> Ticket:
        if form in self.forms:
            return self.forms[form]
        forbid(
            TopicIsClosed=not self.topics[topic],
            ReportedInTheFuture=reported_at > self.now,
            ReportedLongAgo=reported_at < EARLIEST,
        )
        ticket = Ticket(len(self.tickets) + 1, topic, reported_at, self.now)
        self.tickets.append(ticket)
        self.forms[form] = ticket
        return ticket

    def call(self, ticket: Ticket, started_at: datetime) -> None:
        """Stands with the ticket whose number was said, merged or not, and changes no place."""
        forbid(CallDoesNotFit=started_at > self.now + timedelta(minutes=2))
        ticket.calls += 1

    def report_by_call(self, topic: str, started_at: datetime, form: str) -> Ticket:
        if form in self.forms:
            forbid(SentAlready=started_at != self.begun[form])
            return self.forms[form]
        forbid(CallDoesNotFit=started_at > self.now + timedelta(minutes=2), TopicIsClosed=not self.topics[topic])
        ticket = self.report(topic, min(started_at, self.now), form)
        self.begun[form] = started_at
        ticket.calls += 1
        return ticket

    # In hand and back

    def take_next(self, by: Person) -> Ticket:
        topics = [topic for topic in by.topics if self.topics[topic]]
        line = [*self.line(*topics), *self.due(topics)]
        forbid(HandsFull=self.is_full(by), NoTopics=not topics, NobodyIsWaiting=not line)
        self.wake(topics)
        ticket = self.line(*topics)[0]
        ticket.stands = Standing("held", by, self.now)
        return ticket

    def take_out_of_turn(self, ticket: Ticket, reason: str, by: Person) -> None:
        forbid(
            WhyOutOfTurn=not reason.strip(),
            HandsFull=self.is_full(by),
            MayNotChoose=not (by.may_choose or by.is_supervisor),
            IsPartOfAnother=ticket.merging,
            DoesNotWait=ticket.stands.state != "waiting" and ticket not in self.due([ticket.topic]),
        )
        self.wake([ticket.topic])
        ticket.stands = Standing("held", by, self.now)

    def must_hold(self, ticket: Ticket, by: Person, **more: object) -> None:
        forbid(
            IsPartOfAnother=ticket.merging,
            NotInHand=ticket.stands.state != "held",
            InOtherHands=self.in_other_hands(ticket, by),
            **more,
        )

    def put_back(self, ticket: Ticket, by: Person) -> None:
        self.must_hold(ticket, by)
        ticket.stands = Standing()

    def return_to_line(self, person: Person) -> int:
        held = self.in_hand(person)
        for ticket in held:
            ticket.stands = Standing()
        return len(held)

    def hand_over(self, ticket: Ticket, to: Person, by: Person) -> None:
        self.must_hold(ticket, by, CannotTakeIt=not to.is_agent or self.is_full(to))
        ticket.stands = Standing("held", to, self.now)

    def wait_for_customer(self, ticket: Ticket, until: date, by: Person) -> None:
        far = self.today + timedelta(days=365)
        self.must_hold(ticket, by, DayIsPast=until <= self.today, DayIsFarAway=until > far)
        begins = datetime(until.year, until.month, until.day, tzinfo=BERLIN).astimezone(UTC)
        ticket.stands = Standing("asleep", at=begins)

    def bring_back(self, ticket: Ticket) -> None:
        forbid(IsPartOfAnother=ticket.merging, IsNotAsleep=ticket.stands.state != "asleep")
        ticket.stands = Standing()

    def due(self, topics: Iterable[str]) -> list[Ticket]:
        """Who waited for the customer until a day that has come."""
        return [
            one for one in self.tickets
            if one.topic in topics and one.stands.state == "asleep" and one.stands.at <= self.now
        ]  # fmt: skip

    def wake(self, topics: Iterable[str]) -> int:
        due = self.due(topics)
        for ticket in due:
            ticket.stands = Standing()
        return len(due)

    def resolve(self, ticket: Ticket, note: str, by: Person) -> None:
        held = ticket.stands.state == "held"
        forbid(
            IsPartOfAnother=ticket.merging,
            AlreadyResolved=ticket.stands.state == "resolved",
            InOtherHands=self.in_other_hands(ticket, by),
            WhyIsItResolved=not held and not note.strip(),
        )
        ticket.stands = Standing("resolved", at=self.now)
        ticket.notes += bool(note.strip())

    def reopen(self, ticket: Ticket) -> None:
        forbid(IsPartOfAnother=ticket.merging, NotResolved=ticket.stands.state != "resolved")
        ticket.stands = Standing()

    # Somewhere else, and at another time

    def move(self, tickets: list[Ticket], to: str, by: Person) -> int:
        going = [one for one in tickets if one.topic != to]
        forbid(
            TopicIsClosed=not self.topics[to],
            NothingToMove=not going,
            IsPartOfAnother=any(one.merging for one in going),
            InOtherHands=any(self.in_other_hands(one, by) for one in going),
        )
        for one in going:
            one.topic = to
            if one.stands.state == "held":
                one.stands = Standing()
        return len(going)

    def move_all(self, topic: str, to: str, by: Person) -> int:
        return self.move(self.line(topic), to, by)

    def correct_reporting_time(self, ticket: Ticket, reported_at: datetime) -> None:
        forbid(ReportedInTheFuture=reported_at > ticket.received_at, ReportedLongAgo=reported_at < EARLIEST)
        ticket.reported_at = reported_at

    # One concern, one ticket

    def merge(self, duplicate: Ticket, into: Ticket) -> None:
        holders = {one.stands.holder for one in (duplicate, into)} - {None}
        forbid(
            SameTicket=duplicate is into,
            IsPartOfAnother=duplicate.merging or into.merging,
            TwoHolders=len(holders) == 2,
        )
        # Between equals it stays where the survivor is.
        leads = min((into, duplicate), key=lambda one: NEARER_TO_AN_ANSWER.index(one.stands.state))
        self.merges += 1
        duplicate.merging = Merging(self.merges, into, duplicate.stands, into.stands, leads.stands)
        into.stands = leads.stands
        duplicate.stands = Standing("merged")

    def unmerge(self, ticket: Ticket) -> None:
        forbid(NotMerged=not ticket.merging)
        merging, root = ticket.merging, ticket.root
        was, before = merging.duplicate_was, merging.survivor_was
        came_later = any(
            one.merging and one.merging.survivor is root and one.merging.serial > merging.serial
            for one in self.tickets
        )  # fmt: skip
        untouched = merging.survivor is root and root.stands == merging.became and not came_later
        ticket.merging = None
        if was.state == "held" and (before.state == "held" or not untouched):
            # The holder went on with one; the other comes back into a hand that had both and is free for it.
            goes_on = before.holder is was.holder and root.stands.holder is was.holder
            ticket.stands = was if goes_on and not self.is_full(was.holder) else Standing()
        else:
            ticket.stands = was
        if untouched:
            root.stands = before

    # Who works where

    def entrust(self, person: Person, topics: Iterable[str]) -> None:
        person.topics = set(topics)

    def set_open(self, topic: str, is_open: bool) -> None:
        self.topics[topic] = is_open


def a_copy(person: Person) -> Person:
    """The same person in another run."""
    return replace(person, topics=set(person.topics))
