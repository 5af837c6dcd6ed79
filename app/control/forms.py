"""The forms of the control room: shape only; what is allowed is the use cases' say."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.base.fields import id_or_0
from app.base.words import _, _l
from app.desk.forms import plain

WHY = [DataRequired(_l("Say why; everybody can read the reason.")), Length(max=500)]
TOPIC = [InputRequired(_l("Choose a topic."))]
ALL, NUMBERS = "all", "numbers"


def chosen(value: Any) -> int | None:
    """The id that was chosen, or none."""
    return id_or_0(value) or None


class PeopleForm(FlaskForm):  # type: ignore[misc]
    """Who goes to which topic."""

    people = SelectMultipleField(_l("Counters"), coerce=id_or_0, validate_choice=False)
    topic = SelectField(_l("Topic"), coerce=chosen, validate_choice=False, validators=TOPIC)
    only = RadioField(
        _l("Where they work then"),
        choices=[("also", _l("there as well")), ("only", _l("only there"))], default="also",
    )  # fmt: skip

    def validate_people(self, field: Any) -> None:
        """Somebody must be chosen."""
        if not field.data:
            raise ValidationError(_("Choose at least one counter."))


class ShareForm(FlaskForm):  # type: ignore[misc]
    """The table of people and topics: the pairs that are ticked, and those that were when the page was made."""

    on = SelectMultipleField(validate_choice=False)
    was = SelectMultipleField(validate_choice=False)


class MoveForm(FlaskForm):  # type: ignore[misc]
    """Which tickets go where, and why."""

    what = RadioField(
        _l("Which tickets"), choices=[(ALL, _l("all waiting of")), (NUMBERS, _l("these numbers"))], default=ALL
    )
    source = SelectField(_l("From topic"), coerce=chosen, validate_choice=False)
    numbers = TextAreaField(_l("Ticket numbers"), validators=[Length(max=20000)])
    to = SelectField(_l("To topic"), coerce=chosen, validate_choice=False, validators=TOPIC)
    reason = StringField(_l("Why do they go there?"), filters=[plain], validators=WHY)

    def validate_source(self, field: Any) -> None:
        """A line is needed where a line is to be moved."""
        if self.what.data == ALL and not field.data:
            raise ValidationError(_("Choose a topic."))

    def validate_numbers(self, field: Any) -> None:
        """Numbers are needed where numbers are to be moved."""
        if self.what.data == NUMBERS and not (field.data or "").strip():
            raise ValidationError(_("Type at least one ticket number."))

    def validate_to(self, field: Any) -> None:
        """A line is not moved to itself."""
        if self.what.data == ALL and field.data == self.source.data:
            raise ValidationError(_("They wait there already. Choose another topic."))


class TakeBackForm(FlaskForm):  # type: ignore[misc]
    """Whose tickets go back into the line, and why."""

    who = SelectField(
        _l("Who is absent"), coerce=chosen, validate_choice=False, validators=[InputRequired(_l("Choose a person."))]
    )
    reason = StringField(_l("Why do they go back?"), filters=[plain], validators=WHY)


class TopicForm(FlaskForm):  # type: ignore[misc]
    """A new topic."""

    name = StringField(
        _l("Name"), filters=[plain], validators=[DataRequired(_l("What is the topic called?")), Length(max=60)]
    )
    letter = StringField(
        _l("Letter of the topic"),
        filters=[plain],
        validators=[DataRequired(_l("One letter for its numbers.")), Length(max=1)],
    )

    def validate_letter(self, field: Any) -> None:
        """It is said aloud before the number."""
        if not field.data.isalpha():
            raise ValidationError(_("One letter from A to Z."))
