"""A post or a holder is in one restructure; what is wrong is told all at once, with file and line."""

import pytest

from model.base.faults import InputFaults
from model.portfolio.portfolio import portfolio
from tests.portfolio.three_restructures import PORTFOLIO, A, B, C, write


def faults_of(path, rates):
    """Every fault of a portfolio; nothing may come of it."""
    with pytest.raises(InputFaults) as found:
        portfolio(path, rates)
    return found.value.faults


def with_post(scenario, side="present", **keys):
    """A scenario whose first post of a side has other keys."""
    first, *others = scenario[side]
    return {**scenario, side: [{**first, **keys}, *others]}


def held(scenario, ref):
    """A scenario whose first post is on a grade and is held."""
    post = {
        "id": scenario["present"][0]["id"],
        "title": "Held",
        "grade": 20,
        "fate": "deleted",
        "holders": [{"ref": ref, "point": 20}],
    }
    return {**scenario, "present": [post, *scenario["present"][1:]]}  # fmt: skip


def line_of(path, text):
    """The line of a file on which a text is first, from 1."""
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def test_a_post_claimed_by_two_is_told_with_both_files_and_lines(tmp_path, rates):
    path = write(tmp_path, b=with_post(B, id="a2"))
    [fault] = faults_of(path, rates)
    earlier = f"{tmp_path}/a.yaml, line {line_of(tmp_path / 'a.yaml', 'a2') - 1}"
    assert (fault.file, fault.line) == (f"{tmp_path}/b.yaml", line_of(tmp_path / "b.yaml", '"a2"') - 1)
    assert fault.found == f"the post 'a2', which {earlier} claims too"


@pytest.mark.parametrize(
    ("number_in_a", "number_in_b", "same_id", "claimed_twice"),
    [
        ("E1", "E1", False, True),
        ("E1", "E2", True, False),
        ("E1", None, True, True),
        (None, None, False, False),
        ("E1", "E2", False, False),
    ],
)
def test_a_post_is_known_by_its_number_and_without_one_by_its_id(
    tmp_path, rates, number_in_a, number_in_b, same_id, claimed_twice
):
    a, b = (with_post(of, post_number=number) for of, number in ((A, number_in_a), (B, number_in_b)))
    path = write(tmp_path, a=a, b=with_post(b, id="a1") if same_id else b)
    if claimed_twice:
        [fault] = faults_of(path, rates)
        assert "claims too" in fault.found
    else:
        assert len(portfolio(path, rates).members) == 3


def test_a_post_number_is_proposed_once(tmp_path, rates):
    """Short names of new posts may be alike: each is a name within its own file."""
    a, b = (with_post(of, "proposed", id="new", post_number="E9") for of in (A, B))
    [fault] = faults_of(write(tmp_path, a=a, b=b), rates)
    assert fault.found.startswith("the proposed post 'new', post number E9, which ")
    a, b = (with_post(of, "proposed", id="new") for of in (A, B))
    assert len(portfolio(write(tmp_path, a=a, b=b), rates).members) == 3


def test_a_holder_in_two_restructures_is_told_since_their_insurance_would_be_reckoned_twice(tmp_path, rates):
    [fault] = [
        fault for fault in faults_of(write(tmp_path, a=held(A, "H1"), b=held(B, "H1")), rates) if "H1" in fault.found
    ]
    assert fault.file == f"{tmp_path}/b.yaml"
    assert f"who is also in {tmp_path}/a.yaml, line " in fault.found
    assert "one National Insurance threshold a month" in fault.expected


