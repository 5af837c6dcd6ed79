"""Live signals: one event stream per tab that says which channels changed, nothing else.

A stream costs no thread: the request hands its socket to the one thread per process that also watches the
log book. Clients fetch what changed by ordinary, permission-checked requests.
"""

import logging
import os
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, g, request
from sqlalchemy import bindparam, select

from app.base import clock
from app.base.access import EVERY_ROLE, allowed, me
from app.base.database import Database
from app.base.record import LogHead, LogRow

log = logging.getLogger("wartesaal")
bp = Blueprint("live", __name__)

LOOK = 0.03
"""Seconds between two looks at the log book."""
BREATH = 15.0
"""Seconds after which a quiet stream gets a beat, so that both sides notice a dead connection."""
ROOM = 16 * 1024
"""Bytes that wait for a client that does not read before it is dropped; by itself the kernel would keep megabytes."""
REMEMBERED = 500
"""Changes that a page may have missed between its rendering and its stream without having to look at everything."""
HELLO = b"event: hello\ndata: 1\n\n"
"""Look at everything: nobody knows what was missed."""
CAUGHT_UP = b"event: hello\ndata: caught up\n\n"
"""What the page shows is as true as when it was rendered, but for what is said next."""
HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
    b"X-Accel-Buffering: no\r\nConnection: close\r\n\r\n"
)
RETRY = b"retry: 1000\n"
HAND_OVER = "wartesaal.channels"


_new_rows = select(LogRow.seq, LogRow.live).where(LogRow.seq > bindparam("after")).order_by(LogRow.seq)


