"""The tests' own cast: everybody exists once, is what they are, and is gone after the test."""

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
