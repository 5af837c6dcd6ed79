"""The forms of the desk: shape only; what is allowed is the use cases' say."""

from datetime import UTC, datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from app.base import clock
from app.base.fields import MomentField
from app.base.words import _l
from app.calls.forms import CallFacts
from app.desk.names import CHANNELS
from app.tickets.models import Channel

WHY = [InputRequired(_l("Say why; the reason stands in the timeline.")), Length(max=500)]
DAY = [InputRequired(_l("Until which day?"))]


def plain(text: str | None) -> str:
    """One line without blanks around it."""
    return " ".join((text or "").split())


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A note."""

    text = TextAreaField(_l("Note"), validators=[InputRequired(_l("The note is empty.")), Length(max=20000)])
    once = StringField(validators=[Length(max=64)])


class TicketCallForm(CallFacts):
    """A call on the ticket whose page it stands on."""


class PutBackForm(FlaskForm):  # type: ignore[misc]
    """Why the ticket goes back into the line."""

    reason = StringField(_l("Why does the ticket go back?"), filters=[plain], validators=WHY)


class WaitForm(FlaskForm):  # type: ignore[misc]
    """Until when the customer is waited for, and for what."""

    until = DateField(_l("Comes back on"), validators=DAY)
    reason = StringField(_l("What are we waiting for?"), filters=[plain], validators=WHY)


class MoveForm(FlaskForm):  # type: ignore[misc]
    """To which topic, and why."""

    topic = SelectField(_l("Topic"), coerce=int, validate_choice=False)
    reason = StringField(_l("Why does it belong there?"), filters=[plain], validators=WHY)


class HandOverForm(FlaskForm):  # type: ignore[misc]
    """Who goes on, and what they should know."""

    to = SelectField(_l("Colleague"), coerce=int, validate_choice=False)
    note = StringField(_l("What should they know?"), filters=[plain], validators=[Length(max=500)])


class ResolveForm(FlaskForm):  # type: ignore[misc]
    """A last word on the matter, where there is one."""

    note = StringField(_l("What was done?"), filters=[plain], validators=[Length(max=2000)])


class OutOfTurnForm(FlaskForm):  # type: ignore[misc]
    """Why this ticket now."""

    reason = StringField(_l("Why out of turn?"), filters=[plain], validators=WHY)


class ReopenForm(FlaskForm):  # type: ignore[misc]
    """Why it was not dealt with after all."""

    reason = StringField(_l("Why is it not resolved?"), filters=[plain], validators=WHY)


class CorrectCustomerForm(FlaskForm):  # type: ignore[misc]
    """Whose concern it is, and how we know."""

    customer = StringField(_l("Customer number or name; empty: not yet known"), filters=[plain], validators=[Length(max=200)])
    reason = StringField(_l("Why is this corrected?"), filters=[plain], validators=WHY)


class CorrectTimeForm(FlaskForm):  # type: ignore[misc]
    """When it was reported, and how we know."""

    reported_at = MomentField(_l("Reported at"), validators=[InputRequired(_l("When was it reported?"))])
    reason = StringField(_l("Why is this corrected?"), filters=[plain], validators=WHY)


class JoinForm(FlaskForm):  # type: ignore[misc]
    """The number of the ticket that may be the same concern."""

    number = StringField(_l("Number of the other ticket"), filters=[plain], validators=[InputRequired(_l("Which ticket?")), Length(max=60)])


class MergeForm(FlaskForm):  # type: ignore[misc]
    """Which of the two leads."""

    leads = RadioField(_l("Which ticket leads?"), choices=[("1", "1"), ("2", "2")], validators=[InputRequired()])


class ReportForm(FlaskForm):  # type: ignore[misc]
    """What a customer reported, by any channel, with the moment at which they did."""

    channel = RadioField(
        _l("How did it come in?"), choices=[(channel.value, name.text) for channel, name in CHANNELS.items()],
        validators=[InputRequired(_l("Say how it came in."))],
    )  # fmt: skip
    day = DateField(_l("Reported on"), validators=[InputRequired(_l("On which day did the customer report it?"))])
    time = TimeField(_l("at"), validators=[InputRequired(_l("At what time? For a letter: the stamp of receipt."))])
    topic = SelectField(_l("Topic"), coerce=int, validators=[InputRequired(_l("Choose a topic."))])
    subject = StringField(
        _l("Concern in one line"), filters=[plain],
        validators=[InputRequired(_l("Say the concern in one line.")), Length(max=200)],
    )  # fmt: skip
    text = TextAreaField(
        _l("What the customer says"), validators=[InputRequired(_l("Write down what the customer says.")), Length(max=20000)]
    )
    customer = StringField(_l("Customer"), filters=[plain], validators=[Length(max=200)])
    picked = StringField(validators=[Optional(), Length(max=20)])
    once = StringField(validators=[Length(max=64)])

    @property
    def reported_at(self) -> datetime:
        """The moment in UTC; day and time are German ones."""
        return datetime.combine(self.day.data, self.time.data, tzinfo=clock.BERLIN).astimezone(UTC)


class DraftForm(FlaskForm):  # type: ignore[misc]
    """What is being typed, and where."""

    key = StringField(validators=[InputRequired(), Length(max=100)])
    text = StringField(validators=[Length(max=20000)])


def typed(form: FlaskForm | None, form_class: type[FlaskForm]) -> Any:
    """*form*, if it is one of this class that came back."""
    return form if isinstance(form, form_class) else None
