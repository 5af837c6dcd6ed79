"""Changing a team."""

import pytest

from app.scheduling.book import book
from app.scheduling.chain import Stale
from app.scheduling.change_team import as_seen, change_team
from app.scheduling.seat import NoSeat
from app.scheduling.team_facts import TeamDoesNotFit
from tests.support.at_once import at_once
from tests.support.schedule import again


def test_only_the_difference_changes(plan):
    team = plan.team(regions=["34", "35"], skills=["fibre", "dsl"])

    changed = change_team(team, name="Ost", regions=["35", "36"], skills=["dsl"], is_active=False, by=plan.by)

    assert (changed.name, changed.is_active) == ("Ost", False)
    assert {row.postcode for row in again(team).regions} == {"35", "36"}
    assert {row.skill for row in again(team).skills} == {"dsl"}


def test_what_is_booked_stays_booked_and_new_dates_follow_the_change(plan):
    team = plan.team()
    slot = plan.slot(team)
    book(plan.order(), slot, by=plan.by)

    change_team(team, name=team.name, regions=["37"], skills=["fibre"], is_active=True, by=plan.by)

    assert again(slot).booked == 1
    with pytest.raises(NoSeat, match="34260"):
        book(plan.order(), slot, by=plan.by)


def test_not_from_a_page_that_is_no_longer_true(plan):
    team = again(plan.team("Ost"))
    seen = as_seen(team)
    change_team(team, name="Ost", regions=["34", "35"], skills=["fibre"], is_active=True, seen=seen, by=plan.by)

    with pytest.raises(Stale, match="Ost, 34, 35, Glasfaser"):
        change_team(team, name="Ost", regions=["34"], skills=["dsl"], is_active=True, seen=seen, by=plan.by)

    assert {row.postcode for row in again(team).regions} == {"34", "35"}


def test_two_cannot_take_the_same_name_in_the_same_moment(app, plan):
    teams = [plan.team(name) for name in ("Ost", "West", "Nord")]

    outcomes = at_once(app, *[
        lambda team=team: change_team(team, name="Mitte", regions=["34"], skills=["fibre"], is_active=True, by=plan.by)
        for team in teams
    ])  # fmt: skip

    assert sum(isinstance(outcome, TeamDoesNotFit) for outcome in outcomes) == 2


def test_not_by_a_name_that_is_taken(plan):
    plan.team("West")
    team = plan.team("Ost")

    with pytest.raises(TeamDoesNotFit, match="West"):
        change_team(team, name="West", regions=["34"], skills=["fibre"], is_active=True, by=plan.by)

    assert again(team).name == "Ost"
