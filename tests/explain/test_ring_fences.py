"""Ring-fences: each has its posts and rule, its outcomes are those counted by hand, and each costs what a file says."""

from itertools import product
from math import comb, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.assessment.assess import assess
from model.cost.costed import cost_scenario
from model.disclosure.public_figures import public_assessment
from model.explain import outcomes as outcomes_of
from model.explain.pools import DISPLACED, Person, Pool
from model.report.tables.every import tables
from model.schema.load import load_scenario
from tests.checks.test_establishment import RULES
from tests.conftest import HOME, faults_of, line_of, small

SENIOR = {"name": "Senior officers", "posts": ["lead", "deputy"], "selection": "Interview by the head of service."}
TEAM = {"name": "Team", "posts": ["clerk"], "selection": "Skills test; the highest marks are placed first."}


def holders(*points, **terms):
    """Holders at points, named by letters that no other post has."""
    return [{"ref": f"{terms.get('of', 'H')}{n}", "point": point} for n, point in enumerate(points, 1)]


def fenced(name, grade, to, *points, **terms):
    """A ring-fenced present post, its holders at points."""
    own = {"id": name, "title": name.title(), "grade": grade, "fate": "ring-fenced", "to": to, "number": len(points)}
    return own | {"holders": holders(*points, of=name[0].upper())} | terms


def for_them(name, grade, **terms):
    """A proposed post that is filled from a ring-fence."""
    return {"id": name, "title": name.title(), "grade": grade, "filled_by": "ring-fence"} | terms


PLACED = {"L1": "manager", "D1": "adviser", "C2": "officer", "C1": DISPLACED, "C3": DISPLACED}


def two_fences(**more):
    """Two senior posts for two people; one officer's post for three clerks; one post that changes grade alone."""
    stated = [{"holder": holder, "to": to} for holder, to in PLACED.items()]
    made = small(people={**RULES, "ring_fence": stated}, **more)
    made["costing"] = {"basis": "actual", "reason": "A test.", **(more.get("costing") or {})}
    made["present"] = [
        fenced("lead", "28-30", ["manager", "adviser"], 30),
        fenced("deputy", "26-28", ["manager", "adviser"], 26),
        fenced("clerk", "8-12", ["officer"], 8, 10, 12),
        fenced("old", "20-22", ["new"], 21, fate="assimilated"),
    ]
    made["proposed"] = [
        for_them("manager", "31-33"),
        for_them("adviser", "27-29"),
        for_them("officer", "12-15"),
        for_them("new", "21-23", filled_by="assimilation"),
    ]
    return made


@pytest.fixture
def assessed(write, rates):
    return lambda made: assess(write(made), rates)


def in_full(assessment, fence, way):
    """The whole scenario costed with one outcome written into it: the long way round, with nothing left out."""
    people = assessment.scenario.people
    kept = [placed for placed in people.ring_fence if placed.holder not in fence.holders]
    stated = people.model_copy(update={"ring_fence": (*way, *kept)})
    costed = cost_scenario(assessment.scenario.model_copy(update={"people": stated}), assessment.rates)
    year = costed.year_of_change
    return [
        costed.amount("proposed", "actual", year),
        costed.amount("proposed", "actual", year, "pay_protection"),
        costed.amount("proposal", "actual", year),
    ]


def test_each_ring_fence_has_its_own_outcomes(assessed):
    """Two people and two posts: 7. Three people and one post: each of the three, or nobody: 4. Not 28 together."""
    senior, team = assessed(two_fences(ring_fences=[SENIOR, TEAM])).outcomes
    assert (senior.fence.name, senior.number, len(senior.outcomes)) == ("Senior officers", 7, 7)
    assert (team.fence.name, team.number, len(team.outcomes)) == ("Team", 4, 4)
    assert (senior.best_placed[0].displaced, team.best_placed[0].displaced) == (0, 2)
    assert [placed.to for placed in team.assumed.placements] == [DISPLACED, "officer", DISPLACED]


def test_without_a_statement_posts_that_lead_to_the_same_posts_are_one_ring_fence(assessed):
    senior, team = assessed(two_fences()).outcomes
    assert (senior.fence.name, team.fence.name) == ("Manager and Adviser", "Officer")
    assert (senior.number, team.number) == (7, 4)


CASES = {
    "two ring-fences": two_fences(ring_fences=[SENIOR, TEAM]),
    "a turnover factor": two_fences(
        costing={"basis": "actual", "reason": "A test.", "turnover": {"rate": "4%", "reason": "A test."}}
    ),
}


