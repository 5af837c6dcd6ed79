"""The waiting rooms."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.base.access import Role
from app.base.database import reading
from app.customers.change_customer import change_customer
from app.customers.models import Customer
from app.customers.write import facts_of, seen
from app.queueing.take_next import take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.scheduling.book import book
from app.scheduling.miss import miss
from app.scheduling.models import Outcome
from app.tickets.merge import merge
from app.tickets.resolve import resolve
from tests.support.schedule import NOW, Schedule
from tests.support.statements import statements

MOST_STATEMENTS = 6


def numbers(client):
    return [int(row.attrs["id"][1:]) for row in client.all("tbody[data-rows] tr")]


def places(client):
    return [cell.to_text().strip() for cell in client.all("tbody[data-rows] td.num")]


class TestWhatChangesElsewhere:
    """Names and promises stand in rows of other people's work; a kept part must not show yesterday's."""

    @pytest.fixture
    def plan(self, make, clock):
        clock.set(NOW)
        return Schedule(make)

    @pytest.fixture
    def customer(self, plan):
        return plan.customer()

    @pytest.fixture
    def rows(self, client, customer, make):
        """Asks for the rows as an open page does; gives what is new."""
        make.ticket(make.topic("Schaltung"), customer=customer)
        client.login(make.agent())
        had = {}

        def ask():
            answer = client.open("/queues/schaltung/rows", method="GET", headers=had)
            had["If-None-Match"] = answer.headers["ETag"]
            return answer.text

        assert "Wicke" in ask()
        return ask

    def test_a_missed_date(self, plan, customer, rows):
        appointment = book(plan.order(customer=customer), plan.slot(day=date(2022, 8, 3)), by=plan.by)
        assert rows() == ""

        miss(appointment, Outcome.OUR_OUTAGE, by=plan.by)

        assert "bis 17.08., 14 T" in rows()

    def test_another_name(self, plan, customer, rows):
        customer = reading().get_one(Customer, customer.id)
        change_customer(customer, replace(facts_of(customer), family_name="Wicke-Ott"), saw=seen(customer), by=plan.by)

        assert "Wicke-Ott" in rows()


class TestTheLine:
    def test_the_rows_stand_in_the_order_of_their_first_report(self, client, make):
        topic = make.topic("Schaltung")
        later = make.ticket(topic, reported="2022-07-26 09:00")
        earlier = make.ticket(topic, reported="2022-07-25 09:00")
        client.login(make.agent())

        client.get("/queues/schaltung")

        assert numbers(client) == [earlier.number, later.number]
        assert places(client) == ["1", "2"]

    def test_a_row_says_customer_town_channel_and_duplicates(self, client, make):
        from app.customers.facts import AddressFacts

        topic = make.topic("Schaltung")
        ott = make.customer("Ott", addresses=[AddressFacts("Mühlenweg 4", "34212", "Melsungen", "HE")])
        one = make.ticket(topic, reported="2022-07-25 09:00", customer=ott, subject="Techniker kam nicht")
        two = make.ticket(topic, reported="2022-07-26 09:00", customer=ott)
        merge(two, into=one, by=make.agent())
        client.login(make.agent())

        client.get("/queues/schaltung")

        row = client.one(f"#t{one.number}").to_text()
        assert all(word in row for word in ("Ute Ott", "Melsungen", "Techniker kam nicht", "+1", "Anruf"))

    def test_what_is_in_hand_stands_first_without_a_place(self, client, make):
        topic = make.topic("Schaltung")
        one, two = make.tickets(topic, 2)
        take_next(make.agent(topic, plate="Schalter 7"))
        client.login(make.agent())

        client.get("/queues/schaltung")

        assert numbers(client) == [one.number, two.number]
        assert places(client) == ["", "1"]
        assert "Schalter 7" in client.one(f"#t{one.number}").to_text()

    def test_who_waits_for_the_customer_is_on_the_other_list(self, client, make, clock):
        clock.set("2022-08-03 10:00")
        topic = make.topic("Schaltung")
        one, _two = make.tickets(topic, 2, first="2022-08-01 08:00")
        anna = make.agent(topic)
        take_next(anna)
        wait_for_customer(one, until=date(2022, 8, 9), reason="Foto", by=anna)
        client.login(anna)

        client.get("/queues/schaltung?show=asleep")

        assert numbers(client) == [one.number]
        assert "09.08." in client.one(f"#t{one.number}").to_text()

    def test_an_empty_room_says_so(self, client, make):
        make.topic("Schaltung")
        client.login(make.agent())

        client.get("/queues/schaltung")

        assert "Der Saal ist leer." in client.text

    def test_an_unknown_room_says_where_the_rooms_are(self, client, make):
        client.login(make.agent())

        client.get("/queues/nirgends", status=404)

        assert "Diese Warteschlange gibt es nicht." in client.text

    @pytest.mark.parametrize("role", list(Role))
    def test_everybody_may_look(self, client, make, role):
        make.topic("Schaltung")
        client.login(make.person(role))

        client.get("/queues")
        client.get("/queues/schaltung")


class TestPages:
    def test_fifty_at_a_time_forward_and_back(self, client, make):
        topic = make.topic("Schaltung")
        tickets = [ticket.number for ticket in make.tickets(topic, 120)]
        client.login(make.agent())

        client.get("/queues/schaltung")
        assert numbers(client) == tickets[:50]
        client.get(client.one("[data-key=arrowright]").attrs["href"])
        assert (numbers(client), places(client)[0]) == (tickets[50:100], "51")
        client.get(client.one("[data-key=arrowright]").attrs["href"])
        assert (numbers(client), places(client)[-1]) == (tickets[100:], "120")
        assert not client.all("[data-key=arrowright]")
        client.get(client.one("[data-key=arrowleft]").attrs["href"])
        assert (numbers(client), places(client)[0]) == (tickets[50:100], "51")
        client.get(client.one("[data-key=arrowleft]").attrs["href"])
        assert (numbers(client), places(client)[0]) == (tickets[:50], "1")

    @pytest.mark.parametrize(
        "query", ["after=x", "after=1-2-3", "before=-", "after=99999999999999999-1", "before=" + "9" * 40 + "-1"]
    )
    def test_an_address_that_means_nothing_shows_a_page(self, client, make, query):
        make.tickets(make.topic("Schaltung"), 2)
        client.login(make.agent())

        client.get(f"/queues/schaltung?{query}")


class TestTheLivePart:
    def test_it_is_not_sent_again_unless_the_line_changed(self, client, make):
        topic = make.topic("Schaltung")
        ticket = make.ticket(topic)
        client.login(make.agent())
        tag = client.get("/queues/schaltung/rows").headers["ETag"]

        client.get("/queues/schaltung/rows", headers={"If-None-Match": tag}, status=304)
        resolve(ticket, by=make.agent(), note="doppelt")

        assert "Der Saal ist leer." in client.get("/queues/schaltung/rows", headers={"If-None-Match": tag}).text

    def test_it_is_made_once_for_everybody(self, client, app, make):
        make.tickets(make.topic("Schaltung"), 3)
        client.login(make.agent())
        client.get("/queues/schaltung")

        with statements(app) as seen:
            client.get("/queues/schaltung")

        assert len(seen) <= 3

    def test_every_row_has_a_stable_id(self, client, make):
        make.tickets(make.topic("Schaltung"), 3)
        client.login(make.agent())

        html = client.get("/queues/schaltung/rows").text

        assert len(re.findall(r'<tr id="t\d{9}"', html)) == 3


def test_how_many_statements_a_cold_page_takes(client, app, make):
    topic = make.topic("Schaltung")
    make.tickets(topic, 60, customer=make.customer())
    take_next(make.agent(topic))
    client.login(make.agent())
    client.get("/queues/schaltung")
    later = client.one("[data-key=arrowright]").attrs["href"]

    for path in ("/queues/schaltung", later):
        app.extensions["rendered"].clear()
        with statements(app) as seen:
            client.get(path)
        assert len(seen) <= MOST_STATEMENTS, "\n".join(seen)
