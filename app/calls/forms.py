"""The forms of the telephone: shape only; what is allowed is the use cases' say."""

from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional, StopValidation

from app.base.fields import DurationField, MomentField, id_or_0, instant
from app.base.words import _, _l
from app.calls.models import Direction, Reason
from app.calls.reasons import DIRECTIONS, REASONS
from app.customers.facts import AddressFacts, CustomerFacts, PhoneFacts
from app.customers.laender import LAENDER


def no_break(text: str | None) -> str:
    """One line without blanks around it."""
    return " ".join((text or "").split())


class BothOrNone:
    """The field and *other* are filled in together or not at all."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: FlaskForm, field: Any) -> None:
        typed = any(text.strip() for text in field.raw_data or [])
        if not typed:
            field.errors = []  # an empty field is not a wrong one
        if typed != bool(form[self.other].data):
            raise StopValidation(_("A callback needs a day and a time."))
        if not typed:
            raise StopValidation()


class CallFacts(FlaskForm):  # type: ignore[misc]
    """What every call has."""

    direction = RadioField(
        _l("Who called"), choices=list(DIRECTIONS.items()), coerce=Direction, default=Direction.IN,
        validators=[InputRequired(_l("Say who called."))],
    )  # fmt: skip
    phone = StringField(_l("Telephone number"), filters=[no_break], validators=[Length(max=60)])
    started_at = MomentField(_l("Start of the call"), validators=[InputRequired(_l("When did the call begin?"))])
    seconds = DurationField(_l("Duration"), validators=[InputRequired(_l("How long did the call last?"))])
    reason = RadioField(
        _l("Reason of the call"), choices=list(REASONS.items()), coerce=Reason,
        validators=[InputRequired(_l("Choose a reason, 1 to 9."))],
    )  # fmt: skip
    note = TextAreaField(_l("Note of the call"), validators=[Length(max=5000)])
    callback_day = DateField(_l("Call back on"), validators=[Optional()])
    callback_time = TimeField(_l("at"), validators=[BothOrNone("callback_day")])
    once = StringField(validators=[Length(max=64)])

    def validate_callback_time(self, _field: Any) -> None:
        """The moment exists."""
        _moment = self.callback_at

    @property
    def callback_at(self) -> datetime | None:
        """The promised moment; none if no callback was promised. Raises ValidationError where it does not exist."""
        if not (self.callback_day.data and self.callback_time.data):
            return None
        return instant(datetime.combine(self.callback_day.data, self.callback_time.data))

    @property
    def facts(self) -> dict[str, Any]:
        """The fields as log_call and report_by_call take them."""
        return {
            "direction": self.direction.data, "phone": self.phone.data, "started_at": self.started_at.data,
            "seconds": self.seconds.data, "reason": self.reason.data, "note": self.note.data or "",
            "callback_at": self.callback_at, "once": self.once.data or None,
        }  # fmt: skip


class CallForm(CallFacts):
    """A call on a ticket; the number in any grouping."""

    number = StringField(
        _l("Ticket number"), filters=[no_break], validators=[InputRequired(_l("Which ticket?")), Length(max=60)]
    )


class InformationForm(CallFacts):
    """A call that needs no ticket."""

    customer = StringField(_l("Customer"), filters=[no_break], validators=[Length(max=200)])
    picked = StringField(validators=[Length(max=20)])


class NewConcernForm(InformationForm):
    """A new concern by telephone: who, what about, what was said, and the call itself, in one form."""

    whose = RadioField(
        _l("Customer"),
        choices=[("known", _l("We know the customer")), ("new", _l("New customer")), ("later", _l("Not yet known"))],
        default="known",
    )
    given_name = StringField(_l("Given name"), filters=[no_break], validators=[Length(max=100)])
    family_name = StringField(_l("Family name"), filters=[no_break], validators=[Length(max=100)])
    company = StringField(_l("Company"), filters=[no_break], validators=[Length(max=200)])
    street = StringField(_l("Street and number"), filters=[no_break], validators=[Length(max=200)])
    postcode = StringField(_l("Postcode"), filters=[no_break], validators=[Length(max=10)])
    place = StringField(_l("Town"), filters=[no_break], validators=[Length(max=100)])
    land = SelectField(_l("Land"), choices=list(LAENDER.items()))
    topic = SelectField(
        _l("Topic"), coerce=id_or_0, validate_choice=False, validators=[InputRequired(_l("What is it about?"))]
    )
    subject = StringField(
        _l("Concern in one line"), filters=[no_break],
        validators=[InputRequired(_l("Say the concern in one line.")), Length(max=200)],
    )  # fmt: skip
    text = TextAreaField(_l("What the customer says"), validators=[Length(max=20000)])

    @property
    def new_customer(self) -> CustomerFacts:
        """Who is to be taken in; the number that called is theirs."""
        has_address = self.street.data or self.postcode.data or self.place.data
        address = AddressFacts(self.street.data, self.postcode.data, self.place.data, self.land.data)
        return CustomerFacts(
            self.given_name.data, self.family_name.data, self.company.data,
            addresses=[address] if has_address else [], phones=[PhoneFacts(self.phone.data)] if self.phone.data else [],
        )  # fmt: skip


class CallbackForm(FlaskForm):  # type: ignore[misc]
    """Who calls back instead."""

    to = SelectField(
        _l("Who calls back"), coerce=id_or_0, validate_choice=False, validators=[InputRequired(_l("Choose a person."))]
    )
