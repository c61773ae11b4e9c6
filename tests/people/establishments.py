"""Establishments for the tests: posts, holders and structures, and what drivers say of them."""

from datetime import date

import pytest
from hypothesis import strategies as st

from model.base.financial_year import FinancialYear
from model.explain.drivers import DRIVERS, drivers
from model.schema.sections.holders import Holder
from model.schema.sections.posts import PresentPost, ProposedPost

Y10, Y11, Y12, Y13 = map(FinancialYear, (2010, 2011, 2012, 2013))
FTES = st.sampled_from([0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1.0])
IN_THE_YEARS = st.dates(date(2010, 4, 1), date(2013, 3, 31))  # the years that the Barnet scenario shows
IN_2010_11 = st.dates(date(2010, 4, 1), date(2011, 3, 31))


@st.composite
def grades(draw, low=11, high=45):
    bottom = draw(st.integers(low, high))
    top = min(bottom + draw(st.integers(0, 4)), 47)
    return f"{bottom}-{top}" + (f"#{top + draw(st.integers(1, 2))}" if draw(st.booleans()) else "")


@st.composite
def establishments(draw, ftes=FTES, grades_of=grades, held=True):
    """One to five present posts, some with holders whose working time adds up to the post's."""
    posts = []
    for place in range(draw(st.integers(1, 5))):
        number, fte = draw(st.integers(1, 3)), draw(ftes)
        holders = ()
        if held and draw(st.booleans()):
            in_lgps = draw(st.lists(st.booleans(), min_size=1, max_size=number))
            holders = tuple(
                Holder(ref=f"{place}-{seat}", fte=fte, lgps_member=member) for seat, member in enumerate(in_lgps)
            )
        posts.append(
            PresentPost(
                id=f"now-{place}",
                title=f"Post {place}",
                grade=draw(grades_of()),
                number=number,
                fte=fte,
                fate="assimilated",
                to=f"then-{place}",
                holders=holders,
            )
        )
    return tuple(posts)


def assimilated(present, raised=lambda grade: grade):
    """A proposed post for each present one, at its own grade or another."""
    return tuple(
        ProposedPost(
            id=post.to[0],
            title=post.title,
            grade=raised(post.grade),
            number=post.number,
            fte=post.fte,
            filled_by="assimilation",
        )
        for post in present
    )


@st.composite
def changes(draw):
    """A present establishment and any proposed one: kept, cut, enlarged, deleted or new, from whatever day."""
    present, proposed = [], []
    shared = draw(st.booleans())
    for place, post in enumerate(draw(establishments())):
        if shared and post.holders:  # one person in several posts
            post = post.model_copy(update={"holders": (post.holders[0].model_copy(update={"ref": "one"}),)})
        fate = draw(st.sampled_from(["assimilated", "ring-fenced", "deleted"]))
        to = () if fate == "deleted" else (f"then-{draw(st.integers(0, place))}",)
        until = draw(st.one_of(st.none(), IN_THE_YEARS))
        present.append(post.model_copy(update={"fate": fate, "to": to, "until": until}))
    for place in range(len(present) + draw(st.integers(0, 1))):
        proposed.append(
            ProposedPost(
                id=f"then-{place}",
                title=f"Post {place}",
                grade=draw(grades()),
                number=draw(st.integers(1, 3)),
                fte=draw(FTES),
                filled_by="open",
                **{"from": draw(st.one_of(st.none(), IN_THE_YEARS.map(str)))},
            )
        )
    return present, proposed


def present_post(fte=1.0, grade="23", fate="assimilated", **more):
    to = () if fate in ("deleted", "unresolved") else ("then",)
    return PresentPost(id="now", title="Technician", grade=grade, fte=fte, fate=fate, to=to, **more)


def proposed_post(fte=1.0, grade="23", filled_by="assimilation", **more):
    return ProposedPost(id="then", title="Officer", grade=grade, fte=fte, filled_by=filled_by, **more)


def amounts(costed, basis, from_year, to_year):
    """The drivers that are not nothing: key to £."""
    return {key: change for key, change in drivers(costed, basis, from_year, to_year).items() if abs(change) > 1e-6}


def difference(costed, basis, from_year, to_year):
    return costed.amount("proposal", basis, to_year) - costed.amount("do_nothing", basis, from_year)


def assert_they_add_up(costed, bases):
    for basis in bases:
        for from_year in costed.years:
            for to_year in costed.years:
                said = drivers(costed, basis, from_year, to_year)
                assert tuple(said) == tuple(DRIVERS)
                expected = difference(costed, basis, from_year, to_year)
                assert sum(said.values()) == pytest.approx(expected, abs=1e-6)