@pytest.mark.parametrize("name", [*CASES, "barnet-schools-ict-actual", "fictional-council"])
def test_an_outcome_costs_what_the_whole_scenario_with_it_costs(assessed, rates, name):
    made = assessed(CASES[name]) if name in CASES else assess(HOME / "scenarios" / f"{name}.yaml", rates)
    assert made.outcomes
    for of in made.outcomes:
        for outcome in of.outcomes:
            assert [outcome.cost, outcome.protection, outcome.in_year] == pytest.approx(
                in_full(made, of.fence, outcome.placements), abs=1e-6
            )


def test_a_holder_with_another_post_outside_the_ring_fence_has_one_national_insurance(assessed):
    """The clerk C1 has 0.5 FTE in the ring-fence and 0.5 outside it: one threshold for both."""
    made = two_fences()
    made["present"][2] |= {"fte": 0.5, "holders": [{"ref": "C1", "point": 8, "fte": 0.5}], "number": 1}
    made["present"][3] |= {"fte": 0.5, "holders": [{"ref": "C1", "point": 21, "fte": 0.5}]}
    made["proposed"][2]["fte"] = made["proposed"][3]["fte"] = 0.5
    made["people"]["ring_fence"] = made["people"]["ring_fence"][:2]
    assessment = assessed(made)
    *_, team = assessment.outcomes
    for outcome in team.outcomes:
        assert outcome.cost == pytest.approx(in_full(assessment, team.fence, outcome.placements)[0], abs=1e-6)


def test_people_outside_a_ring_fence_keep_their_room(assessed):
    """Two officers' posts, one of which somebody is slotted into: three clerks have one left."""
    made = two_fences()
    made["proposed"][2]["number"] = 2
    made["present"].append({"id": "slot", "title": "Slot", "grade": "12", "fate": "assimilated", "to": "officer",
                            "holders": holders(12, of="S")})  # fmt: skip
    *_, team = assessed(made).outcomes
    assert team.number == 4


def test_the_report_sums_up_the_ring_fences_and_the_annex_alone_has_each_outcome(assessed):
    assessment = assessed(two_fences(ring_fences=[SENIOR, TEAM]))
    by_key = {table.key: table for table in tables(assessment)}
    rules, short, each = (by_key[key] for key in ("ring_fences", "ring_fence_summary", "ring_fence_outcomes"))
    assert [text for _, text in rules.page_rows()[1]] == ["Team", "3 \u00d7 Clerk", "Officer", TEAM["selection"]]
    assert (short.section, each.section) == ("The people", "Annex: the outcomes of each ring-fence (exempt)")
    assert short.exempt and each.exempt and not rules.exempt
    assert (len(short.body), len(each.body)) == (2, 11)
    assert list(short.frame["How many ways"]) == ["7", "4"]
    for row, of in zip(short.body.to_dict("records"), assessment.outcomes, strict=True):
        costs = [outcome.cost for outcome in of.outcomes]
        assert (row["Lowest of all"], row["Highest of all"]) == (min(costs), max(costs))
        assert row["Assumed"] == assessment.costed.amount("proposed", "actual", assessment.costed.year_of_change)
        assert row["Lowest of all"] <= row["Lowest of those"] <= row["Assumed"] <= row["Highest of those"]
    assert "If every ring-fence ends at its “Lowest of those”, the structure costs" in short.note


def test_the_public_tables_have_the_rules_and_no_outcome(assessed, rates):
    public = public_assessment(assessed(two_fences(ring_fences=[SENIOR, TEAM])).scenario, rates)
    keys = {table.key for table in tables(public)}
    assert "ring_fences" in keys and not keys & {"ring_fence_summary", "ring_fence_outcomes"}


def test_of_too_many_outcomes_the_lowest_and_highest_are_found_and_the_rest_is_counted(assessed, monkeypatch):
    """With at most 6 costed of 4 clerks and 2 posts, 1 + 8 + 12 ways: the ends are those of all 21."""
    made = two_fences()
    made["present"][2] |= {"number": 4, "holders": holders(8, 10, 11, 12, of="C")}
    made["proposed"][2] |= {"number": 1}
    made["proposed"].insert(3, {**made["proposed"][2], "id": "senior", "title": "Senior", "grade": "14-17"})
    made["present"][2]["to"] = ["officer", "senior"]
    *_, whole = assessed(made).outcomes
    assert whole.number == len(whole.outcomes) == 1 + 4 * 2 + 4 * 3
    monkeypatch.setattr(outcomes_of, "MOST_OUTCOMES", 6)
    assessment = assessed(made)
    *_, few = assessment.outcomes
    assert (few.number, len(few.outcomes)) == (21, 6)
    for part in ("outcomes", "best_placed"):
        for end in (0, -1):
            assert getattr(few, part)[end].cost == pytest.approx(getattr(whole, part)[end].cost, abs=1e-6)
    [short] = [table for table in tables(assessment) if table.key == "ring_fence_summary"]
    assert (
        "6 outcomes are costed, including the assumed one, the lowest and the highest. The other 15 are not."
        in short.note
    )


