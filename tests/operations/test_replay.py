"""Replay: arrivals and presses run through the real hand-out; checked against a queue of a few lines."""

import csv
import heapq
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.base import clock as house_clock
from app.operations.commands import replay_command
from tests.support.incidents import convert
from tests.support.served import faults

ROOT = Path(__file__).parents[2]
NAME = "shared/data/incidents/servicenow_incidents_part1.csv"
REAL = next((folder / NAME for folder in Path(__file__).parents if (folder / NAME).exists()), Path(NAME))
SMALL = """number,opened_at,assignment_group,resolved_at
A-1,29-02-2016 01:16,Group 56,29-02-2016 11:29
A-2,29-02-2016 01:16,Group 56,01-03-2016 09:00
A-2,29-02-2016 01:16,Group 70,01-03-2016 09:00
A-3,28-02-2016 23:00,Group 56,29-02-2016 09:10
A-4,29-02-2016 08:00,?,?
A-5,29-02-2016 12:30,Group 56,29-02-2016 12:30
"""


@pytest.fixture
def run(app, tmp_path):
    """Writes the two files, replays them and gives the result with the rows written."""

    def replayed(incidents: str, calls: str | None = None, out: str = "out.csv"):
        (tmp_path / "incidents.csv").write_text("ext_id,queue,reported_at\n" + incidents)
        arguments = [str(tmp_path / "incidents.csv"), "--out", str(tmp_path / out)]
        if calls is not None:
            (tmp_path / "calls.csv").write_text("queue,at\n" + calls)
            arguments += ["--calls", str(tmp_path / "calls.csv")]
        result = app.test_cli_runner().invoke(replay_command, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        written = tmp_path / out
        return result, written.read_text().splitlines() if written.exists() else None

    return replayed


def test_the_first_report_is_called_first(run):
    result, rows = run(
        "late,Fault,2022-08-01T09:00:00+02:00\nearly,Fault,2022-08-01T08:00:00+02:00\nbill,Bill,2022-08-01T07:00:00Z\n",
        "Fault,2022-08-01T10:00:00+02:00\nFault,2022-08-01T08:30:00Z\nBill,2022-08-01T12:00:00.5Z\n",
    )

    assert result.exit_code == 0, result.output
    assert rows == [
        "ext_id,called_at",
        "early,2022-08-01T08:00:00Z",
        "late,2022-08-01T08:30:00Z",
        "bill,2022-08-01T12:00:00.500000Z",
    ]


def test_of_one_instant_the_report_comes_first(run):
    _result, rows = run("a,Q,2022-08-01T09:00:00Z\n", "Q,2022-08-01T11:00:00+02:00\n")

    assert rows == ["ext_id,called_at", "a,2022-08-01T09:00:00Z"]


def test_reports_of_one_instant_are_called_in_the_order_of_the_file(run):
    _result, rows = run(
        "b,Q,2022-08-01T09:00:00Z\na,Q,2022-08-01T11:00:00+02:00\n",
        "Q,2022-08-01T10:00:00Z\nQ,2022-08-01T10:00:00Z\n",
    )

    assert rows[1:] == ["b,2022-08-01T10:00:00Z", "a,2022-08-01T10:00:00Z"]


def test_a_press_on_an_empty_queue_does_nothing(run):
    result, rows = run(
        "a,Q,2022-08-01T09:00:00Z\nstays,Q,2022-08-01T12:00:00Z\n",
        "Q,2022-08-01T08:00:00Z\nQ,2022-08-01T09:30:00Z\nQ,2022-08-01T09:31:00Z\nUnknown,2022-08-01T09:32:00Z\n",
    )

    assert rows == ["ext_id,called_at", "a,2022-08-01T09:30:00Z"]
    assert "2 reports, 4 presses: 1 called, 1 still waiting, 3 presses found nobody." in result.output


def test_without_calls_nobody_is_called(run):
    _result, rows = run("a,Q,2022-08-01T09:00:00Z\n")

    assert rows == ["ext_id,called_at"]


def test_queues_that_are_spelled_alike_are_two(run):
    _result, rows = run(
        "a,Group 5,2022-08-01T09:00:00Z\nb,group-5,2022-08-01T08:00:00Z\n", "Group 5,2022-08-01T10:00:00Z\n"
    )

    assert rows[1:] == ["a,2022-08-01T10:00:00Z"]


def test_a_time_without_zone_is_german_time(run):
    _result, rows = run("a,Q,2022-08-01 09:00\n", "Q,2022-12-01T09:00:00\n")

    assert rows[1:] == ["a,2022-12-01T08:00:00Z"]


def test_queues_that_differ_by_case_or_a_space_inside_are_two(run):
    _result, rows = run(
        "a,Group 5,2022-08-01T09:00:00Z\nb,group 5,2022-08-01T08:00:00Z\nc,Group  5,2022-08-01T07:00:00Z\n",
        "Group 5,2022-08-01T10:00:00Z\ngroup 5,2022-08-01T10:00:01Z\nGroup  5,2022-08-01T10:00:02Z\n",
    )

    assert rows[1:] == ["a,2022-08-01T10:00:00Z", "b,2022-08-01T10:00:01Z", "c,2022-08-01T10:00:02Z"]


def test_a_queue_called_as_the_house_calls_a_second_one_is_its_own(run):
    _result, rows = run(
        "a,Q,2022-08-01T07:00:00Z\nb,q,2022-08-01T08:00:00Z\nc,q (2),2022-08-01T09:00:00Z\n",
        "q (2),2022-08-01T10:00:00Z\nq,2022-08-01T10:00:00Z\n",
    )

    assert rows[1:] == ["c,2022-08-01T10:00:00Z", "b,2022-08-01T10:00:00Z"]


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2022-08-01T09:00:00Z", "2022-08-01T09:00:00Z"),
        ("2022-08-01t09:00:00z", "2022-08-01T09:00:00Z"),
        ("2022-08-01 09:00:00Z", "2022-08-01T09:00:00Z"),
        ("2022-08-01T09:00Z", "2022-08-01T09:00:00Z"),
        ("2022-08-01T09:00:00+00:00", "2022-08-01T09:00:00Z"),
        ("2022-08-01T09:00:00-00:00", "2022-08-01T09:00:00Z"),
        ("2022-08-01T11:00:00+02:00", "2022-08-01T09:00:00Z"),
        ("2022-08-01 11:00:00 +0200", "2022-08-01T09:00:00Z"),
        ("2022-08-01 11:00:00+02", "2022-08-01T09:00:00Z"),
        ("2022-08-01T00:30:00-03:30", "2022-08-01T04:00:00Z"),
        ("2022-08-01T09:00:00.5Z", "2022-08-01T09:00:00.500000Z"),
        ("2022-08-01T09:00:00.123456789Z", "2022-08-01T09:00:00.123456Z"),
        ("2022-10-30T02:30:00+02:00", "2022-10-30T00:30:00Z"),
        ("2022-10-30T02:30:00+01:00", "2022-10-30T01:30:00Z"),
    ],
)
def test_every_spelling_of_a_moment(run, written, utc):
    _result, rows = run(f"a,Q,{written}\n", f"Q,{written}\n")

    assert rows[1:] == [f"a,{utc}"]


