"""What the tests share: published examples, the rate tables, both Barnet cases, and scenario files made from one."""

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import settings

from model.assessment import assess
from model.rate_tables import load_rates

HOME = Path(__file__).resolve().parents[1]
WORKED_EXAMPLES = HOME / "tests" / "worked_examples"
RESOLVED = HOME / "scenarios" / "barnet-schools-ict.yaml"
AS_PUBLISHED = HOME / "scenarios" / "barnet-schools-ict-as-published.yaml"

# The same examples in every run, so that two runs of the tests agree; `--hypothesis-profile=explore` looks further.
settings.register_profile("same_every_time", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile("same_every_time")


def worked_examples(name: str, **chosen: str) -> list[dict[str, str]]:
    """The rows of a table of figures from outside the project, each with its source; or those chosen."""
    with (WORKED_EXAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == value for key, value in chosen.items())]


def change_scenario(*replacing: tuple[str, str], **sections: object) -> str:
    """The resolved Barnet scenario with texts replaced, and sections given anew or, by None, left out."""
    text = RESOLVED.read_text(encoding="utf-8")
    for old, new in replacing:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the scenario, not once"
        text = text.replace(old, new)
    for name, value in sections.items():
        body = "" if value is None else f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        text, found = re.subn(rf"^{name}:.*?(?=^\w|\Z)", lambda _, body=body: body, text, flags=re.M | re.S)
        assert found == 1, f"the scenario has {found} sections {name}, not one"
    return text


@pytest.fixture
def write_scenario(tmp_path):
    """Write a changed resolved scenario (see ``change_scenario``); gives its path."""

    def write(*replacing: tuple[str, str], **sections: object) -> Path:
        path = tmp_path / "scenario.yaml"
        path.write_text(change_scenario(*replacing, **sections), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def rates():
    return load_rates()


@pytest.fixture(scope="session")
def barnet(rates):
    """The Barnet case with its open questions answered by assumptions, assessed."""
    return assess(RESOLVED, rates)


@pytest.fixture(scope="session")
def as_published(rates):
    """The Barnet case as the report publishes it, assessed."""
    return assess(AS_PUBLISHED, rates)
