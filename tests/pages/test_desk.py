"""The counter of an agent."""

import pytest

from app.base.access import Role
from app.base.database import reading
from app.tickets.models import State, Ticket
from tests.support.statements import statements


def state_of(ticket):
    return reading().get_one(Ticket, ticket.id, populate_existing=True)


class TestNobodyInHand:
    def test_the_counter_is_calm(self, client, make):
        anna = make.agent(make.topic())
        client.login(anna)

        client.get("/")

        assert "Ihre Hände sind frei." in client.text
        assert "niemand wartet" in client.text

    def test_next_gives_who_was_reported_first(self, client, make):
        topic = make.topic()
        make.ticket(topic, reported="2022-07-26 09:00", subject="Später")
        make.ticket(topic, reported="2022-07-25 09:00", subject="Früher")
        client.login(make.agent(topic))
        client.get("/")

        client.submit("next")

        assert client.one("#subject").to_text() == "Früher"
        assert "in Ihrer Hand" in client.text

    def test_nobody_waiting_is_said_on_the_desk(self, client, make):
        client.login(make.agent(make.topic()))
        client.get("/")

        client.submit("next", status=409)

        assert "In Ihren Themen wartet niemand." in client.text
        assert client.one("#counter")

    @pytest.mark.parametrize(
        ("role", "start"),
        [(Role.SCHEDULER, "/board"), (Role.SUPERVISOR, "/control"), (Role.ADMINISTRATOR, "/control/topics")],
    )
    def test_who_is_no_agent_is_led_to_the_own_work(self, client, make, role, start):
        client.login(make.person(role))

        answer = client.get("/")

        assert answer.request.path == start


class TestInHand:
    @pytest.fixture
    def anna(self, client, make):
        self.topic = make.topic("Schaltung")
        self.customer = make.customer("Wicke", phones=[])
        self.ticket = make.ticket(
            self.topic, reported="2022-07-25 09:00", customer=self.customer, text="Es geht nichts."
        )
        anna = make.agent(self.topic, name="Anna Berger")
        client.login(anna)
        client.get("/")
        client.submit("next")
        return anna

    def test_the_slip_the_timeline_and_what_to_say_are_there(self, client, anna):
        client.get("/")

        assert "Es geht nichts." in client.text
        assert "erste Meldung, dieser Zeitpunkt zählt" in client.text
        assert "Jetzt sind Sie dran" in client.text
        assert "Ute Wicke" in client.text

    def test_a_note_comes_into_the_timeline(self, client, anna):
        client.get("/")

        client.submit("write", text="Ruft morgen an.")

        assert "Ruft morgen an." in client.one("#timeline").to_text()
        assert client.page.request.path == "/"

    def test_an_empty_note_is_refused_and_nothing_is_lost(self, client, anna):
        client.get("/")

        client.submit("write", text="  ", status=422)

        assert "Die Notiz ist leer." in client.text

    def test_the_same_note_sent_twice_stands_there_once(self, client, anna):
        client.get("/")

        client.submit("write", text="Einmal.", once="abc")
        client.submit("write", text="Einmal.", once="abc")

        assert client.one("#timeline").to_text().count("Einmal.") == 1

    def test_put_back_needs_a_reason(self, client, anna):
        client.get("/")

        client.submit("put-back-form", reason=" ", status=422)
        assert "open" in client.one("#put-back").attrs
        client.submit("put-back-form", reason="Frage an die Technik")

        assert state_of(self.ticket).state == State.WAITING
        assert "wartet wieder, wo es stand" in client.text

    def test_waiting_for_the_customer_refuses_a_day_that_is_past(self, client, anna):
        client.get("/")

        client.submit("wait-form", until="2001-01-01", reason="Foto der Rechnung", status=409)

        assert "Wählen Sie einen Tag nach heute" in client.text
        assert client.one("#wait-reason").attrs["value"] == "Foto der Rechnung"

    def test_waiting_for_the_customer(self, client, anna):
        client.get("/")

        client.submit("wait-form", reason="Foto der Rechnung")

        assert state_of(self.ticket).state == State.ASLEEP

    def test_move_to_another_topic(self, client, make, anna):
        other = make.topic("Rechnung")
        client.get("/")

        client.submit("move-form", topic=other.id, reason="Es geht um die Rechnung")

        moved = state_of(self.ticket)
        assert (moved.topic_id, moved.state) == (other.id, State.WAITING)

    def test_hand_over_to_a_colleague(self, client, make, anna):
        bernd = make.agent(self.topic, name="Birgit Rau")
        client.get("/")

        client.submit("hand-over-form", to=bernd.id, note="Kennt den Fall")

        assert state_of(self.ticket).holder_id == bernd.id
        assert "Birgit Rau hat" in client.text

    def test_resolve_with_a_last_word(self, client, anna):
        client.get("/")

        client.submit("resolve-form", note="Leitung ist frei.")

        assert state_of(self.ticket).state == State.RESOLVED
        assert "ist erledigt" in client.text

    def test_a_call_is_logged_at_the_foot(self, client, anna):
        client.get("/")

        client.submit("call", note="Wollte den Stand wissen.", reason="status", seconds="75")

        line = client.one("#timeline").to_text()
        assert "Wollte den Stand wissen." in line
        assert "1:15 min" in line

    def test_a_call_without_a_reason_comes_back_with_its_note(self, client, anna):
        client.get("/")

        client.submit("call", note="Lange Geschichte.", status=422)

        assert client.one("#call-note").to_text() == "Lange Geschichte."
        assert "checked" in client.one("#call-on").attrs

    def test_a_callback_in_the_past_is_refused_and_the_note_stays(self, client, anna):
        client.get("/")

        client.submit(
            "call", note="Bis gestern.", reason="callback", callback_day="2001-01-01", callback_time="09:00", status=409
        )

        assert client.one("#call-note").to_text() == "Bis gestern."

    def test_a_draft_comes_back_and_goes_when_it_is_sent(self, client, anna):
        client.get("/")
        token = client.one("meta[name=csrf-token]").attrs["content"]
        place = client.one("#note-text").attrs["data-draft"]

        client.post("/drafts", {"key": place, "text": "halb ge", "csrf_token": token}, status=204)
        client.get("/")
        assert client.one("#note-text").to_text() == "halb ge"
        client.submit("write", text="halb geschrieben")

        assert client.one("#note-text").to_text() == ""

    def test_a_second_press_of_next_says_that_the_hand_is_full(self, client, anna):
        client.get("/")

        client.submit("next", status=409)

        assert "Sie haben ein Ticket in der Hand." in client.text

    def test_a_stale_page_refuses_and_keeps_what_was_typed(self, client, make, anna):
        from app.queueing.put_back import put_back

        client.get("/")
        put_back(self.ticket, "von der Leitung", by=make.supervisor())

        client.submit("wait-form", reason="Foto der Rechnung", status=409)

        assert "nicht (mehr) in Ihrer Hand" in client.text

    def test_how_many_statements_the_desk_takes(self, client, app, anna):
        client.get("/")
        with statements(app) as seen:
            client.get("/")

        assert len(seen) <= 14


