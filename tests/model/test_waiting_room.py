"""The whole house against the oracle: random shifts of 50 steps through the real use cases, on both databases."""

import os
import random
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.base import clock as house_clock
from app.base.database import database as the_database
from app.base.refused import Refused
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.calls.report_by_call import report_by_call
from app.operations.check import check
from app.queueing.bring_back import bring_back
from app.queueing.entrust import entrust
from app.queueing.hand_over import hand_over
from app.queueing.move import move, move_all
from app.queueing.put_back import put_back
from app.queueing.return_to_line import return_to_line
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.queueing.wake_due import wake_due
from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.change_slot import change_slot
from app.scheduling.confirm import confirm
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Outcome, Window
from app.scheduling.open_slots import open_slots
from app.scheduling.rebook import rebook
from app.tickets.close_topic import close_topic
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.merge import merge
from app.tickets.models import Channel
from app.tickets.open_topic import open_topic_again
from app.tickets.reopen import reopen
from app.tickets.report import report
from app.tickets.resolve import resolve
from app.tickets.unmerge import unmerge
from tests.model import oracle, oracle_dates
from tests.model.visible import View, changes, expected, seen, to_be_told, told
from tests.model.world import LIVES, STARTS, TEAMS, TOPICS, World

pytestmark = pytest.mark.slow

NIGHTLY = os.environ.get("WARTESAAL_NIGHTLY")
RUNS = 2_000 if NIGHTLY else 50
STEPS = 50
SEED = (
    int(NIGHTLY)
    if NIGHTLY and NIGHTLY != "1"
    else random.SystemRandom().randrange(2, 10**9)
    if NIGHTLY
    else 104_718_235
)
"""The short run is always the same one; the long one is another each night, and tells its seed."""

MANY = 8
"""Tickets, orders: so few that they meet each other."""
WHICH = st.integers(0, 4 * MANY - 1)
"""Three in four are one that fits the step; the fourth is any, since what must be refused is tried too."""
TOPIC = st.sampled_from(TOPICS)
AGO = st.sampled_from([0, 0, 1, 60, 60, 24 * 60, 9 * 24 * 60, -1, -5])
"""Minutes; negative ones lie in the future."""
LATER = st.sampled_from([1, 60, 5 * 60, 24 * 60, 24 * 60, 3 * 24 * 60, 8 * 24 * 60])
REASON = st.sampled_from(["x", "x", "x", " "])
AGAIN = st.sampled_from([False, False, False, True])
"""Whether the form is sent a second time."""
MISSED = [one for one in Outcome if one != Outcome.ACTIVATED]


def somebody(state: str) -> Any:
    """Where nobody is in that state there is nothing to do; a shift has better uses for its 50 steps."""
    return precondition(lambda self: any(one.stands.state == state for one in self.room.tickets))