def test_a_file_as_spreadsheets_write_it(app, tmp_path):
    incidents, out = tmp_path / "incidents.csv", tmp_path / "out.csv"
    calls = tmp_path / "calls.csv"
    incidents.write_bytes(
        "\ufeffqueue;x,reported_at,ext_id,queue\r\n"
        '-,2022-08-01T09:00:00Z,"one, ""two""\r\nthree","Störung\r\n& Ärger"\r\n'
        "\r\n"
        "-,2022-08-01T08:00:00Z,b,Q\r\n".encode()
    )
    calls.write_bytes('\ufeffat,queue\r\n2022-08-01T10:00:00Z,"Störung\r\n& Ärger"\r\n2022-08-01T10:00:01Z,Q'.encode())

    result = app.test_cli_runner().invoke(replay_command, [str(incidents), "--calls", str(calls), "--out", str(out)])

    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8", newline="") as text:
        assert list(csv.reader(text)) == [
            ["ext_id", "called_at"],
            ['one, "two"\r\nthree', "2022-08-01T10:00:00Z"],
            ["b", "2022-08-01T10:00:01Z"],
        ]


def test_no_reports_and_no_calls_are_an_answer_too(run):
    result, rows = run("", "")

    assert (result.exit_code, rows) == (0, ["ext_id,called_at"])


