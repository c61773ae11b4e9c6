"""The pages lead to one another: no link ends nowhere, and the index of the method names each of its pages."""

import re
import tomllib

import pytest

from model import __version__
from tests.conftest import HOME

PAGES = [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md")]
SOURCES = [
    path
    for folder in ("model", "tests")
    for path in (HOME / folder).rglob("*.*")
    if path.suffix in (".py", ".csv", ".html")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_link_of_a_page_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_the_index_of_the_method_names_each_page_once():
    index = (HOME / "docs" / "method" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (HOME / "docs" / "method").glob("*.md") if path.name != "README.md")
    assert sorted(re.findall(r"\]\((\w+\.md)\)", index)) == pages


def test_every_page_that_the_code_names_is_there():
    named = {
        (str(path.relative_to(HOME)), page)
        for path in SOURCES
        for page in re.findall(r"docs/[\w/.-]*\w\.md|docs/[a-z]+/", path.read_text(encoding="utf-8"))
    }
    assert [(path, page) for path, page in sorted(named) if not (HOME / page).exists()] == []


def test_the_version_is_the_same_wherever_it_is_named():
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [newest, *_] = re.findall(r"^## (\d+\.\d+\.\d+)$", (HOME / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert {project["version"], newest} == {__version__}


def test_each_version_of_the_changelog_speaks_to_both_readers():
    _, *versions = re.split(r"^## ", (HOME / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.M)
    for version in versions:
        assert re.findall(r"^### (.+)$", version, re.M) == ["For those who use it", "For those who work on it"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_file_of_the_project_that_a_page_names_is_there(page):
    """Names in code style; a part in capitals, and yours, is for the reader to fill in."""
    named = re.findall(
        r"`((?:model|tests|docs|scenarios|notebooks|benchmarks)/[\w/.-]+)`", page.read_text(encoding="utf-8")
    )
    filled_in = [path for path in named if not re.search(r"[A-Z]{3}|yours", path)]
    assert [path for path in filled_in if not (HOME / path).exists()] == []
