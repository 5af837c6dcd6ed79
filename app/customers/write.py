"""The step that add_customer and change_customer share: facts become rows, and rows facts."""

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.formats import spaced as spell
from app.base.words import _
from app.customers.facts import (
    AddressFacts,
    ContractFacts,
    CustomerFacts,
    FactsDoNotFit,
    PhoneFacts,
    as_plain,
)
from app.customers.fold import fold, fold_street
from app.customers.models import Address, Contract, Customer, MailAddress, OtherName, Phone


def facts_of(customer: Customer) -> CustomerFacts:
    """What stands there about *customer*."""
    return CustomerFacts(
        customer.given_name, customer.family_name, customer.company, customer.note,
        [AddressFacts(one.street, one.postcode, one.place, one.land, one.id) for one in customer.addresses],
        [ContractFacts(one.number, one.product, one.since, one.until, one.id) for one in customer.contracts],
        [PhoneFacts(one.e164, one.label) for one in customer.phones],
        [one.address for one in customer.mails],
        [one.name for one in customer.other_names],
    )  # fmt: skip


def seen(customer: Customer) -> str:
    """A sign for exactly what stands there now; a form sends it back to show which state its writer has seen."""
    plain = json.dumps(as_plain(facts_of(customer)), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def write(session: Session, customer: Customer, facts: CustomerFacts) -> None:
    """Let *customer* be as *facts* (in order) say. Rows that stay keep their id: orders point to addresses.

    Raises FactsDoNotFit when a contract is somebody else's.
    """
    customer.given_name, customer.family_name = facts.given_name, facts.family_name
    customer.company, customer.note = facts.company, facts.note
    customer.name_key = fold(f"{facts.company} {facts.family_name} {facts.given_name}")
    _addresses(customer, facts)
    _contracts(session, customer, facts)
    phones = {one.e164: one for one in customer.phones}
    customer.phones = [phones.get(one.number) or Phone(e164=one.number) for one in facts.phones]
    for phone, wanted in zip(customer.phones, facts.phones, strict=True):
        phone.label = wanted.label
    mails = {one.address: one for one in customer.mails}
    customer.mails = [mails.get(one) or MailAddress(address=one) for one in facts.mails]
    names = {one.name: one for one in customer.other_names}
    customer.other_names = [names.get(one) or OtherName(name=one, name_key=fold(one)) for one in facts.other_names]


def _addresses(customer: Customer, facts: CustomerFacts) -> None:
    before = {one.id: one for one in customer.addresses}
    customer.addresses = [before.get(one.id or 0) or Address() for one in facts.addresses]
    for address, wanted in zip(customer.addresses, facts.addresses, strict=True):
        address.street, address.postcode, address.place = wanted.street, wanted.postcode, wanted.place
        address.land, address.street_key = wanted.land, fold_street(wanted.street)


def _contracts(session: Session, customer: Customer, facts: CustomerFacts) -> None:
    numbers = [one.number for one in facts.contracts]
    taken = session.execute(
        select(Contract.number, Customer.number.label("customer")).join(Customer, Customer.id == Contract.customer_id)
        .where(Contract.number.in_(numbers), Contract.customer_id != (customer.id or 0))
    ).first()  # fmt: skip
    if taken:
        raise FactsDoNotFit(
            _("Contract %(number)s belongs to customer K %(customer)s already.",
              number=taken.number, customer=spell(taken.customer))
        )  # fmt: skip
    before = {one.id: one for one in customer.contracts}
    customer.contracts = [before.get(one.id or 0) or Contract() for one in facts.contracts]
    for contract, wanted in zip(customer.contracts, facts.contracts, strict=True):
        contract.number, contract.product = wanted.number, wanted.product
        contract.since, contract.until = wanted.since, wanted.until
