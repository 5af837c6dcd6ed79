"""The control room, through the checking client."""

import pytest
from sqlalchemy import event, func, select

from app.base.access import Role
from app.base.database import get_or_404, reading
from app.base.formats import number as spell
from app.base.record import LogRow
from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.people.change_person import change_person
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.close_topic import close_topic
from app.tickets.merge import merge
from app.tickets.models import Entrusted, State, Ticket, Topic
from app.tickets.resolve import resolve
from tests.support.checking_client import CheckingClient


def fresh(thing):
    return reading().get_one(type(thing), thing.id, populate_existing=True)


def topics_of(person):
    return set(reading().scalars(select(Entrusted.topic_id).where(Entrusted.person_id == person.id)))


def topic_of(ticket):
    return fresh(get_or_404(Ticket, number=ticket.number)).topic_id


def row(client, topic):
    return [" ".join(cell.to_text().split()) for cell in client.one(f"#line-{topic.id}").query("th, td")]


class TestTheRoom:
    def test_a_line_says_all_about_itself(self, make, clock, client):
        clock.set("2022-08-03 09:00")
        topic = make.topic("Rechnung")
        anna = make.agent(topic, hands=3)
        make.tickets(topic, 5, first="2022-07-10 08:00")
        clock.set("2022-08-04 09:00")
        make.ticket(topic, reported="2022-08-04 08:00")
        asleep, gone, _held = (get_or_404(Ticket, id=take_next(anna).id) for _press in range(3))
        wait_for_customer(asleep, make.when("2022-08-10 08:00").date(), "Foto", by=anna)
        resolve(gone, by=anna)

        client.login(make.supervisor())
        client.get("/control")

        letter, name, waiting, oldest, in_hand, asleep, came, went, more, counters, _gate = row(client, topic)
        assert (letter, name, waiting) == ("R", "Rechnung", "wartet 3")
        assert "25 T" in oldest
        assert (in_hand, asleep) == ("in Bearbeitung 1", "Wiedervorlage 1")
        assert (came, went, more) == ("rein 1", "raus 1", "heute 0")
        assert "Schalter 1" in counters

    def test_who_is_signed_in_sits_at_the_counter(self, make, app, client):
        topic = make.topic()
        anna = make.agent(topic)
        make.agent(topic)
        CheckingClient(app).login(anna)
        client.login(make.supervisor())

        client.get("/control")

        assert "1 von 2 Schaltern besetzt" in client.text
        assert "nicht angemeldet" not in client.one(f"#counter-{anna.id}").to_text()

    def test_ages_are_counted_in_days(self, make, clock, client):
        clock.set("2022-08-03 09:00")
        topic = make.topic()
        for day in ("2022-08-02", "2022-07-29", "2022-07-04", "2022-07-01"):
            make.ticket(topic, reported=f"{day} 08:30")
        client.login(make.supervisor())

        client.get("/control")

        assert [cell.to_text().strip() for cell in client.all("#ages-table td")] == ["1", "1", "0", "0", "0", "2"]

    def test_nothing_there_yet(self, make, client):
        client.login(make.supervisor())

        client.get("/control")

        assert "Es gibt noch kein Thema" in client.text

    def test_overdue_callbacks_lead_to_their_page(self, make, clock, client):
        clock.set("2022-08-03 09:00")
        anna = make.agent()
        log_call(
            direction=Direction.IN, started_at=make.when("2022-08-03 08:50"), seconds=60, reason=Reason.CALLBACK, by=anna,
            phone="0561 123456", callback_at=make.when("2022-08-03 11:00"),
        )  # fmt: skip
        clock.set("2022-08-03 11:30")
        client.login(make.supervisor())

        client.get("/control")

        assert "1 Rückruf ist überfällig" in client.text
        client.get("/callbacks/open")

    def test_only_supervisors_see_it(self, make, app):
        for role in (Role.AGENT, Role.SCHEDULER, Role.ADMINISTRATOR):
            other = CheckingClient(app).logged_in(make.person(role))
            for path in ("/control", "/control/lines", "/control/watch", "/control/people", "/control/fairness"):
                other.get(path, status=403)


