"""An absent agent's tickets go back into the line, each at its place."""

from app.queueing.return_to_line import return_to_line
from app.queueing.take_next import take_next
from tests.support.line import faults, line, numbers, state, story


def test_everything_in_hand_waits_again_in_its_place(make):
    here, there = make.topic(), make.topic()
    first, second = make.ticket(here, reported="2022-07-25 08:00"), make.ticket(there, reported="2022-07-25 08:01")
    third = make.ticket(here, reported="2022-07-25 08:02")
    anna, other = make.agent(here, there, hands=2), make.agent(here)
    for _ in range(2):
        take_next(anna)
    take_next(other)

    assert return_to_line(anna, "krank", by=make.supervisor()) == 2

    assert (line(here, there), state(third), faults()) == (numbers(first, second), "held", [])
    assert story(first)[-1] == "returned_to_line"


def test_empty_hands_return_nothing(make):
    assert return_to_line(make.agent(), "krank", by=make.supervisor()) == 0
