"""What is done with orders and their dates."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.change_slot import change_slot
from app.scheduling.confirm import confirm
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Outcome, Window
from app.scheduling.open_slots import open_slots
from app.scheduling.rebook import rebook
from tests.model import oracle_dates
from tests.model.shift import AGO, MANY, REASON, SENT, WHICH, Shift
from tests.model.world import LIVES, TEAMS

MISSED = [one for one in Outcome if one != Outcome.ACTIVATED]


class Calendar(Shift):
    """Steps of schedulers; each has the name of its use case."""

    def appointment(self, which: int, *states: str) -> oracle_dates.Appointment:
        chains = [one for order in self.dates.orders for one in order.chain]
        return self.any_of(which, chains, lambda one: one.state in states)

    def slot(self, which: int, order: oracle_dates.Order) -> oracle_dates.Slot:
        soon_first = sorted(self.dates.slots, key=lambda one: one.day)
        return self.any_of(which, soon_first, lambda one: not self.dates.has_no_seat(one, order))

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

    @rule(which=WHICH, where=WHICH, sent=SENT)
    def book(self, which: int, where: int, sent: str) -> None:
        order = self.any_of(which, self.dates.orders, lambda one: one.state == "outstanding" and not one.live)
        form, order, slot = self.form("book", sent, order, self.slot(where, order))
        self.keep(
            self.both(
                "book",
                lambda: self.dates.book(order, slot, form),
                lambda: book(self.real[order], self.real[slot], by=self.world.scheduler, once=form),
            )
        )

    has_dates = precondition(lambda self: any(order.chain for order in self.dates.orders))

    @has_dates
    @rule(which=WHICH, where=WHICH, reason=REASON, sent=SENT)
    def rebook(self, which: int, where: int, reason: str, sent: str) -> None:
        old = self.appointment(which, "booked", "confirmed", "missed")
        slot = self.slot(where, self.dates.order_of(old))
        form, old, slot, reason = self.form("rebook", sent, old, slot, reason)
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
