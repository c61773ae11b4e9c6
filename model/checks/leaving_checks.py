"""Checks of how people leave: strain, special severance, authority to charge costs, bumping, trials, consultation.

Two approvals are checked separately. ``transition_checks`` checks the approval of a whole package at or above the
council's own limit. This module checks the approval of special severance.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from model.base.check import Check, checked, first_of
from model.base.faults import listed, number_of
from model.base.financial_year import in_words
from model.base.money import pounds
from model.base.stated import stated
from model.budget.consulted import Consulted, consulted
from model.budget.leaving import Leaving, in_lgps
from model.budget.transition import Transition
from model.cost.costed import CostedScenario
from model.pay.salaries import PEOPLE_BASES
from model.people.seating import Seating
from model.rates.tables import RateTable
from model.schema.sections.approvals import ROLES
from model.schema.sections.one_off import OneOffTerms

DSG = re.compile(r"\bDSG\b|dedicated schools grant", re.IGNORECASE)
CAPITAL = re.compile(r"\bcapital receipt|\bcapitalis", re.IGNORECASE)


def leaving_checks(costed: CostedScenario, transition: Transition, table: RateTable) -> list[Check]:
    """The checks that the scenario's leavers and one-off costs call for."""
    section = stated(costed.scenario.one_off, "one_off")
    found = (
        _strain(costed, transition),
        _special_severance(transition),
        _dsg(transition),
        _capital(transition),
        _bumped(costed.establishment.seating),
        _trials(transition),
        _consultation(section, table),
    )
    return [check for check in found if check is not None]


def _strain(costed: CostedScenario, transition: Transition) -> Check | None:
    """Somebody made redundant at pension age has an unreduced pension, and its cost (strain) must be stated."""
    due = [
        leaving
        for leaving in transition.leaving
        if leaving.leaver.of_kind.redundancy and leaving.of_pension_age and in_lgps(leaving.leaver, costed)
    ]
    if not due:
        return None
    faults = [
        f"{leaving.leaver.who} is made redundant at {leaving.leaver.last_age} on {in_words(leaving.leaver.leaves_on)}, "
        f"at or above the pension age of {leaving.pension_age:g}. State the pension strain (the fund's own figure for "
        "the cost of paying the pension early), or 0 where the fund says that there is none."
        for leaving in due
        if leaving.leaver.pension_strain is None
    ]
    sound = f"The strain is stated for {number_of(len(due), 'leaver')} old enough for a pension."
    blocking = costed.scenario.costing.basis in PEOPLE_BASES
    return checked(
        "pension_strain", "Pension strain of leavers old enough for a pension", faults, sound, blocking=blocking
    )


def _special_severance(transition: Transition) -> Check | None:
    special = [leaving for leaving in transition.leaving if leaving.special_roles]
    if not special:
        return None
    title = "Approval of special severance, under the statutory guidance of 12 May 2022 (England)"
    faults = [
        f"{_special(leaving)} The payment needs {_roles(leaving.roles_missing)}, which is not stated."
        for leaving in special
        if leaving.roles_missing
    ]
    sound = [
        f"{_special(leaving)} Approved: {'; '.join(map(str, leaving.leaver.special_approvals))}." for leaving in special
    ]
    return checked("special_severance", title, faults, " ".join(first_of(sound)))


def _special(leaving: Leaving) -> str:
    return (
        f"{leaving.leaver.who} is paid {pounds(leaving.leaver.special_severance)} beyond statute, contract and policy."
    )


def _roles(roles: tuple[str, ...]) -> str:
    return f"the approval of {listed([ROLES[role] for role in roles], 'and')}"


def _dsg(transition: Transition) -> Check | None:
    charged = [leaving.leaver for leaving in transition.leaving if DSG.search(leaving.leaver.funded_by)]
    if not charged:
        return None
    faults = [
        f"The cost of {leaver.who} leaving is charged to the Dedicated Schools Grant, but no decision that allows this "
        "is stated. State it as dsg_authority."
        for leaver in charged
        if leaver.dsg_authority is None
    ]
    sound = " ".join(first_of([f"{leaver.who}: {leaver.dsg_authority}." for leaver in charged]))
    return checked("dsg_authority", "Authority to charge exit costs to the Dedicated Schools Grant", faults, sound)


