"""Who works at the demo's customer service. These accounts exist in demo data and nowhere else."""

from dataclasses import dataclass

from app.base.access import Role

PASSWORD = "drei-wochen-danach"  # noqa: S105  (printed at the start; no secret)

LOGINS = {Role.AGENT: "anna", Role.SCHEDULER: "bernd", Role.SUPERVISOR: "carla", Role.ADMINISTRATOR: "edith"}
"""One login for each role, to be shown to newcomers."""


@dataclass(frozen=True)
class Part:
    """One member of staff; *letters* are the topics that the person is entrusted with."""

    login: str
    name: str
    plate: str
    roles: tuple[Role, ...]
    letters: str = ""
    may_choose: bool = False
    hands: int = 1


AGENT, SCHEDULER, SUPERVISOR, ADMINISTRATOR = Role

STAFF = [
    Part("anna", "Anna Berger", "Schalter 1", (AGENT,), "SRZ"),
    Part("mehmet", "Mehmet Aydin", "Schalter 2", (AGENT,), "SGZ"),
    Part("jana", "Jana Hofmann", "Schalter 3", (AGENT,), "RVK", may_choose=True),
    Part("lukas", "Lukas Reinhardt", "Schalter 4", (AGENT,), "TUV", hands=2),
    Part("swetlana", "Swetlana Koch", "Schalter 5", (AGENT,), "GTUK"),
    Part("tobias", "Tobias Wiegand", "Schalter 6", (AGENT,), "SVZ"),
    Part("bernd", "Bernd Lang", "Terminplatz 1", (SCHEDULER,)),
    Part("petra", "Petra Schreiber", "Terminplatz 2", (SCHEDULER, AGENT), "T"),
    Part("carla", "Carla Vogt", "Leitstand", (SUPERVISOR,), hands=2),
    Part("edith", "Edith Roth", "Verwaltung", (ADMINISTRATOR,)),
]

TOPICS = {
    "S": "Störung", "R": "Rechnung", "T": "Schaltung", "V": "Vertrag",
    "U": "Umzug", "K": "Kündigung", "G": "Geräte", "Z": "Zugang",
}  # fmt: skip
"""The eight topics by the letter of their numbers."""

TEAMS = {
    "Trupp Nord": (("342", "343"), ("fibre", "dsl")),
    "Trupp Kassel": (("341", "342"), ("fibre", "dsl", "cable")),
    "Trupp Süd": (("342", "343", "372"), ("dsl", "cable")),
    "Trupp Glasfaser": (("34", "37"), ("fibre",)),
}
"""Regions (beginnings of postcodes) and skills of each team."""
