"""What a place of a scenario is called: an entry by what identifies it, by its number, or in brackets."""

from model.schema.load import load_scenario
from model.schema.sections.scenario import Scenario
from model.schema.sections.section import NameOf, Section
from model.schema.sections.shape import entry_of, keys_of, models_in, names_entries, type_at, types_in
from tests.schema.test_changes import faults_of, write


def test_entries_of_one_name_are_told_by_their_number(tmp_path, rates):
    line = {"line": "Pay", "amount": 1000}
    months = [{"month": "2024-04", "line": "Pay", "amount": amount} for amount in (100, 200)]
    path = write(tmp_path, budget={"year": "2024/25", "lines": [line], "actuals_to": "2024-04", "actuals": months})
    [(_, said)] = faults_of(lambda: load_scenario(path, rates, {"budget.actuals[2024-04-01].amount": "300"}))
    assert "no entry" in said  # a month is called as it is written
    [(_, said)] = faults_of(lambda: load_scenario(path, rates, {"budget.actuals[2024-04].amount": "300"}))
    assert said.startswith("found 2 entries called '2024-04'; expected the number of one of them: #1 or #2")
    assert load_scenario(path, rates, {"budget.actuals.2.amount": "300"}).budget.actuals[1].amount == 300


def test_an_entry_that_is_not_there_is_answered_with_the_names_and_numbers_that_are(tmp_path, rates):
    path = write(tmp_path)
    for place, expected in (
        ("proposed.spar.grade", "the name of an entry ('new' or 'spare') or its number (1 to 2). Did you mean spare?"),
        ("proposed.new.funds.x.share", "a new entry with its keys and values, since the list is empty."),
        ("on_costs.lgps.x.rate", "the name of an entry ('2024-04-01') or its number (1)."),
    ):
        [(_, said)] = faults_of(lambda place=place: load_scenario(path, rates, {place: "x"}))
        assert said.endswith(f"; expected {expected}")


def test_a_name_with_a_dot_stands_in_brackets(tmp_path, rates):
    funds = [{"fund": "St. Mary's", "share": "40%"}, {"fund": "General Fund", "share": "60%"}]
    new = {"id": "new", "title": "New", "grade": 24, "filled_by": "assimilation", "funds": funds}
    path = write(tmp_path, proposed=[new])
    changes = {"proposed.new.funds[St. Mary's].share": "30%", "proposed.new.funds.General Fund.share": "70%"}
    assert [each.share for each in load_scenario(path, rates, changes).proposed[0].funds] == [0.3, 0.7]


def lists(model=Scenario, at=()):
    """The place of every list of sections, with 0 for each number."""
    for key, annotation in keys_of(model).items():
        if entry_of(annotation) is not None and (inner := next(models_in(entry_of(annotation)), None)):
            yield (*at, key)
            yield from lists(inner, (*at, key, 0))
        elif entry_of(annotation) is None and (inner := next(models_in(annotation), None)):
            yield from lists(inner, (*at, key))


def test_what_identifies_an_entry_is_a_key_of_it():
    places = list(lists())
    assert len(places) > 40
    for at in places:
        entry = next(models_in(type_at((*at, 0))))
        assert issubclass(entry, Section) and set(entry.identified_by) <= set(keys_of(entry)), at
    assert {at for at in places if not names_entries(type_at(at))} == {("history",), ("history", 0, "changes")}


def test_what_a_field_names_is_a_list_whose_entries_have_names():
    def marks(annotation, seen):
        for part in types_in(annotation):
            if isinstance(part, NameOf):
                yield part.list
        for model in models_in(annotation):
            if model not in seen:
                seen.add(model)
                for inner in keys_of(model).values():
                    yield from marks(inner, seen)

    named = set(marks(Scenario, set()))
    assert {"proposed", "present", "present.holders", "budget.lines", "job_family.levels"} <= named
    known = {".".join(step for step in at if isinstance(step, str)) for at in lists()}
    assert named <= known
