"""Why somebody called, in the words of the hotline; a reason's place in this list is its key, 1 to 9."""

from typing import Any

from app.base.words import _l
from app.calls.models import Direction, Reason

REASONS: dict[Reason, Any] = {
    Reason.STATUS: _l("Where it stands"),
    Reason.DATE_AGREED: _l("Date agreed"),
    Reason.DATE_MOVED: _l("Date moved"),
    Reason.DOCUMENTS: _l("Documents"),
    Reason.CALLBACK: _l("Callback promised"),
    Reason.FAULT: _l("Fault"),
    Reason.BILL: _l("Bill"),
    Reason.COMPLAINT: _l("Complaint"),
    Reason.NOT_REACHED: _l("not reached"),
}

DIRECTIONS: dict[Direction, Any] = {
    Direction.IN: _l("incoming"),
    Direction.OUT: _l("outgoing"),
}
