"""What is known about a customer, as add_customer and change_customer take it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.base.refused import Refused
from app.base.words import _
from app.customers.laender import LAENDER
from app.customers.phone import e164

MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
POSTCODE = re.compile(r"\d{5}")


class FactsDoNotFit(Refused):
    """Something about the customer cannot be right; the sentence says what."""


@dataclass(frozen=True)
class AddressFacts:
    """An address; *id* where it is one that stands there already."""

    street: str
    postcode: str
    place: str
    land: str
    id: int | None = None


@dataclass(frozen=True)
class ContractFacts:
    """A contract; *id* where it is one that stands there already."""

    number: str
    product: str
    since: date
    until: date | None = None
    id: int | None = None


@dataclass(frozen=True)
class PhoneFacts:
    """A telephone number in any spelling and what is said about it («ab 14 Uhr»)."""

    number: str
    label: str = ""


@dataclass(frozen=True)
class CustomerFacts:
    """Everything about one customer but number and history."""

    given_name: str = ""
    family_name: str = ""
    company: str = ""
    note: str = ""
    addresses: Sequence[AddressFacts] = field(default=())
    contracts: Sequence[ContractFacts] = field(default=())
    phones: Sequence[PhoneFacts] = field(default=())
    mails: Sequence[str] = field(default=())
    other_names: Sequence[str] = field(default=())


def in_order(facts: CustomerFacts) -> CustomerFacts:
    """*facts* trimmed, telephone numbers as E.164, mail addresses in lower case, nothing twice.

    Raises FactsDoNotFit, NoTelephoneNumber.
    """
    facts = replace(
        facts,
        given_name=_plain(facts.given_name), family_name=_plain(facts.family_name), company=_plain(facts.company),
        note=facts.note.strip(),
        addresses=tuple(_address(one) for one in facts.addresses),
        contracts=tuple(_contract(one) for one in facts.contracts),
        phones=tuple({one.number: one for one in map(_phone, facts.phones)}.values()),
        mails=tuple(dict.fromkeys(map(_mail, facts.mails))),
        other_names=tuple(dict.fromkeys(map(_plain, facts.other_names))),
    )  # fmt: skip
    if not (facts.family_name or facts.company):
        raise FactsDoNotFit(_("A customer needs a family name or the name of a company."))
    numbers = [one.number for one in facts.contracts]
    if len(numbers) != len(set(numbers)):
        raise FactsDoNotFit(_("The same contract number stands there twice."))
    return facts


def _plain(text: str) -> str:
    return " ".join(text.split())


def _address(facts: AddressFacts) -> AddressFacts:
    postcode, land = _plain(facts.postcode), facts.land.strip().upper()
    street, place = _plain(facts.street), _plain(facts.place)
    if not (street and place):
        raise FactsDoNotFit(_("An address needs street and place."))
    if not (POSTCODE.fullmatch(postcode) and postcode.isascii()):
        raise FactsDoNotFit(_("“%(postcode)s” is no German postcode: it has five digits.", postcode=postcode))
    if land not in LAENDER:
        raise FactsDoNotFit(_("“%(land)s” is none of the sixteen Länder.", land=land))
    return replace(facts, street=street, postcode=postcode, place=place, land=land)


def _contract(facts: ContractFacts) -> ContractFacts:
    number, product = _plain(facts.number).upper(), _plain(facts.product)
    if not (number and product):
        raise FactsDoNotFit(_("A contract needs a number and a product."))
    if facts.until and facts.until < facts.since:
        raise FactsDoNotFit(_("Contract %(number)s ends before it begins.", number=number))
    return replace(facts, number=number, product=product)


def _phone(facts: PhoneFacts) -> PhoneFacts:
    return PhoneFacts(e164(facts.number), _plain(facts.label))


def _mail(text: str) -> str:
    address = text.strip().lower()
    if not MAIL.fullmatch(address):
        raise FactsDoNotFit(_("“%(text)s” is no mail address. It looks like name@example.org.", text=text.strip()))
    return address


def as_plain(facts: CustomerFacts) -> dict[str, Any]:
    """*facts* as values that the log book can keep."""
    return {
        "given_name": facts.given_name, "family_name": facts.family_name, "company": facts.company, "note": facts.note,
        "addresses": [f"{one.street}, {one.postcode} {one.place}, {one.land}" for one in facts.addresses],
        "contracts": [
            f"{one.number}, {one.product}, {one.since}–{one.until or ''}".rstrip("–") for one in facts.contracts
        ],
        "phones": [f"{one.number} {one.label}".strip() for one in facts.phones],
        "mails": list(facts.mails), "other_names": list(facts.other_names),
    }  # fmt: skip
