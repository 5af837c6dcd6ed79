"""Adding a team."""

import pytest

from app.scheduling.add_team import add_team
from app.scheduling.team_facts import TeamDoesNotFit


def test_it_drives_to_its_regions_and_can_do_its_skills(plan):
    team = add_team(" Kassel Ost ", regions=["342", " 34123", "342", ""], skills=["fibre", "dsl"], by=plan.by)

    assert team.name == "Kassel Ost"
    assert {row.postcode for row in team.regions} == {"342", "34123"}
    assert {row.skill for row in team.skills} == {"fibre", "dsl"}


@pytest.mark.parametrize(
    ("name", "regions", "skills", "sentence"),
    [
        (" ", ["34"], ["dsl"], "Namen"),
        ("Ost", ["34x"], ["dsl"], "34x"),
        ("Ost", ["342601"], ["dsl"], "342601"),
        ("Ost", ["٣"], ["dsl"], "Postleitzahl"),
        ("Ost", ["34"], ["magic"], "magic"),
    ],
)
def test_what_cannot_be_true_is_refused(plan, name, regions, skills, sentence):
    with pytest.raises(TeamDoesNotFit, match=sentence):
        add_team(name, regions=regions, skills=skills, by=plan.by)


def test_no_two_teams_of_one_name(plan):
    plan.team("Ost")

    with pytest.raises(TeamDoesNotFit, match="Ost"):
        plan.team("Ost")
