"""The log book: one row per change, written in the transaction of the change, chained by hashes.

It is also the feed of the live pages: each row names the channels it touches, and since the chain's head is
locked last and until the commit, rows become visible in the order of their number, without gaps.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.base import clock
from app.base.access import Acting
from app.base.database import BEFORE_COMMIT, Base


class LogRow(Base):
    """One change. Rows are only ever added; ``hash`` covers the row and the hash before it."""

    __tablename__ = "log"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    thing_id: Mapped[int]
    ticket_id: Mapped[int | None]
    facts: Mapped[str] = mapped_column(Text)
    live: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (
        Index("ix_log_ticket", "ticket_id", "seq"),
        Index("ix_log_action", "action", "seq"),
        Index("ix_log_thing", "kind", "thing_id", "seq"),
    )


class LogHead(Base):
    """The one row that says where the chain ends; locked last in each transaction."""

    __tablename__ = "log_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Change:
    """What is about to be written into the log book."""

    action: str
    kind: str
    thing_id: int
    by_id: int | None
    ticket_id: int | None
    facts: dict[str, Any]
    live: tuple[str, ...]


def record(
    session: Session, action: str, thing: Any, *, by: Acting | None, ticket_id: int | None = None,
    live: Iterable[str] = (), **facts: Any,
) -> None:  # fmt: skip
    """Note that *by* did *action* to *thing*; None stands for the house itself (a clock, a command).

    *facts* are plain values (text, numbers, moments, days); *live* are the channels of pages that show it.
    The row is written when the transaction commits. Flushes first where *thing* is still without id.
    """
    if thing.id is None:
        session.flush()
    kind = thing.__tablename__
    ticket = thing.id if kind == "ticket" else ticket_id
    session.info["log"].append(Change(action, kind, thing.id, by.id if by else None, ticket, facts, tuple(live)))


def link(before: bytes, seq: int, at: datetime, change: Change, facts: str) -> bytes:
    """The hash of a row: SHA-256 over the hash before it and the row as JSON."""
    row = [seq, at.isoformat(), change.by_id, change.action, change.kind, change.thing_id, change.ticket_id, facts]
    return hashlib.sha256(before + json.dumps(row, ensure_ascii=False).encode()).digest()


_head = select(LogHead.seq, LogHead.hash).where(LogHead.id == 1).with_for_update(key_share=True)
_insert = insert(LogRow.__table__)  # type: ignore[arg-type]
_move = (
    update(LogHead.__table__)  # type: ignore[arg-type]
    .where(LogHead.__table__.c.id == 1)
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)


def write_log(session: Session) -> None:
    """Append the recorded changes to the chain."""
    changes: list[Change] = session.info["log"]
    if not changes:
        return
    connection = session.connection()
    seq, chain = connection.execute(_head).one()
    at = clock.now()
    rows = []
    for change in changes:
        seq += 1
        facts = json.dumps(change.facts, ensure_ascii=False, sort_keys=True, default=str)
        chain = link(chain, seq, at, change, facts)
        rows.append(
            {
                "seq": seq, "at": at, "by_id": change.by_id, "action": change.action, "kind": change.kind,
                "thing_id": change.thing_id, "ticket_id": change.ticket_id, "facts": facts,
                "live": " ".join(dict.fromkeys(change.live)), "hash": chain,
            }
        )  # fmt: skip
    connection.execute(_insert, rows if len(rows) > 1 else rows[0])
    connection.execute(_move, {"new_seq": seq, "new_hash": chain})


BEFORE_COMMIT.append(write_log)
