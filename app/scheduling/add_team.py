"""Add a team of technicians."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.base.words import _
from app.scheduling.models import Team
from app.scheduling.team_facts import TeamDoesNotFit, in_order, write


def add_team(name: str, *, regions: Iterable[str], skills: Iterable[str], by: Acting | None) -> Team:
    """A new team that drives to postcodes beginning with *regions* and can do *skills*. Raises TeamDoesNotFit."""
    facts = in_order(name, regions, skills)
    with transaction() as session:
        team = Team()
        write(session, team, facts)
        session.add(team)
        try:
            session.flush()
        except IntegrityError as fault:
            raise TeamDoesNotFit(_("There is a team %(name)s already.", name=facts.name)) from fault
        record(session, "added", team, by=by, live=["board"], name=facts.name,
               regions=sorted(facts.regions), skills=sorted(facts.skills))  # fmt: skip
        return team
