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
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from app.base.database import Database, database
from app.base.migrate import upgrade
from app.base.refused import Refused
from app.operations.check import RULES, check
from app.operations.demo.cast import PASSWORD, STAFF
from app.operations.demo.load import load
from app.operations.events import BadInput, read_arrivals, read_presses
from app.operations.hurry import hurrying
from app.operations.progress import Progress
from app.operations.replay import NotEmpty, Replay, must_be_empty, replay, write

FILE = click.Path(path_type=Path)
NOT_WRITTEN = "{}: cannot be written. Name a file in a folder that exists and is yours to write."


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
        _end(NOT_WRITTEN.format(out))
    run = Replay()
    try:
        with _empty_database():
            count = write(replay(arrivals, presses, run), out)
    except (NotEmpty, Refused) as fault:
        _end(str(fault))
    except OperationalError as fault:
        _end(_no_database(fault))
    except OSError:
        _end(NOT_WRITTEN.format(out))
    click.echo(
        f"{len(arrivals):,} reports, {len(presses):,} presses: {count:,} called, "
        f"{len(arrivals) - count:,} still waiting, {run.in_vain:,} presses found nobody.", err=True,
    )  # fmt: skip


@contextmanager
def _empty_database() -> Iterator[None]:
    """The configured database with its tables; where none is configured, one that is thrown away afterwards."""
    if "database_url" in current_app.extensions["settings"].model_fields_set:
        upgrade(database().url.render_as_string(hide_password=False))
        must_be_empty("A replay needs")
        with hurrying(database()):
            yield
        return
    configured = database()
    with tempfile.TemporaryDirectory(prefix="wartesaal-replay-") as folder:
        url = f"sqlite:///{folder}/replay.sqlite"
        upgrade(url)
        current_app.extensions["database"] = thrown_away = Database(url)
        try:
            with hurrying(thrown_away):
                yield
        finally:
            current_app.extensions["database"] = configured


def _no_database(fault: DBAPIError) -> str:
    reason = str(fault.orig).strip().splitlines()[0]
    return f"The database {database().url.render_as_string()} cannot be used: {reason}"


def _end(sentence: str) -> NoReturn:
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(2)


@click.command("demo")
@click.option("--seed", default=1, show_default=True, help="Another number tells another story.")
@click.option("--quiet", is_flag=True, help="Do not list the accounts at the end.")
@with_appcontext
def demo_command(seed: int, quiet: bool) -> None:
    """Fill an empty database with demo data: a provider three weeks after an outage."""
    try:
        upgrade(database().url.render_as_string(hide_password=False))
        must_be_empty("Demo data need")
        progress = Progress("Loading demo data", 1000)
        with hurrying(database()):
            load(seed, progress)
        progress.finish()
    except (NotEmpty, Refused) as fault:
        _end(str(fault))
    except OperationalError as fault:
        _end(_no_database(fault))
    if not quiet:
        click.echo(f"The password of all: {PASSWORD}")
        for part in STAFF:
            click.echo(f"  {part.login:10} {part.name:18} {', '.join(part.roles)}")


@click.command("check")
@with_appcontext
def check_command() -> None:
    """Ask whether all that must always be true is true. Changes nothing; the program may run meanwhile."""
    try:
        broken = 0
        for verdict in check(database()):
            click.echo(f"{'ok    ' if verdict.is_kept else 'BROKEN'} {verdict.name:45} {verdict.sentence}")
            for row in verdict.rows:
                click.echo(f"         {row}")
            broken += not verdict.is_kept
    except (OperationalError, ProgrammingError) as fault:
        _end(_no_database(fault))
    if broken:
        click.echo(f"{broken} of {len(RULES)} rules are broken.", err=True)
        sys.exit(1)


COMMANDS = [replay_command, demo_command, check_command]
