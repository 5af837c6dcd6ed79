"""A call in which a callback is promised, or none."""

from datetime import datetime
from typing import Any

from app.base import clock
from app.calls.log_call import log_call
from app.calls.models import Call, Direction, Reason


def promise(by: Any, at: datetime | None, **facts: Any) -> Call:
    """*by* promises to call back at *at*."""
    return log_call(
        direction=Direction.IN, started_at=clock.now(), seconds=60, reason=Reason.CALLBACK if at else Reason.STATUS,
        by=by, callback_at=at, **facts,
    )  # fmt: skip
