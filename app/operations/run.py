"""``make run``: bring the database up to date, offer demo data, and serve (PORT, HOST, DEMO, WARTESAAL_DATABASE_URL)."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from alembic.util import CommandError
from gunicorn.app.wsgiapp import WSGIApplication
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from app.base.database import Database
from app.base.migrate import upgrade
from app.base.settings import Settings
from app.operations.demo.cast import LOGINS, PASSWORD, STAFF
from app.people.models import Person
from app.tickets.models import Topic

ROOT = Path(__file__).resolve().parents[2]
FLASK = ".venv/bin/flask --app wsgi"


def main() -> None:
    """Everything up to the moment when gunicorn takes over this process."""
    os.chdir(ROOT)
    host, port = os.environ.get("HOST") or "127.0.0.1", _port(os.environ.get("PORT") or "8000")
    _must_be_free(host, port)
    try:
        settings = Settings()
    except ValidationError as fault:
        _end("\n".join(f"WARTESAAL_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in fault.errors()))
    database = _open(settings.database_url)
    if _is_empty(database) and _wants_demo():
        _load_demo(database)
    _tell(host, port, database)
    database.engine.dispose()
    os.environ["WARTESAAL_TRUSTED_HOSTS"] = ",".join(dict.fromkeys([*settings.trusted_hosts.split(","), *_names(host)]))
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # In this process, not in a new one: what is imported by now need not be imported a second time.
    sys.argv = ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", address]
    WSGIApplication("%(prog)s [OPTIONS]", prog="gunicorn").run()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        _end(f"PORT={text} is no port. Choose a number from 1024 to 65535.")
    return int(text)


def _must_be_free(host: str, port: int) -> None:
    try:
        family, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except socket.gaierror:
        _end(f"HOST={host} is unknown here. Use 127.0.0.1, or 0.0.0.0 for all addresses of this machine.")
    except PermissionError:
        _end(f"Port {port} needs an administrator. Choose another one: make run PORT=8000")
    except OSError as fault:
        _end(f"{host}:{port} cannot be used ({fault.strerror}). Choose another port: make run PORT={port % 65535 + 1}")


def _open(url: str) -> Database:
    """The database, reachable and up to date."""
    try:
        database = Database(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError):
        _end("WARTESAAL_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://user:password@host/name")
    shown = database.url.render_as_string()
    try:
        if database.is_sqlite:
            Path(database.url.database or "").parent.mkdir(parents=True, exist_ok=True)
        database.engine.connect().close()
        upgrade(url)
    except OSError as fault:
        _end(f"{fault.filename} cannot be made: {fault.strerror}.")
    except DBAPIError as fault:
        reason = str(fault.orig).strip().splitlines()[0]
        _end(f"The database {shown} cannot be used: {reason}\nCheck WARTESAAL_DATABASE_URL and that the server runs.")
    except CommandError as fault:
        _end(f"The database {shown} does not belong to this version of Wartesaal, but perhaps to a newer one: {fault}")
    return database


def _is_empty(database: Database) -> bool:
    with database.reader.connect() as connection:
        return not connection.scalar(select(select(Person.id).exists() | select(Topic.id).exists()))


def _wants_demo() -> bool:
    if os.environ.get("DEMO", "1") in ("0", "no", "false"):
        return False
    if not sys.stdin.isatty():
        return True
    return input("The database is empty. Load demo data? [Y/n] ").strip().lower() in ("", "y", "yes", "j", "ja")


def _load_demo(database: Database) -> None:
    """A half told story helps nobody: where loading fails or is broken off, the new file goes again."""
    try:
        done = subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "demo", "--quiet"]).returncode == 0
    except KeyboardInterrupt:
        done = False
    if done:
        return
    if database.is_sqlite:
        database.engine.dispose()
        for file in (database.url.database, f"{database.url.database}-journal"):
            Path(file or "").unlink(missing_ok=True)
        _end("\nThe demo data were not loaded; their database was removed again. To start empty: make run DEMO=0")
    _end("\nThe demo data were not loaded completely. Name a new database before you try again.")


def _tell(host: str, port: int, database: Database) -> None:
    """Say the address and who can sign in."""
    seen_at = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    print(f"\nWartesaal opens at  http://{f'[{seen_at}]' if ':' in seen_at else seen_at}:{port}  (end it with Ctrl+C)")
    with database.reader.connect() as connection:
        people = {(login, name) for login, name in connection.execute(select(Person.login, Person.name))}
        administrators = connection.scalar(select(func.count()).where(Person.is_administrator, Person.is_active))
    if people.issuperset((part.login, part.name) for part in STAFF):
        print(f"Demo data. The password of all: {PASSWORD}")
        for role, login in LOGINS.items():
            print(f"  {role.value:14} {login}")
    elif not administrators:
        same = " with the same WARTESAAL_DATABASE_URL" if "WARTESAAL_DATABASE_URL" in os.environ else ""
        print(f"Nobody can sign in yet. Make the first administrator, in a second terminal{same}:")
        print(f'  {FLASK} people add LOGIN --name "NAME" --role administrator')
    print(flush=True)


def _names(host: str) -> list[str]:
    """The names under which a browser may call *host*."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104
        return [host]
    names = {socket.gethostname(), socket.getfqdn()}
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
            way_out.connect(("192.0.2.1", 9))  # an address of documentation; nothing is sent
            names.add(way_out.getsockname()[0])
    except OSError:
        pass
    return sorted(names)


def _end(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)
