"""``flask --app wsgi replay | check | demo``: what an administrator types. In English, like all commands."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.base.database import Database, database, end_reading
from app.base.migrate import upgrade
from app.base.refused import Refused
from app.operations.events import BadInput, read_arrivals, read_presses
from app.operations.replay import NotEmpty, Replay, replay, write

FILE = click.Path(path_type=Path)


@click.command("replay")
@click.argument("incidents", type=FILE)
@click.option("--out", type=FILE, required=True, help="Where ext_id,called_at are written.")
@click.option("--calls", type=FILE, help="When somebody pressed «next»: queue,at. Without it nobody is called.")
@with_appcontext
def replay_command(incidents: Path, out: Path, calls: Path | None) -> None:
    """Run INCIDENTS (ext_id,queue,reported_at) through the real hand-out; see docs/operations.md."""
    try:
        arrivals = read_arrivals(incidents)
        presses = read_presses(calls) if calls else []
    except BadInput as fault:
        _end(str(fault))
    if not os.access(out.absolute().parent, os.W_OK) or out.is_dir():
        _end(f"{out}: cannot be written. Name a file in a folder that exists.")
    run = Replay()
    try:
        with _empty_database():
            count = write(replay(arrivals, presses, run), out)
    except (NotEmpty, Refused) as fault:
        _end(str(fault))
    except OperationalError as fault:
        _end(_no_database(fault))
    click.echo(
        f"{len(arrivals):,} reports, {len(presses):,} presses: {count:,} called, "
        f"{len(arrivals) - count:,} still waiting, {run.in_vain:,} presses found nobody.", err=True,
    )  # fmt: skip


@contextmanager
def _empty_database() -> Iterator[None]:
    """The configured database with its tables; where none is configured, one that is thrown away afterwards."""
    if "database_url" in current_app.extensions["settings"].model_fields_set:
        upgrade(database().url.render_as_string(hide_password=False))
        yield
        return
    configured = database()
    with tempfile.TemporaryDirectory(prefix="wartesaal-replay-") as folder:
        url = f"sqlite:///{folder}/replay.sqlite"
        upgrade(url)
        current_app.extensions["database"] = thrown_away = Database(url)
        # Nobody needs this file after a power cut.
        event.listen(
            thrown_away.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF")
        )
        try:
            yield
        finally:
            end_reading()
            thrown_away.engine.dispose()
            current_app.extensions["database"] = configured


def _no_database(fault: OperationalError) -> str:
    return f"The database {database().url.render_as_string()} does not answer: {fault.orig}"


def _end(sentence: str) -> NoReturn:
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(2)


COMMANDS = [replay_command]
