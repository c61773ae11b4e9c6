"""Who is paid for which post, from which day to which, in each of the three timelines."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tests.cases.second_calculator.careers import Career, Change, career
from tests.cases.second_calculator.days import after, day, months_on, share
from tests.cases.second_calculator.grades import Grade
from tests.cases.second_calculator.placement import LEAD, placed, seats_placed
from tests.cases.second_calculator.shares import share_of
from tests.cases.second_calculator.spells import in_seats, joined, spells, vacancies, worked_of
from tests.cases.second_calculator.structures import Structure, Structures
from tests.cases.second_calculator.term_time_settlement import settle
from tests.cases.second_calculator.working_time import fte_of


@dataclass
class Stint:
    """One person, or vacant seat, in one post between two days (the second is the first not in it)."""

    person: str
    post: dict
    grade: Grade
    start: date
    stop: date
    fte: float
    member: bool = True
    own_allowances: tuple = ()
    steps: list | None = None
    career: Career | None = None
    holder: str | None = None
    begins: date | None = None  # the first day and the day after the last of the whole time in the post
    ends: date | None = None
    change: date | None = None
    structure: Structure | None = None
    old_structure: Structure | None = None
    proposed: bool = False
    timeline: str = ""
    scheme: str | None = None  # of pensions; None for the LGPS of the on-costs
    weeks: object = None  # worked a year; None for all year
    old_weeks: object = None  # those in the present post
    entry: str | None = None  # the present post in whose list the holder is
    settles: dict = field(default_factory=dict)  # {first of a month: share of a year's pay}

    @property
    def throughout(self):
        return self.timeline == "proposed"


@dataclass
class Cover:
    """So many £ a month from a day up to, not with, another."""

    start: date
    stop: date
    a_month: float

    def of_month(self, month):
        return self.a_month * share(month, self.start, self.stop)


@dataclass
class Stated:
    """Posts at a stated cost, £ a year at full time, from a day up to, not with, another; ``fte`` of all together."""

    start: date
    stop: date
    fte: float
    all_in: dict

    def of_month(self, month):
        """£, the amount raised from each day of a rise on, by days."""
        rises = sorted(self.all_in.get("rises") or (), key=lambda rise: rise["from"])
        days = [date.min, *(day(rise["from"]) for rise in rises), date.max]
        amount, total = self.all_in["amount"], 0.0
        for number, (first, last) in enumerate(pairwise(days)):
            if number:
                amount *= 1 + share_of(rises[number - 1]["percent"])
            total += amount * self.fte / 12 * share(month, max(first, self.start), min(last, self.stop))
        return total


class Establishment:
    """The posts of a scenario with their days, grades and holders."""

    def __init__(self, scenario):
        self.scenario = scenario
        first, last = (int(scenario["years"][end][:4]) for end in ("first", "last"))
        self.first_day, self.end = date(first, 4, 1), date(last + 1, 4, 1)
        self.change = day(scenario["dates"]["implementation"])
        self.phases = {one["id"]: day(one.get("from"), self.change) for one in scenario.get("phases") or ()}
        self.structures = Structures(scenario)
        self.placed = placed(scenario)
        self.seats = seats_placed(scenario, self.placed)

    def begins(self, new):
        """The first day of a proposed post."""
        return day(new.get("from"), self.phases.get(new.get("phase"), self.change))

    def finishes(self, old):
        """The first day on which a present post is no more."""
        return after(old.get("until"), self.phases.get(old.get("phase"), self.change))

    def laid_out(self, timeline):
        """The stints of a timeline, and its cover with what posts at a stated cost are paid."""
        stints, cover = [], []
        if timeline != "proposed":
            for post in self.scenario["present"]:
                stop = self.end if timeline == "do_nothing" else min(self.finishes(post), self.end)
                self._lay(timeline, post, self.first_day, stop, stints, cover)
        if timeline != "do_nothing":
            for post in self.scenario["proposed"]:
                start = self.first_day if timeline == "proposed" else max(self.begins(post), self.first_day)
                if timeline == "proposal" and "filled_on" in post:
                    filled = day(post["filled_on"])
                    cover.append(Cover(start, filled, post.get("cover_a_month", 0) * post.get("number", 1)))
                    start = max(start, filled)
                self._lay(timeline, post, start, self.end, stints, cover)
        if timeline == "proposal":
            for one in (self.scenario.get("people") or {}).get("acting_up") or ():
                start, stop = day(one["from"]), after(one["to"])
                spans = [
                    (max(start, held.start), min(stop, held.stop)) for held in stints if held.holder == one["holder"]
                ]
                cover += [Cover(*span, one.get("backfill_a_month", 0)) for span in spans]
        if timeline != "proposed":
            settle(self.scenario, stints, self.first_day, self.end)
        return stints, cover

    def _lay(self, timeline, post, start, stop, stints, cover):
        if post.get("all_in"):
            fte = float(worked_of(post, self.structures.of(post).hours) * post.get("number", 1))
            cover.append(Stated(start, stop, fte, post["all_in"]))
            return
        proposed = any(post is one for one in self.scenario["proposed"])
        whole = worked_of(post, self.structures.of(post).hours)
        if proposed:
            entries = [(old, one) for old, one in self.placed[post["id"]] if self._still_there(one, old)]
        else:
            entries = [(post, one) for one in post.get("holders") or ()]
        worked = []
        for old, holder in entries:
            for spell in spells(holder, start, stop, self.structures.of(old).hours):
                spell.worked = min(spell.worked, whole) if proposed else spell.worked
                worked.append(spell)
                stints.append(self._held(timeline, post, old, holder, spell, (start, stop)))
        there = {**post, "held_vacant": ()} if timeline == "proposed" else post
        seats = []
        for first, last, left, kept in vacancies(there, whole, worked, start, stop):
            for one, fte in kept:
                left -= fte
                cover.append(Cover(first, last, float(one.get("cover_a_month", 0) * fte / whole)))
            seats += [(number, first, last, seat) for number, seat in enumerate(in_seats(left, whole))]
        for number, first, last, seat in joined(seats):
            fte = fte_of(seat, post.get("weeks"), self.scenario.get("term_time"), 0)
            name = self._seat(post, proposed, number)
            for begin, end, grade in self._vacant_grades(timeline, post, first, last):
                stints.append(Stint(name, post, grade, begin, end, fte, begins=start, ends=stop,
                                    structure=self.structures.of(post), scheme=post.get("pension_scheme"),
                                    proposed=proposed, timeline=timeline))  # fmt: skip

    def _still_there(self, holder, old):
        """Who has left before the old post ends comes into no proposed post."""
        return after(holder.get("to"), date.max) > self.finishes(old)

    def _held(self, timeline, post, old, holder, spell, tenure):
        proposed = post is not old
        old_weeks = old.get("weeks") if spell.weeks is None else spell.weeks
        weeks = post.get("weeks", spell.weeks) if proposed else old_weeks
        fte = fte_of(spell.worked, weeks, self.scenario.get("term_time"), holder.get("service_years", 0))
        begins = max(tenure[0], day(holder.get("from"), tenure[0]))
        stint = Stint(holder["ref"], post, self._grade(post), spell.start, spell.stop, fte, spell.member,
                      tuple(holder.get("allowances") or ()), holder=holder["ref"], begins=begins,
                      ends=min(tenure[1], after(holder.get("to"), tenure[1])),
                      structure=self.structures.of(post), proposed=proposed, timeline=timeline,
                      scheme=spell.scheme or post.get("pension_scheme"), weeks=weeks, old_weeks=old_weeks,
                      entry=old["id"])  # fmt: skip
        people = self.scenario.get("people")
        if people:
            new = next((one for one in self.scenario["proposed"] if (old, holder) in self.placed[one["id"]]), None)
            on = self.change if new is None or timeline == "proposed" else self.begins(new)
            terms = people["assimilation"]
            structures = self.structures.of(old), self.structures.of(new or old)
            change = Change(on, self._grade(old), new and self._grade(new), terms["rule"], terms["order"], *structures)
            stint.change, stint.old_structure = on, structures[0]
            stint.career = career(holder, change, self.first_day, self.end)
            stint.steps = getattr(stint.career, timeline)
        return stint

    def _grade(self, post):
        proposed = any(post is one for one in self.scenario["proposed"])
        return self.structures.of(post).grade(post["grade"], self.change if proposed else self.first_day)

    def _vacant_grades(self, timeline, post, first, last):
        """The grade of a vacancy, or first a lower one for some months from the day that it is filled."""
        below = post.get("appointed_below")
        own = self._grade(post)
        if not below or timeline != "proposal":
            yield first, last, own
            return
        filled = day(post.get("filled_on"), self.begins(post))
        over = months_on(filled, below["months"])
        if first < over:
            yield first, min(last, over), self.structures.of(post).grade(below["grade"], self.change)
        if last > over:
            yield max(first, over), last, own

    def _seat(self, post, proposed, number):
        """The name of an empty seat: one that goes with its post is one person throughout."""
        if proposed:
            came = [old for old in self.scenario["present"] if old["fate"] in LEAD and post["id"] in old["to"]]
            if len(came) == 1 and len(came[0]["to"]) == 1 and number < self._empty_at_the_change(came[0]):
                return f"seat {came[0]['id']} {number}"
            if number < len(self.seats[post["id"]]):
                return self.seats[post["id"]][number]
        return f"seat {post['id']} {number}"

    def _empty_at_the_change(self, old):
        """How many seats of a present post nobody holds on the day on which it is no more."""
        on, hours = self.finishes(old), self.structures.of(old).hours
        worked = [spell for one in old.get("holders") or () for spell in spells(one, date.min, date.max, hours)]
        whole = worked_of(old, hours)
        left = old.get("number", 1) * whole - sum(spell.worked for spell in worked if spell.start <= on < spell.stop)
        return len([*in_seats(left, whole)])
