"""Runs the migrations on the database it is given, or on the one of the settings."""

import pkgutil
from importlib import import_module
from typing import Any

from alembic import context
from alembic.autogenerate import compare_metadata
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event, pool

import app
from app.base.database import Base

for module in pkgutil.walk_packages(app.__path__, "app."):
    if module.name.rpartition(".")[2] == "models" or module.name == "app.base.record":
        import_module(module.name)


def url() -> str:
    given = context.config.attributes.get("url")
    if given:
        return str(given)
    from app.base.settings import Settings

    return Settings().database_url


def with_its_import(kind: str, thing: Any, autogen: AutogenContext) -> str | bool:
    """Types of our own are written by their name, with the import they need."""
    if kind == "type" and type(thing).__module__.startswith("app."):
        autogen.imports.add(f"from {type(thing).__module__} import {type(thing).__name__}")
        return repr(thing)
    return False


def run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite can't change a table in place: Alembic copies it.
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        render_item=with_its_import,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
        raise RuntimeError(f"The migration has left rows that point nowhere: {broken[:5]}")
    found = context.config.attributes.get("differences")
    if found is not None:
        found.extend(compare_metadata(context.get_context(), Base.metadata))


def open_sqlite(connection: Any, _record: Any) -> None:
    # Python's driver commits before DDL by itself; a migration happens together or not at all.
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=10000")
    # A table that is copied is dropped in between, and that must not take the rows that point to it along.
    connection.execute("PRAGMA foreign_keys=OFF")


def begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


engine = create_engine(url(), poolclass=pool.NullPool)
if engine.dialect.name == "sqlite":
    event.listen(engine, "connect", open_sqlite)
    event.listen(engine, "begin", begin_sqlite)
with engine.connect() as connection:
    run(connection)
    connection.commit()
