"""Take in a new customer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.base import clock
from app.base.access import Acting
from app.base.counter import draw_from
from app.base.database import first_result, transaction
from app.base.record import record
from app.base.words import _
from app.customers.facts import AddressFacts, ContractFacts, CustomerFacts, FactsDoNotFit, PhoneFacts, in_order
from app.customers.models import Customer
from app.customers.write import write


def add_customer(
    *,
    by: Acting | None,
    given_name: str = "",
    family_name: str = "",
    company: str = "",
    note: str = "",
    addresses: Sequence[AddressFacts] = (),
    contracts: Sequence[ContractFacts] = (),
    phones: Sequence[PhoneFacts | str] = (),
    mails: Sequence[str] = (),
    other_names: Sequence[str] = (),
    since: datetime | None = None,
    once: str | None = None,
) -> Customer:
    """A new customer with a number of their own; telephone numbers in any German spelling.

    The same *once* again gives the first one. Raises FactsDoNotFit, NoTelephoneNumber, SentAlready.
    """
    facts = CustomerFacts(
        given_name, family_name, company, note, addresses, contracts,
        [PhoneFacts(one) if isinstance(one, str) else one for one in phones], mails, other_names,
    )  # fmt: skip
    with transaction() as session:
        facts = in_order(facts)
        who = {"given_name": facts.given_name, "family_name": facts.family_name, "company": facts.company}
        return first_result(session, Customer, once, **who) or put_customer(
            session, facts, by=by, since=since, once=once
        )


def put_customer(
    session: Session, facts: CustomerFacts, *, by: Acting | None, since: datetime | None = None, once: str | None = None
) -> Customer:
    """The step of add_customer that other use cases share."""
    facts = in_order(facts)
    customer = Customer(since=since or clock.now(), once=once or None)
    write(session, customer, facts)
    # Drawn after all that can be refused: the counter's row is locked from here to the end.
    customer.number = draw_from(session, "customer")
    session.add(customer)
    try:
        session.flush()
    except IntegrityError as fault:
        raise FactsDoNotFit(_("Somebody else has just entered this contract number. Look it up again.")) from fault
    record(session, "added", customer, by=by, number=customer.number, name=customer.name)
    return customer