class Shift(RuleBasedStateMachine):
    """Each rule does a step in the oracle and in the program; whatever anybody can see must be the same afterwards."""

    world: World

    @initialize(start=st.sampled_from(STARTS), topics=st.tuples(TOPIC, TOPIC, TOPIC, TOPIC))
    def begin(self, start: str, topics: tuple[str, ...]) -> None:
        self.world.begin(start)
        self.room, self.dates, self.real = self.world.room, self.world.dates, self.world.real
        self.forms: dict[str, int] = {}
        self.view: View = {}
        for topic in topics:
            self.report(topic, 60, False)
        self.take_next(0)
        for _order in range(2):
            self.book(0, 0, False)
        self.rows = self.steps = -1  # the first look is no step, and what it finds is new

    def both(self, name: str, rule: Callable[[], Any], act: Callable[[], Any]) -> tuple[Any, Any] | None:
        """Do the step twice: what the oracle gives and what the program gives, or None where it must be refused."""
        self.is_whole = False
        self.rows = changes()
        try:
            due = rule()
        except oracle.Forbidden as forbidden:
            self.must_refuse(name, act, forbidden.reasons)
            return None
        done = act()
        self.world.done[name] += 1
        return due, done

    def must_refuse(self, name: str, act: Callable[[], Any], reasons: set[str]) -> None:
        with pytest.raises(Refused) as refusal:
            act()
        why = type(refusal.value).__name__
        assert why in reasons
        assert changes() == self.rows
        self.world.refused[name, why] += 1

    @invariant()
    def must_be_as_expected(self) -> None:
        must_be = expected(self.world)
        assert seen() == must_be
        assert must_be == self.view or changes() > self.rows
        self.view = must_be
        self.is_whole = True
        self.steps += 1

    def teardown(self) -> None:
        if getattr(self, "is_whole", False):
            self.world.steps += self.steps
            self.world.shifts += self.steps == STEPS
            assert told(self.world) == to_be_told(self.world)
            assert [verdict for verdict in check(the_database()) if not verdict.is_kept] == []

    # Choosing

    def any_of(self, which: int, things: list[Any], fits: Callable[[Any], Any]) -> Any:
        fitting = [one for one in things if fits(one)]
        return one_of(which // 4, things if which % 4 == 3 or not fitting else fitting)

    def ticket(self, which: int, *states: str) -> oracle.Ticket:
        return self.any_of(which, self.room.tickets, lambda one: not states or one.stands.state in states)

    def person(self, which: int, fits: Callable[[oracle.Person], Any] = bool) -> oracle.Person:
        return self.any_of(which, list(self.room.people.values()), fits)

    def holder(self, which: int, ticket: oracle.Ticket) -> oracle.Person:
        return self.person(which, lambda one: one is ticket.stands.holder)

    def appointment(self, which: int, *states: str) -> oracle_dates.Appointment:
        chains = [one for order in self.dates.orders for one in order.chain]
        return self.any_of(which, chains, lambda one: one.state in states)

    def slot(self, which: int, order: oracle_dates.Order) -> oracle_dates.Slot:
        soon_first = sorted(self.dates.slots, key=lambda one: one.day)
        return self.any_of(which, soon_first, lambda one: not self.dates.has_no_seat(one, order))

    def form(self, kind: str, again: bool) -> str:
        self.forms[kind] = self.forms.get(kind, 0) + (not again)
        return f"{kind} {self.forms[kind]}"

    def ago(self, minutes: int) -> datetime:
        return self.room.now - timedelta(minutes=minutes)

    # The clock

    @precondition(lambda self: self.room.now < datetime(2022, 12, 1, tzinfo=UTC))
    @rule(minutes=LATER)
    def time_passes(self, minutes: int) -> None:
        self.room.now += timedelta(minutes=minutes)
        house_clock.set_to(self.room.now)

    @somebody("asleep")
    @rule()
    def wake_due(self) -> None:
        self.same(self.both("wake_due", lambda: self.room.wake(TOPICS), wake_due))

    def same(self, both: tuple[Any, Any] | None) -> None:
        assert both is None or both[0] == both[1]

    # Coming in

    @precondition(lambda self: len(self.room.tickets) < MANY)
    @rule(topic=TOPIC, ago=AGO, again=AGAIN)
    def report(self, topic: str, ago: int, again: bool) -> None:
        at, form = self.ago(ago), self.form("report", again)
        self.keep(
            self.both(
                "report",
                lambda: self.room.report(topic, at, form),
                lambda: report(
                    topic=self.world.topics[topic], channel=Channel.MAIL, subject="Kein Netz", text="Seit heute.",
                    by=self.world.people["Anna"], reported_at=at, once=form,
                ),
            )
        )  # fmt: skip

    @precondition(lambda self: len(self.room.tickets) < MANY)
    @rule(topic=TOPIC, ago=AGO, again=AGAIN)
    def report_by_call(self, topic: str, ago: int, again: bool) -> None:
        at, form = self.ago(ago), self.form("call", again)
        self.keep(
            self.both(
                "report_by_call",
                lambda: self.room.report_by_call(topic, at, form),
                lambda: report_by_call(
                    topic=self.world.topics[topic], subject="Kein Netz", text="Seit heute.", direction=Direction.IN,
                    started_at=at, seconds=60, reason=Reason.FAULT, by=self.world.people["Anna"], once=form,
                ),
            )
        )  # fmt: skip

    def keep(self, both: tuple[Any, Any] | None) -> None:
        """A new thing is known from now on; a known one must be the one that is known."""
        if both:
            due, done = both
            if due in self.real:
                assert done.id == self.real[due].id
            elif isinstance(due, oracle.Ticket):
                assert all(done.number > self.real[one].number for one in self.room.tickets if one is not due)
            self.real.setdefault(due, done)

    @rule(which=WHICH, ago=AGO)
    def call(self, which: int, ago: int) -> None:
        ticket, at = self.ticket(which), self.ago(ago)
        self.both(
            "call",
            lambda: self.room.call(ticket, at),
            lambda: log_call(
                direction=Direction.IN, started_at=at, seconds=60, reason=Reason.STATUS,
                by=self.world.people["Anna"], ticket=self.real[ticket],
            ),
        )  # fmt: skip

    # In hand and back

    @rule(who=WHICH)
    def take_next(self, who: int) -> None:
        by = self.person(who, lambda one: one.is_agent and not self.room.is_full(one))
        both = self.both("take_next", lambda: self.room.take_next(by), lambda: take_next(self.real[by]))
        assert both is None or both[1].number == self.real[both[0]].number

    @rule(which=WHICH, who=WHICH, reason=REASON)
    def take_out_of_turn(self, which: int, who: int, reason: str) -> None:
        ticket = self.ticket(which, "waiting", "asleep")
        by = self.person(who, lambda one: (one.may_choose or one.is_supervisor) and not self.room.is_full(one))
        self.both(
            "take_out_of_turn",
            lambda: self.room.take_out_of_turn(ticket, reason, by),
            lambda: take_out_of_turn(self.real[ticket], reason, by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH, who=WHICH)
    def put_back(self, which: int, who: int) -> None:
        ticket = self.ticket(which, "held")
        by = self.holder(who, ticket)
        self.both(
            "put_back",
            lambda: self.room.put_back(ticket, by),
            lambda: put_back(self.real[ticket], "x", by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH)
    def return_to_line(self, which: int) -> None:
        person = self.person(which, self.room.in_hand)
        self.same(
            self.both(
                "return_to_line",
                lambda: self.room.return_to_line(person),
                lambda: return_to_line(self.real[person], "x", by=self.world.people["Carla"]),
            )
        )

    @somebody("held")
    @rule(which=WHICH, to=WHICH, who=WHICH)
    def hand_over(self, which: int, to: int, who: int) -> None:
        ticket = self.ticket(which, "held")
        by, colleague = self.holder(who, ticket), self.person(to, lambda one: one.is_agent)
        self.both(
            "hand_over",
            lambda: self.room.hand_over(ticket, colleague, by),
            lambda: hand_over(self.real[ticket], self.real[colleague], by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH, who=WHICH, days=st.sampled_from([1, 1, 2, 5, 0, 365, 366]))
    def wait_for_customer(self, which: int, who: int, days: int) -> None:
        ticket = self.ticket(which, "held")
        by, until = self.holder(who, ticket), self.room.today + timedelta(days=days)
        self.both(
            "wait_for_customer",
            lambda: self.room.wait_for_customer(ticket, until, by),
            lambda: wait_for_customer(self.real[ticket], until, "x", by=self.real[by]),
        )

    @somebody("asleep")
    @rule(which=WHICH)
    def bring_back(self, which: int) -> None:
        ticket = self.ticket(which, "asleep")
        self.both(
            "bring_back",
            lambda: self.room.bring_back(ticket),
            lambda: bring_back(self.real[ticket], "x", by=self.world.people["Anna"]),
        )

    @rule(which=WHICH, who=WHICH, note=REASON)
    def resolve(self, which: int, who: int, note: str) -> None:
        ticket = self.ticket(which, "waiting", "held", "asleep")
        by = self.holder(who, ticket)
        self.both(
            "resolve",
            lambda: self.room.resolve(ticket, note, by),
            lambda: resolve(self.real[ticket], by=self.real[by], note=note),
        )

    @somebody("resolved")
    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        ticket = self.ticket(which, "resolved")
        self.both(
            "reopen",
            lambda: self.room.reopen(ticket),
            lambda: reopen(self.real[ticket], "x", by=self.world.people["Anna"]),
        )

    # Somewhere else, and at another time

    @rule(which=WHICH, more=st.lists(WHICH, max_size=2), to=TOPIC, who=WHICH)
    def move(self, which: int, more: list[int], to: str, who: int) -> None:
        tickets = [self.ticket(each, "waiting", "held", "asleep", "resolved") for each in [which, *more]]
        tickets = list(dict.fromkeys(tickets))
        by = self.person(who, lambda one: not any(self.room.in_other_hands(each, one) for each in tickets))
        real = [self.real[one] for one in tickets]
        self.same(
            self.both(
                "move",
                lambda: self.room.move(tickets, to, by),
                lambda: move(real, self.world.topics[to], "x", by=self.real[by]),
            )
        )

    @rule(topic=TOPIC, to=TOPIC)
    def move_all(self, topic: str, to: str) -> None:
        here, there, carla = self.world.topics[topic], self.world.topics[to], self.room.people["Carla"]
        self.same(
            self.both(
                "move_all",
                lambda: self.room.move_all(topic, to, carla),
                lambda: move_all(here, there, "x", by=self.real[carla]),
            )
        )

    @rule(which=WHICH, ago=AGO)
    def correct_reporting_time(self, which: int, ago: int) -> None:
        ticket = self.ticket(which)
        at = ticket.received_at - timedelta(minutes=ago)
        self.both(
            "correct_reporting_time",
            lambda: self.room.correct_reporting_time(ticket, at),
            lambda: correct_reporting_time(self.real[ticket], at, "x", by=self.world.people["Anna"]),
        )

    # One concern, one ticket

    @rule(which=WHICH, into=WHICH)
    def merge(self, which: int, into: int) -> None:
        duplicate = self.ticket(which, "waiting", "held", "asleep", "resolved")
        survivor = self.any_of(into, self.room.tickets, lambda one: one is not duplicate and not one.merging)
        self.both(
            "merge",
            lambda: self.room.merge(duplicate, survivor),
            lambda: merge(self.real[duplicate], into=self.real[survivor], by=self.world.people["Anna"]),
        )

    @somebody("merged")
    @rule(which=WHICH)
    def unmerge(self, which: int) -> None:
        ticket = self.ticket(which, "merged")
        self.both(
            "unmerge",
            lambda: self.room.unmerge(ticket),
            lambda: unmerge(self.real[ticket], by=self.world.people["Anna"]),
        )

    # Who works where

    @rule(who=WHICH, topics=st.sets(TOPIC))
    def entrust(self, who: int, topics: set[str]) -> None:
        person = self.person(who, lambda one: one.is_agent)
        real = [self.world.topics[topic] for topic in sorted(topics)]
        self.both(
            "entrust",
            lambda: self.room.entrust(person, topics),
            lambda: entrust(self.real[person], real, by=self.world.people["Carla"]),
        )

    @rule(topic=TOPIC)
    def close_or_open(self, topic: str) -> None:
        is_open = not self.room.topics[topic]
        act = open_topic_again if is_open else close_topic
        self.both(
            "close_or_open",
            lambda: self.room.set_open(topic, is_open),
            lambda: act(self.world.topics[topic], by=self.world.people["Carla"]),
        )

    # Dates

    @precondition(lambda self: len(self.dates.orders) < MANY)
    @rule(live=st.integers(0, len(LIVES) - 1), ago=AGO)
    def add_order(self, live: int, ago: int) -> None:
        land, postcode, _place = LIVES[live]
        order = oracle_dates.Order(land, postcode, "fibre", self.ago(ago))
        both = self.both(
            "add_order",
            lambda: self.dates.add_order(order),
            lambda: self.world.order(live, "fibre", order.reported_at),
        )
        if both:
            self.real[order] = both[1]

    @rule(team=st.sampled_from(TEAMS), days=st.integers(-1, 9), hours=st.sampled_from(Window), seats=st.integers(1, 2))
    def open_slots(self, team: oracle_dates.Team, days: int, hours: Window, seats: int) -> None:
        slot = oracle_dates.Slot(team, self.room.today + timedelta(days=days), str(hours), seats)
        both = self.both(
            "open_slots",
            lambda: self.dates.open_slot(slot),
            lambda: open_slots(
                self.world.teams[team], slot.day, slot.day, capacity={hours: seats}, weekdays=range(7),
                by=self.world.scheduler,
            ),
        )  # fmt: skip
        if both:
            is_new, opened = both
            assert len(opened) == is_new
            if is_new:
                self.real[slot] = opened[0]

    @rule(which=WHICH, seats=st.integers(0, 2), closed=st.sampled_from(["", "", "Fahrzeug in Werkstatt"]))
    def change_slot(self, which: int, seats: int, closed: str) -> None:
        slot = self.any_of(which, self.dates.slots, lambda one: not self.dates.is_over(one))
        self.both(
            "change_slot",
            lambda: self.dates.change_slot(slot, seats, bool(closed)),
            lambda: change_slot(self.real[slot], capacity=seats, closed_because=closed, by=self.world.scheduler),
        )

    @rule(which=WHICH, where=WHICH, again=AGAIN)
    def book(self, which: int, where: int, again: bool) -> None:
        order = self.any_of(which, self.dates.orders, lambda one: one.state == "outstanding" and not one.live)
        slot, form = self.slot(where, order), self.form("book", again)
        self.keep(
            self.both(
                "book",
                lambda: self.dates.book(order, slot, form),
                lambda: book(self.real[order], self.real[slot], by=self.world.scheduler, once=form),
            )
        )

    has_dates = precondition(lambda self: any(order.chain for order in self.dates.orders))

    @has_dates
    @rule(which=WHICH, where=WHICH, reason=REASON, again=AGAIN)
    def rebook(self, which: int, where: int, reason: str, again: bool) -> None:
        old = self.appointment(which, "booked", "confirmed", "missed")
        slot, form = self.slot(where, self.dates.order_of(old)), self.form("rebook", again)
        self.keep(
            self.both(
                "rebook",
                lambda: self.dates.rebook(old, slot, reason, form),
                lambda: rebook(self.real[old], self.real[slot], reason, by=self.world.scheduler, once=form),
            )
        )

    @has_dates
    @rule(which=WHICH)
    def confirm(self, which: int) -> None:
        appointment = self.appointment(which, "booked")
        self.both(
            "confirm",
            lambda: self.dates.confirm(appointment),
            lambda: confirm(self.real[appointment], by=self.world.scheduler),
        )

    @has_dates
    @rule(which=WHICH, outcome=st.sampled_from([Outcome.ACTIVATED, Outcome.ACTIVATED, Outcome.OUR_OUTAGE]))
    def mark_done(self, which: int, outcome: Outcome) -> None:
        appointment = self.due_today(which)
        self.both(
            "mark_done",
            lambda: self.dates.mark_done(appointment, outcome),
            lambda: mark_done(self.real[appointment], outcome, by=self.world.scheduler),
        )

    @has_dates
    @rule(which=WHICH, outcome=st.sampled_from([*MISSED, Outcome.ACTIVATED]))
    def miss(self, which: int, outcome: Outcome) -> None:
        appointment = self.due_today(which)
        self.both(
            "miss",
            lambda: self.dates.miss(appointment, outcome),
            lambda: miss(self.real[appointment], outcome, by=self.world.scheduler),
        )

    def due_today(self, which: int) -> oracle_dates.Appointment:
        chains = [one for order in self.dates.orders for one in order.chain]
        return self.any_of(
            which, chains, lambda one: one.state in oracle_dates.LIVE and one.slot.day <= self.dates.today
        )

    @rule(which=WHICH, reason=REASON)
    def cancel_order(self, which: int, reason: str) -> None:
        order = self.any_of(which, self.dates.orders, lambda one: one.state == "outstanding")
        self.both(
            "cancel_order",
            lambda: self.dates.cancel(order, reason),
            lambda: cancel_order(self.real[order], reason, by=self.world.scheduler),
        )


def one_of(which: int, things: list[Any]) -> Any:
    return things[which % len(things)]


def test_every_shift_goes_as_the_rules_say(app, make, database, capsys):
    world = World(make)
    told = capsys.disabled if NIGHTLY else nullcontext
    with told():
        print(f"\n{database}: WARTESAAL_NIGHTLY={SEED} plays the same {RUNS:,} shifts again")
    for part in count():
        play(world, RUNS - world.shifts, SEED + part)
        if world.shifts >= RUNS:
            break
    with told():
        print(f"{database}: {world.shifts:,} shifts of {STEPS} steps, {world.steps:,} steps in all")
        for name in sorted(world.done):
            refused = [f"{why} {times:,}" for (step, why), times in sorted(world.refused.items()) if step == name]
            print(f"{name} {world.done[name]:,}; refused: {', '.join(refused) or 'never'}")

    assert {name for name, _why in world.refused} <= set(world.done), "a step was refused each time it was tried"


def play(world: World, shifts: int, by_seed: int) -> None:
    """Play about so many shifts. Some end early: hypothesis likes to put old ones together anew."""

    @seed(by_seed)
    class Played(Shift):
        pass

    Played.world = world
    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=shifts, stateful_step_count=STEPS + 1, deadline=None, database=None, print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
