"""The database: reading without a transaction, writing only inside ``with transaction()``.

Reads run statement by statement (autocommit) on both engines, so no request holds a snapshot while it
renders. Writes take SQLite's only write lock before their first statement, in the order of their arrival.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from flask import current_app, g, has_request_context, request
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, MetaData, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine

from app.base.refused import NotFound, Refused
from app.base.words import _

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST = 2**31 - 1
"""No id is larger; a larger one in an address or a form belongs to nothing, and the database would refuse it."""


class Moment(TypeDecorator[datetime]):
    """An instant in UTC. PostgreSQL keeps ``timestamptz``; SQLite, which drops zones, microseconds since 1970."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return (value - EPOCH) // MICROSECOND if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return EPOCH + timedelta(microseconds=value)
        return value.astimezone(UTC)  # type: ignore[no-any-return]


class Base(DeclarativeBase):
    """All tables; names of constraints follow one rule so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}


class Database:
    """One engine and the way to read and to write with it."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self._one_thread = threading.Lock()
        self.rounds: dict[Any, Any] = {}
        """What is done for many in one go (app.base.together)."""
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: Engine = self._sqlite() if self.is_sqlite else self._postgresql()
        self.reader: Engine = (
            self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    def _postgresql(self) -> Engine:
        return create_engine(
            self.url, pool_size=8, max_overflow=8, pool_timeout=10,
            connect_args={"options": "-c timezone=UTC -c synchronous_commit=on", "connect_timeout": 5},
        )  # fmt: skip

    def _sqlite(self) -> Engine:
        engine = create_engine(self.url, pool_size=8, max_overflow=8, pool_timeout=10)
        event.listen(engine, "connect", prepare_sqlite)
        return engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that holds the write lock until it ends; commits nothing by itself."""
        if not self.is_sqlite:
            with Session(self.engine, expire_on_commit=False) as session:
                yield session
            return
        with self._turn(), Session(self.engine, expire_on_commit=False) as session:
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # Eight processes that meet at BEGIN IMMEDIATE sleep and retry, and one of them waited 4.4 s (measured);
        # at a file lock they queue. The kernel lets go of it when a process dies. The threads of one process queue
        # before it, so that a process asks the kernel for one of them only.
        with self._one_thread:
            yield from self._one_process()

    def _one_process(self) -> Iterator[None]:
        file = os.open(f"{self.url.database}.writers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)


def prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Set what SQLite needs: durable commits, foreign keys, and a journal that is safe in its version."""
    connection.isolation_level = None  # we say BEGIN ourselves
    # Below 3.51.3 the write-ahead log has a reset fault that corrupts with several writing connections.
    # The rollback journal has not, and kept in place it costs two thirds of one that is deleted each time (measured).
    journal = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "PERSIST"
    for pragma in (
        "busy_timeout=10000",
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-4000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def database() -> Database:
    """The database of the running app."""
    return current_app.extensions["database"]  # type: ignore[no-any-return]


def reading() -> Session:
    """The session that reads for this request or command. It never writes and holds no snapshot."""
    if "reading" not in g:
        g.reading = Session(database().reader, autoflush=False, expire_on_commit=False)
    return g.reading  # type: ignore[no-any-return]


def end_reading(_error: BaseException | None = None) -> None:
    """Give the reading connection back."""
    session: Session | None = g.pop("reading", None)
    if session is not None:
        session.close()


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside happens together or not at all; what was recorded is in the log book with it.

    Only use cases open it, once; it does not nest and refuses on GET.
    """
    begin_to_write()
    g.in_transaction = True
    try:
        with database().writing() as session:
            session.info["log"] = []
            yield session
            session.flush()
            for write in BEFORE_COMMIT:
                write(session)
            session.commit()
    finally:
        g.in_transaction = False


def begin_to_write() -> None:
    """Give the reading connection back; refuses inside a transaction, and when a GET wants to write."""
    from_get = has_request_context() and request.method in ("GET", "HEAD", "OPTIONS")
    if from_get or g.get("in_transaction"):
        raise RuntimeError("a transaction is opened once, by a use case, and never by a GET")
    end_reading()


BEFORE_COMMIT: list[Any] = []
"""What is written last in every transaction: the log book (app.base.record)."""

Thing = TypeVar("Thing", bound=Base)


def locked(session: Session, model: type[Thing], id: int) -> Thing:
    """The row *id*, fresh and locked until the end of the transaction. Raises NotFound."""
    thing: Thing | None = session.get(model, id, with_for_update={"key_share": True}, populate_existing=True)
    if thing is None:
        raise NotFound(_("This entry does not exist any more."))
    return thing


def get_or_404(model: type[Thing], **by: Any) -> Thing:
    """The one row with these values, for reading. Raises NotFound."""
    is_possible = all(not isinstance(value, int) or abs(value) <= LARGEST for value in by.values())
    thing: Thing | None = reading().scalar(select(model).filter_by(**by)) if is_possible else None
    if thing is None:
        raise NotFound(_("This page does not exist (any more)."))
    return thing


class SentAlready(Refused):
    """Somebody went back to a form that was sent already, typed something else into it and sent it again."""

    def __init__(self) -> None:
        super().__init__(
            _("This form was sent and saved already. What stands in it now is something else and is not saved yet; "
              "send it once more to save it too.")
        )  # fmt: skip


def first_result(session: Session, model: type[Thing], once: str | None, **same: Any) -> Thing | None:
    """What the same form made when it was sent before: a second press shows the first result.

    *same* are columns that tell the same press from another use of an old page. Raises SentAlready for the latter.
    """
    if not once:
        return None
    if session.get_bind().dialect.name == "postgresql":
        # Both presses of a double click would look before either has written. SQLite has one writer anyway.
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(once))))
    found: Thing | None = session.scalar(select(model).filter_by(once=once))
    if found is not None and any(getattr(found, column) != value for column, value in same.items()):
        raise SentAlready
    return found