def test_the_clock_runs_again_afterwards(run):
    run("a,Q,2022-08-01T09:00:00Z\n", "Q,2022-08-01T10:00:00Z\n")

    assert house_clock.now().year > 2022


def test_a_database_with_tickets_is_refused(run, make):
    make.ticket()

    result, rows = run("a,Q,2022-08-01T09:00:00Z\n")

    assert result.exit_code == 2
    assert "needs an empty one" in result.output
    assert rows is None


@pytest.mark.parametrize(
    ("incidents", "sentence"),
    [
        ("a,Q\n", "line 2: 2 values for 3 columns."),
        ("a,Q,soon\n", "line 2: “soon” is no time. Write it like 2022-08-03T09:15:00+02:00."),
        ("a,Q,2022-02-30T09:00:00Z\n", "line 2: “2022-02-30T09:00:00Z” is no time."),
        ("a,Q,0001-01-01T00:00:00+01:00\n", "line 2: “0001-01-01T00:00:00+01:00” is no time."),
        ("a,Q,1999-12-31T23:59:59Z\n", "line 2: 1999-12-31T23:59:59Z lies before the year 2000."),
        ("a,Q,2022-10-30 02:30\n", "line 2: 2022-10-30 02:30 is shown twice by German clocks on that day."),
        ("a,Q,2022-03-27 02:30\n", "line 2: 2022-03-27 02:30 is shown never by German clocks on that day."),
        ("a,Q,2022-08-01T09:00Z\n\na,Q,2022-08-01T09:00Z\n", "line 4: the ext_id “a” stands in line 2 already."),
        ("a,,2022-08-01T09:00Z\n", "line 2: queue is empty."),
        ('a,"Q,2022-08-01T09:00Z\n', "not readable as CSV"),
        ('a,"Q\n\nQ",2022-08-01T09:00Z\nb,Q,soon\n', "line 5: “soon” is no time."),
        ('a,"Q\n\nQ",soon\n', "line 2: “soon” is no time."),
        ("a,Q\0Q,2022-08-01T09:00Z\n", "line 2: queue has a NUL character in it."),
        ("a,Q,2022-08-01T09:00:00+25:00\n", "line 2: “2022-08-01T09:00:00+25:00” is no time."),
    ],
)
def test_bad_input_is_named_with_its_line(run, incidents, sentence):
    result, rows = run(incidents)

    assert result.exit_code == 2
    assert sentence in result.output
    assert rows is None


def test_bad_files_are_named(app, tmp_path):
    good = tmp_path / "good.csv"
    good.write_text("ext_id,queue,reported_at\na,Q,2022-08-01T09:00:00Z\n")
    other, latin = tmp_path / "other.csv", tmp_path / "latin.csv"
    other.write_text("ext_id;queue;reported_at\n")
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("")
    latin.write_bytes("ext_id,queue,reported_at\nä,Q,2022-08-01T09:00:00Z\n".encode("latin-1"))
    out = str(tmp_path / "out.csv")

    for arguments, sentence in [
        ([str(tmp_path / "gone.csv"), "--out", out], "gone.csv: No such file or directory."),
        ([str(other), "--out", out], "must name the columns ext_id,queue,reported_at"),
        ([str(latin), "--out", out], "this is not UTF-8"),
        ([str(nothing), "--out", out], "must name the columns ext_id,queue,reported_at"),
        ([str(good), "--out", out, "--calls", str(nothing)], "must name the columns queue,at"),
        ([str(good), "--out", str(tmp_path / "no" / "out.csv")], "cannot be written"),
        ([str(good), "--out", str(tmp_path)], "cannot be written"),
        # Not even the mightiest account can write there, whatever the folder says about itself.
        ([str(good), "--out", "/proc/self/out.csv"], "cannot be written"),
        ([str(good), "--out", out, "--calls", str(good)], "must name the columns queue,at"),
    ]:
        result = app.test_cli_runner().invoke(replay_command, arguments)
        assert (result.exit_code, sentence in result.output) == (2, True), result.output


