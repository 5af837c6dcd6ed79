"""Note that the customer has confirmed the date."""

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.scheduling.chain import LIVE, channels, not_live, with_order
from app.scheduling.models import Appointment, AppointmentState


def confirm(appointment: Appointment, *, by: Acting) -> Appointment:
    """The customer knows the date and will be there; confirming twice changes nothing. Raises Stale."""
    with transaction() as session:
        order, appointment = with_order(session, appointment.id)
        if appointment.state not in LIVE:
            raise not_live(appointment)
        if appointment.state == AppointmentState.BOOKED:
            appointment.state = AppointmentState.CONFIRMED
            record(session, "confirmed", appointment, by=by, live=channels(order), order=order.number)
        return appointment
