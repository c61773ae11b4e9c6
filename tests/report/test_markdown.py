"""What an officer wrote is shown by a notebook as it was written: no HTML, link, picture or formula comes of it."""

import re

import pytest
from nbconvert.filters import markdown2html

from model.assessment.assess import assess
from model.report import show
from model.report.markdown import plain

WRITTEN = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[here](https://elsewhere.example)",
    "![](https://elsewhere.example/seen.png)",
    "*of* _the_ `team`",
    "&lt;b&gt; & <b>",
    "from $5 to $6",
    "a\\b",
    "~~gone~~",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_text_is_shown_as_it_is(text):
    """By nbconvert, which reads Markdown as JupyterLab does: no tag but the paragraph's.

    A whole address becomes a link to itself, which is read as it was written and fetches nothing.
    """
    shown = re.sub(r'<a href="([^"]*)">\1</a>', r"\1", markdown2html(plain(text)).strip())
    assert re.findall(r"<[^>]*>", shown) == ["<p>", "</p>"]
    entities = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
    said = shown.removeprefix("<p>").removesuffix("</p>")
    for entity, sign in entities.items():
        said = said.replace(entity, sign)
    assert said.replace("\\$", "$") == text


def test_lines_become_one():
    assert plain("one\n\n# two") == "one # two"


@pytest.mark.parametrize("written", WRITTEN[:4])
def test_no_markdown_that_the_evidence_notebook_shows_has_html_a_link_or_a_picture(
    write_scenario, written, monkeypatch
):
    seen = []
    monkeypatch.setattr(show, "display", lambda shown, **_: seen.append(shown))
    assessment = assess(write_scenario(title=written, authority=written))
    show.show_headline(assessment)
    show.show_charts(assessment)
    texts = [shown.data for shown in seen if isinstance(shown, show.Markdown)]
    assert any(plain(written) in text for text in texts)
    assert [text for text in texts if re.search(r"<[a-zA-Z/!]", text) or re.search(r"(?<!\\)\]\(", text)] == []
