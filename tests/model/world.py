"""The world of the model: the cast in the database and in the oracle, and who is who."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from app.base import clock
from app.base.access import Role
from app.base.database import database
from app.customers.facts import AddressFacts
from app.scheduling.add_order import add_order
from app.scheduling.add_team import add_team
from app.scheduling.models import Window
from app.scheduling.open_slots import open_slots
from tests.model import oracle, oracle_dates
from tests.support.tables import Tables

LONG_BEFORE = "2022-07-20 08:00"
STARTS = ("2022-08-01 08:00", "2022-10-27 15:30")
"""Before the 15th of August, a holiday in the Saarland only, and before the end of daylight saving time."""
TOPICS = ("Störung", "Umzug", "Rechnung")
PEOPLE = (
    oracle.Person("Anna", {"Störung", "Umzug"}),
    oracle.Person("Arne", {"Umzug", "Rechnung"}, hands=2, may_choose=True),
    oracle.Person("Carla", set(), is_agent=False, is_supervisor=True),
)
TEAMS = (oracle_dates.Team("Ost", "34", "fibre"), oracle_dates.Team("Süd", "66", "fibre"))
LIVES = (("HE", "34260", "Kaufungen"), ("SL", "66111", "Saarbrücken"))
ORDERS = ((0, "fibre"), (1, "fibre"), (0, "dsl"))


class World:
    """Set up once for each database; ``begin`` leads back to this day."""

    def __init__(self, make: Any) -> None:
        clock.set_to(make.when(LONG_BEFORE))
        self.make = make
        self.topics = {name: make.topic(name) for name in TOPICS}
        self.people = {one.name: self.hire(one) for one in PEOPLE}
        self.scheduler = make.scheduler(name="Bernd")
        addresses = [AddressFacts("Am Berg 1", postcode, place, land) for land, postcode, place in LIVES]
        self.customers = [make.customer(by=self.scheduler, addresses=[address]) for address in addresses]
        self.teams = {
            one: add_team(one.name, regions=[one.region], skills=[one.skill], by=self.scheduler) for one in TEAMS
        }
        self.first_slots = [
            (team, slot)
            for team in TEAMS
            for start in STARTS
            for slot in self.first_days(team, make.when(start).date())
        ]
        self.first_orders = [(self.order(live, skill), live, skill) for live, skill in ORDERS]
        self.tables = Tables(database().engine)
        self.shifts, self.steps = 0, 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[tuple[str, str]] = Counter()

    def hire(self, one: oracle.Person) -> Any:
        role = Role.AGENT if one.is_agent else Role.SUPERVISOR
        topics = [self.topics[name] for name in one.topics]
        return self.make.person(role, name=one.name, topics=topics, hands=one.hands, may_choose=one.may_choose)

    def first_days(self, team: oracle_dates.Team, start: date) -> list[Any]:
        seats = {Window.MORNING: 1, Window.AFTERNOON: 2}
        return open_slots(
            self.teams[team], start, start + timedelta(days=2), capacity=seats, weekdays=range(7), by=self.scheduler
        )

    def order(self, live: int, skill: str, reported_at: Any = None) -> Any:
        customer = self.customers[live]
        return add_order(
            customer, customer.addresses[0], "Glasfaser 300", skill, reported_at or clock.now(), by=self.scheduler
        )

    def begin(self, start: str) -> None:
        """Forget what the last run did; the clock stands at *start*, here and in the oracle."""
        self.tables.restore()
        now = self.make.when(start)
        clock.set_to(now)
        people = {one.name: oracle.a_copy(one) for one in PEOPLE}
        self.room = oracle.WaitingRoom(people, dict.fromkeys(TOPICS, True), now)
        self.dates = oracle_dates.Dates(lambda: self.room.now, [], [])
        self.real: dict[Any, Any] = {one: self.people[name] for name, one in people.items()}
        """What each thing of the oracle is in the program."""
        for real, live, skill in self.first_orders:
            land, postcode, _place = LIVES[live]
            order = oracle_dates.Order(land, postcode, skill, real.reported_at)
            self.dates.orders.append(order)
            self.real[order] = real
        for team, real in self.first_slots:
            slot = oracle_dates.Slot(team, real.day, str(real.window), real.capacity)
            self.dates.slots.append(slot)
            self.real[slot] = real
