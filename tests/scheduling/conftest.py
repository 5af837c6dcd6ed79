"""The week that all tests of this room share."""

from typing import Any

import pytest

from tests.support.schedule import NOW, Schedule


@pytest.fixture
def plan(make: Any, clock: Any) -> Schedule:
    clock.set(NOW)
    return Schedule(make)