class TestLiveParts:
    @pytest.mark.parametrize("path", ["/control/lines", "/control/watch"])
    def test_a_part_changes_with_the_lines_only(self, make, client, path):
        topic = make.topic()
        client.login(make.supervisor())
        tag = client.get(path).headers["ETag"]

        client.get(path, status=304, headers={"If-None-Match": tag})
        make.ticket(topic)
        client.get(path, headers={"If-None-Match": tag})

    def test_signing_in_changes_the_counters(self, make, app, client):
        anna = make.agent(make.topic())
        client.login(make.supervisor())
        tag = client.get("/control/lines").headers["ETag"]

        CheckingClient(app).login(anna)

        client.get("/control/lines", headers={"If-None-Match": tag})

    def test_the_page_knows_the_sign_of_its_parts(self, make, client):
        make.agent(make.topic())
        client.login(make.supervisor())
        client.get("/control")

        for part in client.all("[data-part]"):
            shown = part.attrs["data-version"]
            client.get(part.attrs["data-part"], status=304, headers={"If-None-Match": f'"{shown}"'})


class TestMovingPeople:
    def test_they_work_there_as_well(self, make, client):
        here, there = make.topic(), make.topic("Rechnung")
        anna, other = make.agent(here), make.agent(here)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-people", people=[anna.id, other.id], topic=there.id)

        assert topics_of(anna) == topics_of(other) == {here.id, there.id}
        assert "Rechnung ab dem nächsten" in client.text

    def test_only_there(self, make, client):
        here, there = make.topic(), make.topic()
        anna = make.agent(here)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-people", people=anna.id, topic=there.id, only="only")

        assert topics_of(anna) == {there.id}

    def test_pressed_twice_says_so(self, make, client):
        topic = make.topic()
        anna = make.agent(topic)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-people", people=anna.id, topic=topic.id)

        assert "nichts zu ändern" in client.text

    def test_nobody_and_nowhere_are_named(self, make, client):
        make.agent(make.topic())
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-people", status=422)

        assert len(client.all("#move-people [data-errors] a")) == 2

    def test_a_topic_that_was_closed_meanwhile_keeps_what_was_chosen(self, make, client):
        topic, lead = make.topic(), make.supervisor()
        anna = make.agent()
        client.login(lead)
        client.get("/control")
        close_topic(topic, by=lead)

        client.submit("move-people", status=409, people=anna.id, topic=topic.id, only="only")

        assert "ist zur Zeit geschlossen" in client.text or "geschlossen" in client.text
        assert "checked" in client.one(f'#people input[value="{anna.id}"]').attrs
        assert "selected" in client.one(f'#people-topic option[value="{topic.id}"]').attrs
        assert topics_of(anna) == set()

    def test_somebody_who_left_meanwhile_is_named(self, make, client):
        topic, anna = make.topic(), make.agent()
        other = make.agent()
        client.login(make.supervisor())
        client.get("/control")
        change_person(anna, is_active=False, by=None)

        client.submit("move-people", status=409, people=[anna.id, other.id], topic=topic.id)

        assert anna.name in client.text
        assert topics_of(other) == set()


class TestTheTable:
    def test_what_is_changed_is_saved(self, make, client):
        one, other = make.topic(), make.topic()
        anna = make.agent(one)
        client.login(make.supervisor())
        client.get("/control/people")

        client.submit("share", on=f"{anna.id}-{other.id}")

        assert topics_of(anna) == {other.id}
        assert "1 Person hat jetzt andere Themen" in client.text

    def test_two_supervisors_both_get_what_they_changed(self, make, app, client):
        one, other, third = make.topic(), make.topic(), make.topic()
        anna, bert = make.agent(one), make.agent(one)
        colleague = CheckingClient(app).logged_in(make.supervisor())
        client.login(make.supervisor())
        for window in (client, colleague):
            window.get("/control/people")

        client.submit("share", on=[f"{anna.id}-{one.id}", f"{anna.id}-{other.id}", f"{bert.id}-{one.id}"])
        colleague.submit("share", on=[f"{anna.id}-{third.id}", f"{anna.id}-{one.id}"])

        assert topics_of(anna) == {one.id, other.id, third.id}
        assert topics_of(bert) == set()

    def test_ticks_come_back_with_a_refusal(self, make, client):
        topic, anna, bert = make.topic(), make.agent(), make.agent()
        client.login(make.supervisor())
        client.get("/control/people")
        change_person(anna, is_active=False, by=None)

        client.submit("share", status=409, on=[f"{anna.id}-{topic.id}", f"{bert.id}-{topic.id}"])

        assert "checked" in client.one(f"#on-{bert.id}-{topic.id}").attrs
        assert topics_of(bert) == set()

    def test_what_names_no_topic_changes_nothing(self, make, client):
        anna = make.agent(make.topic())
        client.login(make.supervisor())
        client.get("/control/people")
        kept = [box.attrs["value"] for box in client.all("#share input[name=on]") if "checked" in box.attrs]

        client.submit("share", on=[*kept, f"{anna.id}-999999", "x-y", ""])

        assert "Es wurde nichts geändert" in client.text


