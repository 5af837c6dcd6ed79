"""The whole house against the oracle: random shifts of 50 steps through the real use cases, on both databases."""

import os
import random
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from app.base import clock as house_clock
from app.queueing.wake_due import wake_due
from tests.model.calendar import Calendar
from tests.model.desk import Desk
from tests.model.shift import LATER, STEPS, TOPIC, somebody
from tests.model.world import STARTS, TOPICS, World

pytestmark = pytest.mark.slow

NIGHTLY = int(os.environ.get("WARTESAAL_NIGHTLY") or 0)
"""1: the long run with a seed that nobody knows; a greater number: the long run with this seed."""
SHIFTS = 2_000 if NIGHTLY else 36

AT_ONCE = 9
"""Shifts with one seed. From the tenth on hypothesis plays small ones and variations; we want new ones."""


class House(Desk, Calendar):
    """All steps, and the clock."""

    @initialize(start=st.sampled_from(STARTS), topics=st.tuples(TOPIC, TOPIC, TOPIC, TOPIC))
    def begin(self, start: str, topics: tuple[str, ...]) -> None:
        self.open(start)
        for topic in topics:
            self.report(topic, 60, "new")
        # In the middle of things: one asleep, one in hand, one that is two.
        self.take_next(0)
        self.wait_for_customer(0, 0, 1)
        self.take_next(0)
        self.merge(8, 8)
        for _order in range(2):
            self.book(0, 0, "new")

    # The clock

    @precondition(lambda self: self.room.now < datetime(2022, 12, 1, tzinfo=UTC))
    @rule(minutes=LATER)
    def time_passes(self, minutes: int) -> None:
        self.room.now += timedelta(minutes=minutes)
        house_clock.set_to(self.room.now)

    @somebody("asleep")
    @rule()
    def wake_due(self) -> None:
        self.same(self.both("wake_due", lambda: self.room.wake(TOPICS), wake_due))


def seed_of_this_run() -> int:
    """The short run is always the same one; the long one is another each night, and tells its seed."""
    if not NIGHTLY:
        return 104_718_235
    return random.SystemRandom().randrange(2, 10**9) if NIGHTLY == 1 else NIGHTLY


def test_every_shift_goes_as_the_rules_say(app, make, database, capsys):
    world, first_seed = World(make), seed_of_this_run()
    told = capsys.disabled if NIGHTLY else nullcontext
    with told():
        print(f"\n{database}: WARTESAAL_NIGHTLY={first_seed} plays the same {SHIFTS:,} shifts again")
    try:
        for part in count():
            if world.shifts >= SHIFTS:
                break
            play(world, first_seed + part)
    finally:
        with told():
            tell(world, database)

    assert {name for name, _why in world.refused} <= set(world.done), "a step was refused each time it was tried"


def tell(world: World, database: str) -> None:
    """How much was played, also where a shift failed."""
    print(f"{database}: {world.shifts:,} shifts of {STEPS} steps, {world.steps:,} steps in all")
    for name in sorted(world.done):
        refused = [f"{why} {times:,}" for (step, why), times in sorted(world.refused.items()) if step == name]
        print(f"{name} {world.done[name]:,}; refused: {', '.join(refused) or 'never'}")


def play(world: World, by_seed: int) -> None:
    """Play some shifts. A shift that fails is told as it was played: to make it smaller took longer than to read it."""

    @seed(by_seed)
    class Played(House):
        pass

    Played.world = world
    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=AT_ONCE, stateful_step_count=STEPS + 1, deadline=None, database=None, print_blob=True,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
