"""Charts written as SVG and PNG files that carry their own alternative text."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from concurrent.futures import Future
from html import escape
from pathlib import Path

from model.report.chart import Chart
from model.report.charts.studio import KINDS, Studio

PNG_HEADER_ENDS = 33
"""Bytes of a PNG before its second chunk: the signature and the IHDR chunk."""


def draw(studio: Studio, charts: Sequence[Chart]) -> Future[list[dict[str, bytes]]]:
    """A future that gives each chart's files, in order, as bytes by kind (SVG, PNG). Its result raises NoBrowser."""
    return studio.draw([chart.figure.to_dict() for chart in charts])


def write_pictures(charts: Sequence[Chart], pictures: Sequence[dict[str, bytes]], folder: Path) -> dict[str, list[str]]:
    """Write each chart's pictures as ``key.svg`` and ``key.png`` into a folder that exists.

    Gives the file names by the chart's key. The same charts give the same bytes.
    """
    for chart, picture in zip(charts, pictures, strict=True):
        for kind in KINDS:
            (folder / f"{chart.key}.{kind}").write_bytes(described(kind, picture[kind], chart))
    return {chart.key: [f"{chart.key}.{kind}" for kind in KINDS] for chart in charts}


def write_images(charts: Sequence[Chart], folder: Path) -> dict[str, list[str]]:
    """Draw charts in a browser opened for them, and write the pictures. Gives the file names by the chart's key.

    Raises NoBrowser; then nothing is written.
    """
    with Studio() as studio:
        return write_pictures(charts, draw(studio, charts).result(), folder)


def drawn_alone(chart: Chart) -> dict[str, bytes]:
    """A chart's pictures by kind, drawn in a browser opened for it. Raises NoBrowser."""
    with Studio() as studio:
        [picture] = draw(studio, [chart]).result()
    return {kind: described(kind, picture[kind], chart) for kind in KINDS}


def described(kind: str, picture: bytes, chart: Chart) -> bytes:
    """A picture, SVG or PNG, that carries its own alternative text."""
    return _described_svg(picture.decode(), chart).encode() if kind == "svg" else _described_png(picture, chart.alt)


def _described_svg(svg: str, chart: Chart) -> str:
    """The SVG with a role, a title and a description, and ids that come from the chart's key."""
    svg = svg.replace(' style=""', "")  # plotly.js writes it now before, now after another attribute
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
