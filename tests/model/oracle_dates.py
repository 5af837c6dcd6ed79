"""The oracle of the dates: orders, seats, appointments and promises, as plain as the waiting room's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.model.oracle import BERLIN, forbid

LIVE = ("booked", "confirmed")
EVERYWHERE = {date(2022, 10, 3), date(2022, 12, 25), date(2022, 12, 26), date(2023, 1, 1)}
HOLIDAYS = {"HE": EVERYWHERE, "SL": EVERYWHERE | {date(2022, 8, 15), date(2022, 11, 1)}}
"""Of the months in which the model plays."""


@dataclass(eq=False)
class Team:
    name: str
    region: str
    skill: str


@dataclass(eq=False)
class Slot:
    """The seats of a team on a day between two hours."""

    team: Team
    day: date
    hours: str
    seats: int
    closed: bool = False


@dataclass(eq=False)
class Appointment:
    slot: Slot
    state: str = "booked"
    replaces: "Appointment | None" = None
    outcome: str | None = None


@dataclass(eq=False)
class Promise:
    missed: Appointment
    due: date
    plan_by: date
    kept_by: Appointment | None = None
    is_open: bool = True


@dataclass(eq=False)
class Order:
    """The chain is in the order in which the dates were made."""

    land: str
    postcode: str
    skill: str
    reported_at: datetime
    state: str = "outstanding"
    chain: list[Appointment] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)

    @property
    def live(self) -> Appointment | None:
        return next((one for one in self.chain if one.state in LIVE), None)

    def is_replaced(self, appointment: Appointment) -> bool:
        return any(one.replaces is appointment for one in self.chain)


def is_working_day(day: date, land: str) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS[land]


@dataclass
class Dates:
    """All of it at a moment that *now* tells."""

    now: Callable[[], datetime]
    orders: list[Order]
    slots: list[Slot]
    forms: dict[str, Appointment] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now().astimezone(BERLIN).date()

    def booked(self, slot: Slot) -> int:
        """A moved appointment gave its seat back, every other one has used it up."""
        return sum(one.slot is slot and one.state != "moved" for order in self.orders for one in order.chain)

    def order_of(self, appointment: Appointment) -> Order:
        return next(order for order in self.orders if appointment in order.chain)

    def standing(self, order: Order, promise: Promise) -> str:
        if self.today > promise.due:
            return "overdue"
        if order.live:
            # A date that went by and was not settled keeps nothing.
            return "safe" if self.today <= order.live.slot.day <= promise.due else "endangered"
        days = [self.today + timedelta(days=n) for n in range(1, (promise.plan_by - self.today).days + 1)]
        left = sum(is_working_day(day, order.land) for day in days)
        return "endangered" if left <= 3 else "safe"

    def is_over(self, slot: Slot) -> bool:
        return datetime.combine(slot.day, time(int(slot.hours[-2:])), BERLIN) <= self.now()

    def has_no_seat(self, slot: Slot, order: Order) -> bool:
        fits = slot.team.skill == order.skill and order.postcode.startswith(slot.team.region)
        return not fits or slot.closed or self.is_over(slot) or self.booked(slot) >= slot.seats

    def add_order(self, order: Order) -> None:
        forbid(OrderDoesNotFit=order.reported_at > self.now())
        self.orders.append(order)

    def open_slot(self, slot: Slot) -> bool:
        """Whether it is new; opening twice opens once."""
        forbid(NothingToOpen=slot.day < self.today)
        if any((one.team, one.day, one.hours) == (slot.team, slot.day, slot.hours) for one in self.slots):
            return False
        self.slots.append(slot)
        return True

    def change_slot(self, slot: Slot, seats: int, closed: bool) -> None:
        forbid(SlotCannotChange=self.is_over(slot) or seats < self.booked(slot))
        slot.seats, slot.closed = seats, closed

    def book(self, order: Order, slot: Slot, form: str) -> Appointment:
        if form in self.forms:
            return self.first(form, order, slot)
        forbid(
            OrderIsSettled=order.state != "outstanding",
            Stale=order.live,
            MissedBefore=any(one.state == "missed" and not order.is_replaced(one) for one in order.chain),
            NoSeat=self.has_no_seat(slot, order),
        )
        return self.appoint(order, Appointment(slot), form)

    def rebook(self, old: Appointment, slot: Slot, reason: str, form: str) -> Appointment:
        order = self.order_of(old)
        is_live = old.state in LIVE
        if form in self.forms and reason.strip():
            return self.first(form, order, slot)
        forbid(
            NoReason=not reason.strip(),
            OrderIsSettled=order.state != "outstanding",
            Stale=old.state in ("done", "moved") or order.is_replaced(old),
            SameDate=is_live and old.slot is slot,
            NoSeat=self.has_no_seat(slot, order),
        )
        if is_live:
            old.state = "moved"
        return self.appoint(order, Appointment(slot, replaces=old), form)

    def first(self, form: str, order: Order, slot: Slot) -> Appointment:
        """What the form made when it was sent before; an old page with something else in it makes nothing."""
        made = self.forms[form]
        forbid(SentAlready=made.slot is not slot or made not in order.chain)
        return made

    def appoint(self, order: Order, appointment: Appointment, form: str) -> Appointment:
        order.chain.append(appointment)
        self.forms[form] = appointment
        return appointment

    def confirm(self, appointment: Appointment) -> None:
        forbid(Stale=appointment.state not in LIVE)
        appointment.state = "confirmed"

    def mark_done(self, appointment: Appointment, outcome: str) -> None:
        order = self.order_of(appointment)
        if outcome == appointment.outcome == "activated":
            return
        self.settle(appointment, WrongOutcome=outcome != "activated")
        appointment.state, appointment.outcome, order.state = "done", outcome, "done"
        for promise in order.promises:
            promise.is_open, promise.kept_by = False, appointment

    def miss(self, appointment: Appointment, outcome: str) -> None:
        order = self.order_of(appointment)
        if outcome == appointment.outcome != "activated":
            return
        self.settle(appointment, WrongOutcome=outcome == "activated")
        appointment.state, appointment.outcome = "missed", outcome
        plan_by = due = appointment.slot.day + timedelta(days=14)
        while not is_working_day(plan_by, order.land):
            plan_by -= timedelta(days=1)
        order.promises.append(Promise(appointment, due, plan_by))

    def settle(self, appointment: Appointment, **more: object) -> None:
        """Done and missed can be said from the day of the appointment on."""
        forbid(Stale=appointment.state not in LIVE, NotYet=appointment.slot.day > self.today, **more)

    def cancel(self, order: Order, reason: str) -> None:
        forbid(NoReason=not reason.strip(), OrderIsSettled=order.state != "outstanding")
        if order.live:
            order.live.state = "moved"
        for promise in order.promises:
            promise.is_open = False
        order.state = "cancelled"
