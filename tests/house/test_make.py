"""The tests' own cast: everybody exists once, is what they are, and is gone after the test."""

from datetime import UTC

from sqlalchemy import func, select

from app.base.access import Role
from app.base.database import reading
from app.people.models import Person
from app.tickets.models import Entrusted, Topic


def test_people_have_their_roles_and_topics(make):
    billing = make.topic("Rechnung")
    anna, second, dieter = make.agent(billing), make.agent(), make.person()

    assert (anna.name, anna.roles) == ("Anna Berger", {Role.AGENT})
    assert second.login == "anna.berger.2"
    assert dieter.roles == frozenset()
    assert reading().scalars(select(Entrusted.topic_id).where(Entrusted.person_id == anna.id)).all() == [billing.id]


def test_nothing_is_left_of_another_test(app, make):
    assert reading().scalar(select(func.count(Person.id))) == 0
    assert reading().scalar(select(func.count(Topic.id))) == 0

    make.topic()
    make.admin()


def test_tickets_stand_in_line_from_the_moment_they_were_reported(make, clock):
    now = clock.set("2022-08-03 09:00")
    topic = make.topic()

    letter, call = make.ticket(topic, reported="2022-07-26 09:00"), make.ticket(topic)

    assert letter.first_reported_at.isoformat() == "2022-07-26T07:00:00+00:00"
    assert call.reported_at == now.astimezone(UTC)
    assert reading().scalar(select(Topic.waiting).where(Topic.id == topic.id)) == 2
