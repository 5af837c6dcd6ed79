"""What happens at the hotline of the demo: reports, duplicates, hand-outs and what becomes of them, calls, notes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from app.base import clock
from app.base.clock import BERLIN
from app.base.database import reading
from app.calls.called_back import called_back
from app.calls.log_call import log_call
from app.calls.models import Call, Direction, Reason
from app.customers.models import Customer
from app.operations.demo import words
from app.operations.demo.timetable import Timetable
from app.people.models import Person
from app.queueing.hand_over import hand_over
from app.queueing.move import move
from app.queueing.put_back import put_back
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.add_note import add_note
from app.tickets.correct_customer import correct_customer
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.find_ticket import root_of
from app.tickets.merge import merge
from app.tickets.models import Channel, State, Ticket, Topic
from app.tickets.reopen import reopen
from app.tickets.report import report
from app.tickets.resolve import resolve
from app.tickets.unmerge import unmerge

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUTAGE = 21
"""Days before today."""
CHANNELS = {
    Channel.CALL: 34, Channel.MAIL: 24, Channel.FORM: 12, Channel.LETTER: 10,
    Channel.PORTAL: 8, Channel.SOCIAL: 7, Channel.COUNTER: 5,
}  # fmt: skip
DOWN = {Channel.MAIL: 9, Channel.FORM: 12, Channel.PORTAL: 15}
"""For so many days after the outage this channel was down; what people sent by then was read in later."""
WEIGHTS = {"S": 30, "R": 20, "T": 14, "V": 9, "U": 6, "K": 6, "G": 8, "Z": 7}
ARRIVALS = [58, 52, 46, 41, 37, 25, 19, 38, 34, 32, 30, 28, 16, 13, 29, 27, 25, 23, 20, 11, 10]
"""New concerns on each day from the outage on."""
DUPLICATES = 60


@dataclass
class Hotline:
    """The desks with their people; knows what was reported so far."""

    timetable: Timetable
    customers: list[Customer]
    topics: dict[str, Topic]
    people: dict[str, Person]
    letters: dict[str, str]
    phone: Callable[[], str]
    told: list[tuple[int, str, Channel, Customer | None]] = field(default_factory=list)
    """Ticket, letter, channel and customer of each concern."""

    def __post_init__(self) -> None:
        self.dice = self.timetable.dice
        self.agents = [person for login, person in self.people.items() if self.letters.get(login)]

    def plan(self) -> None:
        """Everything that is not the answer to something else."""
        for since, arrivals in enumerate(ARRIVALS):
            for _concern in range(arrivals):
                self._plan_concern(since)
        for since in range(1, OUTAGE + 1):
            day = self.timetable.days_ago(OUTAGE - since)
            if day.weekday() < 5 and since < OUTAGE:
                self._plan_shift(since)
        self._plan_calls()
        self._plan_duplicates()
        self._plan_today()

    def _plan_concern(self, since: int) -> None:
        [channel] = self.dice.choices(list(CHANNELS), list(CHANNELS.values()))
        [letter] = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))
        day = self.timetable.days_ago(OUTAGE - since)
        office = channel in (Channel.CALL, Channel.COUNTER)
        reported = self.timetable.on(day, time(8 if office else 6), time(17 if office else 22))
        received = reported
        if channel == Channel.LETTER:
            received = self.timetable.in_office(reported + self.dice.randrange(1, 4) * DAY)
        elif channel in DOWN:
            back = self.timetable.on(self.timetable.days_ago(OUTAGE - DOWN[channel]), time(9), time(16))
            received = max(self.timetable.in_office(reported + HOUR / 2), back)
        customer = self.dice.choice(self.customers) if self.dice.random() < 0.9 else None
        self.timetable.at(received, partial(self._concern, letter, channel, reported, customer))

    def _concern(self, letter: str, channel: Channel, reported: datetime, customer: Customer | None) -> None:
        subject, text = self.dice.choice(words.CONCERNS[letter])
        ticket = self._report(letter, channel, subject, self._filled(text), reported, customer)
        self.told.append((ticket.id, letter, channel, customer))
        if customer is None and self.dice.random() < 0.5:
            who = self.dice.choice(self.customers)
            self.timetable.within(HOUR, DAY, lambda: self._identify(ticket, who))
        if self.dice.random() < 0.2:
            self.timetable.within(HOUR, 6 * DAY, lambda: self._note(ticket.id))

    def _report(
        self, letter: str, channel: Channel, subject: str, text: str, reported: datetime, customer: Customer | None
    ) -> Ticket:
        by = self.dice.choice(self.agents)
        ticket = report(
            topic=self.topics[letter], channel=channel, subject=subject, text=text, by=by,
            reported_at=reported, customer=customer,
        )  # fmt: skip
        if channel == Channel.CALL:
            seconds = self.dice.randrange(70, 600)
            log_call(
                direction=Direction.IN, started_at=clock.now() - timedelta(seconds=seconds), seconds=seconds,
                reason=Reason.FAULT if letter in "SG" else Reason.STATUS, by=by, ticket=ticket, phone=self._number(customer),
            )  # fmt: skip
        return ticket

    def _filled(self, text: str) -> str:
        from_outage = self.timetable.days_ago(OUTAGE)
        return text.format(
            outage=f"{from_outage:%d.%m.}", speed=self.dice.choice(["50", "100", "250", "300"]),
            amount=f"{self.dice.randrange(1999, 8999) / 100:.2f} Euro".replace(".", ","),
            street=self.dice.choice(["Lindenstraße", "Schulstraße", "Bergstraße", "Talstraße"]),
            place=self.dice.choice(["Kassel", "Baunatal", "Vellmar", "Kaufungen"]), house=self.dice.randrange(2, 60),
        )  # fmt: skip

    def _number(self, customer: Customer | None) -> str:
        return customer.phones[0].e164 if customer is not None else self.phone()

    def _plan_duplicates(self) -> None:
        """People who wait report a second time on another channel; somebody finds out soon after."""
        for number in range(DUPLICATES):
            day = self.timetable.days_ago(self.dice.randrange(1, OUTAGE - 2))
            self.timetable.at(self.timetable.in_office(self.timetable.on(day)), partial(self._again, number))
        # One pair was merged by mistake.
        wrong = self.timetable.in_office(self.timetable.on(self.timetable.days_ago(6)))
        self.timetable.at(wrong, self._merged_by_mistake)

    def _again(self, number: int) -> None:
        """Most of these pairs are found at once, the others within the same days."""
        id, letter, channel, customer = self._waiting(lambda told: told[3] is not None)
        other = self.dice.choice([one for one in CHANNELS if one != channel])
        # A mail that lay in a broken mailbox can be older than the call that came after it.
        reported = clock.now() - (self.dice.random() * 4 * DAY if other in DOWN and number % 4 == 0 else timedelta())
        subject = reading().get_one(Ticket, id).subject
        text = self.dice.choice(words.AGAIN).format(subject=subject)
        duplicate = self._report(
            letter if number % 5 else self.dice.choice("SRT"), other, subject, text, reported, customer
        )
        # A promise to the reader: every second report is merged, whatever the two do until then.
        merge(duplicate, into=root_of(reading().get_one(Ticket, id)), by=self.dice.choice(self.agents))

    def _merged_by_mistake(self) -> None:
        one, other = (self._waiting(lambda _told: True)[0] for _each in range(2))
        by = self.people["mehmet"]
        merge(self._ticket(one), into=self._ticket(other), by=by)
        self.timetable.within(HOUR / 2, HOUR, lambda: unmerge(self._ticket(one), by=by))

    def _waiting(self, fits: Callable[[tuple[Any, ...]], bool]) -> tuple[int, str, Channel, Customer | None]:
        """Some concern whose ticket waits, is not merged and fits."""
        told = [one for one in self.told if fits(one)]
        while True:
            chosen = self.dice.choice(told)
            ticket = reading().get_one(Ticket, chosen[0])
            if ticket.state == State.WAITING:
                return chosen

    def _ticket(self, id: int) -> Ticket:
        return reading().get_one(Ticket, id)

    def _plan_shift(self, since: int) -> None:
        """Each agent takes a few tickets a day; the long talks of these weeks allow no more."""
        for login, person in self.people.items():
            if not self.letters.get(login) or login == "petra":
                continue
            for _ticket in range(self.dice.choice([1, 2, 2, 3])):
                day = self.timetable.days_ago(OUTAGE - since)
                self.timetable.at(self.timetable.on(day, time(8), time(16)), partial(self._take, person))
        if since % 3 == 0:
            chooser = self.people["carla" if since % 2 else "jana"]
            moment = self.timetable.on(self.timetable.days_ago(OUTAGE - since), time(10), time(15))
            self.timetable.at(moment, lambda: self._choose(chooser))

    def _take(self, agent: Person) -> None:
        self._work_on(take_next(agent).id, agent)

    def _choose(self, agent: Person) -> None:
        id = self._waiting(lambda told: told[1] == "S")[0]
        taken = take_out_of_turn(self._ticket(id), self.dice.choice(words.OUT_OF_TURN), by=agent)
        self._work_on(taken.id, agent)

    def _work_on(self, id: int, agent: Person) -> None:
        """Decide what becomes of the ticket and plan it: hands are free again the same day."""
        [what] = self.dice.choices(
            [self._solve, self._let_wait, self._put_back, self._move, self._hand_over], [74, 16, 5, 3, 2]
        )
        self.timetable.at(clock.now() + self.dice.randrange(8, 55) * HOUR / 60, lambda: what(id, agent))

    def _solve(self, id: int, agent: Person) -> None:
        resolve(self._ticket(id), note=self.dice.choice(words.SOLVED), by=agent)
        if self.dice.random() < 0.06:
            why = self.dice.choice(words.REOPENED)
            self.timetable.within(DAY, 5 * DAY, lambda: reopen(self._ticket(id), why, by=self.dice.choice(self.agents)))

    def _let_wait(self, id: int, agent: Person) -> None:
        until = clock.today() + self.dice.randrange(3, 19) * DAY
        wait_for_customer(self._ticket(id), until, self.dice.choice(words.WAITS), by=agent)

    def _put_back(self, id: int, agent: Person) -> None:
        put_back(self._ticket(id), self.dice.choice(words.PUT_BACK), by=agent)

    def _move(self, id: int, agent: Person) -> None:
        elsewhere = [topic for topic in self.topics.values() if topic.id != self._ticket(id).topic_id]
        move([self._ticket(id)], self.dice.choice(elsewhere), self.dice.choice(words.MOVED), by=agent)

    def _hand_over(self, id: int, agent: Person) -> None:
        to = self.people["lukas"] if agent.login != "lukas" else self.people["mehmet"]
        hand_over(self._ticket(id), to, by=agent, note=self.dice.choice(words.HANDED_OVER))
        self.timetable.at(clock.now() + HOUR / 2, lambda: self._solve(id, to))

    def _note(self, id: int) -> None:
        add_note(root_of(self._ticket(id)), self.dice.choice(words.NOTES), by=self.dice.choice(self.agents))

    def _identify(self, ticket: Ticket, customer: Customer) -> None:
        correct_customer(self._ticket(ticket.id), customer, "Am Telefon nachgefragt", by=self.dice.choice(self.agents))

    def _plan_calls(self) -> None:
        for _call in range(170):
            day = self.timetable.days_ago(self.dice.randrange(0, OUTAGE))
            self.timetable.at(self.timetable.in_office(self.timetable.on(day, time(9))), self._call)
        for _call in range(25):
            day = self.timetable.days_ago(self.dice.randrange(0, OUTAGE))
            self.timetable.at(self.timetable.in_office(self.timetable.on(day)), self._information)
        for days in (15, 11, 5):
            self.timetable.at(
                self.timetable.on(self.timetable.days_ago(days), time(9), time(12)), self._date_stamp_found
            )

    def _call(self) -> None:
        id, _letter, _channel, customer = self.dice.choice(self.told)
        [reason] = self.dice.choices(
            [Reason.STATUS, Reason.DOCUMENTS, Reason.FAULT, Reason.BILL, Reason.COMPLAINT, Reason.NOT_REACHED, Reason.CALLBACK],
            [60, 8, 12, 6, 6, 6, 10],
        )  # fmt: skip
        by = self.dice.choice(self.agents)
        callback_at = None
        if reason == Reason.CALLBACK:
            callback_at = self.timetable.in_office(clock.now() + self.dice.randrange(2, 30) * HOUR)
        call = self._log(id, customer, reason, by, callback_at)
        if callback_at is not None:
            self.timetable.at(callback_at + self.dice.randrange(1, 20) * HOUR / 60, lambda: called_back(call, by=by))

    def _log(
        self, id: int, customer: Customer | None, reason: Reason, by: Person, callback_at: datetime | None
    ) -> Call:
        seconds = 20 if reason == Reason.NOT_REACHED else self.dice.randrange(40, 700)
        return log_call(
            direction=Direction.OUT if reason == Reason.NOT_REACHED else Direction.IN, reason=reason, by=by,
            started_at=clock.now() - timedelta(seconds=seconds), seconds=seconds, ticket=self._ticket(id),
            phone=self._number(customer) if self.dice.random() < 0.9 else "", callback_at=callback_at,
            note=self.dice.choice(words.CALL_NOTES[reason]),
        )  # fmt: skip

    def _information(self) -> None:
        seconds = self.dice.randrange(20, 180)
        customer = self.dice.choice(self.customers) if self.dice.random() < 0.3 else None
        log_call(
            direction=Direction.IN, started_at=clock.now() - timedelta(seconds=seconds), seconds=seconds, customer=customer,
            reason=Reason.STATUS, by=self.dice.choice(self.agents), note=self.dice.choice(words.INFORMATION),
        )  # fmt: skip

    def _date_stamp_found(self) -> None:
        """A letter lay in the wrong tray: its date stamp is older than what was typed in."""
        id = self._waiting(lambda told: told[2] == Channel.LETTER)[0]
        ticket = self._ticket(id)
        correct_reporting_time(
            ticket, ticket.reported_at - DAY, "Eingangsstempel war einen Tag älter", by=self.people["carla"]
        )

    def _plan_today(self) -> None:
        """What a newcomer finds: tickets in hand, callbacks due today, a colleague who did not come in."""
        now = self.timetable.now
        last_shift = self.timetable.today - DAY
        while last_shift.weekday() > 4:
            last_shift -= DAY
        self.timetable.at(self.timetable.on(last_shift, time(16, 30)), lambda: take_next(self.people["tobias"]))
        for minutes, login in ((48, "lukas"), (31, "mehmet"), (22, "lukas"), (9, "jana")):
            self.timetable.at(now - timedelta(minutes=minutes), partial(take_next, self.people[login]))
        logins = ["anna", "anna", "anna", "mehmet", "jana", "jana", "lukas", "swetlana", "swetlana", "petra"]
        for number, login in enumerate(logins):
            due = datetime.combine(self.timetable.today, time(9 + number * 3 // 4, 15 * (number % 4)), BERLIN)
            self.timetable.at(self.timetable.on(last_shift, time(9)), partial(self._promise_call, login, due))

    def _promise_call(self, login: str, due: datetime) -> None:
        id, _letter, _channel, customer = self._waiting(lambda told: told[3] is not None)
        self._log(id, customer, Reason.CALLBACK, self.people[login], due)
