"""The words of this room as people read them: skills, windows, states, outcomes."""

from datetime import date

from app.base.formats import day as spell
from app.base.words import _l
from app.scheduling.models import AppointmentState, OrderState, Outcome, Window

SKILLS = {"fibre": _l("Fibre"), "dsl": _l("DSL"), "cable": _l("Cable")}
"""What a team can do and an order needs."""

WINDOWS = {Window.MORNING: _l("8–12 h"), Window.AFTERNOON: _l("12–16 h")}

ORDER_STATES = {
    OrderState.OUTSTANDING: _l("outstanding"),
    OrderState.DONE: _l("activated"),
    OrderState.CANCELLED: _l("cancelled"),
}

STATES = {
    AppointmentState.BOOKED: _l("booked"),
    AppointmentState.CONFIRMED: _l("confirmed"),
    AppointmentState.DONE: _l("done"),
    AppointmentState.MISSED: _l("missed"),
    AppointmentState.MOVED: _l("moved"),
}

OUTCOMES = {
    Outcome.ACTIVATED: _l("Connection is live"),
    Outcome.OUR_OUTAGE: _l("Outage on our side"),
    Outcome.OUR_TECHNICIAN: _l("Technician did not come"),
    Outcome.OUR_MATERIAL: _l("Material was missing"),
    Outcome.CUSTOMER_ABSENT: _l("Customer was not there"),
    Outcome.CUSTOMER_NOT_READY: _l("Not prepared at the customer's"),
}

WHY_MISSED = [outcome for outcome in Outcome if outcome != Outcome.ACTIVATED]


def when(day: date, window: Window) -> str:
    """«Mo., 08.08.2022, 8–12 Uhr»."""
    return f"{spell(day)}, {WINDOWS[Window(window)]}"
