"""The version of the workbook, as packs and papers name it."""

VERSION = "0.2.0"