class TestMovingTickets:
    def test_all_who_wait(self, make, client):
        here, there = make.topic(), make.topic("Rechnung")
        tickets = make.tickets(here, 3)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-tickets", what="all", source=here.id, to=there.id, reason="Falsch eingeordnet")

        assert "3 Tickets sind jetzt in Rechnung" in client.text
        assert {topic_of(one) for one in tickets} == {there.id}
        assert [fresh(one).first_reported_at for one in tickets] == [one.first_reported_at for one in tickets]

    @pytest.mark.parametrize("between", ["\n", ", ", " ", ";", " | "])
    def test_numbers_in_any_grouping(self, make, client, between):
        here, there = make.topic(), make.topic()
        one, two, three = make.tickets(here, 3)
        typed = between.join([spell(one.number), str(two.number), f"S {spell(three.number).replace(' ', '-')}"])
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-tickets", what="numbers", numbers=typed, to=there.id, reason="Falsch eingeordnet")

        assert {topic_of(ticket) for ticket in (one, two, three)} == {there.id}

    def test_wrong_numbers_are_named_and_nothing_is_moved(self, make, client):
        here, there = make.topic(), make.topic()
        right = make.ticket(here)
        unknown = 104718332 if right.number != 104718332 else 104718235
        typed = f"{right.number}\n123 456 789\n12345\nkeine Nummer\n{unknown}"
        client.login(make.supervisor())
        client.get("/control")

        client.submit(
            "move-tickets", status=422, what="numbers", numbers=typed, to=there.id, reason="Falsch eingeordnet"
        )

        told = client.one("#numbers-error").to_text()
        assert "123 456 789" in told
        assert "12345" in told
        assert "neun Ziffern" in told
        assert spell(unknown) in told
        assert "Es wurde nichts verschoben" in told
        assert client.one("#numbers").to_text().strip() == typed
        assert client.one("#move-reason").attrs["value"] == "Falsch eingeordnet"
        assert topic_of(right) == here.id

    def test_a_near_number_is_proposed(self, make, client):
        here, there = make.topic(), make.topic()
        right = make.ticket(here)
        last = right.number % 10
        client.login(make.supervisor())
        client.get("/control")

        wrong = right.number - last + (last + 1) % 10
        client.submit("move-tickets", status=422, what="numbers", numbers=wrong, to=there.id, reason="x")

        assert f"Meinten Sie {spell(right.number)}" in client.one("#numbers-error").to_text()

    def test_a_merged_number_moves_the_survivor_and_says_so(self, make, client):
        here, there = make.topic(), make.topic()
        survivor, duplicate = make.tickets(here, 2)
        merge(duplicate, into=survivor, by=make.agent())
        client.login(make.supervisor())
        client.get("/control")

        client.submit(
            "move-tickets", what="numbers", numbers=duplicate.number, to=there.id, reason="Falsch eingeordnet"
        )

        assert topic_of(survivor) == there.id
        assert f"{spell(duplicate.number)} ist Teil von {spell(survivor.number)}" in client.text

    def test_some_were_there_already(self, make, client):
        here, there = make.topic(), make.topic()
        one, two = make.ticket(here), make.ticket(there)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-tickets", what="numbers", numbers=f"{one.number} {two.number}", to=there.id, reason="x")

        assert "1 war schon dort" in client.text

    def test_a_closed_topic_takes_nothing_and_the_text_stays(self, make, client):
        here, there, lead = make.topic(), make.topic(), make.supervisor()
        ticket = make.ticket(here)
        client.login(lead)
        client.get("/control")
        close_topic(there, by=lead)

        client.submit("move-tickets", status=409, what="numbers", numbers=ticket.number, to=there.id, reason="Umbau")

        assert client.one("#numbers").to_text().strip() == str(ticket.number)
        assert client.one("#move-reason").attrs["value"] == "Umbau"
        assert "selected" in client.one(f'#to option[value="{there.id}"]').attrs
        assert topic_of(ticket) == here.id

    def test_the_second_press_shows_what_the_first_one_did(self, make, app, client):
        here, there, lead = make.topic(), make.topic("Rechnung"), make.supervisor()
        make.tickets(here, 2)
        again = CheckingClient(app).logged_in(lead)
        client.login(lead)
        for window in (client, again):
            window.get("/control")
            window.submit("move-tickets", what="all", source=here.id, to=there.id, reason="Doppelt gedrückt")

        assert "der zweite Druck hat nichts geändert" in again.text
        assert reading().scalar(select(func.count()).where(LogRow.action == "moved")) == 2

    @pytest.mark.parametrize("what", ["all", "numbers"])
    def test_a_colleague_who_was_faster_is_named(self, make, app, client, what):
        here, there, lead = make.topic(), make.topic("Rechnung"), make.supervisor()
        tickets = make.tickets(here, 2)
        colleague = CheckingClient(app).logged_in(make.supervisor(name="Klara Fix"))
        client.login(lead)
        fields = {"what": what, "source": here.id, "numbers": f"{tickets[0].number}", "to": there.id, "reason": "Umbau"}
        for window in (client, colleague):
            window.get("/control")

        colleague.submit("move-tickets", **{**fields, "what": "all"})
        client.submit("move-tickets", status=409, **fields)

        assert "Klara Fix war schneller" in client.text
        assert "nach Rechnung verschoben" in client.text
        assert client.one("#move-reason").attrs["value"] == "Umbau"

    def test_a_line_that_is_empty_says_so(self, make, client):
        here, there = make.topic(), make.topic()
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-tickets", status=409, what="all", source=here.id, to=there.id, reason="Umbau")

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"to": ""}, "to"),
            ({"source": ""}, "source"),
            ({"reason": " "}, "move-reason"),
            ({"what": "numbers"}, "numbers"),
        ],
    )
    def test_what_is_missing_is_named(self, make, client, typed, field):
        here, there = make.topic(), make.topic()
        client.login(make.supervisor())
        client.get("/control")

        client.submit(
            "move-tickets", status=422, **{"what": "all", "source": here.id, "to": there.id, "reason": "x", **typed}
        )

        assert client.one("#move-tickets [data-errors] a").attrs["href"] == f"#{field}"

    def test_a_line_is_not_moved_to_itself(self, make, client):
        here = make.topic()
        client.login(make.supervisor())
        client.get("/control")

        client.submit("move-tickets", status=422, what="all", source=here.id, to=here.id, reason="x")

        assert "Sie warten schon dort" in client.text


