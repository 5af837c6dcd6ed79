"""What happens at the schedulers of the demo: orders, seats, appointments kept, moved and missed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial

from sqlalchemy import select

from app.base import clock
from app.base.database import reading
from app.customers.models import Address, Customer
from app.operations.demo import words
from app.operations.demo.cast import TEAMS
from app.operations.demo.timetable import Timetable
from app.people.models import Person
from app.scheduling.add_order import add_order
from app.scheduling.add_team import add_team
from app.scheduling.book import book
from app.scheduling.cancel_order import cancel_order
from app.scheduling.confirm import confirm
from app.scheduling.mark_done import mark_done
from app.scheduling.miss import miss
from app.scheduling.models import Appointment, Order, Outcome, Slot, TeamRegion, TeamSkill, Window
from app.scheduling.open_slots import open_slots
from app.scheduling.rebook import rebook

DAY = timedelta(days=1)
BEFORE = 30
"""Days before today on which the demo begins."""
PRODUCTS = {"fibre": ["Glasfaser 300", "Glasfaser 600"], "dsl": ["DSL 50", "DSL 100"], "cable": ["Kabel 250"]}
WITHOUT_DATE, BOOKED, MISSED, DONE, CANCELLED = 64, 44, 12, 26, 3
"""So many orders end this way; the first three are outstanding: 120."""
WHY_MISSED = {
    Outcome.OUR_OUTAGE: 6, Outcome.OUR_TECHNICIAN: 2, Outcome.OUR_MATERIAL: 1,
    Outcome.CUSTOMER_ABSENT: 2, Outcome.CUSTOMER_NOT_READY: 1,
}  # fmt: skip


@dataclass
class Scheduling:
    """The schedulers with their teams and orders."""

    timetable: Timetable
    customers: Sequence[Customer]
    people: dict[str, Person]
    missed_days: list[int] = field(default_factory=lambda: [20, 19, 16, 14, 13, 12, 12, 9, 7, 5, 2, 1])
    """How many days ago each of the missed appointments was; the oldest are overdue by now."""

    def __post_init__(self) -> None:
        self.dice = self.timetable.dice
        self.orders: list[Order] = []

    def open_teams(self) -> None:
        """Teams, and seats from the demo's first day until three weeks from today."""
        capacity = {Window.MORNING: 3, Window.AFTERNOON: 2}
        last = self.timetable.today + (20 - self.timetable.today.weekday()) * DAY
        for name, (regions, skills) in TEAMS.items():
            team = add_team(name, regions=regions, skills=skills, by=self.people["bernd"])
            open_slots(team, clock.today(), last, capacity=capacity, by=self.people["bernd"], without_holidays_of="HE")

    def plan(self) -> None:
        """Each order with its fate."""
        fates = [self._plan_booked] * BOOKED + [self._plan_missed] * MISSED + [self._plan_done] * DONE
        fates += [self._plan_cancelled] * CANCELLED + [self._plan_undated] * WITHOUT_DATE
        self.dice.shuffle(fates)
        chosen = self.dice.sample(list(self.customers), len(fates))
        for customer, fate in zip(chosen, fates, strict=True):
            fate(customer)

    def _order(self, customer: Customer) -> Order:
        """Ordered weeks before the outage; typed in on the demo's first day."""
        skill = self.dice.choice(["fibre", "fibre", "fibre", "dsl", "cable"])
        address = customer.addresses[0]
        if not address.postcode.startswith("34") or (address.postcode[:3] in ("343", "342") and skill == "cable"):
            skill = "fibre"
        reported = self.timetable.on(self.timetable.days_ago(BEFORE + self.dice.randrange(1, 60)))
        product = self.dice.choice(PRODUCTS[skill])
        return add_order(customer, address, product, skill, reported, by=self.dice.choice(self._staff()))

    def _staff(self) -> list[Person]:
        return [self.people["bernd"], self.people["petra"]]

    def _by(self) -> Person:
        return self.dice.choice(self._staff())

    def _begin(self, customer: Customer, then: object) -> None:
        moment = self.timetable.on(self.timetable.days_ago(BEFORE - 1), time(8), time(12))

        def begin() -> None:
            order = self._order(customer)
            if callable(then):
                then(order)

        self.timetable.at(moment, begin)

    def _plan_undated(self, customer: Customer) -> None:
        self._begin(customer, None)

    def _plan_cancelled(self, customer: Customer) -> None:
        later = self.timetable.on(self.timetable.days_ago(self.dice.randrange(2, 18)))
        why = self.dice.choice(["Kunde hat beim Mitbewerber unterschrieben", "Doppelt bestellt", "Umzug fällt aus"])
        self._begin(customer, lambda order: self.timetable.at(later, lambda: cancel_order(order, why, by=self._by())))

    def _plan_booked(self, customer: Customer) -> None:
        """Booked after the outage for a day that is still to come; some moved once, some confirmed."""
        booked = self.timetable.in_office(
            self.timetable.on(self.timetable.days_ago(self.dice.randrange(2, 14)), time(9))
        )
        self._begin(customer, lambda order: self.timetable.at(booked, partial(self._book_ahead, order)))

    def _book_ahead(self, order: Order) -> None:
        today = self.timetable.today
        first = book(order, self._slot(order, today + DAY, today + 19 * DAY), by=self._by())
        luck = self.dice.random()
        if luck < 0.25:
            self.timetable.within(DAY / 24, DAY, lambda: self._move(order, first))
        elif luck < 0.75:
            self.timetable.within(DAY / 12, 3 * DAY, lambda: confirm(first, by=self._by()))

    def _move(self, order: Order, appointment: Appointment) -> None:
        today = self.timetable.today
        slot = self._slot(order, today + 2 * DAY, today + 19 * DAY, but=appointment.slot_id)
        rebook(appointment, slot, self.dice.choice(words.MOVED_DATES), by=self._by())

    def _plan_done(self, customer: Customer) -> None:
        """Booked before the outage, or in the last days of it, and activated."""
        day = self.timetable.days_ago(self.dice.choice([28, 27, 26, 25, 24, 23, 22, 10, 8, 6, 4, 3]))
        self._begin(customer, lambda order: self._book_for(order, day, self._activate))

    def _plan_missed(self, customer: Customer) -> None:
        day = self.timetable.days_ago(self.missed_days.pop(0))
        self._begin(customer, lambda order: self._book_for(order, day, self._miss))

    def _book_for(self, order: Order, day: date, then: object) -> None:
        # The office is closed on some days: the last open one before, but not before the demo begins.
        earliest = self.timetable.days_ago(BEFORE - 2)
        slot = self._slots(order, max(day - 4 * DAY, earliest), max(day, earliest + 4 * DAY))[-1]
        appointment = book(order, slot, by=self._by())
        if callable(then):
            evening = self.timetable.on(slot.day, time(16, 10), time(18))
            self.timetable.at(evening, partial(then, order, appointment, slot))

    def _activate(self, _order: Order, appointment: Appointment, _slot: Slot) -> None:
        mark_done(appointment, Outcome.ACTIVATED, by=self._by())

    def _miss(self, order: Order, appointment: Appointment, slot: Slot) -> None:
        [why] = self.dice.choices(list(WHY_MISSED), list(WHY_MISSED.values()))
        if (self.timetable.today - slot.day).days > 12:
            why = Outcome.OUR_OUTAGE
        remark = dict(zip(WHY_MISSED, [*words.MISSED[:2], "Dose fehlte im Wagen", *words.MISSED[2:]], strict=True))[why]
        miss(appointment, why, by=self._by(), remark=remark)
        if self.dice.random() < 0.4:
            self.timetable.within(DAY, 3 * DAY, lambda: self._make_up(order, appointment))

    def _make_up(self, order: Order, appointment: Appointment) -> None:
        today = self.timetable.today
        slot = self._slot(order, today + DAY, today + 8 * DAY)
        rebook(appointment, slot, self.dice.choice(words.MADE_UP), by=self._by())

    def _slot(self, order: Order, first: date, last: date, but: int = 0) -> Slot:
        """Some free seat between the two days."""
        return self.dice.choice([slot for slot in self._slots(order, first, last) if slot.id != but])

    def _slots(self, order: Order, first: date, last: date) -> list[Slot]:
        """All windows between the two days with a free seat, of teams that fit."""
        postcode = reading().get_one(Address, order.address_id).postcode
        regions = reading().scalars(select(TeamRegion))
        near = {region.team_id for region in regions if postcode.startswith(region.postcode)}
        found = reading().scalars(
            select(Slot)
            .join(TeamSkill, (TeamSkill.team_id == Slot.team_id) & (TeamSkill.skill == order.skill))
            .where(Slot.day.between(first, last), Slot.booked < Slot.capacity, Slot.team_id.in_(near))
            .order_by(Slot.day, Slot.id)
        )
        return list(found)
