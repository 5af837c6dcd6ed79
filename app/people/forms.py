"""What is typed about people. The rules are the use cases' say."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectMultipleField,
    StringField,
    widgets,
)  # fmt: skip
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.base.access import Role
from app.base.words import _, _l

ROLES = {
    Role.AGENT: _l("Hotline"),
    Role.SCHEDULER: _l("Scheduling"),
    Role.SUPERVISOR: _l("Supervision"),
    Role.ADMINISTRATOR: _l("Administration"),
}
"""What the roles are called on pages."""


def choices(named: Mapping[str, Any]) -> list[SelectChoice]:
    return [SelectChoice(value, text) for value, text in named.items()]


def needed() -> InputRequired:
    """The field may not be empty; says so in the person's language."""
    return InputRequired(_l("Please fill this in."))


def at_most(signs: int) -> Length:
    return Length(max=signs, message=_l("At most %(max)d characters."))


class SignInForm(FlaskForm):
    """Name and password at the door."""

    name = StringField(_l("Login or e-mail"), validators=[needed(), at_most(200)])
    password = PasswordField(_l("Password"), validators=[needed(), at_most(1000)])


class WishesForm(FlaskForm):
    """How pages look and speak for oneself."""

    theme = RadioField(
        _l("Colours"), choices=choices({"auto": _l("as the computer"), "light": _l("light"), "dark": _l("dark")})
    )
    density = RadioField(
        _l("Rows"), choices=choices({"dense": _l("dense, more rows"), "comfort": _l("roomy, larger type")})
    )
    locale = RadioField(_l("Language"), choices=choices({"de": "Deutsch", "en": "English"}))
    letters = BooleanField(_l("Single letters as keys (N, Z, …)"))


class OwnPasswordForm(FlaskForm):
    """A new password for oneself."""

    current = PasswordField(_l("Present password"), validators=[needed(), at_most(1000)])
    new = PasswordField(_l("New password"), validators=[needed(), at_most(1000)])
    again = PasswordField(_l("New password again"), validators=[needed(), at_most(1000)])

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.new.data:
            raise ValidationError(_("The two new passwords differ."))


class CheckboxesField(SelectMultipleField):
    """Several of a few, each with a box."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PersonForm(FlaskForm):
    """What an administrator says about somebody."""

    name = StringField(_l("Name"), validators=[needed(), at_most(100)])
    plate = StringField(_l("Plate"), validators=[Optional(), at_most(20)])
    roles = CheckboxesField(_l("Roles"), choices=choices({role.value: text for role, text in ROLES.items()}))
    may_choose = BooleanField(_l("May take tickets out of turn, with a reason"))
    hands = IntegerField(
        _l("Tickets in hand at most"), default=1,
        validators=[InputRequired(_l("Please give a number.")), NumberRange(1, 20, _l("Between 1 and 20."))],
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What was typed, as the use cases take it."""
        return {
            "name": self.name.data, "plate": self.plate.data, "roles": [Role(role) for role in self.roles.data or []],
            "may_choose": self.may_choose.data, "hands": self.hands.data,
        }  # fmt: skip


class NewPersonForm(PersonForm):
    """Somebody new, with a first password."""

    login = StringField(_l("Login"), validators=[needed(), at_most(64)])
    password = StringField(_l("First password"), validators=[needed(), at_most(200)])


class ChangedPersonForm(PersonForm):
    """Somebody who is there already; ``seen`` notices a page that is no longer true."""

    is_active = BooleanField(_l("Active: may sign in"))
    seen = HiddenField()


class NewPasswordForm(FlaskForm):
    """A password that an administrator gives."""

    password = StringField(_l("New password"), validators=[needed(), at_most(200)])


class DraftForm(FlaskForm):
    """What is being typed, and where."""

    key = StringField(validators=[needed(), at_most(100)])
    text = StringField(validators=[at_most(20000)])
