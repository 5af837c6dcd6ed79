"""``flask --app wsgi people …``: adding and changing people where nobody can sign in yet."""

import sys
from typing import NoReturn

import click
from sqlalchemy import select

from app.base.access import Role
from app.base.database import reading
from app.base.refused import Refused
from app.people.add_person import add_person
from app.people.change_person import change_person
from app.people.models import Person
from app.people.password import proposal
from app.people.roll import roll
from app.people.set_password import set_password

ROLE = click.Choice([role.value for role in Role])
FROM_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")


@click.group()
def people() -> None:
    """Members of staff: who may sign in and do what."""


@people.command()
@click.argument("login")
@click.option("--name", required=True, help="As it stands on pages and in records.")
@click.option("--role", "roles", type=ROLE, multiple=True, help="Can be given several times.")
@click.option("--plate", default="", help="What stands on the counter, such as “Schalter 4”.")
@click.option("--hands", type=click.IntRange(1, 20), default=1, show_default=True, help="Tickets in hand at most.")
@click.option("--may-choose", is_flag=True, help="May take tickets out of turn, with a reason.")
@FROM_STDIN
def add(
    login: str, name: str, roles: tuple[str, ...], plate: str, hands: int, may_choose: bool, password_stdin: bool
) -> None:
    """Add somebody who signs in as LOGIN. Asks for the password; an empty answer makes one up and prints it once."""
    password = _password(password_stdin)
    given = [Role(role) for role in roles]
    try:
        person = add_person(login, name, given, password, plate=plate, hands=hands, may_choose=may_choose, by=None)
    except Refused as refusal:
        _refuse(refusal)
    click.echo(f"{person.name} can sign in as {person.login}: {', '.join(sorted(person.roles)) or 'no role yet'}")


@people.command("list")
def list_people() -> None:
    """Show everybody with their roles."""
    for one in roll():
        state = "active" if one.is_active else "inactive"
        click.echo(f"{one.login:24} {one.name:28} {state:9} {', '.join(sorted(one.roles))}")


@people.command("set-password")
@click.argument("login")
@FROM_STDIN
def set_password_of(login: str, password_stdin: bool) -> None:
    """Give LOGIN a new password and sign them out everywhere."""
    person = _person(login)
    try:
        set_password(person, _password(password_stdin), by=None)
    except Refused as refusal:
        _refuse(refusal)
    click.echo(f"{person.name} has a new password and is signed out everywhere.")


@people.command()
@click.argument("login")
def deactivate(login: str) -> None:
    """Lock LOGIN out at once; the name stays in all records."""
    person = _person(login)
    try:
        change_person(person, is_active=False, by=None)
    except Refused as refusal:
        _refuse(refusal)
    click.echo(f"{person.name} is signed out everywhere and can't sign in any more.")


@people.command()
@click.argument("login")
def activate(login: str) -> None:
    """Let LOGIN sign in again."""
    person = change_person(_person(login), is_active=True, by=None)
    click.echo(f"{person.name} can sign in again.")


def _person(login: str) -> Person:
    person = reading().scalar(select(Person).where(Person.login == login.strip().lower()))
    if person is None:
        raise click.ClickException(f"There is nobody with the login {login}. “people list” shows everybody.")
    return person


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt(
        "Password, at least 12 characters (empty: make one up)", default="", hide_input=True, show_default=False
    )
    if not asked:
        asked = proposal()
        click.echo(f"The password, shown only now: {asked}")
        return asked
    if click.prompt("Once more", hide_input=True) != asked:
        raise click.ClickException("The two differ. Nothing was changed.")
    return asked


def _refuse(refusal: Refused) -> NoReturn:
    raise click.ClickException(str(refusal))
