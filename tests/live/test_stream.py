"""The stream under a real gunicorn: who hears what, and what dies without taking others along."""

import os
import re
import selectors
import signal
import socket
import time
import urllib.request

import pytest

from app.base.database import get_or_404, transaction
from app.base.live import CAUGHT_UP, HELLO, Stream, Switchboard
from app.base.migrate import upgrade
from app.base.record import record
from app.people.models import Person
from app.queueing.take_next import take_next
from app.tickets.add_note import add_note
from bench.fill import fill
from bench.ground import an_app, cookie_and_token, database_of
from bench.processes import children
from tests.live.ear import Ear, signed_in
from tests.support import postgres
from tests.support.server import serving

HELLO, CAUGHT_UP = HELLO.decode(), CAUGHT_UP.decode()


@pytest.fixture
def anna(make):
    return make.agent(make.topic("Störung"), hands=9)


@pytest.fixture
def listen(server, anna):
    """Opens a stream as Anna and waits for its greeting."""
    cookie, ears = signed_in(server.url, anna), []

    def listen(of, **how):
        ears.append(Ear(server.url, cookie, of, **how))
        if not how:
            assert ears[-1].hear(HELLO)
        return ears[-1]

    yield listen
    for ear in ears:
        ear.close()


def test_a_stream_greets(server, anna):
    ear = Ear(server.url, signed_in(server.url, anna), "queue:1")

    assert ear.hear("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n")
    assert ear.hear(f"\r\n\r\nretry: 1000\n{HELLO}")


def test_without_a_sign_in_there_is_no_stream(server):
    assert Ear(server.url, "", "queue:1").hear("HTTP/1.1 401 ")


def test_a_change_is_signalled_to_those_who_show_it(make, listen, anna):
    ticket = make.ticket(make.topic("Vertrag"))
    here, there = listen(f"queue:{ticket.topic_id} ticket:{ticket.id} board"), listen("queue:99 board")

    add_note(ticket, "Zählerstand fehlt", by=anna)

    assert here.hear(f"event: change\ndata: queue:{ticket.topic_id} ticket:{ticket.id}\n\n", 1.0)
    assert there.hears_nothing_of("event: change")


def test_a_page_that_missed_nothing_looks_at_nothing(make, server, listen, anna):
    listen("board")
    since = told_by_the_desk(server, anna)

    assert Ear(server.url, signed_in(server.url, anna), "queue:1", since=since).hear(f"retry: 1000\n{CAUGHT_UP}")


def test_a_page_hears_first_what_it_missed(make, server, listen, anna):
    ticket = make.ticket(make.topic("Vertrag"))
    other = listen(f"ticket:{ticket.id}")
    since = told_by_the_desk(server, anna)
    add_note(ticket, "Zählerstand fehlt", by=anna)
    assert other.hear("event: change", 1.0)

    late = Ear(server.url, signed_in(server.url, anna), f"ticket:{ticket.id} board", since=since)

    assert late.hear(f"{CAUGHT_UP}event: change\ndata: ticket:{ticket.id}\n\n")
    add_note(ticket, "Zählerstand ist da", by=anna)
    assert late.hear(f"event: change\ndata: ticket:{ticket.id}\n\n", 1.0)


def test_a_page_from_before_the_memory_looks_at_everything(make, server, listen, anna):
    make.ticket(make.topic("Vertrag"))
    listen("board")

    assert Ear(server.url, signed_in(server.url, anna), "queue:1", since=0).hear(HELLO)


def told_by_the_desk(server, person):
    """The last row of the log book that a freshly opened desk says it knows."""
    asked = urllib.request.Request(server.url, headers={"Cookie": signed_in(server.url, person)})
    # The other process of the house looks into the log book every 30 ms.
    time.sleep(0.2)
    with urllib.request.urlopen(asked) as page:
        return int(re.search(r'data-since="(\d+)"', page.read().decode())[1])


def test_a_persons_channel_is_for_that_person_only(make, listen, anna):
    topic = make.topic("Umzug")
    make.tickets(topic, 2)
    other = make.agent(topic)
    of_other, own = listen(f"person:{other.id}"), listen(f"person:{anna.id}")
    with transaction() as session:
        record(session, "moved", other, by=None, live=[f"person:{other.id}"])
        record(session, "moved", anna, by=None, live=[f"person:{anna.id}"])

    assert own.hear(f"data: person:{anna.id}\n\n", 1.0)
    assert of_other.hears_nothing_of("event: change")


def test_a_client_that_vanishes_is_dropped(server, listen):
    [worker] = children(server.pid)
    listen("queue:1")
    before = open_files(worker)
    gone = [listen("queue:1") for _n in range(20)]
    assert open_files(worker) >= before + 20

    for ear in gone:
        ear.close()

    assert within(5, lambda: open_files(worker) <= before + 1)


def test_a_client_that_does_not_read_holds_nobody_up(make, server, listen):
    ticket = make.ticket(make.topic("Rechnung"))
    names = [f"{n:02}{'x' * 85}" for n in range(40)]
    awake, stuck = listen(" ".join(names)), listen(" ".join(names), small=True)
    [worker] = children(server.pid)
    time.sleep(0.3)
    before = open_files(worker)

    for n in range(2_000):
        with transaction() as session:
            record(session, "noted", ticket, by=None, live=names, n=n)
        assert awake.hear("event: change", 1.0), f"change {n} came late"
        if open_files(worker) < before:
            break

    assert open_files(worker) < before
    assert stuck.is_dead()


def test_when_a_worker_dies_its_streams_go_on_with_the_next_one(make, server, listen, anna):
    ticket = make.ticket(make.topic("Portal"))
    first = listen(f"queue:{ticket.topic_id}")
    [worker] = children(server.pid)

    os.kill(worker, signal.SIGKILL)

    assert first.is_dead()
    again = listen(f"queue:{ticket.topic_id}")
    add_note(ticket, "Ruft morgen wieder an", by=anna)
    assert again.hear("event: change", 1.0)
    assert children(server.pid) != [worker]


def test_a_quiet_stream_gets_a_beat(app):
    ours, theirs = socket.socketpair()
    switchboard = Switchboard(app.extensions["database"], breath=0.2)
    with selectors.DefaultSelector() as selector:
        switchboard.streams[theirs.fileno()] = Stream(theirs, frozenset(["queue:1"]))
        selector.register(theirs, selectors.EVENT_READ)
        switchboard._breathe(selector)
        time.sleep(0.25)
        switchboard._breathe(selector)
        switchboard._breathe(selector)

    assert ours.recv(4096).count(b"event: beat\n") == 1
    ours.close()
    theirs.close()


def test_the_feed_survives_the_restart_of_the_database(durable_postgres, tmp_path):
    url = postgres.new_database(durable_postgres, "restarted")
    upgrade(url)
    fill(database_of(url), 10, agents=1)
    program = an_app(url)
    with serving(url, tmp_path / "log") as server:
        ear = Ear(server.url, cookie_and_token(program, 1)[0], "queue:1")
        assert ear.hear(HELLO)

        postmaster = postgres.server_in(durable_postgres / "data")
        postmaster.stop()
        assert ear.hears_nothing_of("event:", 1.5)
        postmaster.ensure_postgres_running()

        assert ear.hear(HELLO, 10), "the page was not told to look again"
        with program.app_context():
            take_next(get_or_404(Person, id=1))
        assert ear.hear("event: change\ndata: queue:1\n\n", 1.0)
    program.extensions["database"].engine.dispose()


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def within(seconds, is_so):
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()
