"""What the demo's customers say and what its staff write down: subjects, reports, notes, reasons. All invented."""

CONCERNS: dict[str, list[tuple[str, str]]] = {
    "S": [
        ("Kein Internet seit dem Ausfall",
         "Seit dem {outage} geht bei uns nichts mehr. Die Lampe am Router blinkt nur noch rot. "
         "Neu gestartet habe ich ihn schon mehrmals."),
        ("Telefon tot",
         "Das Festnetz ist tot, kein Freizeichen. Meine Mutter hat nur dieses Telefon und den Hausnotruf darüber."),
        ("Verbindung bricht ständig ab", "Alle paar Minuten ist die Leitung weg. Homeoffice ist so nicht möglich."),
        ("Nur noch ein Zehntel der Geschwindigkeit", "Gemessen habe ich an drei Abenden: immer um die 9 Mbit/s statt {speed}."),
        ("Kein Fernsehen über Kabel", "Seit dem Ausfall findet der Fernseher keinen Sender mehr, auch nicht nach dem Suchlauf."),
        ("Ganze Straße ohne Netz", "In der {street} sind alle Häuser ohne Anschluss. Wann kommt jemand?"),
        ("EC-Gerät im Laden ohne Verbindung", "Wir können seit Tagen keine Karten annehmen. Das kostet uns jeden Tag Umsatz."),
        ("Anschluss nach Bauarbeiten gestört",
         "Vor dem Haus wurde gebaggert, seitdem ist die Leitung weg. Die Baufirma sagt, das Kabel sei heil."),
    ],
    "R": [
        ("Abbuchung trotz Ausfall",
         "Sie haben den vollen Monat abgebucht, obwohl wir seit dem {outage} kein Netz haben. "
         "Ich bitte um Gutschrift."),
        ("Doppelt abgebucht", "Im letzten Monat wurden {amount} zweimal abgebucht. Bitte um Rückbuchung."),
        ("Rechnung nicht im Portal", "Ich brauche die Rechnung für die Steuer, im Portal steht nur „nicht verfügbar“."),
        ("Mahnung erhalten, aber bezahlt",
         "Mahnung über {amount} bekommen. Überwiesen habe ich vor zwei Wochen, der Beleg liegt bei."),
        ("Preis höher als vereinbart", "Laut Vertrag zahle ich {amount}, abgebucht wird mehr. Seit drei Monaten."),
        ("Neue Bankverbindung", "Wir haben die Bank gewechselt. Wohin soll ich das Mandat schicken?"),
        ("Gutschrift fehlt", "Zugesagt war eine Gutschrift von {amount}. Auf der Rechnung steht davon nichts."),
        ("Rechnung auf falschen Namen", "Die Rechnung läuft noch auf meinen verstorbenen Mann. Bitte umschreiben."),
    ],
    "T": [
        ("Wann wird mein Anschluss geschaltet?",
         "Bestellt im Frühjahr, Termin war für die Woche des Ausfalls angekündigt. Seitdem höre ich nichts."),
        ("Techniker kam nicht",
         "Von 8 bis 12 Uhr gewartet, niemand kam, niemand rief an. Dafür habe ich einen Tag Urlaub genommen."),
        ("Termin verschieben", "An dem Tag bin ich im Krankenhaus. Bitte einen anderen Termin, am liebsten nachmittags."),
        ("Glasfaser liegt, aber tot", "Die Dose ist gesetzt, das Kabel liegt, nur freigeschaltet ist nichts."),
        ("Alter Anbieter hat abgeschaltet", "Der alte Vertrag ist beendet, der neue nicht geschaltet. Wir sitzen ohne alles da."),
        ("Hausanschluss vergessen?", "Alle Nachbarn haben ihren Anschluss bekommen, nur die {street} {house} nicht."),
        ("Auftragsbestätigung ohne Termin", "In der Bestätigung steht „Termin folgt“. Das ist jetzt sieben Wochen her."),
    ],
    "V": [
        ("Tarif wechseln", "Ich möchte auf {speed} Mbit/s wechseln. Was kostet das und ab wann?"),
        ("Vertragsunterlagen angefordert",
         "Bitte schicken Sie mir den Vertrag noch einmal zu, meine Unterlagen sind beim Umzug verloren gegangen."),
        ("Sonderkündigungsrecht wegen Ausfall",
         "Darf ich wegen des langen Ausfalls vorzeitig aus dem Vertrag? Bitte um schriftliche Auskunft."),
        ("Vertrag auf Ehefrau umschreiben", "Der Anschluss soll künftig auf meine Frau laufen. Welche Unterlagen brauchen Sie?"),
        ("Zusage am Telefon nicht eingehalten",
         "Mir wurden am Telefon sechs Monate zum halben Preis zugesagt. Im Vertrag steht davon nichts."),
        ("Laufzeit unklar", "Im Brief steht ein anderes Vertragsende als im Portal. Was gilt?"),
        ("Rufnummer mitnehmen", "Meine Nummer sollte zum Vertragsbeginn übernommen werden. Bisher ist nichts geschehen."),
    ],
    "U": [
        ("Umzug zum Monatsende",
         "Wir ziehen nach {place}. Kann der Vertrag mit umziehen, und wie lange vorher müssen wir Bescheid geben?"),
        ("Umzug gemeldet, keine Antwort",
         "Den Umzug habe ich vor Wochen gemeldet. In der neuen Wohnung gibt es noch immer keinen Anschluss."),
        ("Neue Adresse, Anschluss vorhanden?", "Gibt es in der {street} in {place} schon Glasfaser?"),
        ("Router beim Umzug verloren",
         "Der Router ist beim Umzug kaputtgegangen. Ich brauche ein Ersatzgerät, gern gegen Rechnung."),
        ("Nachmieter will Anschluss übernehmen",
         "Unser Nachmieter würde den Anschluss gern übernehmen. Geht das ohne neue Schaltung?"),
    ],
    "K": [
        ("Kündigung bestätigen", "Meine Kündigung ging vor vier Wochen per Einschreiben raus. Eine Bestätigung fehlt bis heute."),
        ("Kündigung wegen Todesfall",
         "Mein Vater ist verstorben. Der Vertrag soll zum nächstmöglichen Tag enden, die Urkunde liegt bei."),
        ("Kündigung zurücknehmen", "Ich habe im Ärger gekündigt und möchte nun doch bleiben, wenn das Netz wieder läuft."),
        ("Kündigung nicht angenommen", "Im Portal steht, die Frist sei vorbei. Nach meinen Unterlagen stimmt das nicht."),
        ("Rückgabe der Geräte", "Der Vertrag ist beendet. Wohin schicke ich den Router, und wer zahlt das Porto?"),
    ],
    "G": [
        ("Router startet ständig neu",
         "Der neue Router startet alle zehn Minuten von selbst neu. Ein anderes Netzteil hilft nicht."),
        ("WLAN reicht nicht ins Obergeschoss",
         "Oben kommt nichts an. Verleihen Sie Verstärker, oder muss ich selbst einen kaufen?"),
        ("Austauschgerät nicht angekommen", "Das Paket mit dem Tauschgerät gilt als zugestellt. Bei uns war niemand."),
        ("Anschlussdose wackelt", "Die Dose in der Wand ist locker, sobald man das Kabel berührt, ist die Leitung weg."),
        ("Router vom Gewitter zerstört", "Nach dem Gewitter riecht das Gerät verschmort. Wir brauchen schnell Ersatz."),
        ("Telefonanlage meldet sich nicht an",
         "Unsere Anlage meldet sich seit der Umstellung nicht mehr an. Die Zugangsdaten wurden nie geschickt."),
    ],
    "Z": [
        ("Passwort fürs Portal vergessen", "Die Mail zum Zurücksetzen kommt nicht an, auch nicht im Spam."),
        ("E-Mail-Postfach gesperrt", "Mein Postfach ist seit dem Ausfall gesperrt. Darüber läuft mein ganzer Verein."),
        ("Sind meine Daten betroffen?", "In der Zeitung stand etwas von einem Angriff. Sind meine Bankdaten betroffen?"),
        ("Kundenkennwort unbekannt", "Am Telefon wurde nach einem Kundenkennwort gefragt. Ich habe nie eines bekommen."),
        ("Portal zeigt fremden Namen", "Wenn ich mich anmelde, steht oben ein fremder Name. Das darf doch nicht sein."),
        ("Mails kommen nicht an", "Mails an mich kommen mit einem Fehler zurück. Betroffen sind alle Adressen der Firma."),
    ],
}  # fmt: skip
"""Subject and report by the letter of the topic; {names} are filled in."""

