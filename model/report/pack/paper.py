"""A paper of a pack as a page of its own: self-contained HTML from its template, with every value escaped."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def paper(template: str, **values: object) -> str:
    """The page made from a template in this folder. ``paper.css`` gives all papers one look, and prints ``footer``."""
    return _templates().get_template(template).render(**values)


@cache
def _templates() -> "Environment":
    """The templates; each is compiled once."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
