"""What a rule is: a question to the database whose answers are the rows that break it.

A live database changes between two statements. So a rule is decided by one statement, or looks only at what never
changes again.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, text

Rule = Callable[[Connection], Iterable[str]]


def rows(connection: Connection, question: str, sentence: str, **values: Any) -> Iterator[str]:
    """*sentence* filled with each row that answers *question*."""
    for row in connection.execute(text(question), values).mappings():
        yield sentence.format(**row)


def is_sqlite(connection: Connection) -> bool:
    """Whether SQLite's dialect is spoken."""
    return connection.dialect.name == "sqlite"
