"""Take in an order that waits for its activation."""

from datetime import datetime

from app.base import clock
from app.base.access import Acting
from app.base.counter import draw_from
from app.base.database import first_result, transaction
from app.base.record import record
from app.base.refused import Refused
from app.base.words import _
from app.customers.models import Address, Customer
from app.scheduling.chain import channels
from app.scheduling.labels import SKILLS
from app.scheduling.models import Order
from app.tickets.report import EARLIEST


class OrderDoesNotFit(Refused):
    """Something about the order cannot be true."""


def add_order(
    customer: Customer, address: Address, product: str, skill: str, reported_at: datetime,
    *, by: Acting | None, once: str | None = None,
) -> Order:  # fmt: skip
    """An outstanding order with a number of its own; *reported_at* decides its place among those that wait.

    The same *once* again gives the first one. Raises OrderDoesNotFit, SentAlready.
    """
    product = product.strip()
    if address.customer_id != customer.id:
        raise OrderDoesNotFit(_("This address belongs to another customer."))
    if not product:
        raise OrderDoesNotFit(_("The product is missing."))
    if skill not in SKILLS:
        raise OrderDoesNotFit(_("“%(skill)s” is not a skill of our teams.", skill=skill))
    if reported_at > clock.now():
        raise OrderDoesNotFit(_("An order cannot have been reported in the future."))
    if reported_at < EARLIEST:
        raise OrderDoesNotFit(_("The order would be from before the year 2000. Check the date."))
    with transaction() as session:
        if first := first_result(session, Order, once, customer_id=customer.id, address_id=address.id, product=product):
            return first
        number = draw_from(session, "order")
        order = Order(
            number=number, customer_id=customer.id, address_id=address.id, product=product, skill=skill,
            reported_at=reported_at, once=once or None,
        )  # fmt: skip
        session.add(order)
        record(session, "added", order, by=by, live=channels(order), number=number, product=product)
        return order