class TestTakingBack:
    def test_an_absent_agents_tickets_wait_again(self, make, client):
        topic = make.topic()
        anna = make.agent(topic)
        [ticket] = make.tickets(topic, 1)
        take_next(anna)
        client.login(make.supervisor())
        client.get("/control")

        client.submit("take-back", who=anna.id, reason="Krank nach Hause")

        assert fresh(get_or_404(Ticket, number=ticket.number)).state == State.WAITING
        assert "1 Ticket von Anna Berger wartet wieder" in client.text

    def test_a_stale_page_says_that_nothing_is_left(self, make, app, client):
        topic = make.topic()
        anna, lead = make.agent(topic), make.supervisor()
        make.tickets(topic, 1)
        take_next(anna)
        again = CheckingClient(app).logged_in(lead)
        client.login(lead)
        for window in (client, again):
            window.get("/control")
        for window in (client, again):
            window.submit("take-back", who=anna.id, reason="Krank nach Hause")

        assert "hat nichts (mehr) in der Hand" in again.text

    def test_somebody_deactivated_with_a_ticket_in_hand_is_still_offered(self, make, client):
        topic = make.topic()
        anna = make.agent(topic)
        make.tickets(topic, 1)
        take_next(anna)
        change_person(anna, is_active=False, by=None)
        client.login(make.supervisor())

        client.get("/control")
        client.submit("take-back", who=anna.id, reason="Ausgeschieden")

        assert "wartet wieder" in client.text


