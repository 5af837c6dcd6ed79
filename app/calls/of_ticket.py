"""Whose pages a call is shown on."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.tickets.models import Ticket


def root_id(session: Session, ticket_id: int) -> int:
    """The ticket whose page shows *ticket_id*: itself, or the one it was merged into."""
    return session.scalars(select(func.coalesce(Ticket.merged_into_id, Ticket.id)).where(Ticket.id == ticket_id)).one()
