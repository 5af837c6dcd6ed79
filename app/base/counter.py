"""Series of numbers: each number is drawn once and never again."""

from sqlalchemy import Text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.base.database import Base


class Counter(Base):
    """Where a series of numbers stands."""

    __tablename__ = "counter"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[int]


def draw_from(session: Session, series: str) -> int:
    """The next number of *series*. Its row stays locked until the end of the transaction, so draw late."""
    drawn = session.scalar(
        update(Counter).where(Counter.name == series).values(value=Counter.value + 1).returning(Counter.value)
    )
    if drawn is None:
        raise LookupError(f"there is no series of numbers called {series}")
    return drawn
