"""The page that explains the words: it is the current one, and has every word that the style page asks for."""

import re

from model.report.glossary import TERMS, glossary
from tests.conftest import HOME

SPELLINGS = [spelling.lower() for term in TERMS for spelling in (term.name, *term.also)]


def test_the_page_is_the_current_one():
    page = (HOME / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert page == glossary(), "python3 workbook.py reference writes it again"


def test_every_word_of_the_field_that_the_style_page_lists_is_explained():
    style = (HOME / "docs" / "style.md").read_text(encoding="utf-8")
    listed = re.search(r"each for one thing: (.+?)\.\n\n", style, flags=re.S)[1]
    words = re.sub(r"\([^)]*\)", "", listed).replace("\n", " ").split(",")
    assert len(words) > 15
    assert [word.strip() for word in words if word.strip().lower() not in SPELLINGS] == []


def test_no_word_is_explained_twice_and_each_in_sentences():
    assert len({*SPELLINGS}) == len(SPELLINGS)
    assert [term.name for term in TERMS if not term.meaning.endswith((".", ")"))] == []
