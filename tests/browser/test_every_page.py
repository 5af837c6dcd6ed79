"""Every page of the house, light and dark: axe finds nothing. A new page is looked at as soon as it has an address."""

from datetime import timedelta

import pytest

from app.base import clock
from app.base.access import Role
from app.scheduling.book import book
from tests.support.browser import axe_faults
from tests.support.schedule import Schedule

ENDLESS = "live.stream"
IS_PAGE = "<!doctype html>"


@pytest.fixture
def house(make):
    """Somebody with every role, one of everything, and what stands in the addresses."""
    plan = Schedule(make)
    topic = make.topic("Schaltung")
    everybody = make.person(*Role, topics=[topic], may_choose=True)
    customer = plan.customer()
    order, slot = plan.order(customer=customer), plan.slot(day=clock.today() + timedelta(days=1))
    book(order, slot, by=plan.by)
    one, two = make.tickets(topic, 2, customer=customer)
    numbers = {"tickets": one.number, "customers": customer.number, "orders": order.number}
    ids = {"people": everybody.id, "teams": slot.team_id}
    return everybody, {"slug": topic.slug, "other": two.number}, numbers, ids


def addresses(app, values, numbers, ids):
    """The address of everything that can be opened."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint in ("static", ENDLESS):
                continue
            room = str(rule).split("/")[1]
            given = {"number": numbers.get(room), "id": ids.get(room), **values}
            yield app.url_for(rule.endpoint, **{name: given[name] for name in rule.arguments})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(app, browser, house, scheme):
    everybody, *things = house
    page = browser.open(color_scheme=scheme)
    found = {"/login": axe_faults(page)}
    browser.login(page, everybody)
    browser.tolerate("status of 404")
    for path in [*addresses(app, *things), "/no/such/page"]:
        if page.request.get(path).text().lstrip().lower().startswith(IS_PAGE):
            page.goto(path)
            found[path] = axe_faults(page)

    assert {path: faults for path, faults in found.items() if faults} == {}
    assert len(found) > 25, sorted(found)
