"""One agent as a process of its own: presses next, resolves what it got, and goes on until nobody is waiting.

Reads one line of JSON (host, cookie, token); writes one for each thing it was told: ``["taken", 100012354]``. Imports
nothing of the program, so that 32 of them start in a second.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

IN_HAND = re.compile(r'action="/tickets/(\d+)/resolve"')


class Lost(Exception):
    """The connection died: perhaps it was done, perhaps not."""


class Clerk:
    """Holds at most one ticket, and believes only what it is told."""

    def __init__(self, host: str, cookie: str, token: str, tell: Callable[[str, int], None]) -> None:
        self.connection = HTTPConnection(host, timeout=60)
        self.cookie, self.token, self.tell = cookie, token, tell

    def work(self) -> None:
        """Until the line is empty. After each answer that got lost it looks at its desk first."""
        has_empty_hands = told = False
        while True:
            try:
                answer = 0
                if has_empty_hands:
                    has_empty_hands = False
                    answer = self.ask("POST", "/next")
                    told = answer == 303
                ticket = self.in_hand()
                if told:
                    self.tell(*(("taken", ticket) if ticket else ("vanished", 0)))
                    told = False
                if ticket is not None:
                    has_empty_hands = self.ask("POST", f"/tickets/{ticket}/resolve", note="", back="/") == 303
                    if has_empty_hands:
                        self.tell("resolved", ticket)
                elif answer == 409:
                    return  # refused, and not for full hands: nobody is waiting
                else:
                    has_empty_hands = True
            except Lost:
                self.tell("lost", 0)

    def in_hand(self) -> int | None:
        """The ticket on my desk."""
        if self.ask("GET", "/desk/hand") != 200:
            raise Lost
        found = IN_HAND.search(self.body)
        return int(found[1]) if found else None

    def ask(self, method: str, path: str, **fields: str) -> int:
        """Send a form or open a page; gives the status. Raises Lost."""
        headers = {"Cookie": self.cookie}
        body = None
        if method == "POST":
            body = urlencode({"csrf_token": self.token, **fields})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            self.body = answer.read().decode()
        except (OSError, HTTPException) as fault:
            self.connection.close()
            raise Lost from fault
        if answer.status not in (200, 303, 409):
            self.tell("fault", answer.status)
            time.sleep(0.1)
        return answer.status


def main() -> None:
    """Work, and say what was told."""
    who = json.loads(sys.stdin.readline())

    def tell(what: str, number: int) -> None:
        sys.stdout.write(json.dumps([what, number]) + "\n")

    Clerk(**who, tell=tell).work()


if __name__ == "__main__":
    main()
