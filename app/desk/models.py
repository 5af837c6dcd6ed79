"""What is typed and not yet sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.database import Base


class Draft(Base):
    """Text that a person is typing at some place («ticket-77-note»); it survives crash, reload and sign-out."""

    __tablename__ = "draft"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    place: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
