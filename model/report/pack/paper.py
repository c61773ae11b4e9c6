"""A paper of a pack as a page of its own: self-contained HTML from its template, with every value escaped."""

from pathlib import Path


def paper(template: str, **values: object) -> str:
    """The page of a template beside this room; what all papers look like is in ``paper.css``."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(**values)