AGAIN = [
    "Ich habe deswegen schon einmal geschrieben und noch keine Antwort. Es geht immer noch um: {subject}.",
    "Zweiter Versuch auf diesem Weg, telefonisch kam ich nicht durch. {subject}!",
    "Wie bereits gemeldet: {subject}. Bitte geben Sie mir wenigstens eine Ticketnummer.",
    "Ich weiß nicht, ob meine erste Nachricht bei Ihnen angekommen ist, darum hier noch einmal: {subject}.",
]
NOTES = [
    "Leitung gemessen: bis zum Verteiler in Ordnung, dahinter nichts.",
    "Kundin ist tagsüber unter der Mobilnummer der Tochter zu erreichen.",
    "Unterlagen an die Buchhaltung gegeben, Antwort steht aus.",
    "Rückfrage beim Netzbetrieb: Karte im Verteiler wird getauscht.",
    "Foto vom Router bekommen, Gerät ist das alte Modell.",
    "Kunde ist sehr verärgert, aber sachlich. Hat um eine ehrliche Auskunft gebeten, wann er dran ist.",
    "Hausnotruf hängt am Anschluss. Ersatz über Mobilfunk ist bestellt.",
    "Altes Passwort im Portal gelöscht, neues geht per Brief raus.",
    "Adresse geprüft, Hausnummer war falsch eingetragen.",
    "Vertrag liegt in Papier vor, Ablage Keller, Regal 4.",
]
SOLVED = [
    "Gutschrift angelegt, kommt mit der nächsten Rechnung.",
    "Anschluss läuft wieder, mit dem Kunden am Telefon geprüft.",
    "Ersatzgerät verschickt.",
    "Schriftlich geantwortet.",
    "Kündigung bestätigt, Brief ist raus.",
    "Zugang neu eingerichtet, Kundin ist angemeldet.",
    "Port im Verteiler umgesteckt, Leitung stabil.",
    "Rechnung berichtigt und neu verschickt.",
    "",
]
WAITS = [
    "Kunde schickt Foto vom Router",
    "Sterbeurkunde fehlt noch",
    "Vollmacht angefordert",
    "Mandat für die neue Bank fehlt",
    "Kunde misst am Wochenende noch einmal",
]
PUT_BACK = [
    "Feierabend, noch nicht geschafft",
    "Buchhaltung heute nicht zu erreichen",
    "Muss in eine Besprechung",
    "Netzbetrieb meldet sich erst morgen",
]
MOVED = ["Gehört nicht hierher", "Ist in Wahrheit eine Rechnungsfrage", "Anliegen wurde am Telefon klarer"]
HANDED_OVER = ["Kennt den Kunden schon", "Spricht Türkisch", "War beim ersten Anruf dran"]
OUT_OF_TURN = [
    "Pflegebedürftiger Vater, Hausnotruf hängt am Anschluss",
    "Arztpraxis ohne Telefon, auf Bitte der Leitung",
    "Kundin steht am Schalter und hat alle Unterlagen dabei",
    "Nachbarhaus desselben Verteilers, der Techniker ist gerade dort",
]
REOPENED = ["Kunde meldet: geht schon wieder nicht", "Gutschrift war falsch berechnet", "Ersatzgerät ist auch defekt"]
CALL_NOTES = {
    "status": [
        "Wollte wissen, wie lange es noch dauert. Platz in der Schlange genannt.",
        "Fragt zum zweiten Mal nach.",
        "Nach dem Stand gefragt, war mit der Auskunft zufrieden.",
        "",
    ],
    "documents": ["Schickt die Unterlagen heute noch.", "Fragt, ob der Brief angekommen ist."],
    "callback": [
        "Bittet um Rückruf, wenn die Leitung gemessen ist.",
        "Rückruf nach der Schicht vereinbart.",
        "Braucht eine verbindliche Auskunft für den Vermieter.",
    ],
    "fault": ["Störung besteht weiter, Lampe rot.", "Seit heute Morgen geht es wieder, bitte noch nicht schließen."],
    "bill": ["Fragt, ob er bis zur Klärung zahlen muss. Nein, Mahnlauf ist angehalten."],
    "complaint": ["Beschwert sich über die Wartezeit. Verständnis gezeigt, nichts versprochen."],
    "not_reached": ["Niemand da.", "Mailbox, nichts hinterlassen."],
    "date_moved": ["Termin passt nicht, meldet sich wieder."],
    "date_agreed": ["Termin am Telefon bestätigt."],
}
INFORMATION = [
    "Gefragt nach den Öffnungszeiten.",
    "Wollte wissen, ob das Netz in der Innenstadt wieder läuft.",
    "Falsch verbunden.",
    "Gefragt, wo man Glasfaser bestellen kann.",
]
MISSED = [
    "Netzbetrieb war ausgefallen",
    "Fahrzeug liegen geblieben",
    "Niemand angetroffen, Karte eingeworfen",
    "Leerrohr verstopft, Kunde muss Eigentümer fragen",
]
MOVED_DATES = [
    "Kunde im Urlaub",
    "Trupp in dieser Woche krank",
    "Kundin wünscht den Nachmittag",
    "Material kommt später",
]
MADE_UP = ["Nachholtermin für den verpassten", "Neu vereinbart, Kunde am Telefon"]
