"""Text for Markdown that shows it as it is: no markup, no link, no picture, no HTML and no formula comes of it."""

import re

MARKUP = re.compile(r"([\\*_`\[\]$~])")


def plain(text: str) -> str:
    r"""Text that Markdown takes as it is, on one line. What begins a tag or an entity is written as an entity.

    >>> plain("Review [2] of <b>IT & HR</b>")
    'Review \\[2\\] of &lt;b&gt;IT &amp; HR&lt;/b&gt;'
    """
    marked = MARKUP.sub(r"\\\1", " ".join(text.split()))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
