"""The page of one ticket."""

from datetime import date

from sqlalchemy import select

from app.base.access import Role
from app.base.database import reading
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.queueing.put_back import put_back
from app.queueing.take_next import take_next
from app.queueing.wait_for_customer import wait_for_customer
from app.scheduling.book import book
from app.tickets.add_note import add_note
from app.tickets.correct_customer import correct_customer
from app.tickets.merge import merge
from app.tickets.models import State, Ticket, Topic
from app.tickets.resolve import resolve
from tests.support.schedule import NOW, Schedule
from tests.support.statements import statements

MOST_STATEMENTS = 10


def fresh(ticket):
    return reading().get_one(Ticket, ticket.id, populate_existing=True)


def path(ticket, more=""):
    return f"/tickets/{ticket.number}{more}"


class TestWhatItSays:
    def test_place_before_and_after(self, client, make):
        one, two, three = make.tickets(make.topic(), 3)
        client.login(make.agent())

        client.get(path(two))

        assert "Sie sind auf Platz 2 von 3" in client.text
        assert [item.attrs["id"] for item in client.all("#order li")] == [
            f"around-{ticket.number}" for ticket in (one, two, three)
        ]

    def test_the_whole_groups_timeline_newest_first(self, client, make, clock):
        anna = make.agent(topic := make.topic())
        clock.set("2022-08-03 09:00")
        one = make.ticket(topic, reported="2022-07-25 09:00", text="Erste Meldung")
        two = make.ticket(topic, reported="2022-07-26 09:00", text="Zweite Meldung")
        clock.set("2022-08-03 10:00")
        log_call(
            direction=Direction.IN, started_at=make.when("2022-08-03 09:58"), seconds=60, reason=Reason.STATUS,
            ticket=two, note="Dritte Meldung", by=anna,
        )  # fmt: skip
        clock.set("2022-08-03 11:00")
        merge(two, into=one, by=anna)
        clock.set("2022-08-03 12:00")
        add_note(one, "Notiz dazu", by=anna)
        client.login(anna)

        client.get(path(one))

        line = client.one("#timeline").to_text()
        order = ["Notiz dazu", "Zusammengeführt", "Dritte Meldung", "Zweite Meldung", "Erste Meldung"]
        assert sorted(order, key=line.index) == order
        assert len(client.all("#timeline .first")) == 1

    def test_when_it_was_handed_out_and_to_whom(self, client, make):
        anna = make.agent(topic := make.topic())
        ticket = make.ticket(topic)
        take_next(anna)
        put_back(ticket, "Technik fragen", by=anna)
        client.login(anna)

        client.get(path(ticket))

        assert "Anna Berger" in client.one("#order").to_text()
        assert "Technik fragen" in client.one("#timeline").to_text()

    def test_markup_that_a_customer_sends_is_only_text(self, client, make):
        ticket = make.ticket(make.topic(), subject="<b>fett</b>", text="<script>alert(1)</script> *Stern*")
        client.login(make.agent())

        client.get(path(ticket))

        assert "<script>alert(1)</script>" in client.text

    def test_a_scheduler_reads_and_is_offered_nothing_else(self, client, make):
        ticket = make.ticket(make.topic())
        client.login(make.person(Role.SCHEDULER))

        client.get(path(ticket))

        assert not client.all("main form")

    def test_a_date_that_is_booked_meanwhile_shows_beside_the_ticket(self, client, make, clock):
        clock.set(NOW)
        plan = Schedule(make)
        customer = plan.customer()
        order, ticket = plan.order(customer=customer), make.ticket(make.topic(), customer=customer)
        take_next(anna := make.agent(*reading().scalars(select(Topic))))
        client.login(anna)
        client.get(path(ticket))
        beside = client.one("#beside").attrs
        assert f"customer:{customer.id}" in beside["data-channels"].split()
        seen = {"If-None-Match": client.open(beside["data-part"], method="GET").headers["ETag"]}
        assert client.open(beside["data-part"], method="GET", headers=seen).status_code == 304

        book(order, plan.slot(), by=plan.by)

        assert "8.\N{NO-BREAK SPACE}August" in client.open(beside["data-part"], method="GET", headers=seen).text

    def test_how_many_statements_it_takes(self, client, app, make):
        anna = make.agent(topic := make.topic())
        ott = make.customer()
        ticket = make.ticket(topic, customer=ott)
        merge(make.ticket(topic, customer=ott), into=ticket, by=anna)
        for n in range(20):
            add_note(ticket, f"Notiz {n}", by=anna)
        client.login(anna)
        client.get(path(ticket))

        with statements(app) as seen:
            client.get(path(ticket))

        assert len(seen) <= MOST_STATEMENTS, "\n".join(seen)


