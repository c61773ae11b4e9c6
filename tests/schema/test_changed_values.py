"""What a changed value means: text as in the file, nothing, and values of Python."""

import pytest

from model.assessment.assess import assess
from model.schema.load import load_scenario
from tests.schema.test_changes import CHANGES, POSTS, write


@pytest.fixture
def case(tmp_path):
    return write(tmp_path)


VALUES = [
    ("proposed.spare.post_number", "0100"),
    ("proposed.spare.post_number", "12"),
    ("proposed.spare.note", "12:30"),
    ("proposed.spare.note", "no"),
    ("proposed.spare.note", "'~'"),
    ("proposed.spare.note", '"24"'),
    ("proposed.spare.indicative", "no"),
    ("proposed.spare.indicative", "yes"),
    ("proposed.spare.weeks", "39"),
    ("proposed.spare.number", "2.0"),
    ("proposed.spare.manages", "1e1"),
    ("proposed.spare.from", "1 February 2025"),
    ("proposed.spare.from", "01/02/2025"),
    ("proposed.spare.allowances", "[{name: First aid, amount: 250, source: The agreement}]"),
    ("proposed.spare.funds", "[{fund: A, share: 40%}, {fund: B, share: 60%}]"),
    ("term_time.fte_places", "2"),
]


@pytest.mark.parametrize(("place", "text"), VALUES)
def test_a_value_means_what_it_means_in_the_file(tmp_path, rates, place, text):
    section, *_, key = place.split(".")
    spare = {"id": "spare", "title": "Spare", "grade": 20, "filled_by": "open"}
    new = {"id": "new", "title": "New", "grade": 24, "filled_by": "assimilation"}
    term_time = {"method": "ratio", "weeks_in_year": "365/7", "leave_days": 31, "source": "A"}
    path = write(tmp_path, proposed=[new, spare], term_time=term_time)
    before = '"method": "ratio",' if section == "term_time" else '"title": "Spare",'
    in_file = tmp_path / "in_file.yaml"
    in_file.write_text(path.read_text(encoding="utf-8").replace(before, f"{before} {key}: {text},"), encoding="utf-8")
    assert load_scenario(path, rates, {place: text}) == load_scenario(in_file, rates)
    assert load_scenario(path, rates, {place: text}) != load_scenario(path, rates) or text == "no"


def test_nothing_takes_an_optional_value_away(rates, tmp_path):
    path = write(
        tmp_path, POSTS.replace("_by", "_by,note").replace("assimilation", "assimilation,").replace("open", "open,A")
    )
    for nothing in ("", " ", "null", "~", None):
        assert load_scenario(path, rates, {"proposed.spare.note": nothing}).proposed[1].note is None


def test_plain_values_of_python_do_as_well_as_text(case, rates):
    plain = {"proposed.spare.fte": 0.5, "present.temp": {"title": "Temp", "grade": 5, "fate": "deleted"}}
    text = {place: CHANGES[place] for place in plain}
    assert assess(case, rates, plain).digest == assess(case, rates, text).digest
