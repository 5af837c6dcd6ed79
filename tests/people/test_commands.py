"""``flask people …``: the way in for the first administrator."""

import pytest

from app.base.access import Role
from app.base.database import get_or_404
from app.people.models import Person
from app.people.sign_in import sign_in

WORDS = "vier Worte, die keiner errät"


@pytest.fixture
def run(app):
    def run(*words, typed="", fails=False):
        answer = app.test_cli_runner().invoke(args=["people", *words], input=typed)
        assert bool(answer.exit_code) is fails, answer.output
        assert not answer.exception or fails, answer.exception
        return answer.output

    return run


def enter(login, password=WORDS):
    return sign_in(login, password, "10.0.0.1", "")


def test_the_first_administrator(run):
    said = run(
        "add", "edith", "--name", "Edith Roth", "--role", "administrator", "--role", "agent", "--password-stdin",
        typed=WORDS + "\n",
    )  # fmt: skip

    assert "edith: administrator, agent" in said
    assert get_or_404(Person, login="edith").roles == {Role.ADMINISTRATOR, Role.AGENT}
    assert enter("edith")
    assert "Edith Roth" in run("list")


def test_a_typed_password_is_asked_for_twice_and_not_shown(run):
    said = run("add", "edith", "--name", "Edith", typed=f"{WORDS}\n{WORDS}\n")

    assert WORDS not in said
    assert enter("edith")
    assert "differ" in run("add", "olga", "--name", "Olga", typed=f"{WORDS}\nother\n", fails=True)


def test_an_empty_answer_makes_one_up_and_shows_it_once(run):
    said = run("add", "edith", "--name", "Edith", typed="\n")

    password = said.partition("shown only now: ")[2].splitlines()[0]
    assert len(password) >= 12
    assert enter("edith", password)


@pytest.mark.parametrize("words", [["--role", "king"], ["--hands", "0"], []])
def test_what_can_not_be_is_said(run, words):
    said = run("add", "edith", *words, fails=True)

    assert "Error" in said
    assert "Traceback" not in said


def test_a_short_password_is_refused(run):
    run("add", "edith", "--name", "Edith", "--password-stdin", typed="short\n", fails=True)


def test_password_and_deactivation(run, make):
    make.admin()
    run("add", "edith", "--name", "Edith", "--password-stdin", typed=WORDS)

    run("set-password", "edith", "--password-stdin", typed=WORDS + " 2")
    assert enter("edith", WORDS + " 2")
    run("deactivate", "edith")
    assert "inactive" in run("list")
    run("activate", "EDITH")
    assert enter("edith", WORDS + " 2")
    assert "nobody" in run("deactivate", "ghost", fails=True)


def test_the_last_administrator_can_not_be_locked_out(run, make):
    run("deactivate", make.admin().login, fails=True)
