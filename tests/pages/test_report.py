"""Writing down what a customer reported."""

from sqlalchemy import func, select

from app.base.database import reading
from app.tickets.models import Channel, Ticket

REPORT = {"subject": "Anschluss tot", "text": "Seit Montag geht nichts."}


def the_ticket():
    return reading().scalars(select(Ticket)).one()


def test_a_letter_of_last_week_keeps_last_week(client, make, clock):
    clock.set("2022-08-03 10:00")
    topic = make.topic()
    make.ticket(topic, reported="2022-08-01 10:00")
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, channel="letter", day="2022-07-27", time="08:15", **REPORT)

    assert "Sie sind als Nächstes dran" in client.text
    assert "Mi., 27.07.2022, 08:15" in client.text


def test_now_is_proposed(client, make, clock):
    clock.set("2022-08-03 10:07")
    topic = make.topic()
    client.login(make.agent())
    client.get("/report?channel=counter")

    client.submit("report", topic=topic.id, **REPORT)

    ticket = the_ticket()
    assert (ticket.channel, ticket.reported_at) == (Channel.COUNTER, make.when("2022-08-03 10:07"))


def test_the_future_is_refused_and_nothing_typed_is_lost(client, make, clock):
    clock.set("2022-08-03 10:00")
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, day="2022-08-04", time="08:00", **REPORT, status=409)

    assert "Der Meldezeitpunkt liegt in der Zukunft" in client.text
    assert client.one("#text").to_text() == REPORT["text"]
    assert client.one("#subject").attrs["value"] == REPORT["subject"]


def test_an_hour_that_does_not_exist_is_refused_and_nothing_typed_is_lost(client, make, clock):
    clock.set("2022-08-03 10:00")
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, day="2022-03-27", time="02:30", **REPORT, status=422)

    assert "Diese Uhrzeit gibt es nicht" in client.one("[data-errors]").to_text()
    assert client.one("#text").to_text() == REPORT["text"]


def test_a_year_that_nobody_means_is_refused(client, make):
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, day="0001-01-01", time="00:00", **REPORT, status=422)

    assert "Bitte das Jahr prüfen" in client.one("[data-errors]").to_text()


def test_in_the_hour_that_comes_twice_now_is_now(client, make, clock):
    clock.set("2022-10-30 02:07+01:00")
    topic = make.topic()
    client.login(make.agent())
    client.get("/report?channel=counter")

    client.submit("report", topic=topic.id, **REPORT)

    assert the_ticket().reported_at == make.when("2022-10-30 02:07+01:00")


def test_what_is_missing_is_named_and_nothing_typed_is_lost(client, make):
    make.topic()
    client.login(make.agent())
    client.get("/report")

    client.submit("report", subject="", text="Ein langer Text", status=422)

    assert "Bitte das Anliegen in einer Zeile nennen." in client.one("[data-errors]").to_text()
    assert client.one("#text").to_text() == "Ein langer Text"


def test_the_customer_by_number_or_by_a_name_that_only_one_has(client, make):
    topic, ott = make.topic(), make.customer("Ott")
    make.customer("Wicke")
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, customer="Ott", **REPORT)

    assert the_ticket().customer_id == ott.id


def test_a_name_that_several_have_asks_which(client, make):
    topic = make.topic()
    _one, two = make.customer("Ott"), make.customer("Ott", given_name="Uwe")
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, customer="Ott", **REPORT, status=409)
    assert len(client.all("[name=picked]")) == 2
    client.submit("report", picked=two.number)

    assert the_ticket().customer_id == two.id


def test_nobody_of_that_name(client, make):
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")

    client.submit("report", topic=topic.id, customer="Niemand", **REPORT, status=409)

    assert "Zu „Niemand“ passt kein Kunde" in client.text


def test_a_double_click_makes_one_ticket(client, make):
    topic = make.topic()
    client.login(make.agent())
    client.get("/report")
    page = client.page
    client.submit("report", topic=topic.id, **REPORT)

    client.page = page
    client.submit("report", topic=topic.id, **REPORT)

    assert reading().scalar(select(func.count()).select_from(Ticket)) == 1


def test_a_closed_topic_is_not_offered_and_refuses_a_stale_page(client, make):
    from app.tickets.close_topic import close_topic

    topic, other = make.topic(), make.topic()
    client.login(make.agent())
    client.get("/report")
    close_topic(topic, by=make.supervisor())

    client.submit("report", topic=topic.id, **REPORT, status=409)

    assert [option.attrs["value"] for option in client.all("#topic option")] == [str(other.id)]
