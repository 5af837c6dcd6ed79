from datetime import date

import pytest

from app.base.formats import number as spell
from app.customers.facts import AddressFacts, ContractFacts
from app.scheduling.add_order import add_order
from app.tickets.merge import merge
from app.tickets.models import Channel

HOME = AddressFacts("Leipziger Straße 212", "34260", "Kaufungen", "HE")


@pytest.fixture
def now(clock):
    return clock.set("2022-08-03 14:03")


@pytest.fixture
def anna(make, now):
    return make.agent(make.topic())


@pytest.fixture
def desk(client, anna):
    return client.logged_in(anna)


@pytest.fixture
def wicke(make, now):
    return make.customer(
        "Wicke", given_name="Anneliese", addresses=[HOME], phones=["0176 04069 012"], mails=["a.wicke@example.org"],
        contracts=[ContractFacts("V 41 902", "Glasfaser 300", date(2014, 3, 1))], note="ab 14 Uhr",
    )  # fmt: skip


class TestTheForm:
    def test_a_new_customer(self, desk):
        desk.get("/customers/new?phone=0561%2012345")
        desk.submit(
            "customer", family_name="Ött", given_name="Ute", **{
                "addresses-0-street": "Wiesenweg 1", "addresses-0-postcode": "34117", "addresses-0-place": "Kassel",
                "mails-0": "Ute@Example.org",
            },
        )  # fmt: skip

        assert "Ute Ött ist jetzt als Kunde angelegt." in desk.text
        assert "0561 12345" in desk.text
        assert "Wiesenweg 1 34117 Kassel" in desk.text
        assert "ute@example.org" in desk.text

    def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(self, desk):
        desk.get("/customers/new")
        desk.submit(
            "customer", status=422, note="nur vormittags", **{
                "addresses-0-street": "Wiesenweg 1", "addresses-0-postcode": "3411", "addresses-0-place": "Kassel"
            },
        )  # fmt: skip

        assert "Eine deutsche Postleitzahl hat fünf Ziffern." in desk.text
        assert "Nachname oder Firma fehlt." in desk.text
        assert desk.one("#addresses-0-street").attrs["value"] == "Wiesenweg 1"
        assert desk.one("#note").to_text() == "nur vormittags"

    def test_a_refusal_keeps_what_was_typed(self, desk):
        desk.get("/customers/new")
        desk.submit("customer", status=409, family_name="Ott", **{"phones-0-number": "12345"})

        assert "„12345“ hat keine Vorwahl." in desk.text
        assert desk.one("#family_name").attrs["value"] == "Ott"

    def test_changing_shows_what_stands_there_with_spare_rows(self, desk, wicke):
        desk.get(f"/customers/{wicke.number}/change")
        assert desk.one("#phones-0-number").attrs["value"] == "+4917604069012"
        desk.submit("customer", **{"phones-1-number": "0561/123-45", "phones-1-label": "Nachbarin", "mails-0": ""})

        assert "Gespeichert." in desk.text
        assert "0561 12345 Nachbarin" in desk.text
        assert "a.wicke@example.org" not in desk.text
        assert "V 41 902, Glasfaser 300" in desk.text

    def test_two_who_change_the_same_customer_do_not_overwrite_each_other(self, desk, wicke):
        desk.get(f"/customers/{wicke.number}/change")
        shown = desk.page
        desk.submit("customer", note="ab 15 Uhr")
        desk.page = shown
        desk.submit("customer", status=409, note="nie erreichbar")

        assert "Jemand anders hat diesen Kunden inzwischen geändert" in desk.text
        assert desk.one("#note").to_text() == "nie erreichbar"
        desk.submit("customer", status=409)
        assert "ab 15 Uhr" in desk.get(f"/customers/{wicke.number}").text

    def test_pressed_twice_makes_one_customer(self, desk):
        desk.get("/customers/new")
        shown = desk.page
        first = desk.submit("customer", family_name="Ott").request.path
        desk.page = shown

        assert desk.submit("customer", family_name="Ott").request.path == first

    def test_numbers_beyond_every_customer_are_not_found(self, desk):
        desk.get("/customers/99999999999", status=404)
        desk.get("/customers/999999", status=404)


