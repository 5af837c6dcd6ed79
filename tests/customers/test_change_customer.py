import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.base import clock
from app.base.database import reading
from app.base.record import LogRow
from app.customers.change_customer import SomebodyWasFaster, change_customer
from app.customers.facts import AddressFacts, FactsDoNotFit, PhoneFacts
from app.customers.models import Customer
from app.customers.write import facts_of, seen
from app.scheduling.add_order import add_order

HOME = AddressFacts("Leipziger Straße 212", "34260", "Kaufungen", "HE")


@pytest.fixture
def wicke(make):
    return fresh(make.customer("Wicke", given_name="Anneliese", addresses=[HOME], phones=["0561 12345"]))


def fresh(customer):
    reading().expire_all()
    return reading().get_one(Customer, customer.id)


def test_rows_that_stay_keep_their_id(make, wicke):
    home, facts = wicke.addresses[0].id, facts_of(wicke)
    second = AddressFacts("Wiesenweg 1", "34117", "Kassel", "HE")
    moved = replace(facts.addresses[0], street="Leipziger Straße 214")

    change_customer(wicke, replace(facts, addresses=[moved, second]), saw=seen(wicke), by=make.agent())

    assert [(one.street, one.id == home) for one in fresh(wicke).addresses] == [
        ("Leipziger Straße 214", True),
        ("Wiesenweg 1", False),
    ]
    assert fresh(wicke).addresses[0].street_key == "leipzigerstr214"


def test_what_was_before_stays_in_the_log_book(make, wicke):
    facts = replace(facts_of(wicke), family_name="Löwe", other_names=["Anneliese Wicke"])

    change_customer(wicke, facts, saw=seen(wicke), by=make.agent())

    row = reading().scalars(select(LogRow).where(LogRow.action == "changed")).one()
    assert json.loads(row.facts)["was"] == {"family_name": "Wicke", "other_names": []}
    assert fresh(wicke).name_key == "loewe anneliese"


def test_who_saw_an_older_state_does_not_overwrite(make, wicke):
    saw, facts = seen(wicke), facts_of(wicke)
    change_customer(wicke, replace(facts, note="ab 14 Uhr"), saw=saw, by=make.agent())

    with pytest.raises(SomebodyWasFaster):
        change_customer(wicke, replace(facts, phones=[PhoneFacts("0561 999")]), saw=saw, by=make.agent())

    assert (fresh(wicke).note, [one.e164 for one in fresh(wicke).phones]) == ("ab 14 Uhr", ["+4956112345"])


def test_changing_nothing_is_no_change(make, wicke):
    change_customer(wicke, facts_of(wicke), saw=seen(wicke), by=make.agent())

    assert reading().scalars(select(LogRow).where(LogRow.action == "changed")).all() == []


def test_an_address_that_an_order_needs_stays(make, wicke):
    add_order(
        wicke, wicke.addresses[0], product="Glasfaser 300", skill="fibre", reported_at=clock.now(), by=make.scheduler()
    )
    wicke = fresh(wicke)

    with pytest.raises(FactsDoNotFit):
        change_customer(wicke, replace(facts_of(wicke), addresses=[]), saw=seen(wicke), by=make.agent())

    assert len(fresh(wicke).addresses) == 1


def test_the_address_of_somebody_else_cannot_be_taken(make, wicke):
    stolen = AddressFacts("Hier 1", "34117", "Kassel", "HE", id=wicke.addresses[0].id)
    by, ott = make.agent(), fresh(make.customer("Ott"))

    change_customer(ott, replace(facts_of(ott), addresses=[stolen]), saw=seen(ott), by=by)

    assert [one.street for one in fresh(wicke).addresses] == ["Leipziger Straße 212"]
    assert [one.street for one in fresh(ott).addresses] == ["Hier 1"]
