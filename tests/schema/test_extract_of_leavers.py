"""Leaving dates, National Insurance letters and dates of life in an extract, as payroll systems print them.

Every value is invented.
"""

from datetime import date

import pytest

from model.base.faults import InputFaults
from model.schema.changes.change import with_rows
from model.schema.extract.opening import open_extract
from model.schema.lists.columns import EXTRACT, meaning, of_life
from model.schema.load import scenario_of
from model.schema.new.from_extract import draft_from_extract
from model.schema.reading.document import Document
from tests.desk.lists import write_csv
from tests.schema.test_extract_as_it_comes import ANSWERS, CLERK, HEAD

MORE = (*HEAD, "Leaving date", "NI Cat", "Date of Birth", "Continuous service date")


@pytest.fixture
def drafted(tmp_path, rates):
    """Write an extract and make a scenario of it: the extract, the scenario's values, and the scenario."""

    def draft(*rows, chosen=None, head=MORE):
        extract = open_extract(write_csv(tmp_path / "pay.csv", [head, *rows]), chosen=chosen)
        data = draft_from_extract(extract, ANSWERS, rates)
        return extract, data, scenario_of(with_rows(Document("the scenario", data)), rates)

    return draft


def person(post, number, last="", letter="A", **dates):
    born, service = dates.get("born", "14/05/1970"), dates.get("service", "01/09/2004")
    return (post, *CLERK[1:5], dates.get("started", "01/04/2019"), number, "Main", last, letter, born, service)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Leaving Date", "to"), ("Date Left", "to"), ("Termination date", "to"), ("Contract End Date", "to"),
        ("Fixed-term end date", "to"), ("Last day of service", "to"), ("NI Category", "ni_letter"),
        ("NI Table Letter", "ni_letter"), ("NI Cat.", "ni_letter"), ("National Insurance Category", "ni_letter"),
    ],
)  # fmt: skip
def test_the_headings_of_payroll_systems_are_known(heading, key):
    assert meaning(heading, EXTRACT)[0] == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Date of Birth", "born"), ("D.O.B.", "born"), ("Birth Date", "born"),
        ("Continuous Service Date", "service_from"),
        ("Reckonable service date", "service_from"), ("NI Number", ""), ("Start date", ""),
    ],
)  # fmt: skip
def test_the_headings_of_dates_of_life_are_named_and_mean_nothing_by_themselves(heading, key):
    assert of_life(heading) == key
    if key:
        assert meaning(heading, EXTRACT, near=False) is None


def test_a_leaving_date_ends_the_holders_time_and_a_day_without_end_is_none(drafted):
    _, data, scenario = drafted(person("P1", 101, "31/08/2025"), person("P2", 102, "31/12/9999"))
    assert [holder.get("to") for holder in data["holders"]] == [date(2025, 8, 31), None]
    assert [post.holders[0].to for post in scenario.present] == [date(2025, 8, 31), None]


def test_who_left_before_the_years_shown_is_left_out_and_said(drafted):
    extract, data, _ = drafted(person("P1", 101, "31/03/2025"), person("P1", 102))
    assert [holder["post"] for holder in data["holders"]] == ["post-p1"]
    assert "1 person who left before 1 April 2025" in extract.left_out


def test_who_leaves_and_who_comes_after_share_one_post(drafted):
    _, data, _ = drafted(person("P1", 101, "31/08/2025"), person("P1", 102, started="01/09/2025"))
    assert [(post["number"], post["fte"]) for post in data["present"]] == [(1, 1)]
    assert data["holders"][1]["from"] == date(2025, 9, 1)
    _, data, _ = drafted(person("P1", 101, "30/09/2025"), person("P1", 102, started="01/09/2025"))
    assert [(post["number"], post["fte"]) for post in data["present"]] == [(2, 1)]  # both are paid in September


def test_a_letter_is_the_holders_and_those_for_which_the_employer_pays_as_for_a_are_a(drafted):
    rows = [person(f"P{number}", 100 + number, letter=letter) for number, letter in enumerate("ACJB")]
    _, _, scenario = drafted(*rows)
    assert [[each.letter for each in post.holders[0].ni_letters] for post in scenario.present] == [[], ["C"], [], []]


def test_dates_of_life_are_read_only_where_the_matching_says_so(drafted, tmp_path):
    """With a date of birth letter M ends the day before the 21st birthday; without one it has no end."""
    young = person("P1", 101, letter="M", born="14/09/2004", service="01/09/2022")
    with pytest.raises(
        InputFaults,
        match=r"NI Cat: found nothing; expected a last day, since letter M \(under 21\) ends at a certain age",
    ):
        drafted(young)
    kept = tmp_path / "extract-columns.yaml"
    named = kept.read_text(encoding="utf-8")
    assert '#   "Date of Birth": born' in named and '#   "Continuous service date": service_from' in named
    assert "2004" not in named
    for line in ("Date of Birth", "Continuous service date"):
        named = named.replace(f'#   "{line}"', f'  "{line}"')
    head, _, rest = named.partition("columns:\n")
    of_life = [line for line in rest.splitlines() if line.startswith('  "Date of') or line.startswith('  "Cont')]
    rest = "\n".join(line for line in rest.splitlines() if line not in of_life)
    kept.write_text(f"{head}columns:\n" + "\n".join(of_life) + f"\n{rest}\n", encoding="utf-8")
    _, data, scenario = drafted(young)
    [holder] = scenario.present[0].holders
    assert (holder.born, holder.service_from) == (date(2004, 9, 14), date(2022, 9, 1))
    assert holder.letters[0].last_day == date(2025, 9, 13)
    assert "born" not in str(data["present"])


def test_another_letter_is_a_fault_until_words_say_what_is_read_in_its_place(drafted, tmp_path):
    """S is a freeport's, which the model does not have."""
    with pytest.raises(InputFaults, match="NI Cat: found 'S'; expected A, C, H, M, V or Z"):
        drafted(person("P1", 101, letter="S"))
    kept = tmp_path / "extract-columns.yaml"
    kept.write_text(kept.read_text(encoding="utf-8") + "words: {ni_letter: {S: A}}\n", encoding="utf-8")
    _, _, scenario = drafted(person("P1", 101, letter="S"))
    assert scenario.present[0].holders[0].ni_letters == ()
