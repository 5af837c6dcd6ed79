"""Change what is known about a customer."""

from sqlalchemy.exc import IntegrityError

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.customers.facts import CustomerFacts, FactsDoNotFit, as_plain, in_order
from app.customers.models import Customer
from app.customers.write import facts_of, seen, write


class SomebodyWasFaster(Refused):
    """The page is stale: what stands there is not what its writer saw."""


def change_customer(customer: Customer, facts: CustomerFacts, *, saw: str, by: Acting) -> Customer:
    """Let *customer* be as *facts* say, unless somebody has changed the customer since *by* saw it.

    *saw* is the sign from customers.write.seen of the state that was shown. The log book keeps what was before.
    Raises SomebodyWasFaster, FactsDoNotFit, NoTelephoneNumber.
    """
    with transaction() as session:
        customer = locked(session, Customer, customer.id)
        if seen(customer) != saw:
            raise SomebodyWasFaster(
                _("Somebody else has changed this customer in the meantime; nothing was saved. Open the customer in a "
                  "second window, compare, and send it again from there. What you typed stands below.")
            )  # fmt: skip
        before, facts = as_plain(facts_of(customer)), in_order(facts)
        with session.no_autoflush:
            write(session, customer, facts)
        try:
            session.flush()
        except IntegrityError as fault:
            raise FactsDoNotFit(
                _("This cannot be saved: an order still needs an address that you removed, or somebody else has just "
                  "entered the same contract number.")
            ) from fault  # fmt: skip
        after = as_plain(facts)
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            record(
                session, "changed", customer, by=by, live=[f"customer:{customer.id}", "customers"],
                was={name: before[name] for name in changed}, now={name: after[name] for name in changed},
            )  # fmt: skip
        return customer
