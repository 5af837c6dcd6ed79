"""The forms of the desk: shape only; what is allowed is the use cases' say."""

from datetime import datetime

from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.base.fields import MomentField, id_or_0, instant
from app.base.words import _l
from app.calls.forms import CallFacts
from app.desk.names import CHANNELS

WHY = [DataRequired(_l("Say why; the reason stands in the timeline.")), Length(max=500)]
DAY = [InputRequired(_l("Until which day?"))]


def plain(text: str | None) -> str:
    """One line without blanks around it."""
    return " ".join((text or "").split())


class ActionForm(FlaskForm):  # type: ignore[misc]
    """A small form of a ticket's page; ``kind`` names it there."""

    kind = ""


class NoteForm(ActionForm):
    """A note."""

    kind = "note"
    text = TextAreaField(_l("Note"), validators=[DataRequired(_l("The note is empty.")), Length(max=20000)])
    once = StringField(validators=[Length(max=64)])


class TicketCallForm(CallFacts):
    """A call on the ticket whose page it stands on."""

    kind = "call"


class PutBackForm(ActionForm):
    """Why the ticket goes back into the line."""

    kind = "put-back"
    reason = StringField(_l("Why does the ticket go back?"), filters=[plain], validators=WHY)


class WaitForm(ActionForm):
    """Until when the customer is waited for, and for what."""

    kind = "wait"
    until = DateField(_l("Comes back on"), validators=DAY)
    reason = StringField(_l("What are we waiting for?"), filters=[plain], validators=WHY)


class BringBackForm(ActionForm):
    """What came in from the customer."""

    kind = "bring-back"
    reason = StringField(_l("Why does it come back?"), filters=[plain], validators=WHY)


class MoveForm(ActionForm):
    """To which topic, and why."""

    kind = "move"
    topic = SelectField(
        _l("Topic"), coerce=id_or_0, validate_choice=False, validators=[DataRequired(_l("Choose a topic."))]
    )
    reason = StringField(_l("Why does it belong there?"), filters=[plain], validators=WHY)


class HandOverForm(ActionForm):
    """Who goes on, and what they should know."""

    kind = "hand-over"
    to = SelectField(
        _l("Colleague"), coerce=id_or_0, validate_choice=False, validators=[DataRequired(_l("Choose a person."))]
    )
    note = StringField(_l("What should they know?"), filters=[plain], validators=[Length(max=500)])


class ResolveForm(ActionForm):
    """A last word on the matter, where there is one."""

    kind = "resolve"
    note = StringField(_l("What was done?"), filters=[plain], validators=[Length(max=2000)])


class OutOfTurnForm(ActionForm):
    """Why this ticket now."""

    kind = "out-of-turn"
    reason = StringField(_l("Why out of turn?"), filters=[plain], validators=WHY)


class ReopenForm(ActionForm):
    """Why it was not dealt with after all."""

    kind = "reopen"
    reason = StringField(_l("Why is it not resolved?"), filters=[plain], validators=WHY)


class CorrectCustomerForm(ActionForm):
    """Whose concern it is, and how we know."""

    kind = "customer"
    customer = StringField(
        _l("Customer number or name; empty: not yet known"), filters=[plain], validators=[Length(max=200)]
    )
    reason = StringField(_l("Why is this corrected?"), filters=[plain], validators=WHY)


class CorrectTimeForm(ActionForm):
    """When it was reported, and how we know."""

    kind = "time"
    reported_at = MomentField(_l("Reported at"), validators=[InputRequired(_l("When was it reported?"))])
    reason = StringField(_l("Why is this corrected?"), filters=[plain], validators=WHY)


class JoinForm(ActionForm):
    """The number of the ticket that may be the same concern."""

    kind = "join"
    number = StringField(
        _l("Number of the other ticket"),
        filters=[plain],
        validators=[InputRequired(_l("Which ticket?")), Length(max=60)],
    )


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
    topic = SelectField(
        _l("Topic"),
        coerce=id_or_0,
        validate_choice=False,
        choices=[],
        validators=[InputRequired(_l("Choose a topic."))],
    )
    subject = StringField(
        _l("Concern in one line"), filters=[plain],
        validators=[DataRequired(_l("Say the concern in one line.")), Length(max=200)],
    )  # fmt: skip
    text = TextAreaField(
        _l("What the customer says"),
        validators=[DataRequired(_l("Write down what the customer says.")), Length(max=20000)],
    )
    customer = StringField(_l("Customer"), filters=[plain], validators=[Length(max=200)])
    picked = StringField(validators=[Optional(), Length(max=20)])
    once = StringField(validators=[Length(max=64)])

    def validate_time(self, _field: TimeField) -> None:
        """The moment exists."""
        if self.day.data and self.time.data:
            _moment = self.reported_at

    @property
    def reported_at(self) -> datetime:
        """The moment; day and time are German ones. Raises ValidationError where it does not exist."""
        return instant(datetime.combine(self.day.data, self.time.data))


class OneButtonForm(ActionForm):
    """A button that needs nothing but the token."""
