"""What the live parts of the control room show, and the signs by which they tell that nothing has changed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.base import clock
from app.control.ages import Age, read_ages
from app.control.counters import Counter
from app.control.fairness import Proof, read_proof
from app.control.queues import Queue, Sum, read_queues, sum_of

TAKES = 5
"""Takes out of turn that the room itself shows; the record has them all."""
MOST_CHANNELS = 50
"""A page may listen to 64; with more topics than this the last ones follow with the next look."""


@dataclass(frozen=True)
class Lines:
    """The left part: all lines with their people, and the counters."""

    queues: list[Queue]
    sum: Sum
    counters: list[Counter]

    @property
    def agents(self) -> int:
        """Who could be at a counter."""
        return sum(one.is_agent for one in self.counters)

    @property
    def here(self) -> int:
        """Who is signed in."""
        return sum(one.is_here and one.is_agent for one in self.counters)


@dataclass(frozen=True)
class Watch:
    """The right part: how long people wait, and whether the order is kept."""

    ages: list[Age]
    proof: Proof


def read_lines(session: Session, topics: list[Row[Any]], counters: list[Counter]) -> Lines:
    """The left part."""
    queues = read_queues(session, topics, counters)
    return Lines(queues, sum_of(queues), counters)


def read_watch(session: Session) -> Watch:
    """The right part."""
    today = clock.today()
    return Watch(read_ages(session), read_proof(session, today, today, TAKES))


def channels(topics: list[Row[Any]]) -> str:
    """What both parts listen to."""
    return " ".join([*(f"queue:{one.id}" for one in topics[:MOST_CHANNELS]), "topics", "people", "fairness"])


def sign_of_lines(topics: list[Row[Any]], counters: list[Counter]) -> tuple[Any, ...]:
    """Changes whenever the left part would look different: a topic's version grows with each change of its tickets."""
    ages = [(clock.now() - one.oldest).days if one.oldest else None for one in topics]
    return [tuple(one) for one in topics], ages, [(one, one.is_here) for one in counters], clock.today()


def sign_of_watch(topics: list[Row[Any]], last_out_of_turn: int | None) -> tuple[Any, ...]:
    """The same for the right part; ages go on with the hour."""
    return [(one.id, one.version) for one in topics], last_out_of_turn, int(clock.now().timestamp()) // 3600
