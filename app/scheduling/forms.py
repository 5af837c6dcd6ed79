"""The forms of this room: shape only; what is allowed is the use cases' say."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from app.base.fields import MomentField, id_or_0
from app.base.words import _, _l
from app.scheduling.labels import OUTCOMES, SKILLS, WHY_MISSED
from app.scheduling.models import Outcome
from app.scheduling.open_slots import MOST_SEATS

WEEKDAYS = [
    SelectChoice(day, name)
    for day, name in enumerate([_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun")])
]
CHOICES = [SelectChoice(skill, word) for skill, word in SKILLS.items()]


def clean(text: str | None) -> str:
    """Without blanks around."""
    return (text or "").strip()


class BoxesField(SelectMultipleField):  # type: ignore[misc]
    """Several of a few: a box to tick for each."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class BookForm(FlaskForm):
    """A date for an order: chosen in the list, or pressed on the board."""

    slot = SelectField(_l("Date"), coerce=id_or_0, validate_choice=False)
    seat = HiddenField(filters=[id_or_0])
    instead = HiddenField(filters=[id_or_0])
    """The appointment that the page showed as the one to be replaced."""
    reason = StringField(_l("Reason"), validators=[Length(max=300)], filters=[clean])
    once = HiddenField(validators=[Length(max=64)], filters=[clean])

    def validate_slot(self, field: SelectField) -> None:
        if not self.chosen:
            raise ValidationError(_("Choose a date."))

    def validate_reason(self, field: StringField) -> None:
        if self.instead.data and not field.data:
            raise ValidationError(_("Say why the date changes; it stays with the date for all to read."))

    @property
    def chosen(self) -> int:
        """The id of the slot."""
        return self.seat.data or self.slot.data or 0


class MissForm(FlaskForm):
    """Why an appointment was missed."""

    outcome = SelectField(
        _l("Why was it missed?"), validators=[InputRequired(_l("Say why the appointment was missed."))],
        choices=[SelectChoice("", _l("Choose"))] + [SelectChoice(str(why), OUTCOMES[why]) for why in WHY_MISSED],
    )  # fmt: skip
    remark = TextAreaField(_l("Remark"), validators=[Length(max=500)], filters=[clean])

    @property
    def why(self) -> Outcome:
        """The outcome code."""
        return Outcome(self.outcome.data)


class CancelForm(FlaskForm):
    """Why an order is cancelled."""

    reason = StringField(
        _l("Why is the order cancelled?"), filters=[clean],
        validators=[InputRequired(_l("The reason is missing.")), Length(max=300)],
    )  # fmt: skip


class OrderForm(FlaskForm):
    """A new order of a known customer."""

    address = SelectField(_l("Where to"), coerce=id_or_0, validate_choice=False)
    product = StringField(
        _l("Product"), filters=[clean], validators=[InputRequired(_l("The product is missing.")), Length(max=120)]
    )
    skill = SelectField(_l("What the team must be able to do"), choices=CHOICES)
    reported_at = MomentField(_l("First reported"), validators=[InputRequired(_l("Say when it was first reported."))])
    once = HiddenField(validators=[Length(max=64)], filters=[clean])


class TeamForm(FlaskForm):
    """Name, regions and skills of a team."""

    name = StringField(
        _l("Name"), filters=[clean], validators=[InputRequired(_l("The team needs a name.")), Length(max=60)]
    )
    regions = StringField(_l("Regions"), filters=[clean], validators=[Length(max=600)])
    skills = BoxesField(_l("Skills"), choices=CHOICES)
    is_active = BooleanField(_l("The team drives"), default=True)
    seen = HiddenField(validators=[Length(max=16)])

    @property
    def postcodes(self) -> list[str]:
        """What was typed, at commas and blanks."""
        return (self.regions.data or "").replace(",", " ").replace(";", " ").split()


class OpenForm(FlaskForm):
    """Seats to open."""

    first_day = DateField(_l("First day"), validators=[InputRequired(_l("The day is missing."))])
    last_day = DateField(_l("Last day"), validators=[InputRequired(_l("The day is missing."))])
    morning = IntegerField(_l("Seats 8–12 h"), validators=[InputRequired(), NumberRange(0, MOST_SEATS)], default=2)
    afternoon = IntegerField(_l("Seats 12–16 h"), validators=[InputRequired(), NumberRange(0, MOST_SEATS)], default=2)
    weekdays = BoxesField(_l("On these weekdays"), choices=WEEKDAYS, coerce=int, default=[0, 1, 2, 3, 4])


class SlotForm(FlaskForm):
    """Seats of one window, and why it is closed."""

    capacity = IntegerField(_l("Seats"), validators=[InputRequired(), NumberRange(0, MOST_SEATS)])
    closed_because = StringField(_l("Closed because"), filters=[clean], validators=[Length(max=80)])
    seen = HiddenField(validators=[Length(max=90)])
