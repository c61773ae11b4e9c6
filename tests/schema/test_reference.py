"""Every key says what it is for, and the page of every key is the current one."""

import pytest
from pydantic import TypeAdapter, ValidationError

from model.schema.reference import reference
from model.schema.sections.declared import Form, declared, sections_in
from model.schema.sections.scenario import Scenario
from tests.conftest import HOME


def fields(model=Scenario, seen=None):
    """Each field of every section, by its section's name and its own."""
    seen = {} if seen is None else seen
    for name, field in model.model_fields.items():
        if (model.__name__, name) not in seen:
            seen[model.__name__, name] = field
            for section in sections_in(field):
                fields(section, seen)
    return seen


FIELDS = fields()
EXAMPLES = [
    pytest.param(field, example, id=".".join(where))
    for where, field in FIELDS.items()
    for form in [declared(field, Form)]
    for example in field.examples or ([form.example] if form and form.example and not sections_in(field) else [])
]


def test_the_page_is_the_current_one():
    page = (HOME / "docs" / "reference.md").read_text(encoding="utf-8")
    assert page == reference(), "python3 workbook.py reference writes it again"


def test_every_key_has_a_title_and_says_what_it_means_in_sentences():
    missing = [where for where, field in FIELDS.items() if not (field.title and field.description)]
    assert missing == []
    loose = [
        where for where, field in FIELDS.items() if not field.description.endswith(".") or "``" in field.description
    ]
    assert loose == []
    codes = [where for where, field in FIELDS.items() if "_" in field.title or field.title[0].islower()]
    assert codes == []


@pytest.mark.parametrize(("field", "example"), EXAMPLES)
def test_every_example_is_one_that_a_file_may_hold(field, example):
    TypeAdapter(field.rebuild_annotation()).validate_python(example)


def test_an_example_that_no_file_may_hold_would_be_found():
    with pytest.raises(ValidationError):
        TypeAdapter(FIELDS["PresentPost", "grade"].rebuild_annotation()).validate_python("47-42")


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (
            "full_time_hours",
            "week, more than 0 and at most 48 | **required** | `full_time_hours: 36` | public |",
        ),
        ("filled_by", "`ring-fence`: ring-fenced<br>"),
        ("least", "whole number, at least 2 and at most 100 | `5` | `least: 10` | public |"),
        ("shape", "flat, or a list of percentages | `flat` | `shape: [100%, 50%, 25%]` | exempt |"),
        ("into", "name of an entry of `proposed` | **required** | `into: senior-officer` | exempt |"),
        ("present", "or a file | **required** |"),
    ],
)
def test_a_row_says_unit_default_example_and_who_may_see_it(key, row):
    assert any(line.startswith(f"| `{key}` | **") and row in line for line in reference().splitlines())
