"""Form fields for moments, as people in Germany type them."""

from datetime import UTC, datetime
from typing import Any

from wtforms import DateTimeLocalField, Field, ValidationError
from wtforms.widgets import TextInput

from app.base import clock
from app.base.database import LARGEST
from app.base.words import _

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M"]


def id_or_0(value: Any) -> int:
    """The id in a hidden field, a choice or an address; 0 where there is none."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= LARGEST else 0


def instant(local: datetime) -> datetime:
    """The instant in UTC at which the clocks in Germany show *local* (without a zone).

    The hour before the clocks are put back comes twice: the later one is meant, unless it is still to come. Raises
    ValidationError for the hour that is skipped in spring, and for a year that no calendar here reaches.
    """
    try:
        first, later = (local.replace(tzinfo=clock.BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))
    except OverflowError as fault:
        raise ValidationError(_("Check the year.")) from fault
    if first.astimezone(clock.BERLIN).replace(tzinfo=None) != local:
        raise ValidationError(_("This time does not exist: the clocks were put forward in that hour."))
    return later if later <= clock.now() else first


class MomentField(DateTimeLocalField):  # type: ignore[misc]
    """A day and a time in Germany; ``data`` is the instant in UTC."""

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, format=FORMATS, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError as fault:
            raise ValueError(_("Give the day and the time, for example 03.08.2022 14:03.")) from fault
        typed: Any = self.data
        self.data = None  # as long as it is no instant
        self.data = instant(typed)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        moment: datetime | None = self.data
        return f"{moment.astimezone(clock.BERLIN):%Y-%m-%dT%H:%M}" if moment else ""


class DurationField(Field):  # type: ignore[misc]
    """A duration as seconds («161») or as minutes and seconds («2:41»); ``data`` is seconds."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        pieces = text.split(":")
        if not text:
            self.data = None
        elif len(pieces) <= 3 and all(piece.isdecimal() and len(piece) <= 6 for piece in pieces):
            self.data = sum(int(piece) * 60**power for power, piece in enumerate(reversed(pieces)))
        else:
            self.data = None
            raise ValueError(_("Give the duration in seconds, or as minutes and seconds: 2:41."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data // 60}:{self.data % 60:02d}"
