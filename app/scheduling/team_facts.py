"""What is said about a team: its name, its regions, its skills; put in order and checked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.base.refused import Refused
from app.base.words import _
from app.scheduling.labels import SKILLS
from app.scheduling.models import Team, TeamRegion, TeamSkill


class TeamDoesNotFit(Refused):
    """Something about the team cannot be true."""


@dataclass(frozen=True)
class TeamFacts:
    """A team as it should be; regions are beginnings of postcodes («34», «342», «34260»)."""

    name: str
    regions: frozenset[str]
    skills: frozenset[str]


def in_order(name: str, regions: Iterable[str], skills: Iterable[str]) -> TeamFacts:
    """The facts without blanks and doubles. Raises TeamDoesNotFit."""
    facts = TeamFacts(name.strip(), frozenset(region.strip() for region in regions) - {""}, frozenset(skills))
    if not facts.name:
        raise TeamDoesNotFit(_("The team needs a name."))
    for region in sorted(facts.regions):
        if not re.fullmatch(r"[0-9]{1,5}", region):
            raise TeamDoesNotFit(_("“%(region)s” is no beginning of a postcode: one to five digits.", region=region))
    for skill in sorted(facts.skills - set(SKILLS)):
        raise TeamDoesNotFit(_("“%(skill)s” is not a skill of our teams.", skill=skill))
    return facts


def write(session: Session, team: Team, facts: TeamFacts) -> None:
    """Let *team*, new or locked, be as *facts* say. Raises TeamDoesNotFit when the name is taken."""
    with session.no_autoflush:
        if session.scalar(select(Team.id).where(Team.name == facts.name, Team.id != (team.id or 0))):
            raise TeamDoesNotFit(_("There is a team %(name)s already.", name=facts.name))
        team.name = facts.name
        # What stays keeps its row; only the difference is written.
        team.regions = [row for row in team.regions if row.postcode in facts.regions] + [
            TeamRegion(postcode=region) for region in sorted(facts.regions - {row.postcode for row in team.regions})
        ]
        team.skills = [row for row in team.skills if row.skill in facts.skills] + [
            TeamSkill(skill=skill) for skill in sorted(facts.skills - {row.skill for row in team.skills})
        ]
        session.add(team)
    try:
        session.flush()
    except IntegrityError as fault:  # somebody else took the name in this moment
        raise TeamDoesNotFit(_("There is a team %(name)s already.", name=facts.name)) from fault
