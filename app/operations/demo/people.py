"""Invented customers in real places around Kassel. Names, streets and companies are made up here.

Telephone numbers come from the five ranges that the Bundesnetzagentur keeps free for films and books (Mitteilung
148/2021); mail addresses from domains that are reserved for examples (RFC 2606).
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from app.customers.facts import AddressFacts, ContractFacts, PhoneFacts
from app.customers.fold import fold

GIVEN = """Adelheid Ahmet Alma Anneliese Arno Bettina Birgit Björn Cengiz Clemens Dagmar Denise Dirk Elfriede Emre
Erika Ewa Fatma Felix Friedhelm Gerda Gisela Hannelore Harald Heike Helmut Hildegard Holger Ilse Ines Ingo Irmgard
Jens Jürgen Kai Karin Katarzyna Kirsten Klaus Lena Lieselotte Lothar Magdalena Manfred Margarete Matthias Milan Monika
Nadine Nils Norbert Olga Ortrun Özlem Paul Rainer Renate Roswitha Rüdiger Sabine Silke Sönke Stefan Susanne Thea
Ulrike Uwe Viktor Volker Waltraud Wiebke Wolfgang Yasemin""".split()
FAMILY = """Ackermann Althaus Appel Bachmann Balzer Bärthel Bettenhausen Bischoff Böttcher Brede Bußmann Çelik Dettmar
Dietzel Döring Ebert Eckhardt Engelhard Fehling Fenner Freudenstein Führer Gerhold Giese Gößmann Grebe Große Günther
Haase Hartung Heerdt Hellwig Herbold Hildebrand Hübner Iffert Jäger Jakob Kaiser Kilian Knierim Köhler Kowalski Kraft
Kühne Landgrebe Lange Lindner Löber Lotze Mander Marschall Mühlhausen Nolte Nowak Oetzel Ott Petersen Pfannkuch Rabe
Rehbein Riedel Römer Rüppel Sauerland Schade Schäfer Schmelz Schröder Siebert Sippel Stöhr Stracke Thöne Trube Umbach
Völker Wagner Weiß Wetzel Wicke Yıldız Zülch""".split()
STREETS = """Am Dorfanger|Am Mühlbach|An der Linde|Bachweg|Bergstraße|Birkenallee|Brunnenstraße|Eichenweg|Erlenweg
Feldrain|Finkenweg|Gartenstraße|Hasenpfad|Heideweg|Hinter der Scheune|Holunderweg|Im Wiesengrund|In der Hohle
Kastanienallee|Kirchgasse|Kleeweg|Lerchenweg|Lindenstraße|Mittelweg|Mühlenstraße|Ostpreußenstraße|Rosenhang
Schulstraße|Sonnenhang|Steinweg|Talstraße|Untere Gasse|Waldstraße|Weidenweg|Wiesenstraße
Zum Sportplatz""".replace("\n", "|").split("|")
PLACES = [
    ("34117", "Kassel", "HE"), ("34119", "Kassel", "HE"), ("34121", "Kassel", "HE"), ("34125", "Kassel", "HE"),
    ("34128", "Kassel", "HE"), ("34131", "Kassel", "HE"), ("34134", "Kassel", "HE"), ("34225", "Baunatal", "HE"),
    ("34233", "Fuldatal", "HE"), ("34246", "Vellmar", "HE"), ("34253", "Lohfelden", "HE"), ("34260", "Kaufungen", "HE"),
    ("34266", "Niestetal", "HE"), ("34270", "Schauenburg", "HE"), ("34277", "Fuldabrück", "HE"), ("34292", "Ahnatal", "HE"),
    ("34289", "Zierenberg", "HE"), ("34298", "Helsa", "HE"), ("34302", "Guxhagen", "HE"), ("34317", "Habichtswald", "HE"),
    ("34346", "Hannoversch Münden", "NI"), ("34369", "Hofgeismar", "HE"), ("34379", "Calden", "HE"),
    ("37213", "Witzenhausen", "HE"),
]  # fmt: skip
COMPANIES = """Bäckerei Landgrebe|Zahnarztpraxis Dr. Thöne|Autohaus Fuldatal GmbH|Tischlerei Bettenhausen
Gasthaus Zur Buche|Steuerbüro Wicke & Lotze|Blumen Holunder|Fahrrad Rüppel|Pflegedienst Sonnenhang gGmbH
Physiotherapie am Mühlbach|Metallbau Sippel KG|Buchhandlung Lesezeichen|Kindertagesstätte Waldwichtel e. V.
Elektro Kilian|Hofladen Gößmann""".replace("\n", "|").split("|")
FILM_NUMBERS = ["030 23125", "069 90009", "040 66969", "0221 4710", "089 99998"]
PRODUCTS = ["Glasfaser 300", "Glasfaser 600", "DSL 50", "DSL 100", "Kabel 250", "Telefon Basis"]
NOTES = ["Bitte nachmittags anrufen.", "Hört schwer, langsam sprechen.", "Möchte Briefe, keine Mails."]


class People:
    """Draws customers, each name and each telephone number once."""

    def __init__(self, dice: Random, today: date) -> None:
        self.dice, self.today = dice, today
        self.names = [(given, family) for given in GIVEN for family in FAMILY]
        dice.shuffle(self.names)
        self.companies = list(COMPANIES)
        self.phones = [f"{area} {number:03}" for area in FILM_NUMBERS for number in range(1000)]
        dice.shuffle(self.phones)
        self.contracts = 0

    def phone(self) -> str:
        """A telephone number that nobody has."""
        return self.phones.pop()

    def customer(self, *, is_company: bool = False) -> dict[str, Any]:
        """What add_customer wants to know about the next one."""
        given, family = self.names.pop()
        company = self.companies.pop() if is_company and self.companies else ""
        since = self.today - timedelta(days=self.dice.randrange(40, 3600))
        mail = f"{fold(given)}.{fold(family)}@example.{self.dice.choice(['org', 'net', 'com'])}".replace(" ", "")
        return {
            "given_name": given, "family_name": family, "company": company,
            "note": self.dice.choice(NOTES) if self.dice.random() < 0.06 else "",
            "addresses": [self._address()],
            "contracts": [self._contract(since)],
            "phones": [PhoneFacts(self.phone(), "Büro" if company else "")],
            "mails": [mail] if self.dice.random() < 0.7 else [],
            "other_names": [self.dice.choice(FAMILY)] if self.dice.random() < 0.04 else [],
        }  # fmt: skip

    def _address(self) -> AddressFacts:
        postcode, place, land = self.dice.choice(PLACES)
        return AddressFacts(f"{self.dice.choice(STREETS)} {self.dice.randrange(1, 90)}", postcode, place, land)

    def _contract(self, since: date) -> ContractFacts:
        self.contracts += 1
        return ContractFacts(f"CN-{since.year}-{10_000 + self.contracts}", self.dice.choice(PRODUCTS), since)
