"""What is done with tickets: coming in, in hand and back, moved, corrected, merged."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.calls.log_call import log_call
from app.calls.models import Direction, Reason
from app.calls.report_by_call import report_by_call
from app.queueing.bring_back import bring_back
from app.queueing.entrust import entrust
from app.queueing.hand_over import hand_over
from app.queueing.move import move, move_all
from app.queueing.put_back import put_back
from app.queueing.return_to_line import return_to_line
from app.queueing.take_next import take_next
from app.queueing.take_out_of_turn import take_out_of_turn
from app.queueing.wait_for_customer import wait_for_customer
from app.tickets.close_topic import close_topic
from app.tickets.correct_reporting_time import correct_reporting_time
from app.tickets.merge import merge
from app.tickets.models import Channel
from app.tickets.open_topic import open_topic_again
from app.tickets.reopen import reopen
from app.tickets.report import report
from app.tickets.resolve import resolve
from app.tickets.unmerge import unmerge
from tests.model.shift import AGO, MANY, REASON, SENT, TOPIC, WHICH, Shift, somebody


class Desk(Shift):
    """Steps of agents and supervisors; each has the name of its use case."""

    # Coming in

    @precondition(lambda self: len(self.room.tickets) < MANY)
    @rule(topic=TOPIC, ago=AGO, sent=SENT)
    def report(self, topic: str, ago: int, sent: str) -> None:
        form, topic, at = self.form("report", sent, topic, self.ago(ago))
        self.keep(
            self.both(
                "report",
                lambda: self.room.report(topic, at, form),
                lambda: report(
                    topic=self.world.topics[topic], channel=Channel.MAIL, subject="Kein Netz", text="Seit heute.",
                    by=self.world.people["Anna"], reported_at=at, once=form,
                ),
            )
        )  # fmt: skip

    @precondition(lambda self: len(self.room.tickets) < MANY)
    @rule(topic=TOPIC, ago=AGO, sent=SENT)
    def report_by_call(self, topic: str, ago: int, sent: str) -> None:
        form, topic, at = self.form("call", sent, topic, self.ago(ago))
        self.keep(
            self.both(
                "report_by_call",
                lambda: self.room.report_by_call(topic, at, form),
                lambda: report_by_call(
                    topic=self.world.topics[topic], subject="Kein Netz", text="Seit heute.", direction=Direction.IN,
                    started_at=at, seconds=60, reason=Reason.FAULT, by=self.world.people["Anna"], once=form,
                ),
            )
        )  # fmt: skip

    @rule(which=WHICH, ago=AGO)
    def call(self, which: int, ago: int) -> None:
        ticket, at = self.ticket(which), self.ago(ago)
        self.both(
            "call",
            lambda: self.room.call(ticket, at),
            lambda: log_call(
                direction=Direction.IN, started_at=at, seconds=60, reason=Reason.STATUS,
                by=self.world.people["Anna"], ticket=self.real[ticket],
            ),
        )  # fmt: skip

    # In hand and back

    @rule(who=WHICH)
    def take_next(self, who: int) -> None:
        by = self.person(who, lambda one: one.is_agent and not self.room.is_full(one))
        both = self.both("take_next", lambda: self.room.take_next(by), lambda: take_next(self.real[by]))
        assert both is None or both[1].number == self.real[both[0]].number

    take_next_too = take_next

    @rule(which=WHICH, who=WHICH, reason=REASON)
    def take_out_of_turn(self, which: int, who: int, reason: str) -> None:
        ticket = self.ticket(which, "waiting", "asleep")
        by = self.person(who, lambda one: (one.may_choose or one.is_supervisor) and not self.room.is_full(one))
        self.both(
            "take_out_of_turn",
            lambda: self.room.take_out_of_turn(ticket, reason, by),
            lambda: take_out_of_turn(self.real[ticket], reason, by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH, who=WHICH)
    def put_back(self, which: int, who: int) -> None:
        ticket = self.ticket(which, "held")
        by = self.holder(who, ticket)
        self.both(
            "put_back",
            lambda: self.room.put_back(ticket, by),
            lambda: put_back(self.real[ticket], "x", by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH)
    def return_to_line(self, which: int) -> None:
        person = self.person(which, self.room.in_hand)
        self.same(
            self.both(
                "return_to_line",
                lambda: self.room.return_to_line(person),
                lambda: return_to_line(self.real[person], "x", by=self.world.people["Carla"]),
            )
        )

    @somebody("held")
    @rule(which=WHICH, to=WHICH, who=WHICH)
    def hand_over(self, which: int, to: int, who: int) -> None:
        ticket = self.ticket(which, "held")
        by, colleague = self.holder(who, ticket), self.person(to, lambda one: one.is_agent)
        self.both(
            "hand_over",
            lambda: self.room.hand_over(ticket, colleague, by),
            lambda: hand_over(self.real[ticket], self.real[colleague], by=self.real[by]),
        )

    @somebody("held")
    @rule(which=WHICH, who=WHICH, days=st.sampled_from([1, 1, 2, 5, 0, 365, 366]))
    def wait_for_customer(self, which: int, who: int, days: int) -> None:
        ticket = self.ticket(which, "held")
        by, until = self.holder(who, ticket), self.room.today + timedelta(days=days)
        self.both(
            "wait_for_customer",
            lambda: self.room.wait_for_customer(ticket, until, by),
            lambda: wait_for_customer(self.real[ticket], until, "x", by=self.real[by]),
        )

    wait_too = wait_for_customer

    @somebody("asleep")
    @rule(which=WHICH)
    def bring_back(self, which: int) -> None:
        ticket = self.ticket(which, "asleep")
        self.both(
            "bring_back",
            lambda: self.room.bring_back(ticket),
            lambda: bring_back(self.real[ticket], "x", by=self.world.people["Anna"]),
        )

    @rule(which=WHICH, who=WHICH, note=REASON)
    def resolve(self, which: int, who: int, note: str) -> None:
        ticket = self.ticket(which, "waiting", "held", "asleep")
        by = self.holder(who, ticket)
        self.both(
            "resolve",
            lambda: self.room.resolve(ticket, note, by),
            lambda: resolve(self.real[ticket], by=self.real[by], note=note),
        )

    @somebody("resolved")
    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        ticket = self.ticket(which, "resolved")
        self.both(
            "reopen",
            lambda: self.room.reopen(ticket),
            lambda: reopen(self.real[ticket], "x", by=self.world.people["Anna"]),
        )

    # Somewhere else, and at another time

    @rule(which=WHICH, more=st.lists(WHICH, max_size=2), to=TOPIC, who=WHICH)
    def move(self, which: int, more: list[int], to: str, who: int) -> None:
        tickets = [self.ticket(each, "waiting", "held", "asleep", "resolved") for each in [which, *more]]
        tickets = list(dict.fromkeys(tickets))
        by = self.person(who, lambda one: not any(self.room.in_other_hands(each, one) for each in tickets))
        real = [self.real[one] for one in tickets]
        self.same(
            self.both(
                "move",
                lambda: self.room.move(tickets, to, by),
                lambda: move(real, self.world.topics[to], "x", by=self.real[by]),
            )
        )

    @rule(topic=TOPIC, to=TOPIC)
    def move_all(self, topic: str, to: str) -> None:
        here, there, carla = self.world.topics[topic], self.world.topics[to], self.room.people["Carla"]
        self.same(
            self.both(
                "move_all",
                lambda: self.room.move_all(topic, to, carla),
                lambda: move_all(here, there, "x", by=self.real[carla]),
            )
        )

    @rule(which=WHICH, ago=AGO)
    def correct_reporting_time(self, which: int, ago: int) -> None:
        ticket = self.ticket(which)
        at = ticket.received_at - timedelta(minutes=ago)
        self.both(
            "correct_reporting_time",
            lambda: self.room.correct_reporting_time(ticket, at),
            lambda: correct_reporting_time(self.real[ticket], at, "x", by=self.world.people["Anna"]),
        )

    # One concern, one ticket

    @rule(which=WHICH, into=WHICH)
    def merge(self, which: int, into: int) -> None:
        duplicate = self.ticket(which, "waiting", "held", "asleep", "resolved")
        survivor = self.any_of(into, self.room.tickets, lambda one: one is not duplicate and not one.merging)
        self.both(
            "merge",
            lambda: self.room.merge(duplicate, survivor),
            lambda: merge(self.real[duplicate], into=self.real[survivor], by=self.world.people["Anna"]),
        )

    @somebody("merged")
    @rule(which=WHICH)
    def unmerge(self, which: int) -> None:
        ticket = self.ticket(which, "merged")
        self.both(
            "unmerge",
            lambda: self.room.unmerge(ticket),
            lambda: unmerge(self.real[ticket], by=self.world.people["Anna"]),
        )

    # More often than once in thirty steps: where a concern has several tickets, most of the rules meet.
    merge_too = merge_as_well = merge
    unmerge_too = unmerge

    # Who works where

    @rule(who=WHICH, topics=st.sets(TOPIC))
    def entrust(self, who: int, topics: set[str]) -> None:
        person = self.person(who, lambda one: one.is_agent)
        real = [self.world.topics[topic] for topic in sorted(topics)]
        self.both(
            "entrust",
            lambda: self.room.entrust(person, topics),
            lambda: entrust(self.real[person], real, by=self.world.people["Carla"]),
        )

    @rule(topic=TOPIC)
    def close_or_open(self, topic: str) -> None:
        is_open = not self.room.topics[topic]
        act = open_topic_again if is_open else close_topic
        self.both(
            "close_or_open",
            lambda: self.room.set_open(topic, is_open),
            lambda: act(self.world.topics[topic], by=self.world.people["Carla"]),
        )
