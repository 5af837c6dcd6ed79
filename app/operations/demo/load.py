"""Loads the demo: everything through the use cases of the house, so that it can break no rule."""

from dataclasses import dataclass
from datetime import time
from random import Random

from app.base import clock
from app.customers.add_customer import add_customer
from app.operations.demo.cast import PASSWORD, STAFF, TOPICS
from app.operations.demo.dates import BEFORE, Scheduling
from app.operations.demo.desk import Hotline
from app.operations.demo.people import People
from app.operations.demo.timetable import Timetable
from app.operations.progress import Progress
from app.people.add_person import add_person
from app.people.models import Person
from app.queueing.entrust import entrust
from app.queueing.wake_due import wake_due
from app.tickets.models import Topic
from app.tickets.open_topic import open_topic

CUSTOMERS = 340


@dataclass(frozen=True)
class Founded:
    """The house before its first customer."""

    people: dict[str, Person]
    topics: dict[str, Topic]


def load(seed: int = 1, progress: Progress | None = None) -> None:
    """Tell the last weeks up to the present instant. The same *seed* on the same instant tells the same story."""
    now = clock.now()
    dice = Random(seed)  # noqa: S311  (a story, not a secret)
    timetable = Timetable(now, dice)
    try:
        clock.set_to(timetable.on(timetable.days_ago(BEFORE), time(7), time(8)))
        founded = found()
        population = People(dice, timetable.days_ago(BEFORE))
        customers = []
        for number in range(CUSTOMERS):
            facts = population.customer(is_company=number % 24 == 0)
            since = clock.start_of(facts["contracts"][0].since)
            customers.append(add_customer(by=founded.people["bernd"], since=since, **facts))
            if progress:
                progress.to(0.3 * number / CUSTOMERS)
        scheduling = Scheduling(timetable, customers, founded.people)
        scheduling.open_teams()
        scheduling.plan()
        letters = {part.login: part.letters for part in STAFF}
        hotline = Hotline(timetable, customers, founded.topics, founded.people, letters, population.phone)
        hotline.plan()
        timetable.run(lambda share: progress.to(0.3 + 0.7 * share) if progress else None)
        clock.set_to(now)
        wake_due()
    finally:
        clock.reset()


def found() -> Founded:
    """Staff, topics, and who works on what."""
    people = {
        part.login: add_person(
            part.login, part.name, part.roles, PASSWORD, by=None, plate=part.plate,
            may_choose=part.may_choose, hands=part.hands,
        )
        for part in STAFF
    }  # fmt: skip
    topics = {letter: open_topic(name, letter, by=people["carla"]) for letter, name in TOPICS.items()}
    for part in STAFF:
        if part.letters:
            entrust(people[part.login], [topics[letter] for letter in part.letters], by=people["carla"])
    return Founded(people, topics)