class TestTopics:
    def test_closing_and_opening_is_one_button(self, make, client):
        topic = make.topic()
        client.login(make.supervisor())
        client.get("/control")

        client.submit(f"gate-{topic.id}")
        assert not fresh(topic).is_open
        client.get("/control")
        assert "geschlossen" in client.one(f"#line-{topic.id}").to_text()
        client.submit(f"gate-{topic.id}")

        assert fresh(topic).is_open

    def test_closed_twice_is_closed(self, make, app, client):
        topic, lead = make.topic(), make.supervisor()
        again = CheckingClient(app).logged_in(lead)
        client.login(lead)
        for window in (client, again):
            window.get("/control/topics")
        for window in (client, again):
            window.submit(f"gate-{topic.id}")

        assert not fresh(topic).is_open

    def test_a_new_topic(self, make, client):
        client.login(make.admin())
        client.get("/control/topics")

        client.submit("new-topic", name="Glasfaser", letter="g")

        assert get_or_404(Topic, name="Glasfaser").letter == "G"
        assert "Glasfaser" in client.text

    @pytest.mark.parametrize(
        ("name", "letter", "status"),
        [("", "G", 422), ("Glas", "7", 422), ("Glas", "", 422), ("Störung", "S", 409)],
    )
    def test_a_topic_that_cannot_be_opened_keeps_what_was_typed(self, make, client, name, letter, status):
        make.topic("Störung")
        client.login(make.supervisor())
        client.get("/control/topics")

        client.submit("new-topic", status=status, name=name, letter=letter)

        assert client.one("#name").attrs.get("value", "") == name
        assert client.one("#letter").attrs.get("value", "") == letter


class TestTheFairnessRecord:
    def test_it_counts_what_was_handed_out(self, make, clock, client):
        clock.set("2022-08-03 09:00")
        topic = make.topic()
        anna, jana = make.agent(topic), make.agent(topic, may_choose=True, name="Jana Hofmann")
        tickets = make.tickets(topic, 4)
        take_next(anna)
        take_out_of_turn(tickets[3], "Notruf tot", by=jana)
        client.login(make.supervisor())

        client.get("/control/fairness")

        assert "1 von 2 der Reihe nach" in client.text
        assert [cell.to_text().strip() for cell in client.all("tbody td.num")] == ["Platz 3", "Überholt 2"]
        assert "Notruf tot" in client.text
        assert "Jana Hofmann" in client.text

    def test_other_days_are_other_days(self, make, clock, client):
        topic = make.topic()
        jana = make.agent(topic, may_choose=True)
        lead = make.supervisor()
        for day in ("2022-08-01", "2022-08-02", "2022-08-03"):
            clock.set(f"{day} 23:30")
            [_first, second] = make.tickets(topic, 2)
            take_out_of_turn(second, f"am {day}", by=jana)
            resolve(second, by=jana)
        client.login(lead)

        client.get("/control/fairness?first=2022-08-01&last=2022-08-02")

        assert "am 2022-08-01" in client.text
        assert "am 2022-08-02" in client.text
        assert "am 2022-08-03" not in client.text
        assert "0 von 2" in client.text

    @pytest.mark.parametrize(
        "days", ["first=gestern", "first=2022-08-03&last=2022-08-01", "last=9999-12-31", "first=0001-01-01"]
    )
    def test_days_that_are_none(self, make, clock, client, days):
        clock.set("2022-08-03 09:00")
        client.login(make.supervisor())

        client.get(f"/control/fairness?{days}", status=422)

    def test_pages_go_on_where_the_last_one_ended(self, make, clock, client, monkeypatch):
        monkeypatch.setattr("app.control.records.routes.TAKES", 2)
        clock.set("2022-08-03 09:00")
        topic = make.topic()
        jana = make.agent(topic, may_choose=True, hands=20)
        tickets = make.tickets(topic, 6)
        for ticket in tickets[1:]:
            take_out_of_turn(ticket, f"Grund {ticket.number}", by=jana)
        client.login(make.supervisor())

        client.get("/control/fairness")
        seen = []
        while True:
            seen += [line.attrs["id"] for line in client.all("tbody tr")]
            older = client.all("[data-key=arrowright]")
            if not older:
                break
            client.get(older[0].attrs["href"])

        assert len(seen) == len(set(seen)) == 5


