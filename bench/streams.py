"""Many plain clients of the live stream, in one process of their own with one loop.

``python -m bench.streams`` reads one line of JSON (url, of, cookies) and opens a stream for each cookie; it says
``open`` when all have their greeting. Then it writes a line for each round of signals: the moment at which the first
and the last client had it (CLOCK_MONOTONIC, the same for all processes of a machine), and how many had it.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from select import select
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def open_streams(url: str, cookies: Sequence[str], of: str) -> "Iterator[subprocess.Popen[str]]":
    """A process with one open stream for each of *cookies*, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.streams"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps({"url": url, "of": of, "cookies": list(cookies)}) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "open\n", "the streams did not open"
        yield process
    finally:
        process.kill()
        process.wait()


def heard(process: "subprocess.Popen[str]", seconds: float = 30) -> float:
    """When the last client had the change that was just made."""
    assert process.stdout
    ready, _write, _fault = select([process.stdout], [], [], seconds)
    line = process.stdout.readline() if ready else "nothing"
    assert line.startswith("["), f"not all streams heard of a change: {line}"
    _first, last, _many = json.loads(line)
    return float(last)


def main() -> None:
    """Open the streams, then listen until killed."""
    asked = json.loads(sys.stdin.readline())
    doors = [open_one(asked["url"], cookie, asked["of"]) for cookie in asked["cookies"]]
    say("open")
    listen(doors)


def open_one(url: str, cookie: str, of: str) -> socket.socket:
    """A stream that has had its greeting."""
    host = urlsplit(url).netloc
    name, _colon, port = host.partition(":")
    door = socket.create_connection((name, int(port)), timeout=60)
    door.sendall(f"GET /live?of={quote(of)} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode())
    greeting = b""
    while b"event: hello\ndata: 1\n\n" not in greeting:
        chunk = door.recv(4096)
        assert chunk, f"refused: {greeting!r}"
        greeting += chunk
    door.setblocking(False)
    return door


def listen(doors: Sequence[socket.socket]) -> None:
    """Say of each round of changes when the first and the last client had it."""
    selector = selectors.DefaultSelector()
    for door in doors:
        selector.register(door, selectors.EVENT_READ)
    had: set[int] = set()
    first = last = 0.0
    while True:
        for key, _events in selector.select():
            now = time.monotonic()
            chunk = key.fileobj.recv(65536)  # type: ignore[union-attr]
            if not chunk:
                say("closed")
                selector.unregister(key.fileobj)
            elif b"event: change" in chunk:
                first = first if had else now
                had.add(key.fd)
                last = now
        if len(had) == len(doors):
            say(json.dumps([first, last, len(had)]))
            had.clear()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
