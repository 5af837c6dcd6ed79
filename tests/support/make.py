"""The cast and its concerns: people and topics as rows, everything with a rule behind it through its use case."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from typing import Any

from argon2 import PasswordHasher

from app.base.access import Role
from app.base.clock import BERLIN
from app.base.database import transaction
from app.people.models import Person
from app.tickets.models import Channel, Entrusted, Topic
from tests.support.checking_client import PASSWORD

# Real parameters would cost every test 50 ms for each person; a hash carries its own, so signing in works as ever.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HASH = QUICK.hash(PASSWORD)
CAST = {
    Role.AGENT: "Anna Berger",
    Role.SCHEDULER: "Bernd Lang",
    Role.SUPERVISOR: "Carla Vogt",
    Role.ADMINISTRATOR: "Edith Roth",
}
NOBODY = "Dieter Kern"
FLAGS = {role: f"is_{role.value}" for role in Role}


class Make:
    """Makes what a test needs and nothing that it doesn't say; a second one of a kind gets a number to its name."""

    def __init__(self) -> None:
        self.numbers: dict[str, Any] = {}
        self._reporter: Person | None = None

    def another(self, name: str) -> str:
        number = next(self.numbers.setdefault(name, count(1)))
        return name if number == 1 else f"{name} {number}"

    def person(self, *roles: Role, name: str | None = None, topics: Any = (), **columns: Any) -> Person:
        """Somebody with *roles* (none: Dieter, who may do nothing), entrusted with *topics*; the password is PASSWORD."""
        name = name or self.another(CAST[roles[0]] if roles else NOBODY)
        values = {
            "name": name,
            "login": name.lower().replace(" ", "."),
            "plate": f"Schalter {next(self.numbers.setdefault('plate', count(1)))}",
            "password_hash": HASH,
            **{FLAGS[role]: True for role in roles},
            **columns,
        }
        with transaction() as session:
            person = Person(**values)
            session.add(person)
            session.flush()
            session.add_all(Entrusted(person_id=person.id, topic_id=topic.id) for topic in topics)
        return person

    def agent(self, *topics: Topic, **columns: Any) -> Person:
        """Anna, or the next one, entrusted with *topics*."""
        return self.person(Role.AGENT, topics=topics, **columns)

    def scheduler(self, **columns: Any) -> Person:
        return self.person(Role.SCHEDULER, **columns)

    def supervisor(self, **columns: Any) -> Person:
        return self.person(Role.SUPERVISOR, **columns)

    def admin(self, **columns: Any) -> Person:
        return self.person(Role.ADMINISTRATOR, **columns)

    def topic(self, name: str | None = None, **columns: Any) -> Topic:
        """An open topic with an empty line."""
        name = name or self.another("Störung")
        slug = (
            name.lower().replace("ö", "oe").replace("ä", "ae").replace("ü", "ue").replace("ß", "ss").replace(" ", "-")
        )
        with transaction() as session:
            topic = Topic(**{"name": name, "slug": slug, "letter": name[0].upper(), **columns})
            session.add(topic)
        return topic

    def customer(self, family_name: str = "Ott", **facts: Any) -> Any:
        """Frau Ott, or somebody else, entered by app.customers.add_customer."""
        add = import_module("app.customers.add_customer").add_customer
        return add(family_name=family_name, **{"given_name": "Ute", "by": self.reporter(), **facts})

    def ticket(
        self,
        topic: Topic | None = None,
        *,
        reported: str | datetime | None = None,
        channel: Channel = Channel.CALL,
        subject: str = "Kein Internet",
        text: str = "Seit heute früh geht nichts.",
        customer: Any = None,
        by: Any = None,
    ) -> Any:
        """A concern in the line of *topic*, reported at *reported* (German time), written down by app.tickets.report."""
        report = import_module("app.tickets.report").report
        return report(
            topic=topic or self.topic(),
            subject=subject,
            text=text,
            channel=channel,
            reported_at=None if reported is None else self.when(reported),
            customer=customer,
            by=by or self.reporter(),
        )

    def tickets(self, topic: Topic, number: int, first: str = "2022-07-25 08:00", **facts: Any) -> list[Any]:
        """*number* tickets a minute apart, oldest first."""
        start = self.when(first)
        return [self.ticket(topic, reported=start + timedelta(minutes=step), **facts) for step in range(number)]

    def when(self, moment: str | datetime) -> datetime:
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return (at if at.tzinfo else at.replace(tzinfo=BERLIN)).astimezone(UTC)

    def reporter(self) -> Person:
        """Who writes down what nobody in the test has to."""
        if self._reporter is None:
            self._reporter = self.person(Role.AGENT, name="Frieda Empfang")
        return self._reporter
