"""Text that Markdown shows unchanged: nothing in it becomes markup, a link, a picture, HTML or a formula."""

import re

MARKUP = re.compile(r"([\\*_`\[\]$~])")


def plain(text: str) -> str:
    r"""Text on one line, escaped so that Markdown shows it unchanged. ``&``, ``<`` and ``>`` become entities.

    >>> plain("Review [2] of <b>IT & HR</b>")
    'Review \\[2\\] of &lt;b&gt;IT &amp; HR&lt;/b&gt;'
    """
    marked = MARKUP.sub(r"\\\1", " ".join(text.split()))
    return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
