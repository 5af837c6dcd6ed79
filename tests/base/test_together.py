"""Together: who comes while a round is under way is served by the next one, in the order of coming."""

import threading

import pytest

from app.base.database import transaction
from app.base.together import together


class Counter:
    """Serves a round when it is told to, and remembers who was in it."""

    def __init__(self):
        self.rounds = []
        self.has_begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.breaks = False

    def serve(self, wishes):
        self.rounds.append(list(wishes))
        self.has_begun.release()
        assert self.may_end.acquire(timeout=20)
        if self.breaks:
            self.breaks = False
            raise RuntimeError("the counter broke")
        return [wish.upper() for wish in wishes]


class Visitor(threading.Thread):
    """Asks in a thread of its own, as each request does."""

    def __init__(self, app, counter, wish):
        super().__init__(daemon=True)
        self.app, self.counter, self.wish = app, counter, wish
        self.answer = None
        self.start()

    def run(self):
        with self.app.app_context():
            try:
                self.answer = together(self.counter.serve, self.wish)
            except RuntimeError as fault:
                self.answer = str(fault)


@pytest.fixture
def counter(app):
    """A counter at which «first» is being served."""
    counter = Counter()
    counter.first = Visitor(app, counter, "first")
    assert counter.has_begun.acquire(timeout=20)
    return counter


def come(app, counter, *wishes):
    """Visitors who come one after the other."""
    rounds = app.extensions["database"].rounds[counter.serve]
    visitors = []
    for wish in wishes:
        visitors.append(Visitor(app, counter, wish))
        while rounds.waiting < len(visitors):
            pass
    return visitors


def leave(counter, visitors, rounds):
    for _round in range(rounds):
        counter.may_end.release()
    for visitor in visitors:
        visitor.join(20)
    return [visitor.answer for visitor in visitors]


def test_who_comes_meanwhile_is_served_by_the_next_round_in_the_order_of_coming(app, counter):
    visitors = [counter.first, *come(app, counter, "b", "a", "c")]

    assert leave(counter, visitors, 2) == ["FIRST", "B", "A", "C"]
    assert counter.rounds == [["first"], ["b", "a", "c"]]


def test_a_broken_round_is_broken_for_all_who_were_in_it_and_for_nobody_else(app, counter):
    leave(counter, [counter.first], 1)
    counter.breaks = True
    again = Visitor(app, counter, "again")
    assert counter.has_begun.acquire(timeout=20)
    later = come(app, counter, "later", "too")

    assert leave(counter, [again, *later], 2) == ["the counter broke", "LATER", "TOO"]


def test_the_whole_round_hears_of_the_fault(app, counter):
    visitors = come(app, counter, "a", "b")
    counter.may_end.release()
    assert counter.has_begun.acquire(timeout=20)
    counter.breaks = True

    assert leave(counter, visitors, 1) == ["the counter broke", "the counter broke"]
    assert leave(counter, [Visitor(app, counter, "next")], 1) == ["NEXT"]


def test_each_wish_needs_an_answer(app):
    with pytest.raises(ValueError, match="zip"):
        together(lambda _wishes: [], "wish")


def test_nobody_waits_for_others_inside_a_transaction_or_a_get(app):
    with transaction(), pytest.raises(RuntimeError, match="opened once"):
        together(lambda wishes: wishes, "wish")
    with app.test_request_context("/", method="GET"), pytest.raises(RuntimeError, match="never by a GET"):
        together(lambda wishes: wishes, "wish")
