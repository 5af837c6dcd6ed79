"""A shift that is played in the program and in the oracle at once: how a step is done, checked and chosen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from app.base.database import database
from app.base.refused import Refused
from app.operations.check import check
from tests.model import oracle, oracle_dates
from tests.model.visible import View, changes, dates_expected, dates_seen, lines_expected, lines_seen, to_be_told, told
from tests.model.world import TOPICS, World

STEPS = 50
TELL_EVERY = 5
"""Places and promises are asked for one by one, which costs more than all rows together."""
MANY = 8
"""Tickets, orders: so few that they meet each other."""
WHICH = st.integers(0, 4 * MANY - 1)
"""Three in four are one that fits the step; the fourth is any, since what must be refused is tried too."""
TOPIC = st.sampled_from(TOPICS)
AGO = st.sampled_from([0, 0, 1, 60, 60, 24 * 60, 9 * 24 * 60, -1, -5])
"""Minutes; negative ones lie in the future."""
LATER = st.sampled_from([1, 60, 5 * 60, 24 * 60, 24 * 60, 3 * 24 * 60, 8 * 24 * 60])
REASON = st.sampled_from(["x", "x", "x", " "])
SENT = st.sampled_from(["new", "new", "new", "new", "again", "old page"])
"""How a form is sent: a new one, the last one once more (a double click), or the last one with something else in it."""


def somebody(state: str) -> Any:
    """Where nobody is in that state there is nothing to do; a shift has better uses for its 50 steps."""
    return precondition(lambda self: any(one.stands.state == state for one in self.room.tickets))


class Shift(RuleBasedStateMachine):
    """Each step is done in the oracle and in the program; whatever anybody can see must be the same afterwards."""

    world: World
    room: oracle.WaitingRoom
    dates: oracle_dates.Dates
    is_whole = False
    """Whether the last step was done and looked at: what has failed is not looked at again."""
    steps = -1
    """The first look is before the first step."""

    def open(self, start: str) -> None:
        self.world.begin(start)
        self.room, self.dates, self.real = self.world.room, self.world.dates, self.world.real
        self.forms: dict[str, tuple[int, tuple[Any, ...]]] = {}
        self.seen_before: View = {}
        self.rows = changes()

    def both(self, name: str, rule: Callable[[], Any], act: Callable[[], Any]) -> tuple[Any, Any] | None:
        """Do the step twice: what the oracle gives and what the program gives, or None where it must be refused."""
        self.is_whole = False
        try:
            due = rule()
        except oracle.Forbidden as forbidden:
            self.must_refuse(name, act, forbidden.reasons)
            return None
        done = act()
        self.world.done[name] += 1
        return due, done

    def must_refuse(self, name: str, act: Callable[[], Any], reasons: set[str]) -> None:
        before = changes()
        with pytest.raises(Refused) as refusal:
            act()
        why = type(refusal.value).__name__
        assert why in reasons
        assert changes() == before
        self.world.refused[name, why] += 1

    @invariant()
    def must_be_as_expected(self) -> None:
        view = lines_expected(self.world) | dates_expected(self.world)
        assert lines_seen() | dates_seen() == view
        rows = changes()
        assert view == self.seen_before or rows > self.rows
        self.seen_before, self.rows = view, rows
        self.steps += 1
        if self.steps % TELL_EVERY == 0:
            assert told(self.world) == to_be_told(self.world)
        self.is_whole = True

    def teardown(self) -> None:
        if self.is_whole:
            self.world.steps += self.steps
            self.world.shifts += self.steps == STEPS
            assert told(self.world) == to_be_told(self.world)
            assert [verdict for verdict in check(database()) if not verdict.is_kept] == []

    def same(self, both: tuple[Any, Any] | None) -> None:
        assert both is None or both[0] == both[1]

    def keep(self, both: tuple[Any, Any] | None) -> None:
        """A new thing is known from now on; a known one must be the one that is known."""
        if both:
            due, done = both
            if due in self.real:
                assert done.id == self.real[due].id
            elif isinstance(due, oracle.Ticket):
                assert all(done.number > self.real[one].number for one in self.room.tickets if one is not due)
            self.real.setdefault(due, done)

    # Choosing

    def any_of(self, which: int, things: list[Any], fits: Callable[[Any], Any]) -> Any:
        fitting = [one for one in things if fits(one)]
        chosen = things if which % 4 == 3 or not fitting else fitting
        return chosen[which // 4 % len(chosen)]

    def ticket(self, which: int, *states: str) -> oracle.Ticket:
        return self.any_of(which, self.room.tickets, lambda one: not states or one.stands.state in states)

    def person(self, which: int, fits: Callable[[oracle.Person], Any] = bool) -> oracle.Person:
        return self.any_of(which, list(self.room.people.values()), fits)

    def holder(self, which: int, ticket: oracle.Ticket) -> oracle.Person:
        return self.person(which, lambda one: one is ticket.stands.holder)

    def form(self, kind: str, sent: str, *typed: Any) -> tuple[Any, ...]:
        """The key of the form, and what stands in it."""
        serial, before = self.forms.get(kind, (0, typed))
        self.forms[kind] = serial + (sent == "new"), before if sent == "again" else typed
        return f"{kind} {self.forms[kind][0]}", *self.forms[kind][1]

    def ago(self, minutes: int) -> datetime:
        return self.room.now - timedelta(minutes=minutes)
