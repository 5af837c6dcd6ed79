"""Together: what several people ask for in the same moment is done in one go, in one transaction."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.base.database import begin_to_write, database

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")


def together(do: Callable[[Sequence[Wish]], Sequence[Answer]], wish: Wish) -> Answer:
    """What *do* answers to *wish*. Whoever comes while it is being done is served by the next round, in the order of coming.

    *do* opens one transaction for a whole round and gives one answer for each wish. If it fails, it fails for the round.
    """
    # A lock that many want costs each of them a transaction, a commit and a change of processes; together they pay once.
    begin_to_write()
    rounds = database().rounds.setdefault(do, Rounds(do))
    return rounds.ask(wish)  # type: ignore[no-any-return]


class Asked:
    """A wish on its way to an answer."""

    __slots__ = ("answer", "fault", "is_done", "wish")

    def __init__(self, wish: Any) -> None:
        self.wish = wish
        self.answer: Any = None
        self.fault: BaseException | None = None
        self.is_done = False


class Rounds:
    """One round at a time in this process; the first who waits for the next one does it for all."""

    def __init__(self, do: Callable[[Sequence[Any]], Sequence[Any]]) -> None:
        self._do = do
        self._changed = threading.Condition()
        self._waiting: list[Asked] = []
        self._is_busy = False

    @property
    def waiting(self) -> int:
        """How many will be in the next round, as it looks now."""
        return len(self._waiting)

    def ask(self, wish: Any) -> Any:
        """The answer; raises what the round raised."""
        mine = Asked(wish)
        if everybody := self._wait_for_my_turn(mine):
            self._serve(everybody)
        if mine.fault is not None:
            raise mine.fault
        return mine.answer

    def _wait_for_my_turn(self, mine: Asked) -> list[Asked]:
        """Everybody who is to be served now, if that falls to me; nobody if somebody else has served me."""
        with self._changed:
            self._waiting.append(mine)
            self._changed.wait_for(lambda: mine.is_done or not self._is_busy)
            if mine.is_done:
                return []
            self._is_busy = True
            everybody, self._waiting = self._waiting, []
            return everybody

    def _serve(self, everybody: list[Asked]) -> None:
        try:
            answers = self._do([asked.wish for asked in everybody])
            for asked, answer in zip(everybody, answers, strict=True):
                asked.answer = answer
        except BaseException as fault:  # whatever it is, nobody may wait for ever
            for asked in everybody:
                asked.fault = fault
        with self._changed:
            for asked in everybody:
                asked.is_done = True
            self._is_busy = False
            self._changed.notify_all()
