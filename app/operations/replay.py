"""Replay: a log of arrivals and of presses of «next» runs through the real report and take-next code."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from app.base import clock
from app.base.database import reading, transaction
from app.customers.models import Customer
from app.operations.events import Arrival, Press
from app.operations.progress import Progress
from app.people.models import Person
from app.queueing.entrust import entrust
from app.queueing.take_next import HandsFull, NobodyIsWaiting, Taken, take_next
from app.tickets.models import Channel, Ticket, Topic
from app.tickets.open_topic import TopicExists, open_topic
from app.tickets.report import report

NOBODY_SIGNS_IN = "replay"
"""No hash of any password, so these agents cannot sign in."""
HANDS = 20
"""As many as anybody may have; when they are full, another agent comes."""


class NotEmpty(Exception):
    """Other people's tickets would stand in the same lines."""


@dataclass(frozen=True)
class Called:
    """The report *ext_id* was handed out at *at*."""

    ext_id: str
    at: datetime


@dataclass
class Replay:
    """One run. Each queue is a topic with agents of its own."""

    topics: dict[str, Topic] = field(default_factory=dict)
    agents: dict[str, Person] = field(default_factory=dict)
    ext_ids: dict[int, str] = field(default_factory=dict)
    agents_made: int = 0
    in_vain: int = 0
    """Presses that found nobody."""

    def open(self, queue: str) -> None:
        """Let *queue* be a topic, if it is none yet."""
        if queue not in self.topics:
            self.topics[queue] = _topic(queue)
            self.agents[queue] = self._agent(queue)

    def report(self, arrival: Arrival) -> None:
        """The report comes in, at the present instant of the clock."""
        ticket = report(
            topic=self.topics[arrival.queue], channel=Channel.FORM, subject=arrival.ext_id, text=arrival.ext_id,
            by=None, reported_at=arrival.at,
        )  # fmt: skip
        self.ext_ids[ticket.id] = arrival.ext_id

    def press(self, press: Press) -> Called | None:
        """Somebody of the queue presses «next»; None where nobody waits."""
        try:
            taken = self._take(press.queue)
        except NobodyIsWaiting:
            self.in_vain += 1
            return None
        return Called(self.ext_ids[taken.id], clock.now())

    def _take(self, queue: str) -> Taken:
        try:
            return take_next(self.agents[queue])
        except HandsFull:
            self.agents[queue] = self._agent(queue)
            return take_next(self.agents[queue])

    def _agent(self, queue: str) -> Person:
        self.agents_made += 1
        number = self.agents_made
        agent = Person(
            login=f"replay-{number}", name=f"Replay {number}", plate=f"{number}", hands=HANDS,
            password_hash=NOBODY_SIGNS_IN, is_agent=True,
        )  # fmt: skip
        with transaction() as session:
            session.add(agent)
        entrust(agent, [self.topics[queue]], by=None)
        return agent


def must_be_empty(what_needs_it: str) -> None:
    """Raises NotEmpty when the database has people, customers, topics or tickets."""
    for model, what in ((Person, "people"), (Customer, "customers"), (Topic, "topics"), (Ticket, "tickets")):
        count = reading().scalar(select(func.count()).select_from(model)) or 0
        if count:
            raise NotEmpty(
                f"The database has {count:,} {what} already. {what_needs_it} an empty one: "
                "name a new one in WARTESAAL_DATABASE_URL."
            )


def replay(arrivals: Sequence[Arrival], presses: Sequence[Press], run: Replay | None = None) -> Iterator[Called]:
    """Everything in the order of time: of one instant the reports first, then as the files have them.

    The clock stands at each event while it happens.
    """
    run = run or Replay()
    events: list[Arrival | Press] = [*arrivals, *presses]
    events.sort(key=lambda event: event.at)  # stable: reports were put first
    progress = Progress("Replaying", len(events))
    try:
        for event in events:
            clock.set_to(event.at)
            run.open(event.queue)
            if isinstance(event, Arrival):
                run.report(event)
            elif called := run.press(event):
                yield called
            progress.step()
    finally:
        clock.reset()
    progress.finish()


def write(rows: Iterable[Called], file: Path) -> int:
    """Write ``ext_id,called_at`` in the order of the calls; gives how many. The file appears whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(["ext_id", "called_at"])
            count = 0
            for row in rows:
                writer.writerow([row.ext_id, row.at.isoformat().replace("+00:00", "Z")])
                count += 1
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _topic(queue: str) -> Topic:
    """A new topic called *queue*. Two queues that are spelled alike («A B», «a-b») are still two."""
    name, number = queue, 1
    while True:
        try:
            return open_topic(name, "", by=None)
        except TopicExists:
            number += 1
            name = f"{queue} ({number})"