class TestThePage:
    def test_one_column_of_time(self, desk, make, wicke, anna):
        topic = make.topic("Vertrag")
        letter = make.ticket(
            topic, reported="2022-07-25 08:00", channel=Channel.LETTER, subject="Kündigung", customer=wicke
        )
        form = make.ticket(
            topic, reported="2022-08-01 09:40", channel=Channel.FORM, subject="Noch einmal", customer=wicke
        )
        merge(form, into=letter, by=anna)
        order = add_order(
            wicke, wicke.addresses[0], product="Glasfaser 300", skill="fibre", reported_at=make.when("2022-07-07 08:12"),
            by=make.scheduler(),
        )  # fmt: skip

        desk.get(f"/customers/{wicke.number}")

        assert [one.attrs["id"] for one in desk.all("ol.line > li")] == [
            f"report-{form.number}", f"report-{letter.number}", f"order-{order.number}",
        ]  # fmt: skip
        assert "1 offen, 2 insgesamt" in desk.text
        assert f"Teil von {spell(letter.number)}" in desk.text
        assert f"Zum Ticket {spell(letter.number)}" in desk.text
        assert desk.one(".spell").to_text().replace(" ", "") == "WuppertalIngelheimChemnitzKölnEssen"

    def test_calls_stand_there_with_and_without_ticket(self, desk, make, wicke, anna, now):
        ticket = make.ticket(reported="2022-08-02 08:00", customer=wicke)
        desk.get(f"/calls?number={ticket.number}")
        desk.submit("call", seconds="2:08", reason="status", note="Fragt nach dem Termin.")
        desk.get(f"/calls/information?customer={wicke.number}")
        desk.submit("call", seconds="61", reason="bill")

        desk.get(f"/customers/{wicke.number}")

        assert "2:08 min · Auskunft Stand · Anna Berger" in desk.text
        assert "Fragt nach dem Termin." in desk.text
        assert "1:01 min · Rechnung · Anna Berger · nur Auskunft" in desk.text
        assert "3 Kontakte in sieben Tagen." not in desk.text

    def test_whoever_turns_to_us_again_and_again_is_named(self, desk, make, wicke):
        topic = make.topic()
        tickets = [make.ticket(topic, reported=f"2022-08-0{day} 08:00", customer=wicke) for day in (1, 2, 3)]

        desk.get(f"/customers/{wicke.number}")

        assert "3 Kontakte in sieben Tagen." in desk.text
        assert str(tickets[0].number)[:3] in desk.one(".notice").to_text()


class TestTheSearchField:
    def find(self, desk, typed):
        desk.get("/")
        return desk.submit("/search", q=typed).request.path

    def test_a_ticket_number_in_any_grouping_opens_the_ticket(self, desk, make):
        ticket = make.ticket()
        number = str(ticket.number)

        for typed in (number, spell(ticket.number), f"S {number}", f"{number[:4]}-{number[4:]}", f"#{number}"):
            assert self.find(desk, typed) == f"/tickets/{number}"

    def test_a_merged_number_opens_the_survivor(self, desk, make, anna):
        older, newer = make.tickets(make.topic(), 2)
        merge(newer, into=older, by=anna)

        assert self.find(desk, str(newer.number)) == f"/tickets/{older.number}"

    def test_a_wrong_digit_is_said_with_the_near_numbers(self, desk, make):
        number = str(make.ticket().number)

        self.find(desk, number[:-1] + str((int(number[-1]) + 1) % 10))

        assert "Meinten Sie" in desk.text
        assert desk.all(f'main a[href="/tickets/{number}"]')

    def test_what_names_one_customer_opens_the_customer(self, desk, wicke):
        for typed in (str(wicke.number), f"k {wicke.number}", "0176/04069-012", "A.WICKE@example.org", "V 41 902"):
            assert self.find(desk, typed) == f"/customers/{wicke.number}"

    def test_an_order_number_opens_the_order(self, desk, make, wicke, now):
        order = add_order(wicke, wicke.addresses[0], product="DSL", skill="dsl", reported_at=now, by=make.scheduler())
        spaced = f"{order.number:,}".replace(",", " ")

        for typed in (f"A {spaced}", f"a{order.number}", spaced):
            assert self.find(desk, typed) == f"/orders/{order.number}"

    def test_a_name_lists_those_who_may_be_meant_with_their_open_tickets(self, desk, make, wicke):
        ticket = make.ticket(customer=wicke)
        make.customer("Wickert")

        self.find(desk, "wick")

        assert len(desk.all("tbody tr")) == 2
        assert desk.all(f'tbody a[href="/tickets/{ticket.number}"]')

    def test_nobody_found_leads_on(self, desk):
        self.find(desk, "0561 99999")

        assert "Niemand gefunden." in desk.text
        assert desk.all('main a[href="/customers/new?phone=%2B4956199999"]')

    def test_odd_things_find_nobody(self, desk):
        for typed in ("", " ", "%", "'; --", "9" * 100, "A 99999999", "K 999 999 999", "<b>x</b>", "\u0660" * 9):
            assert self.find(desk, typed) == "/search"
        desk.get("/search?q=%00x", status=400)
