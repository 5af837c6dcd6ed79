"""Parts that look the same to everybody are rendered once for each change, not once for each viewer."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST = 200


class Rendered:
    """The last rendered parts of this process, by what they show."""

    def __init__(self) -> None:
        self.parts: OrderedDict[Hashable, str] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, render: Callable[[], str]) -> str:
        """The part for *key*, rendered now if it is not there."""
        with self.lock:
            kept = self.parts.get(key)
            if kept is not None:
                self.parts.move_to_end(key)
                return kept
        # Not under the lock: two requests may render the same part, and both are right.
        made = render()
        with self.lock:
            self.parts[key] = made
            while len(self.parts) > MOST:
                self.parts.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.parts.clear()
