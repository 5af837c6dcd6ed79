"""Change a team: its name, its regions, its skills, whether it drives."""

from collections.abc import Iterable

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.scheduling.models import Team
from app.scheduling.team_facts import in_order, write


def change_team(
    team: Team, *, name: str, regions: Iterable[str], skills: Iterable[str], is_active: bool, by: Acting | None
) -> Team:
    """Let *team* be so from now on; what is booked with it stays booked. Raises TeamDoesNotFit."""
    facts = in_order(name, regions, skills)
    with transaction() as session:
        team = locked(session, Team, team.id)
        write(session, team, facts)
        team.is_active = is_active
        record(session, "changed", team, by=by, live=["board"], name=facts.name, is_active=is_active,
               regions=sorted(facts.regions), skills=sorted(facts.skills))  # fmt: skip
        return team
