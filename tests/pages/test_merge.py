"""Two tickets side by side."""

import pytest

from app.base.database import reading
from app.queueing.take_next import take_next
from app.tickets.merge import merge
from app.tickets.models import State, Ticket


def fresh(ticket):
    return reading().get_one(Ticket, ticket.id, populate_existing=True)


@pytest.fixture
def pair(make):
    """Two tickets of one customer, a call and an earlier letter."""
    topic, ott = make.topic(), make.customer()
    call = make.ticket(topic, reported="2022-07-26 09:00", customer=ott, text="Am Telefon")
    letter = make.ticket(topic, reported="2022-07-25 08:00", customer=ott, text="Im Brief")
    return call, letter


def test_the_earlier_report_leads_unless_somebody_says_otherwise(client, make, pair):
    call, letter = pair
    client.login(make.agent())

    client.get(f"/tickets/{call.number}/merge/{letter.number}")

    assert "checked" in client.one("#leads-2").attrs
    assert client.one(".counts").to_text() == "Mo., 25.07.2022, 08:00"
    assert "erste Meldung, dieser Zeitpunkt zählt" in client.text


def test_merging_says_what_became_of_it_and_offers_the_way_back(client, make, pair):
    call, letter = pair
    client.login(make.agent())
    client.get(f"/tickets/{call.number}/merge/{letter.number}")

    client.submit("merge", leads="1")

    assert fresh(letter).merged_into_id == call.id
    assert fresh(call).first_reported_at == make.when("2022-07-25 08:00")
    assert "ist jetzt Teil von" in client.one("#merged").to_text()
    client.submit(f"/tickets/{letter.number}/unmerge")
    assert fresh(letter).state == State.WAITING


def test_what_is_in_my_hand_stays_there_and_the_desk_shows_it(client, make, pair):
    call, letter = pair
    anna = make.agent(*[reading().get_one(Ticket, letter.id).topic])
    take_next(anna)
    client.login(anna)
    client.get("/")
    assert client.one("[data-key=d]").attrs["href"].endswith(str(call.number))

    client.get(client.one("[data-key=d]").attrs["href"])
    client.submit("merge")

    assert client.page.request.path == "/"
    assert "1 Dublette" in client.text


def test_typing_the_number_of_the_other_one(client, make, pair):
    call, letter = pair
    client.login(make.agent())
    client.get(f"/tickets/{call.number}")

    client.submit("join-form", number="123", status=404)
    assert client.one("#join-number").attrs["value"] == "123"
    client.submit("join-form", number=letter.number)

    assert client.page.request.path == f"/tickets/{call.number}/merge/{letter.number}"


def test_two_numbers_of_one_ticket_lead_to_it(client, make, pair):
    call, letter = pair
    merge(letter, into=call, by=make.agent())
    client.login(make.agent())

    answer = client.get(f"/tickets/{call.number}/merge/{letter.number}")

    assert answer.request.path == f"/tickets/{call.number}"
    assert "führen schon zu" in client.text


def test_sent_twice_it_is_merged_once(client, make, pair):
    call, letter = pair
    client.login(make.agent())
    client.get(f"/tickets/{call.number}/merge/{letter.number}")
    page = client.page
    client.submit("merge")

    client.page = page
    client.submit("merge")

    assert fresh(call).merged_into_id == letter.id


def test_two_holders_are_told_to_speak_to_each_other(client, make, pair):
    call, letter = pair
    topic = reading().get_one(Ticket, letter.id).topic
    take_next(make.agent(topic))
    take_next(make.agent(topic))
    client.login(make.agent())
    client.get(f"/tickets/{call.number}/merge/{letter.number}")

    client.submit("merge", status=409)

    assert fresh(call).state == fresh(letter).state == State.HELD