class TestTheLogBook:
    def test_it_says_what_happened_in_words(self, make, client):
        topic = make.topic()
        anna, lead = make.agent(topic), make.supervisor()
        [ticket] = make.tickets(topic, 1)
        take_next(anna)
        client.login(lead)

        client.get("/control/log")

        assert "Aufgerufen" in client.text
        assert "Gemeldet" in client.text
        assert spell(ticket.number) in client.text

    def test_a_number_leads_to_the_whole_group(self, make, client):
        topic = make.topic()
        survivor, duplicate, other = make.tickets(topic, 3)
        merge(duplicate, into=survivor, by=make.agent())
        client.login(make.admin())

        client.get(f"/control/log?number={spell(duplicate.number).replace(' ', '+')}")

        assert "Zusammengeführt" in client.text
        assert spell(survivor.number) in client.text
        assert spell(other.number) not in client.text

    def test_a_wrong_number_is_named_and_stays(self, make, client):
        client.login(make.supervisor())

        client.get("/control/log?number=123+456+789", status=404)

        assert "123 456 789" in client.one("#log-fault").to_text()
        assert client.one("#number").attrs["value"] == "123 456 789"

    def test_one_person_and_one_action(self, make, client):
        topic = make.topic()
        anna, bert = make.agent(topic), make.agent(topic)
        make.tickets(topic, 2)
        take_next(anna)
        take_next(bert)
        client.login(make.supervisor())

        client.get(f"/control/log?person={anna.id}&action=ticket.taken")

        assert len(client.all("tbody tr")) == 1

    def test_looking_for_a_person_stops_and_can_go_on(self, make, client, monkeypatch):
        monkeypatch.setattr("app.control.book.FAR", 3)
        topic = make.topic()
        anna = make.agent(topic)
        make.ticket(topic, by=anna)
        make.tickets(topic, 6)
        client.login(make.supervisor())
        client.get(f"/control/log?person={anna.id}")

        for _step in range(10):
            if client.all("tbody tr"):
                break
            client.get(client.one("[data-key=arrowright]").attrs["href"])

        assert len(client.all("tbody tr")) == 1

    def test_pages_go_on_where_the_last_one_ended(self, make, client, monkeypatch):
        monkeypatch.setattr("app.control.book.MOST", 4)
        make.tickets(make.topic(), 9)
        client.login(make.supervisor())

        client.get("/control/log")
        seen = []
        while True:
            seen += [line.attrs["id"] for line in client.all("tbody tr")]
            older = client.all("[data-key=arrowright]")
            if not older:
                break
            client.get(older[0].attrs["href"])

        assert len(seen) == len(set(seen)) == reading().scalar(select(func.max(LogRow.seq)))

    @pytest.mark.parametrize(
        "query", ["person=x", "person=99999999999999999999", "action=no.such", "before=-1", "before=%C2%B2"]
    )
    def test_nonsense_in_the_address_is_left_out(self, make, client, query):
        client.login(make.supervisor())

        client.get(f"/control/log?{query}")

    def test_agents_do_not_read_it(self, make, client):
        client.login(make.agent())

        client.get("/control/log", status=403)


def test_the_room_asks_few_questions(make, app, client):
    for _topic in range(6):
        make.agent(topic := make.topic())
        make.tickets(topic, 2)
    client.login(make.supervisor())
    client.get("/control")
    asked = []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", listener := lambda *execution: asked.append(execution[2]))
    try:
        client.get("/control/lines")
        client.get("/control/watch")
        parts = len(asked)
        client.get("/control")
    finally:
        event.remove(engine, "before_cursor_execute", listener)

    assert parts <= 17, asked
    assert len(asked) - parts <= 16, asked
