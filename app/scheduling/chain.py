"""The chain of an order's appointments: which one is live, which one was missed and still has no successor."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.base.database import locked
from app.base.refused import Refused
from app.base.words import _
from app.scheduling.models import Appointment, AppointmentState, Order, OrderState

LIVE = (AppointmentState.BOOKED, AppointmentState.CONFIRMED)


class Stale(Refused):
    """The page was older than what has happened since."""


class NoReason(Refused):
    """Whoever changes a date or an order says why."""

    def __init__(self) -> None:
        super().__init__(_("The reason is missing: it stays with the date for all to read."))


class OrderIsSettled(Refused):
    """The order is activated or cancelled and needs no date."""

    def __init__(self, order: Order) -> None:
        sentence = {
            OrderState.DONE: _("Order %(number)s is activated already; it needs no date.", number=order.number),
            OrderState.CANCELLED: _("Order %(number)s was cancelled; it gets no date.", number=order.number),
        }
        super().__init__(sentence[order.state])


def outstanding_order(session: Session, id: int) -> Order:
    """The order, locked. Raises OrderIsSettled."""
    order = locked(session, Order, id)
    if order.state != OrderState.OUTSTANDING:
        raise OrderIsSettled(order)
    return order


def with_order(session: Session, id: int) -> tuple[Order, Appointment]:
    """The appointment and its order, both locked; the order first, so that two pages about one order take turns."""
    order_id = session.scalar(select(Appointment.order_id).where(Appointment.id == id))
    return locked(session, Order, order_id or 0), locked(session, Appointment, id)


def live_of(session: Session, order: Order) -> Appointment | None:
    """The live appointment of *order*."""
    return session.scalar(
        select(Appointment)
        .where(Appointment.order_id == order.id, Appointment.state.in_(LIVE))
        .execution_options(populate_existing=True)
    )


def unanswered(session: Session, order: Order) -> Appointment | None:
    """The missed appointment of *order* that nothing has replaced yet."""
    later = aliased(Appointment)
    return session.scalar(
        select(Appointment)
        .where(
            Appointment.order_id == order.id,
            Appointment.state == AppointmentState.MISSED,
            ~select(later.id).where(later.supersedes_id == Appointment.id).exists(),
        )
        .execution_options(populate_existing=True)
    )


def not_live(appointment: Appointment) -> Stale:
    """The refusal that says what has become of it."""
    became = {
        AppointmentState.DONE: _(
            "This appointment was already marked as done. The page was older; here is how it stands."
        ),
        AppointmentState.MISSED: _(
            "This appointment was already marked as missed. The page was older; here is how it stands."
        ),
        AppointmentState.MOVED: _("This appointment was moved already. The page was older; here is how it stands."),
    }
    return Stale(became[AppointmentState(appointment.state)])


def channels(order: Order) -> Iterable[str]:
    """The live pages that show a date of *order*."""
    return ("board", "orders", f"customer:{order.customer_id}")


def channels_of_promise(order: Order) -> Iterable[str]:
    """The live pages that show a promise to *order*, the lines of its customer's tickets among them."""
    return (*channels(order), "promises")
