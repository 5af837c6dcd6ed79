"""A plain client of the live stream, and what it hears."""

import http.client
import re
import select
import socket
import time
from typing import Any
from urllib.parse import quote, urlsplit

from tests.support.checking_client import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def signed_in(url: str, person: Any) -> str:
    """The cookie of *person* after a real sign-in."""
    host = urlsplit(url).netloc
    door = http.client.HTTPConnection(host, timeout=10)
    door.request("GET", "/login")
    answer = door.getresponse()
    before, page = answer.getheader("Set-Cookie").partition(";")[0], answer.read().decode()
    body = f"name={quote(person.login)}&password={quote(PASSWORD)}&csrf_token={quote(TOKEN.search(page)[1])}"
    door.request("POST", "/login", body, {"Cookie": before, "Content-Type": "application/x-www-form-urlencoded"})
    answer = door.getresponse()
    assert answer.status == 303, answer.read()
    return next(
        value.partition(";")[0]
        for name, value in answer.getheaders()
        if name == "Set-Cookie" and value.startswith("wartesaal=")
    )


class Ear:
    """One open stream; ``small`` has next to no room for what it does not read."""

    def __init__(self, url: str, cookie: str, of: str, *, small: bool = False, since: int | None = None) -> None:
        parts = urlsplit(url)
        self.door = socket.socket()
        if small:
            self.door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2304)
        self.door.settimeout(10)
        self.door.connect((parts.hostname, parts.port))
        path = f"/live?of={quote(of)}" + ("" if since is None else f"&since={since}")
        self.door.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n".encode()
        )
        self.text = ""

    def hear(self, words: str, seconds: float = 5.0) -> bool:
        """Whether *words* come within *seconds*; what came up to them is forgotten."""
        until = time.monotonic() + seconds
        while words not in self.text:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.door], [], [], left)[0]:
                return False
            chunk = self.door.recv(65536)
            if not chunk:
                return False
            self.text += chunk.decode()
        self.text = self.text.partition(words)[2]
        return True

    def hears_nothing_of(self, words: str, seconds: float = 0.5) -> bool:
        """Whether *words* do not come within *seconds*."""
        kept = self.text
        heard = self.hear(words, seconds)
        self.text = kept if heard else self.text
        return not heard

    def is_dead(self, seconds: float = 10.0) -> bool:
        """Whether the other side ends the stream."""
        until = time.monotonic() + seconds
        self.door.settimeout(0.2)
        while time.monotonic() < until:
            try:
                if not self.door.recv(65536):
                    return True
            except TimeoutError:
                continue
            except ConnectionResetError:
                return True
        return False

    def close(self) -> None:
        self.door.close()