def _capital(transition: Transition) -> Check | None:
    """Only a direction allows a one-off cost to be capitalised. The finding names the directions and their total."""
    costs = [(who, cost) for who, cost in transition.each() if cost.direction or CAPITAL.search(cost.funded_by)]
    if not costs:
        return None
    without = dict.fromkeys((who or cost.label, cost.funded_by) for who, cost in costs if not cost.direction)
    faults = [
        f"{who} is funded by {funded_by}, but no direction is named. State the direction under which the cost is "
        "capitalised, or another fund."
        for who, funded_by in without
    ]
    directions = dict.fromkeys(cost.direction for _, cost in costs if cost.direction)
    sound = f"{pounds(transition.capitalised)} is capitalised under: {'; '.join(directions)}."
    return checked("capitalised", "Direction for costs that are capitalised", faults, sound)


def _bumped(seating: Seating) -> Check | None:
    """Bumping: the holder of a post that ends takes a proposed post meant for another holder, who leaves."""
    leavers = [leaver for leaver in stated(seating.scenario.one_off, "one_off").leavers if leaver.bumped_by]
    if not leavers:
        return None
    posts = {post.id: post for post in seating.scenario.present}
    posts |= {holder.ref: post for post in seating.scenario.present for holder in post.holders}
    titles = {post.id: post.title for post in seating.scenario.proposed}
    placed = {seat.holder: name for name, seats in seating.arriving.items() for seat in seats}
    faults, sound = [], []
    for leaver in leavers:
        stays = stated(leaver.bumped_by, "bumped_by")
        own, taken, into = posts[stays], posts[leaver.who], placed.get((stays,), "")
        if own is taken:
            faults.append(f"{stays} and {leaver.who} hold the same post. Choosing which of them leaves is not bumping.")
        elif into not in taken.to:
            faults.append(
                f"The scenario says that {stays} stays instead of {leaver.who}, but {stays} is not placed in a post to "
                f"which the post of {leaver.who} leads."
            )
        else:
            sound.append(
                f"The post of {own.title} ends. Its holder {stays} takes the post of {titles[into]}, and {leaver.who} "
                "leaves."
            )
    return checked("bumped", "Bumping: who stays and who leaves instead", faults, " ".join(first_of(sound)))


def _trials(transition: Transition) -> Check | None:
    """What a failed trial would cost is disclosed. It is in no figure until the trial has failed."""
    on_trial = [leaving for leaving in transition.leaving if leaving.if_trial_fails]
    if not on_trial:
        return None
    told = [
        f"{leaving.leaver.who} has a trial period as {trial.job} until {in_words(_ends(leaving))}. If it fails, a "
        f"further {pounds(sum(cost.amount for cost in leaving.if_trial_fails))} is due, which is in no total."
        for leaving in on_trial
        if (trial := leaving.leaver.trial)
    ]
    return checked("trials", "Trial periods that have not ended", told, "", blocking=False)


def _ends(leaving: Leaving):
    return leaving.leaver.leaves_on + timedelta(weeks=stated(leaving.leaver.trial, "trial").weeks)


def _consultation(section: OneOffTerms, table: RateTable) -> Check | None:
    """Consultation and notice must be early enough where an establishment has 20 or more dismissals in 90 days.

    The law says how many days before the first dismissal they are due.
    """
    establishments = [*consulted(section, table)]
    if not establishments:
        return None
    faults, sound = [], []
    for of in establishments:
        told = [*_too_short(of)]
        faults += told
        if not told:
            at = f"At {of.place}" if of.place else "At one establishment"
            number = number_of(of.most.number, "dismissal")
            sound.append(f"{at}: {number} in 90 days, the first on {in_words(of.most.first)}.")
    title = "Consultation on dismissals, by establishment (TULRCA 1992, sections 188 and 193)"
    return checked("consultation", title, faults, " ".join(first_of(sound)))


def _too_short(of: Consulted) -> Iterator[str]:
    """Sentences on days of consultation and notice that are not stated, or are later than the law allows."""
    if of.needed is None or of.latest is None:
        return
    at = f"at {of.place}" if of.place else "at one establishment"
    head = f"{of.most.number} dismissals {at} in 90 days, the first on {in_words(of.most.first)}"
    by = f"{of.needed.value:g} days before that, by {in_words(of.latest)}"
    for what, day in (
        ("consultation to have begun", of.entry.began if of.entry else None),
        ("the Secretary of State to have form HR1", of.entry.notified_on if of.entry else None),
    ):
        if day is None:
            yield f"{head}: expected {what} {by}; no day is stated."
        elif day > of.latest:
            days = (of.most.first - day).days
            found = f"{in_words(day)}, which is {days} days before the first dismissal"
            yield f"{head}: expected {what} {by}; found {found}."