class TestSeveralHands:
    def test_one_of_them_is_looked_at_the_others_are_listed(self, client, make):
        topic = make.topic()
        one, two = make.tickets(topic, 2, subject="Hand")
        client.login(make.agent(topic, hands=2))
        client.get("/")
        client.submit("next")
        client.submit("next")

        assert f"{two.number}" in client.one(".slip .no").to_text().replace(" ", "")
        client.get(f"/?ticket={one.number}")

        assert f"{one.number}" in client.one(".slip .no").to_text().replace(" ", "")
        assert len(client.all("#counter .offers li")) == 2


class TestWithMe:
    def test_due_callbacks_and_who_waits_for_the_customer(self, client, make, clock):
        clock.set("2022-08-03 10:00")
        topic = make.topic()
        make.ticket(topic, reported="2022-08-01 10:00", customer=make.customer("Umbach"))
        client.login(make.agent(topic))
        client.get("/")
        client.submit("next")
        client.submit("call", reason="callback", callback_day="2022-08-03", callback_time="14:30", note="")
        client.submit("wait-form", until="2022-08-04", reason="Foto")

        client.get("/")

        mine = client.one(".mine").to_text()
        assert "Rückruf Ute Umbach" in mine
        assert "14:30" in mine
        assert client.one("#asleep-all span").to_text() == "1"


class TestParts:
    @pytest.mark.parametrize("path", ["/desk/counter", "/desk/hand"])
    def test_parts_are_for_agents_only(self, client, make, path):
        client.login(make.person(Role.SCHEDULER))

        client.get(path, status=403)

    def test_the_counter_is_not_sent_again_unless_it_changed(self, client, make):
        topic = make.topic()
        client.login(make.agent(topic))
        tag = client.get("/desk/counter").headers["ETag"]

        client.get("/desk/counter", headers={"If-None-Match": tag}, status=304)
        make.ticket(topic)

        client.get("/desk/counter", headers={"If-None-Match": tag})