@pytest.mark.parametrize("log", [REAL, None], ids=["real", "small"])
def test_a_service_desk_is_served_without_overtaking(run, tmp_path, log):
    """Every id once, never before its report, in the order of reports: by an oracle, and by a judge of what was written."""
    if log is None or not log.exists():
        log = tmp_path / "log.csv"
        log.write_text(SMALL)
    incidents, calls = tmp_path / "incidents.csv", tmp_path / "calls.csv"
    count = convert(log, incidents, calls)
    texts = [file.read_text().partition("\n")[2] for file in (incidents, calls)]

    _result, rows = run(*texts)

    called = [row.split(",") for row in rows[1:]]
    assert called == served_strictly(incidents, calls)
    assert len({ext_id for ext_id, _at in called}) == len(called) == count
    assert not any(faults(incidents, calls, tmp_path / "out.csv").values())


def test_the_same_input_gives_the_same_bytes(run, tmp_path):
    """Here in the configured database, there in one that is thrown away."""
    log = tmp_path / "log.csv"
    log.write_text(SMALL)
    incidents, calls, other = (tmp_path / name for name in ("incidents.csv", "calls.csv", "other.csv"))
    convert(log, incidents, calls)

    run(*(file.read_text().partition("\n")[2] for file in (incidents, calls)))
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "replay", incidents, "--calls", calls, "--out", other],
        cwd=ROOT, check=True,
    )  # fmt: skip

    assert (tmp_path / "out.csv").read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        (["a,10", "b,11"], {}),
        (["b,10", "a,11"], {"overtaken": 1}),
        (["b,10"], {"overtaken": 1, "presses answered wrongly": 1}),
        (["a,10"], {"presses answered wrongly": 1}),
        (["a,10", "a,11"], {"called twice": 1, "overtaken": 0}),
        (["a,10", "x,11"], {"called but never reported": 1, "presses answered wrongly": 2}),
        (["a,07", "b,11"], {"called before the report": 1, "presses answered wrongly": 2}),
        (["a,10", "b,12"], {"presses answered wrongly": 2}),
    ],
)
def test_the_judge_sees_each_fault(tmp_path, rows, broken):
    incidents, calls, out = (tmp_path / name for name in ("incidents.csv", "calls.csv", "out.csv"))
    incidents.write_text("ext_id,queue,reported_at\nb,Q,2022-08-01T09:00Z\na,Q,2022-08-01T08:00Z\n")
    calls.write_text("queue,at\nQ,2022-08-01T10:00Z\nQ,2022-08-01T11:00Z\n")
    out.write_text("ext_id,called_at\n" + "".join(f"{row.replace(',', ',2022-08-01T')}:00Z\n" for row in rows))

    found = faults(incidents, calls, out)

    assert {name: count for name, count in found.items() if count} == {n: c for n, c in broken.items() if c}


def served_strictly(incidents: Path, calls: Path) -> list[list[str]]:
    """What a waiting room without a program would do: a heap for each queue, reports before presses."""
    events = [
        (datetime.fromisoformat(row["reported_at"]), 0, line, row["queue"], row["ext_id"])
        for line, row in enumerate(csv.DictReader(incidents.open()))
    ]
    events += [
        (datetime.fromisoformat(row["at"]), 1, line, row["queue"], "")
        for line, row in enumerate(csv.DictReader(calls.open()))
    ]
    rooms: dict[str, list[tuple[datetime, int, str]]] = defaultdict(list)
    called = []
    for at, kind, line, queue, ext_id in sorted(events):
        if kind == 0:
            heapq.heappush(rooms[queue], (at, line, ext_id))
        elif rooms[queue]:
            _reported, _line, first = heapq.heappop(rooms[queue])
            called.append([first, f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"])
    return called
