"""Check: asks every rule of app/operations/always on a live database, and writes nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from app.base.database import Database
from app.operations.always import dates, line, records, tickets
from app.operations.always.rule import Rule

RULES: Sequence[Rule] = [*tickets.RULES, *line.RULES, *dates.RULES, *records.RULES]
SHOWN = 20
"""Rows of one broken rule; where one is broken by thousands, the first tell enough."""


@dataclass(frozen=True)
class Verdict:
    """What became of one rule; *rows* are sentences about what breaks it."""

    name: str
    sentence: str
    rows: list[str]

    @property
    def is_kept(self) -> bool:
        """Whether nothing breaks it."""
        return not self.rows


def check(database: Database, rules: Sequence[Rule] = RULES) -> Iterator[Verdict]:
    """The verdict on each rule, one after the other."""
    with _looking(database) as connection:
        for rule in rules:
            found = list(islice(rule(connection), SHOWN + 1))
            if len(found) > SHOWN:
                found[SHOWN] = "and more"
            yield Verdict(rule.__name__, (rule.__doc__ or "").partition("\n")[0], found)


@contextmanager
def _looking(database: Database) -> Iterator[Connection]:
    """A connection that cannot write. Each statement sees one moment; none is held while the next is asked."""
    begin, end = (
        ("PRAGMA query_only=ON", "PRAGMA query_only=OFF")
        if database.is_sqlite
        else ("SET default_transaction_read_only = on", "RESET default_transaction_read_only")
    )
    with database.reader.connect() as connection:
        connection.exec_driver_sql(begin)
        try:
            yield connection
        finally:
            connection.exec_driver_sql(end)
