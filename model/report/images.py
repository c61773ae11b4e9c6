"""Charts written as SVG and PNG files that carry their own alternative text."""

from __future__ import annotations

import re
import struct
import zlib
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from model.report.charts import Chart

SCALES = {"svg": 1, "png": 2}
PNG_HEADER_ENDS = 33
"""Bytes of a PNG before its second chunk: the signature and the IHDR chunk."""


class NoBrowser(Exception):
    """There is no browser to draw with. The message says so in a plain sentence."""


def browser_found() -> bool:
    """Whether there is a browser for kaleido to draw with: BROWSER_PATH, or one of Chromium's family."""
    from choreographer.browsers.chromium import Chromium

    found = Chromium.find_browser(skip_local=False)
    return bool(found) and Path(found).is_file()


def write_images(charts: list[Chart], folder: Path) -> dict[str, list[str]]:
    """Write each chart as ``key.svg`` and ``key.png`` into a folder that exists; key to file names.

    The same charts give the same bytes. Raises NoBrowser where no browser is found or none starts.
    """
    import kaleido
    from kaleido.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError

    if not browser_found():
        raise NoBrowser("No Chrome, Chromium or Edge was found to draw the charts with.")
    names = {chart.key: [f"{chart.key}.{kind}" for kind in SCALES] for chart in charts}
    sizes = {chart.key: {"width": chart.figure.layout.width, "height": chart.figure.layout.height} for chart in charts}
    with TemporaryDirectory() as made:
        drawings = [
            {
                "fig": chart.figure.to_dict(),
                "path": Path(made, f"{chart.key}.{kind}"),
                "opts": {"format": kind, "scale": scale, **sizes[chart.key]},
            }
            for chart in charts
            for kind, scale in SCALES.items()
        ]
        try:
            # plotly.io.write_images does the same, but its page asks a CDN for MathJax: slower, and not offline.
            kaleido.write_fig_from_object_sync(drawings, kopts={"mathjax": False})
        except (ChromeNotFoundError, BrowserFailedError, BrowserClosedError) as error:
            raise NoBrowser("The browser to draw the charts with did not start.") from error
        for chart in charts:
            svg, png = (Path(made, name) for name in names[chart.key])
            described = _described_svg(svg.read_text(encoding="utf-8"), chart)
            (folder / svg.name).write_text(described, encoding="utf-8", newline="\n")
            (folder / png.name).write_bytes(_described_png(png.read_bytes(), chart.alt))
    return names


def _described_svg(svg: str, chart: Chart) -> str:
    """The SVG with a role, a title and a description, and ids that come from the chart's key."""
    drawn_as = re.search(r'<defs id="defs-([0-9a-f]+)"', svg)
    if drawn_as:  # plotly.js draws these six figures at random; the key also keeps two charts on one page apart
        svg = re.sub(rf"(defs-|clip|url\('#p|id=\"p){drawn_as[1]}", rf"\g<1>{chart.key}", svg)
    title, description = f"{chart.key}-title", f"{chart.key}-description"
    svg = svg.replace("<svg ", f'<svg role="img" aria-labelledby="{title} {description}" lang="en-GB" ', 1)
    words = f'<title id="{title}">{escape(chart.headline)}</title><desc id="{description}">{escape(chart.alt)}</desc>'
    return re.sub(r"<svg [^>]*>", lambda opening: opening[0] + words, svg, count=1)


def _described_png(png: bytes, description: str) -> bytes:
    """The PNG with an iTXt chunk ``Description``: UTF-8, since a true minus sign is not in Latin-1."""
    chunk = b"iTXtDescription\0\0\0en-GB\0\0" + description.encode()
    length, check = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
    return png[:PNG_HEADER_ENDS] + length + chunk + check + png[PNG_HEADER_ENDS:]