class Feed:
    """Reads the channels of new log book rows."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.connection = database.reader.connect()
        self.data_version = -1
        self.seq = self._head()
        self.recent: deque[tuple[int, list[str]]] = deque(maxlen=REMEMBERED)

    def _head(self) -> int:
        return self.connection.scalar(select(LogHead.seq)) or 0

    def changes(self) -> set[str]:
        """The channels touched since the last look; empty when nothing was written."""
        if self.database.is_sqlite:
            version = self.connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            if version == self.data_version:
                return set()
            self.data_version = version
        rows = self.connection.execute(_new_rows, {"after": self.seq}).all()
        if rows:
            self.seq = rows[-1].seq
            self.recent += [(row.seq, row.live.split()) for row in rows]
        return {channel for row in rows for channel in row.live.split()}

    def missed(self, since: int | None) -> set[str] | None:
        """The channels touched after the row *since*; None when that is too long ago to be remembered."""
        oldest = self.recent[0][0] - 1 if self.recent else self.seq
        if since is None or since < oldest:
            return None
        return {channel for seq, channels in self.recent if seq > since for channel in channels}


@dataclass(frozen=True)
class Wish:
    """What a page wants to hear of, and the last row of the log book that it knows to be in what it shows."""

    channels: frozenset[str]
    since: int | None


class Stream:
    """One open browser tab: its socket and the channels that its page shows."""

    __slots__ = ("channels", "since", "socket", "spoke_at")

    def __init__(self, connection: socket.socket, channels: frozenset[str], since: int | None = None) -> None:
        self.socket = connection
        self.channels = channels
        self.since = since
        self.spoke_at = time.monotonic()


class Switchboard:
    """All streams of this process and the one thread that serves them."""

    def __init__(self, database: Database, breath: float = BREATH) -> None:
        self.database = database
        self.breath = breath
        self.streams: dict[int, Stream] = {}
        self.listeners: dict[str, set[int]] = {}
        self.arrivals: list[Stream] = []
        self.lock = threading.Lock()
        self.process = 0
        self.feed: Feed | None = None

    def seen(self) -> int | None:
        """The last row of the log book that this process has seen; None while it does not look."""
        feed = self.feed
        return feed.seq if feed and self.process == os.getpid() else None

    def start(self) -> None:
        """Start the thread of this process, if it does not run yet."""
        with self.lock:
            if self.process != os.getpid():
                self.process = os.getpid()
                threading.Thread(target=self._serve, name="live", daemon=True).start()

    def take_over(self, connection: socket.socket, wish: Wish) -> None:
        """Serve *connection* from now on; its web server thread is free again."""
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)
        self.start()
        with self.lock:
            self.arrivals.append(Stream(connection, wish.channels, wish.since))

    def _serve(self) -> None:
        is_dark = False
        while True:
            try:
                feed = self.feed = Feed(self.database)
                if is_dark:
                    is_dark = False
                    # Only now: what changes after this greeting is in the feed, what changed before is fetched by it.
                    self._tell_all(HELLO)
                self._watch(feed)
            except Exception:
                # A dead database must not end the streams: pages keep what they show and fall back to polling.
                if not is_dark:
                    log.exception("the live feed is interrupted; it tries again every second")
                is_dark, self.feed = True, None
                time.sleep(1)

    def _watch(self, feed: Feed) -> None:
        selector = selectors.DefaultSelector()
        for handle, stream in self.streams.items():
            selector.register(stream.socket, selectors.EVENT_READ, handle)
        next_breath = time.monotonic() + self.breath / 3
        try:
            while True:
                self._admit(selector, feed)
                for key, _events in selector.select(LOOK) if selector.get_map() else self._wait():
                    self._read(key.data, selector)
                changed = feed.changes()
                if changed:
                    self._signal(changed, selector)
                if time.monotonic() > next_breath:
                    next_breath = time.monotonic() + self.breath / 3
                    self._breathe(selector)
        finally:
            selector.close()
            feed.connection.close()

    @staticmethod
    def _wait() -> Iterable[Any]:
        time.sleep(LOOK)
        return ()

    def _admit(self, selector: selectors.BaseSelector, feed: Feed) -> None:
        with self.lock:
            arrivals, self.arrivals = self.arrivals, []
        for stream in arrivals:
            handle = stream.socket.fileno()
            self.streams[handle] = stream
            for channel in stream.channels:
                self.listeners.setdefault(channel, set()).add(handle)
            selector.register(stream.socket, selectors.EVENT_READ, handle)
            missed = feed.missed(stream.since)
            told = sorted(stream.channels & missed) if missed else []
            greeting = HELLO if missed is None else CAUGHT_UP + (_change(told) if told else b"")
            self._send(handle, HEAD + RETRY + greeting, selector)

    def _read(self, handle: int, selector: selectors.BaseSelector) -> None:
        try:
            gone = self.streams[handle].socket.recv(1024) == b""
        except BlockingIOError:
            return
        except OSError:
            gone = True
        if gone:
            self._drop(handle, selector)

    def _signal(self, changed: set[str], selector: selectors.BaseSelector) -> None:
        told: dict[int, list[str]] = {}
        for channel in sorted(changed):
            for handle in self.listeners.get(channel, ()):
                told.setdefault(handle, []).append(channel)
        for handle, channels in told.items():
            self._send(handle, _change(channels), selector)

    def _breathe(self, selector: selectors.BaseSelector) -> None:
        quiet_since = time.monotonic() - self.breath
        for handle in [handle for handle, stream in self.streams.items() if stream.spoke_at < quiet_since]:
            self._send(handle, f"event: beat\ndata: {clock.now().isoformat()}\n\n".encode(), selector)

    def _tell_all(self, text: bytes) -> None:
        for handle in list(self.streams):
            self._send(handle, text, None)

    def _send(self, handle: int, text: bytes, selector: selectors.BaseSelector | None) -> None:
        stream = self.streams[handle]
        try:
            whole = stream.socket.send(text) == len(text)
        except OSError:
            whole = False
        stream.spoke_at = time.monotonic()
        if not whole:
            # A client that cannot take a few bytes is gone or stuck; it comes back and refreshes by itself.
            self._drop(handle, selector)

    def _drop(self, handle: int, selector: selectors.BaseSelector | None) -> None:
        stream = self.streams.pop(handle)
        for channel in stream.channels:
            self.listeners[channel].discard(handle)
            if not self.listeners[channel]:
                del self.listeners[channel]
        if selector is not None:
            selector.unregister(stream.socket)
        stream.socket.close()


def _change(channels: list[str]) -> bytes:
    return f"event: change\ndata: {' '.join(channels)}\n\n".encode()


class HandOver:
    """WSGI layer that takes the socket of a permitted stream out of the web server's hands."""

    def __init__(self, wsgi: Any, switchboard: Switchboard) -> None:
        self.wsgi = wsgi
        self.switchboard = switchboard

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        answer = self.wsgi(environ, start_response)
        wish = environ.get(HAND_OVER)
        served: socket.socket | None = environ.get("gunicorn.socket")
        if wish is None or served is None:
            return answer
        answer.close()
        self.switchboard.take_over(socket.socket(fileno=os.dup(served.fileno())), wish)
        # gunicorn shuts a connection down when it is done with it; without a handle it has nothing to shut.
        os.close(served.detach())
        # The answer of the web server's thread ends here; gunicorn takes StopIteration as "close quietly".
        raise StopIteration


@bp.get("/live")
@allowed(*EVERY_ROLE)
def stream() -> Response:
    """The stream of this tab: ``?of=queue:3 person:5``, with ``&since=`` what the page says of itself.

    A person's channel is signalled to that person only.
    """
    wanted = frozenset(request.args.get("of", "").split()[:64])
    channels = frozenset(channel for channel in wanted if may_hear(channel))
    request.environ[HAND_OVER] = Wish(channels, request.args.get("since", type=int))
    return Response(_short_stream(), mimetype="text/event-stream")


def may_hear(channel: str) -> bool:
    """Whether the signed-in person may be told that *channel* changed."""
    kind, _colon, of = channel.partition(":")
    return kind != "person" or of == str(me().id)


def _short_stream() -> Iterator[bytes]:
    # Other servers (the test client) get the greeting and the end; the browser comes back and polls.
    yield RETRY + HELLO


def prepare_live(app: Flask, database: Database) -> None:
    """Give *app* its streams."""
    switchboard = app.extensions["live"] = Switchboard(database)
    app.wsgi_app = HandOver(app.wsgi_app, switchboard)  # type: ignore[method-assign]

    def look_before_reading() -> None:
        # Noted before the page reads anything: what is written from now on may be missing in what it shows.
        g.live_since = switchboard.seen()

    app.before_request(look_before_reading)
    app.jinja_env.globals["live_since"] = lambda: g.get("live_since")
    app.register_blueprint(bp)
