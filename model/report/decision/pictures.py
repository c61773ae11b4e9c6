"""How large a chart is in print, from the PNG in which it was drawn."""

import struct
from pathlib import Path

DRAWN_AT = 2
"""Dots of a PNG for each pixel of its chart; 96 pixels are an inch in print."""
A_PIXEL = 25.4 / 96


def size_in_print(png: Path) -> tuple[float, float]:
    """Width and height, in millimetres, at which a chart's letters print at the size that they were drawn in."""
    with png.open("rb") as file:
        across, down = struct.unpack(">II", file.read(24)[16:])
    return across / DRAWN_AT * A_PIXEL, down / DRAWN_AT * A_PIXEL


def height_in_print(png: Path) -> float:
    """Height, in millimetres, at which a chart's letters print at the size that they were drawn in."""
    return size_in_print(png)[1]