def test_all_faults_of_all_scenarios_are_told_at_once_and_nothing_is_added_up(tmp_path, rates):
    """A claim too, although the scenario that makes it is at fault elsewhere."""
    b, c = with_post(B, id="a1"), {**C, "authority": "Elsewhere"}
    b["costing"] = {"basis": "topp", "reason": "Invented."}
    text = PORTFOLIO.replace("a.yaml, directorate", "a.yaml, directorat") + "  - {file: cc.yaml}\n"
    found = {
        (fault.file.rpartition("/")[2], fault.where): fault
        for fault in faults_of(write(tmp_path, text, b=b, c=c), rates)
    }
    assert set(found) == {
        ("b.yaml", "costing, basis"),
        ("c.yaml", "authority"),
        ("portfolio.yaml", "scenarios 1, directorat"),
        ("portfolio.yaml", "scenarios 4, file"),
        ("b.yaml", "present 1"),
    }
    assert found["b.yaml", "costing, basis"].nearest == "top"
    assert found["portfolio.yaml", "scenarios 1, directorat"].nearest == "directorate"
    assert found["portfolio.yaml", "scenarios 4, file"].nearest == "c.yaml"


def test_a_scenario_is_listed_once_however_its_name_is_written(tmp_path, rates):
    [fault] = faults_of(write(tmp_path, PORTFOLIO + "  - {file: ./a.yaml}\n"), rates)
    assert (fault.where, fault.line, fault.expected) == ("scenarios 4, file", 8, "each scenario once")


@pytest.mark.parametrize("name", ["../outside.yaml", "/etc/hostname"])
def test_a_scenario_outside_the_folder_is_refused(tmp_path, rates, name):
    text = f"format: 1\ntitle: X\nscenarios: [{{file: {name}}}]\n"
    [fault] = faults_of(write(tmp_path, text), rates)
    assert fault.expected == "a restructure's scenario file, in the portfolio's folder or in a folder inside it"


def test_a_change_that_a_scenario_has_no_place_for_names_the_scenario_and_the_portfolio_s_line(tmp_path, rates):
    text = f"{PORTFOLIO}changes:\n  on_costs.lgps[2020-04-01].rate: 22%\n  pay.awards[2021-04-01].percent: 2%\n"
    found = faults_of(write(tmp_path, text), rates)
    assert [fault.file.rpartition("/")[2] for fault in found] == ["a.yaml", "b.yaml", "c.yaml"]
    assert {fault.cell for fault in found} == {f"change 2 of {tmp_path}/portfolio.yaml, line 10"}


def test_a_change_of_the_portfolio_is_made_in_every_scenario(tmp_path, rates):
    found = portfolio(write(tmp_path, f"{PORTFOLIO}changes:\n  on_costs.lgps[2020-04-01].rate: 22%\n"), rates)
    assert [member.assessment.scenario.on_costs.lgps[0].on_pay for member in found.members] == [0.22] * 3


POSTS = "id,post_number,title,number\na1,,,1\na2,,,1\n,E7,Post b1,1\nc1,,,2\n"
WITH_LIST = f"{PORTFOLIO}establishment: {{posts: posts.csv, holders: people.csv}}\n"


def test_what_the_establishment_s_list_has_not_cannot_be_restructured(tmp_path, rates):
    """It has b1 by its number, c2 not at all, one post a1 where two are claimed, and a holder in another post."""
    (tmp_path / "posts.csv").write_text(POSTS)
    (tmp_path / "people.csv").write_text("ref,post\nH1,E7\nH2,a1\n")
    a = with_post(A, number=2)
    found = faults_of(
        write(tmp_path, WITH_LIST, a=a, b=with_post(held(B, "H2"), post_number="E7"), c=held(C, "H11")), rates
    )
    of_list = {fault.found: fault.expected for fault in found if "establishment's list" in fault.expected}
    assert of_list == {
        "2 of 'a1'": "no more than the 1 such post in the establishment's list",
        "the post 'c2'": "a post in the establishment's list",
        "the holder 'H2' in 'b1', post number E7": "the post that the establishment's list states: a1",
        "the holder 'H11'": "a holder in the establishment's list",
    }


def test_a_slip_in_the_establishment_s_list_is_told_and_nothing_that_would_follow_from_it(tmp_path, rates):
    (tmp_path / "posts.csv").write_text(POSTS.replace("title", "titel"))
    (tmp_path / "people.csv").write_text("ref,post\nH1,E7\n")
    [fault] = faults_of(write(tmp_path, WITH_LIST), rates)
    assert (fault.file, fault.nearest) == (f"{tmp_path}/posts.csv", "title")