def test_a_pool_too_large_to_count_says_so():
    people = tuple(Person(f"P{n}", 1 - n / 1000, tuple("abcdef")) for n in range(30))
    pool = Pool(people, dict.fromkeys("abcdef", 8.0), dict.fromkeys("abcdef", 1.0))
    assert pool.number() is None
    assert (
        pool.cheapest(
            {(one.ref, to): 0.0 for one in people for to in ("a", "b", "c", "d", "e", "f", DISPLACED)},
            fewest_displaced=True,
        )
        is None
    )


@given(people=st.integers(1, 6), posts=st.integers(1, 4))
def test_people_for_posts_of_one_kind_are_placed_in_as_many_ways_as_counted(people, posts):
    """k of n people in k of m posts, each its own: n over k, times m over k, times k factorial."""
    names = [f"p{n}" for n in range(posts)]
    pool = Pool(
        tuple(Person(f"H{n}", 1.0, tuple(names)) for n in range(people)),
        dict.fromkeys(names, 1.0),
        dict.fromkeys(names, 1.0),
    )
    by_hand = sum(comb(people, k) * comb(posts, k) * factorial(k) for k in range(min(people, posts) + 1))
    assert pool.number() == len(set(pool.ways())) == by_hand


@given(
    costs=st.lists(st.integers(-50, 50), min_size=12, max_size=12),
    ftes=st.lists(st.sampled_from([0.4, 0.5, 0.6, 1.0]), min_size=4, max_size=4),
)
def test_the_cheapest_way_is_the_cheapest_of_all_of_them(costs, ftes):
    names = ("a", "b", "c")
    people = tuple(Person(f"H{n}", fte, names) for n, fte in enumerate(ftes))
    pool = Pool(people, dict.fromkeys(names, 1.0), dict.fromkeys(names, 1.0))
    amounts = dict(zip(product([one.ref for one in people], names), costs, strict=True))
    amounts |= {(one.ref, DISPLACED): 0 for one in people}

    def cost(way):
        return sum(amounts[choice] for choice in way)

    def displaced(way):
        return sum(to == DISPLACED for _, to in way)

    ways = list(pool.ways())
    fewest = min(map(displaced, ways))
    assert cost(pool.cheapest(amounts, fewest_displaced=False)) == min(map(cost, ways))
    best = pool.cheapest(amounts, fewest_displaced=True)
    assert (displaced(best), cost(best)) == (fewest, min(cost(way) for way in ways if displaced(way) == fewest))


FAULTS = {
    "a post that is not there": ({**TEAM, "posts": ["clark"]}, {}, "the id of a present post. Did you mean clerk?"),
    "a post that is not ring-fenced": ({**TEAM, "posts": ["clerk", "old"]}, {}, "old is assimilated"),
    "a post in two": ({**TEAM, "posts": ["clerk", "lead"]}, {}, "each post in only one ring-fence"),
    "a rule that says nothing": ({**TEAM, "selection": "tbc"}, {}, "some text that gives the answer"),
    "a holder placed elsewhere": (TEAM, {"holder": "C2", "to": "manager"}, "ring-fence, officer, or displaced"),
}


@pytest.mark.parametrize(("fence", "placed", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_ring_fence_that_cannot_be_is_a_fault_with_its_place(write, rates, fence, placed, expected):
    made = two_fences(ring_fences=[SENIOR, fence])
    if placed:
        made["people"]["ring_fence"][2] = placed
    path = write(made)
    found = [fault for fault in faults_of(path, rates) if expected in str(fault)]
    assert len(found) == 1
    key = "ring_fence" if placed else "ring_fences"
    assert found[0].line > line_of(path.read_text(encoding="utf-8"), f'"{key}"')


def test_a_ring_fenced_post_in_no_ring_fence_is_a_fault(write, rates):
    [fault] = faults_of(write(two_fences(ring_fences=[SENIOR])), rates)
    assert fault.path == ("present", 2, "fate")
    assert "clerk among the posts of a ring-fence" in str(fault)


def test_a_scenario_with_one_ring_fence_needs_no_statement_of_it(rates):
    scenario = load_scenario(HOME / "scenarios" / "barnet-schools-ict-actual.yaml", rates)
    assert scenario.ring_fences == ()
