"""Add a team of technicians."""

from collections.abc import Iterable

from app.base.access import Acting
from app.base.database import transaction
from app.base.record import record
from app.scheduling.models import Team
from app.scheduling.team_facts import in_order, write


def add_team(name: str, *, regions: Iterable[str], skills: Iterable[str], by: Acting | None) -> Team:
    """A new team that drives to postcodes beginning with *regions* and can do *skills*. Raises TeamDoesNotFit."""
    facts = in_order(name, regions, skills)
    with transaction() as session:
        team = Team()
        write(session, team, facts)
        record(session, "added", team, by=by, live=["board"], name=facts.name,
               regions=sorted(facts.regions), skills=sorted(facts.skills))  # fmt: skip
        return team
