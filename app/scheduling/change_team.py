"""Change a team: its name, its regions, its skills, whether it drives."""

import hashlib
from collections.abc import Iterable

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.base.words import _
from app.scheduling.chain import Stale
from app.scheduling.labels import SKILLS
from app.scheduling.models import Team
from app.scheduling.team_facts import in_order, write


def change_team(
    team: Team, *, name: str, regions: Iterable[str], skills: Iterable[str], is_active: bool, by: Acting | None,
    seen: str | None = None,
) -> Team:  # fmt: skip
    """Let *team* be so from now on; what is booked with it stays booked.

    *seen* is the sign of what the page showed. Raises TeamDoesNotFit, Stale.
    """
    facts = in_order(name, regions, skills)
    with transaction() as session:
        team = locked(session, Team, team.id)
        if seen is not None and seen != as_seen(team):
            raise Stale(
                _("Somebody else has changed this team meanwhile; it is now: %(team)s. Nothing was saved; save again if it "
                  "is still to be as you typed.", team=spelled(team))
            )  # fmt: skip
        write(session, team, facts)
        team.is_active = is_active
        record(session, "changed", team, by=by, live=["board"], name=facts.name, is_active=is_active,
               regions=sorted(facts.regions), skills=sorted(facts.skills))  # fmt: skip
        return team


def as_seen(team: Team) -> str:
    """A sign for all that change_team changes, to notice a page that is no longer true."""
    regions, skills = sorted(row.postcode for row in team.regions), sorted(row.skill for row in team.skills)
    return hashlib.sha256(repr((team.name, regions, skills, team.is_active)).encode()).hexdigest()[:16]


def spelled(team: Team) -> str:
    """All that change_team changes, in words."""
    skills = [str(SKILLS.get(row.skill, row.skill)) for row in team.skills]
    facts = [team.name, *sorted(row.postcode for row in team.regions), *sorted(skills)]
    return ", ".join(facts if team.is_active else [*facts, _("does not drive")])