class TestNumbers:
    def test_any_grouping_opens_it(self, client, make):
        ticket = make.ticket(make.topic())
        spelled = f"{ticket.number // 10**6}-{ticket.number // 1000 % 1000:03}-{ticket.number % 1000:03}"
        client.login(make.agent())

        client.get(f"/tickets/{spelled}")

    def test_a_merged_number_leads_to_the_survivor_for_ever(self, client, make):
        one, two = make.tickets(make.topic(), 2)
        merge(two, into=one, by=make.agent())
        client.login(make.agent())

        answer = client.get(path(two))

        assert answer.request.path == path(one)
        assert "ist jetzt Teil von" in client.text

    def test_a_wrong_check_digit_names_those_that_exist(self, client, make):
        ticket = make.ticket(make.topic())
        client.login(make.agent())

        client.get(f"/tickets/{ticket.number - 1}", status=404)

        assert "Meinten Sie" in client.text

    def test_a_number_that_nobody_has(self, client, make):
        make.topic()
        client.login(make.agent())

        client.get("/tickets/999999907", status=404)

    def test_the_search_field_opens_it_with_the_call_ready(self, client, make):
        ticket = make.ticket(make.topic())
        client.login(make.agent())

        answer = client.get(f"/search?q={ticket.number}")

        assert answer.request.path == path(ticket)
        assert "checked" in client.one("#call-on").attrs
        assert "autofocus" in client.one("#call-note").attrs


class TestWhatCanBeDone:
    def test_reopen_with_a_reason(self, client, make):
        ticket = make.ticket(make.topic())
        resolve(ticket, by=make.agent(), note="fertig")
        client.login(make.agent())
        client.get(path(ticket))

        client.submit("reopen-form", reason="Geht doch nicht")

        assert fresh(ticket).state == State.WAITING
        assert "Geht doch nicht" in client.text

    def test_resolving_what_nobody_holds_needs_a_word(self, client, make):
        ticket = make.ticket(make.topic())
        client.login(make.agent())
        client.get(path(ticket))

        client.submit("resolve-form", note="", status=409)
        client.submit("resolve-form", note="Hat sich gemeldet, geht wieder")

        assert fresh(ticket).state == State.RESOLVED

    def test_correct_the_customer_by_number_or_name(self, client, make):
        ticket = make.ticket(make.topic())
        ott = make.customer("Ott")
        client.login(make.agent())
        client.get(path(ticket))

        client.submit("customer-form", customer="Niemand", reason="Anruf", status=409)
        assert client.one("#customer-customer").attrs["value"] == "Niemand"
        client.submit("customer-form", customer=ott.number, reason="Anruf")

        assert fresh(ticket).customer_id == ott.id

    def test_correct_the_reporting_time(self, client, make):
        ticket = make.ticket(make.topic(), reported="2022-07-26 09:00")
        client.login(make.agent())
        client.get(path(ticket))

        client.submit("time-form", reported_at="2999-01-01T10:00", reason="Stempel", status=409)
        client.submit("time-form", reported_at="2022-07-20T10:00", reason="Stempel")

        assert fresh(ticket).first_reported_at == make.when("2022-07-20 10:00")

    def test_out_of_turn_only_for_those_allowed(self, client, make):
        topic = make.topic()
        _one, two = make.tickets(topic, 2)
        client.login(make.agent(topic))
        client.get(path(two))
        assert not client.all("#out-of-turn")
        client.login(make.agent(topic, may_choose=True))
        client.get(path(two))

        client.submit("out-of-turn-form", reason="Herzschrittmacher, Notruf tot")

        assert fresh(two).state == State.HELD
        assert client.page.request.path == "/"

    def test_a_call_on_a_merged_ticket_stays_readable(self, client, make):
        one, two = make.tickets(make.topic(), 2)
        client.login(make.agent())
        client.get(path(two))
        merge(two, into=one, by=make.agent())

        client.submit("call", note="War noch offen", reason="status")

        assert "War noch offen" in client.text
        assert client.page.request.path == path(one)

    def test_a_note_on_a_page_that_is_stale_by_a_merge_keeps_its_text(self, client, make):
        one, two = make.tickets(make.topic(), 2)
        client.login(make.agent())
        client.get(path(two))
        merge(two, into=one, by=make.agent())

        client.submit("write", text="Lange Notiz", status=409)

        assert client.one("#note-text").to_text() == "Lange Notiz"
        assert "Machen Sie dort weiter" in client.text or "Teil von" in client.text


class TestParts:
    def test_each_part_comes_again_only_when_something_changed(self, client, make):
        ticket = make.ticket(make.topic())
        anna = make.agent()
        client.login(anna)
        for part in ("/hand", "/beside", "/order"):
            tag = client.get(path(ticket, part)).headers["ETag"]
            client.get(path(ticket, part), headers={"If-None-Match": tag}, status=304)
            add_note(ticket, f"neu {part}", by=anna)
            client.get(path(ticket, part), headers={"If-None-Match": tag})

    def test_a_wrong_customer_leaves_the_card(self, client, make):
        ticket = make.ticket(make.topic(), customer=make.customer("Ott"))
        client.login(make.agent())
        correct_customer(ticket, None, "falsch", by=make.agent())

        client.get(path(ticket))

        assert "Kunde noch nicht bekannt" in client.one("#beside").to_text()


def test_bring_back_what_waits_for_the_customer(client, make, clock):
    clock.set("2022-08-03 10:00")
    anna = make.agent(topic := make.topic())
    ticket = make.ticket(topic, reported="2022-08-01 08:00")
    take_next(anna)
    wait_for_customer(ticket, until=date(2022, 8, 9), reason="Foto", by=anna)
    client.login(anna)
    client.get(path(ticket))

    client.submit("bring-back-form", reason="Foto ist da")

    assert fresh(ticket).state == State.WAITING
    assert "Wieder in der Schlange, am alten Platz" in client.text
