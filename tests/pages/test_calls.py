from datetime import timedelta

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.formats import number as spell
from app.calls.models import Call
from app.customers.models import Customer
from app.tickets.merge import merge
from app.tickets.models import Ticket
from tests.calls.promising import promise


@pytest.fixture
def now(clock):
    return clock.set("2022-08-03 14:03")


@pytest.fixture
def topic(make):
    return make.topic()


@pytest.fixture
def anna(make, topic, now):
    return make.agent(topic)


@pytest.fixture
def desk(client, anna):
    return client.logged_in(anna)


def everything(model):
    reading().expire_all()
    return reading().scalars(select(model).order_by(model.id)).all()


class TestACallOnATicket:
    def test_the_number_in_any_grouping(self, desk, make, topic, now):
        ticket = make.ticket(topic, reported="2022-07-25 08:00")
        desk.get("/calls")
        answer = desk.submit(
            "call", number=f"S {spell(ticket.number)}", phone="0561/123-45", seconds="161", reason="status",
            note="Fragt, wie lange noch.",
        )  # fmt: skip

        assert answer.request.path == f"/tickets/{ticket.number}"
        assert f"Anruf auf {spell(ticket.number)} eingetragen. Der Platz bleibt." in desk.text
        assert "Fragt, wie lange noch." in desk.text
        [call] = everything(Call)
        assert (call.ticket_id, call.phone, call.seconds, call.started_at) == (ticket.id, "+4956112345", 161, now)

    def test_a_wrong_number_is_said_with_the_near_ones_and_the_note_stays(self, desk, make):
        number = str(make.ticket().number)
        desk.get("/calls")
        desk.submit(
            "call", status=404, number=number[:-2] + number[-1] + number[-2], seconds="5", reason="bill", note="lang"
        )

        assert f"Meinten Sie {spell(int(number))}" in desk.text
        assert desk.one("#note").to_text() == "lang"
        assert everything(Call) == []

    def test_a_merged_number_is_taken_and_leads_to_the_survivor(self, desk, make, topic, anna):
        older, newer = make.tickets(topic, 2)
        merge(newer, into=older, by=anna)
        desk.get("/calls")

        answer = desk.submit("call", number=str(newer.number), seconds="5", reason="bill")

        assert answer.request.path == f"/tickets/{older.number}"
        assert everything(Call)[0].ticket_id == newer.id

    def test_what_is_missing_is_said(self, desk):
        desk.get("/calls")
        desk.submit("call", status=422, callback_day="2022-08-04")

        for sentence in (
            "Welches Ticket?",
            "Wie lange dauerte der Anruf?",
            "Bitte einen Grund wählen",
            "Tag und Uhrzeit",
        ):
            assert sentence in desk.text

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"started_at": "2022-08-03T15:00"}, "Beginn des Anrufs liegt in der Zukunft"),
            ({"started_at": "1922-08-03T15:00"}, "Beginn des Anrufs liegt vor dem Jahr 2000"),
            ({"callback_day": "2022-08-03", "callback_time": "14:00"}, "Der Rückruf liegt in der Vergangenheit"),
            ({"callback_day": "2203-08-04", "callback_time": "14:00"}, "Der Rückruf ist mehr als ein Jahr entfernt"),
            ({"reason": "callback"}, "Ein zugesagter Rückruf braucht Tag und Uhrzeit"),
            ({"phone": "unbekannt"}, "enthält keine Telefonnummer"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(self, desk, make, fields, sentence):
        number = make.ticket().number
        desk.get("/calls")
        desk.submit("call", status=409, **{"number": number, "seconds": "5", "reason": "bill", "note": "lang"} | fields)

        assert sentence in desk.text
        assert desk.one("#note").to_text() == "lang"

    def test_an_hour_that_does_not_exist(self, desk, make):
        desk.get("/calls")
        desk.submit("call", status=422, number="1", seconds="5", reason="bill", started_at="2022-03-27T02:30")

        assert "Diese Uhrzeit gibt es nicht" in desk.text

    def test_a_callback_in_an_hour_that_does_not_exist(self, desk):
        desk.get("/calls")
        desk.submit(
            "call", status=422, number="1", seconds="5", reason="bill", callback_day="2023-03-26", callback_time="02:30"
        )

        assert "Diese Uhrzeit gibt es nicht" in desk.text

    def test_pressed_twice_is_one_call(self, desk, make):
        number = make.ticket().number
        desk.get("/calls")
        shown = desk.page
        for _each in range(2):
            desk.page = shown
            desk.submit("call", number=number, seconds="5", reason="bill")

        assert len(everything(Call)) == 1


class TestInformationOnly:
    def test_with_a_customer_and_without(self, desk, make):
        ott = make.customer("Ott", phones=["0561 12345"])
        desk.get("/calls/information?phone=0561%2012345")
        answer = desk.submit("call", seconds="1:00", reason="bill")
        assert answer.request.path == f"/customers/{ott.number}"

        desk.get("/calls/information")
        desk.submit("call", seconds="1:00", reason="bill")

        assert [(call.customer_id, call.ticket_id) for call in everything(Call)] == [(ott.id, None), (None, None)]


class TestANewConcern:
    FACTS = {"subject": "Kein Internet", "text": "Seit heute früh.", "seconds": "3:20", "reason": "fault"}

    def test_a_known_customer_is_picked_from_the_list(self, desk, make, topic):
        make.customer("Ott")
        emil = make.customer("Ott", given_name="Emil")
        desk.get("/calls/new")
        desk.submit("concern", status=409, customer="ott", topic=topic.id, **self.FACTS)
        assert "Bitte den Kunden aus der Liste wählen" in desk.text
        answer = desk.submit("concern", picked=emil.number)

        [ticket] = everything(Ticket)
        assert answer.request.path == f"/tickets/{ticket.number}"
        assert (ticket.customer_id, ticket.subject, everything(Call)[0].ticket_id) == (
            emil.id,
            "Kein Internet",
            ticket.id,
        )

    def test_a_new_customer_a_ticket_and_a_call_in_one_form(self, desk, topic, now):
        desk.get("/calls/new")
        desk.submit(
            "concern", whose="new", family_name="Wicke", street="Leipziger Str. 212", postcode="34260", place="Kaufungen",
            phone="0176 04069 012", topic=topic.id, started_at="2022-08-03T13:58", **self.FACTS,
        )  # fmt: skip

        [customer], [ticket], [call] = everything(Customer), everything(Ticket), everything(Call)
        assert (ticket.customer_id, ticket.reported_at) == (customer.id, now - timedelta(minutes=5))
        assert [one.e164 for one in customer.phones] == ["+4917604069012"]
        assert call.ticket_id == ticket.id

    def test_nobody_yet(self, desk, topic):
        desk.get("/calls/new")
        desk.submit("concern", whose="later", topic=topic.id, **self.FACTS)

        assert everything(Ticket)[0].customer_id is None

    def test_what_is_refused_leaves_nothing_and_loses_nothing(self, desk, topic):
        desk.get("/calls/new")
        desk.submit(
            "concern", status=409, whose="new", family_name="Wicke", street="Weg 1", postcode="342", place="Kaufungen",
            topic=topic.id, **self.FACTS,
        )  # fmt: skip

        assert "keine deutsche Postleitzahl" in desk.text
        assert desk.one("#text").to_text() == "Seit heute früh."
        assert (everything(Customer), everything(Ticket)) == ([], [])

    def test_topic_and_subject_are_needed(self, desk, topic):
        desk.get("/calls/new")
        desk.submit("concern", status=422, whose="later", topic="", subject="", seconds="5", reason="fault")

        assert "Worum geht es?" in desk.text


class TestDrafts:
    @pytest.mark.parametrize(
        ("path", "form", "fields"),
        [
            ("/calls", "call", {"note": "Fragt nach dem"}),
            ("/calls/information", "call", {"note": "Fragt nach dem"}),
            ("/calls/new", "concern", {"subject": "Kein Inter", "text": "Seit heute", "note": "Klingt ver"}),
        ],
    )
    def test_what_is_typed_stands_there_again_until_it_is_sent(self, desk, make, topic, path, form, fields):
        desk.get(path)
        for name, text in fields.items():
            key = desk.one(f"#{name}").attrs["data-draft"]
            desk.post("/drafts", {"key": key, "text": text, "csrf_token": token(desk)}, status=204)

        desk.get(path)
        assert shown(desk, fields) == fields
        assert "Entwurf 14:03" in desk.text
        more = {"number": make.ticket(topic).number} if path == "/calls" else {}
        more |= {"whose": "later", "topic": topic.id} if form == "concern" else {}
        desk.submit(form, seconds="5", reason="bill", **more)

        desk.get(path)
        assert shown(desk, fields) == dict.fromkeys(fields, "")

    def test_each_form_has_its_own(self, desk):
        keys = set()
        for path in ("/calls", "/calls/information", "/calls/new", "/report"):
            desk.get(path)
            keys |= {one.attrs["data-draft"] for one in desk.all("[data-draft]")}

        assert len(keys) == 1 + 1 + 3 + 2

    def test_what_was_refused_stands_in_the_form_and_not_the_older_draft(self, desk):
        desk.get("/calls")
        desk.post("/drafts", {"key": "call-note", "text": "älter", "csrf_token": token(desk)}, status=204)

        desk.submit("call", status=422, note="neuer")

        assert desk.one("#note").to_text() == "neuer"


def token(desk):
    return desk.one("meta[name=csrf-token]").attrs["content"]


def shown(desk, fields):
    found = {name: desk.one(f"#{name}") for name in fields}
    return {name: one.attrs.get("value", "") if one.name == "input" else one.to_text() for name, one in found.items()}


class TestWhileTyping:
    def test_the_ticket_number_is_checked(self, desk, make, topic):
        ticket = make.ticket(topic, customer=make.customer())
        number = str(ticket.number)

        assert "Platz 1 von 1" in desk.get(f"/tickets/check?number={number}").text
        assert "noch 3 Ziffern" in desk.get(f"/tickets/check?number={number[:6]}").text
        assert "Meinten Sie" in desk.get(f"/tickets/check?number={number[:-1]}{(int(number[-1]) + 1) % 10}").text
        assert desk.get("/tickets/check").text.strip().startswith("<div")

    def test_customers_are_found(self, desk, make):
        ott = make.customer("Ött")

        assert f'value="{ott.number}"' in desk.get("/customers/find?customer=oet").text
        assert "Niemand gefunden" in desk.get("/customers/find?customer=xyz").text


class TestCallbacks:
    def test_who_has_no_counter_sees_the_own_ones_beside_the_calls(self, client, make, topic, now):
        bernd = make.scheduler()
        promise(bernd, now + timedelta(hours=1), ticket=make.ticket(topic), note="nach 15 Uhr")
        client.login(bernd)

        client.get("/calls")

        assert "nach 15 Uhr" in client.one("#callbacks").to_text()
        client.submit("/done")
        client.get("/calls")
        assert "Heute keiner" in client.one("#callbacks").to_text()

    def test_an_agents_stand_at_the_counter(self, desk, anna, now):
        promise(anna, now + timedelta(hours=1), note="nach 15 Uhr")

        desk.get("/calls")

        assert not desk.all("#callbacks")

    def test_the_part_by_itself(self, desk, make, anna, now, clock):
        ticket = make.ticket(reported="2022-08-01 08:00", customer=make.customer())
        promise(anna, now + timedelta(hours=1), ticket=ticket, phone="0561 12345", note="nach 15 Uhr")
        clock.set("2022-08-03 15:30")

        answer = desk.get("/callbacks")

        assert "0561 12345" in answer.text
        assert "Ute Ott" in answer.text
        assert desk.get("/callbacks", headers={"If-None-Match": answer.headers["ETag"]}, status=304).text == ""

    def test_done_goes_back_to_the_page(self, desk, anna, now):
        call = promise(anna, now + timedelta(hours=1))
        desk.get("/calls")
        token = desk.one('form#call input[name="csrf_token"]').attrs["value"]

        answer = desk.post(f"/callbacks/{call.id}/done", {"csrf_token": token, "back": "/calls"}, follow_redirects=True)

        assert answer.request.path == "/calls"
        assert everything(Call)[0].called_back_at is not None

    def test_the_supervisor_gives_one_to_somebody_else(self, client, make, anna, now):
        call, other = promise(anna, now + timedelta(hours=1)), make.agent()
        carla = client.logged_in(make.supervisor())
        carla.get("/callbacks/open")

        carla.submit(f"/callbacks/{call.id}/give", to=other.id)

        assert f"{other.name} ruft zurück." in carla.text
        assert everything(Call)[0].callback_by_id == other.id

    def test_an_agent_gives_nothing_away(self, desk):
        desk.get("/callbacks/open", status=403)
