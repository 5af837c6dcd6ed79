"""Taking in an order."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.base import clock
from app.base.database import reading
from app.base.record import LogRow
from app.scheduling.add_order import OrderDoesNotFit, add_order


def test_each_order_gets_a_number_of_its_own(plan):
    first, second = plan.order(), plan.order()

    assert second.number == first.number + 1


def test_the_same_form_twice_makes_one_order(plan):
    customer = plan.customer()
    first = plan.order(customer=customer, once="abc")
    second = plan.order(customer=customer, once="abc")

    assert first.id == second.id
    assert plan.order().number == first.number + 1


def test_it_is_in_the_log_book_and_on_the_live_pages(plan):
    order = plan.order()

    row = reading().scalar(select(LogRow).where(LogRow.kind == "customer_order"))
    assert (row.action, row.thing_id, row.by_id) == ("added", order.id, plan.by.id)
    assert row.live == f"board orders customer:{order.customer_id}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"product": "  "}, "Produkt"),
        ({"skill": "telegraph"}, "telegraph"),
        ({"reported_at": None}, "Zukunft"),
        ({"reported_at": datetime(1922, 8, 3, tzinfo=UTC)}, "vor dem Jahr 2000"),
        ({"address": None}, "anderen Kunden"),
    ],
)
def test_what_cannot_be_true_is_refused(plan, wrong, sentence):
    customer, other = plan.customer(), plan.customer()
    facts = {"product": "Glasfaser 300", "skill": "fibre", "reported_at": clock.now(), "address": customer.addresses[0]}
    facts |= wrong
    if facts["reported_at"] is None:
        facts["reported_at"] = clock.now() + timedelta(seconds=1)
    if facts["address"] is None:
        facts["address"] = other.addresses[0]

    with pytest.raises(OrderDoesNotFit, match=sentence):
        add_order(customer, by=plan.by, **facts)
