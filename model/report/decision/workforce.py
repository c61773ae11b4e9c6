"""Workforce implications: posts and people by route, protection and its end, and consultation."""

from collections.abc import Iterator

from model.base.dated import ONE_DAY
from model.base.faults import number_of
from model.base.financial_year import in_words
from model.base.stated import stated
from model.disclosure.public_input import rules, suppress
from model.pay.progression import months_after
from model.people.phases import phases
from model.report.decision.blocks import Block, Ref, Rows, said
from model.report.decision.brief import Brief
from model.report.structure_charts.posts import FATES
from model.report.tables.public import KEPT_BACK
from model.schema.sections.scenario import Scenario

MOST_FENCES = 2
"""Most ring-fences whose selection the paper describes. The annex has them all."""


def workforce(brief: Brief) -> Iterator[Block]:
    """A table of people by route, the selection of each ring-fence, and a place to write about consultation."""
    scenario = brief.assessment.scenario
    protection = f" {_protection(scenario)}" if scenario.people else ""
    yield said(Ref("workforce"), f" shows what happens to the posts, and how many people are in them.{protection}")
    yield _by_route(brief)
    fences = scenario.ring_fences
    yield from (said(f"Ring-fence, {fence.name}: {fence.selection}") for fence in fences[:MOST_FENCES])
    if more := fences[MOST_FENCES:]:
        yield said(
            f"{number_of(len(more), 'further ring-fence is', 'further ring-fences are')} in the technical annex."
        )
    yield said("Consultation: ", brief.fill("consultation"))


def _protection(scenario: Scenario) -> str:
    """Whether pay that falls is protected, and until when at the latest."""
    scheme = stated(scenario.people, "people").protection
    if not scheme.months:
        return "Nobody\u2019s pay is protected."
    last = max(phase.day for phase in phases(scenario))
    ends = months_after(last, scheme.months) - ONE_DAY
    return f"Pay that falls is protected for {scheme.months} months, until {in_words(ends)} at the latest."


def _by_route(brief: Brief) -> Rows:
    """Posts and people by what happens to the post. In a public paper small numbers of people are kept back."""
    scenario = brief.assessment.scenario
    posts: dict[str, int] = {}
    people: dict[str, int] = {}
    for post in scenario.present:
        posts[post.fate] = posts.get(post.fate, 0) + post.number
        filled = len({holder.ref for holder in post.holders}) if post.holders else post.number * (not post.vacant)
        people[post.fate] = people.get(post.fate, 0) + filled
    counts: tuple[int | None, ...] = tuple(people.values())
    total: int | None = sum(people.values())
    note = ""
    if brief.assessment.is_public:
        least = rules(scenario).least
        shown = suppress(tuple(people.values()), least)
        counts, total = shown.counts, shown.total
        if None in (*counts, total):
            note = f"{KEPT_BACK}: kept back, because the number is below {least} or would reveal such a number."
    rows = [
        (FATES["present"][fate].words.capitalize(), f"{number:,}", _count(count))
        for (fate, number), count in zip(posts.items(), counts, strict=True)
    ]
    rows.append(("All", f"{sum(posts.values()):,}", _count(total)))
    return Rows(
        "workforce",
        "Posts and people by what happens to the post",
        ("What happens to the post", "Posts", "People in them"),
        tuple(rows),
        (False, True, True),
        total_row=True,
        note=note,
    )


def _count(count: int | None) -> str:
    return KEPT_BACK if count is None else f"{count:,}"
