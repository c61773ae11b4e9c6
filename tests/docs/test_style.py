"""The pages keep the word list of docs/style.md."""

import re

import pytest

from tests.conftest import HOME

STYLE = HOME / "docs" / "style.md"
PAGES = {*HOME.glob("*.md"), *HOME.glob("docs/**/*.md"), *HOME.glob("model/rates/*.md")}
PAGES = sorted(PAGES - {STYLE, HOME / "docs" / "gallery.md"})
[TABLE] = re.findall(r"^\| not \| but \|\n\|---\|---\|\n((?:\|.*\n)+)", STYLE.read_text(encoding="utf-8"), re.M)
WORDS = [words.strip() for row in TABLE.splitlines() for words in row.split("|")[1].split(";")]


def offences(text):
    """Each word of the list that a text has outside code, with what is around it."""
    prose = re.sub(r"```.*?```|`[^`]*`|^    [^\n]*$|^![^\n]*$", "", text, flags=re.S | re.M)
    found = re.finditer(rf"\b(?:{'|'.join(WORDS)})\b(?! for)", prose, re.I)
    return [prose[max(0, match.start() - 30) : match.end() + 20].replace("\n", " ") for match in found]


def test_the_list_has_words():
    assert {"stands", "till", "None without"} <= set(WORDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_a_page_uses_none_of_the_words_that_the_house_style_replaces(page):
    assert offences(page.read_text(encoding="utf-8")) == []


def test_a_word_of_the_list_is_found_in_prose_and_not_in_code():
    assert offences("The rate stands until then.") == ["The rate stands until then."]
    assert offences("`A8 now stands at A9`, where 54 stands for it") == []
