"""A paper of numbered paragraphs and tables as a page of HTML, with the same words as its Word document."""

import re
from collections.abc import Iterator
from typing import Any

from model.report.decision.blocks import Figure, Fill, Line, Paper, Part, Ref, Rows
from model.report.pack.paper import paper

NOT_IN_STYLE = re.compile(r"[<>&\"\\\s]")
"""Characters that would end a text within CSS, or be shown differently there."""
Shown = list[tuple[str, str, str]]
"""Words as the page shows them: their kind (text, fill, ref), the text, and the key of what a reference leads to."""


def numbered_page(of: Paper) -> str:
    """The page: self-contained, with every value escaped. Raises ValueError where the paper has a figure."""
    numbers = {key: " ".join(map(str, name)) for key, name in of.numbers().items()}

    def shown(line: Line) -> Shown:
        return [_word(word, numbers) for word in line]

    return paper(
        "numbered.html",
        paper=of,
        footer=NOT_IN_STYLE.sub(" ", of.footer),
        box=[(label, shown(line)) for label, line in of.box],
        parts=[
            {"heading": part.heading, "blocks": [*_blocks(place, part, shown, numbers)]}
            for place, part in enumerate(of.parts, 1)
        ],
    )


def _word(word: str | Fill | Ref, numbers: dict[str, str]) -> tuple[str, str, str]:
    if isinstance(word, Fill):
        return ("text" if word.text else "fill"), str(word), ""
    return ("ref", numbers[word.key], word.key) if isinstance(word, Ref) else ("text", word, "")


def _blocks(place: int, part: Part, shown: Any, numbers: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Each block as values for the template. A paragraph's number is its part's number and its own: 3.2."""
    count = 0
    for block in part.blocks:
        if isinstance(block, Figure):
            raise ValueError(f"{block.key}: a numbered page has no figures")
        if isinstance(block, Rows):
            yield {
                "key": block.key,
                "name": numbers[block.key],
                "title": block.title,
                "header": [*zip(block.header, block.numbers, strict=True)],
                "rows": [
                    [(shown((cell,)), number) for cell, number in zip(row, block.numbers, strict=True)]
                    for row in block.rows
                ],
                "total": block.total_row,
                "note": block.note,
            }
        else:
            count += 1
            yield {"number": f"{place}.{count}", "words": shown(block.line)}
