"""Change how many seats a team has in one window, or close the window."""

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _, ngettext
from app.scheduling.chain import Stale
from app.scheduling.labels import when
from app.scheduling.models import Slot
from app.scheduling.open_slots import MOST_SEATS
from app.scheduling.window import is_over


class SlotCannotChange(Refused):
    """The window is over, or more seats are booked than would be left."""


def change_slot(
    slot: Slot, *, capacity: int, closed_because: str = "", seen: str | None = None, by: Acting | None
) -> Slot:
    """*capacity* seats from now on; with a reason in *closed_because* nothing more can be booked, without it is open.

    What is booked stays booked. *seen* is the sign of what the page showed. Raises SlotCannotChange, Stale.
    """
    with transaction() as session:
        slot = locked(session, Slot, slot.id)
        if is_over(slot.day, slot.window):
            raise SlotCannotChange(_("%(date)s is over; it stays as it was.", date=when(slot.day, slot.window)))
        if seen is not None and seen != as_seen(slot.capacity, slot.closed_because):
            raise Stale(
                _("Somebody else has changed this window meanwhile: %(seats)s seats, %(state)s. Nothing was saved; save "
                  "again if it is still to be as you typed.",
                  seats=slot.capacity, state=slot.closed_because or _("open"))
            )  # fmt: skip
        if capacity < slot.booked:
            raise SlotCannotChange(
                ngettext(
                    "%(num)d seat is booked already, so there cannot be fewer. Move the appointment first.",
                    "%(num)d seats are booked already, so there cannot be fewer. Move the appointments first.",
                    slot.booked,
                )
            )
        if capacity > MOST_SEATS:
            raise SlotCannotChange(_("A window has between 0 and %(most)s seats.", most=MOST_SEATS))
        slot.capacity, slot.closed_because = capacity, closed_because.strip()
        record(session, "changed", slot, by=by, live=["board"], capacity=capacity, closed_because=slot.closed_because,
               team=slot.team_id, day=slot.day, window=slot.window)  # fmt: skip
        return slot


def as_seen(capacity: int, closed_because: str) -> str:
    """A sign for all that change_slot changes, to notice a page that is no longer true."""
    return f"{capacity} {closed_because}".strip()
