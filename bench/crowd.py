"""Many agents who press the same key, each on a kept-alive connection, driven by one cheap loop."""

import selectors
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit


@dataclass
class Agent:
    """One browser: its connection, what it sends, and what it was answered."""

    number: int
    request: bytes
    door: socket.socket
    presses: int
    sent_at: float = 0.0
    waits: list[float] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    buffer: bytes = b""


def press(url: str, path: str, browsers: dict[int, tuple[str, str]], presses: int) -> tuple[float, list[Agent]]:
    """Let every agent of *browsers* (cookie and token) send its form to *path* *presses* times.

    Gives the seconds it took and the agents with their answers.
    """
    host = urlsplit(url).netloc
    agents = [connect(host, path, number, *who, presses) for number, who in browsers.items()]
    selector = selectors.DefaultSelector()
    for agent in agents:
        selector.register(agent.door, selectors.EVENT_READ, agent)
    began = time.perf_counter()
    for agent in agents:
        send(agent)
    busy = len(agents)
    while busy:
        ready = selector.select(30)
        if not ready:
            raise TimeoutError(f"{busy} agents have had no answer for 30 s")
        for key, _events in ready:
            agent = key.data
            if receive(agent):
                if len(agent.answers) < agent.presses:
                    send(agent)
                else:
                    selector.unregister(agent.door)
                    agent.door.close()
                    busy -= 1
    return time.perf_counter() - began, agents


def connect(host: str, path: str, number: int, cookie: str, token: str, presses: int) -> Agent:
    name, _colon, port = host.partition(":")
    body = f"csrf_token={quote(token)}".encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: keep-alive\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    door = socket.create_connection((name, int(port)), timeout=30)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Agent(number, head.encode() + body, door, presses)


def send(agent: Agent) -> None:
    agent.sent_at = time.perf_counter()
    agent.door.sendall(agent.request)


def receive(agent: Agent) -> bool:
    """Read on; True when the answer is there as a whole."""
    chunk = agent.door.recv(65536)
    if not chunk:
        raise ConnectionError(f"the server closed the connection of agent {agent.number}: {agent.buffer[:200]!r}")
    agent.buffer += chunk
    head, gap, body = agent.buffer.partition(b"\r\n\r\n")
    if not gap:
        return False
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    if len(body) < length:
        return False
    agent.waits.append(time.perf_counter() - agent.sent_at)
    agent.answers.append(int(head[9:12]))
    agent.buffer = b""
    return True
