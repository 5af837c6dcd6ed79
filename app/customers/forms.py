"""The form of a customer: shape only. Each list has empty rows at its end; an emptied row is taken away."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from app.base import clock
from app.base.fields import id_or_0
from app.base.words import _, _l
from app.customers.facts import AddressFacts, ContractFacts, CustomerFacts, PhoneFacts
from app.customers.laender import LAENDER

MANY = 40
SPARE = {"addresses": 1, "phones": 2, "mails": 1, "contracts": 1, "other_names": 1}


def no_break(text: str | None) -> str:
    """One line without blanks around it."""
    return " ".join((text or "").split())


def line(label: Any, longest: int) -> StringField:
    """A field of one line."""
    return StringField(label, filters=[no_break], validators=[Length(max=longest)])


class AddressForm(Form):  # type: ignore[misc]
    """One address."""

    id = HiddenField()
    street = line(_l("Street and number"), 200)
    postcode = line(_l("Postcode"), 10)
    place = line(_l("Town"), 100)
    land = SelectField(_l("Land"), choices=list(LAENDER.items()))

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed."""
        return bool(self.street.data or self.postcode.data or self.place.data)

    def validate_postcode(self, field: Any) -> None:
        if self.is_filled and not (len(field.data) == 5 and field.data.isdecimal()):
            raise ValidationError(_("A German postcode has five digits."))

    def validate_street(self, field: Any) -> None:
        if self.is_filled and not field.data:
            raise ValidationError(_("The street is missing."))

    def validate_place(self, field: Any) -> None:
        if self.is_filled and not field.data:
            raise ValidationError(_("The town is missing."))


class PhoneForm(Form):  # type: ignore[misc]
    """One telephone number in any spelling, and when or whose it is."""

    number = line(_l("Telephone number"), 60)
    label = line(_l("Remark"), 100)


class ContractForm(Form):  # type: ignore[misc]
    """One contract."""

    id = HiddenField()
    number = line(_l("Contract number"), 40)
    product = line(_l("Product"), 100)
    since = DateField(_l("since"), validators=[Optional()])
    until = DateField(_l("until"), validators=[Optional()])

    def validate_product(self, field: Any) -> None:
        if self.number.data and not field.data:
            raise ValidationError(_("Which product is it?"))


class CustomerForm(FlaskForm):  # type: ignore[misc]
    """All that is known about a customer."""

    given_name = line(_l("Given name"), 100)
    family_name = line(_l("Family name"), 100)
    company = line(_l("Company"), 200)
    note = TextAreaField(_l("Worth knowing"), validators=[Length(max=2000)])
    addresses = FieldList(FormField(AddressForm), max_entries=MANY)
    phones = FieldList(FormField(PhoneForm), max_entries=MANY)
    mails = FieldList(line(_l("Mail address"), 200), max_entries=MANY)
    contracts = FieldList(FormField(ContractForm), max_entries=MANY)
    other_names = FieldList(line(_l("Other name"), 200), max_entries=MANY)
    saw = HiddenField(validators=[Length(max=64)])
    once = StringField(validators=[Length(max=64)])

    def validate_family_name(self, field: Any) -> None:
        if not (field.data or self.company.data):
            raise ValidationError(_("A family name or the name of a company is needed."))

    def with_spare_rows(self, land: str) -> "CustomerForm":
        """Each list with empty rows at its end; a new address is in *land* until somebody says otherwise."""
        for name, spare in SPARE.items():
            rows = self[name]
            empty = [row for row in rows if not any(_typed(row))]
            for _row in range(spare - len(empty)):
                if len(rows) < MANY:
                    rows.append_entry({"land": land} if name == "addresses" else None)
        return self

    @property
    def facts(self) -> CustomerFacts:
        """What was typed, without the empty rows."""
        return CustomerFacts(
            self.given_name.data, self.family_name.data, self.company.data, self.note.data or "",
            [AddressFacts(one.street.data, one.postcode.data, one.place.data, one.land.data, _id(one))
             for one in _forms(self.addresses) if one.is_filled],
            [ContractFacts(one.number.data, one.product.data, one.since.data or clock.today(), one.until.data, _id(one))
             for one in _forms(self.contracts) if one.number.data],
            [PhoneFacts(one.number.data, one.label.data) for one in _forms(self.phones) if one.number.data],
            [one.data for one in self.mails if one.data],
            [one.data for one in self.other_names if one.data],
        )  # fmt: skip

    @property
    def faults(self) -> Iterator[tuple[str, str, str]]:
        """Id, label and sentence of every field that is wrong."""
        for field in self:
            for one in _leaves(field):
                if one.errors:
                    yield one.id, str(one.label.text), " ".join(map(str, one.errors))


def _forms(rows: FieldList) -> list[Any]:
    # The form itself: a row answers to «id» and «label» with its own.
    return [row.form for row in rows]


def _id(form: Any) -> int | None:
    return id_or_0(form.id.data) or None


def _leaves(field: Any) -> Iterator[Any]:
    if isinstance(field, FieldList | FormField):
        for one in field:
            yield from _leaves(one)
    else:
        yield field


def _typed(row: Any) -> Iterator[Any]:
    return (one.data for one in _leaves(row) if not isinstance(one, SelectField | HiddenField))
