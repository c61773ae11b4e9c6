"""A scenario as plain lists and dictionaries, read from its YAML and CSV files; dates stay text, year first."""

import csv
from datetime import date

from ruamel.yaml import YAML

LISTS = ("present", "proposed", "holders")


def read(path):
    scenario = _plain(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    for key in LISTS:
        if isinstance(scenario.get(key), str):
            scenario[key] = _rows(path.parent / scenario[key])
    for key in ("own_spine", "grade_table"):
        if isinstance(scenario["pay"].get(key), str):
            scenario["pay"][key] = _rows(path.parent / scenario["pay"][key])
    return gathered(scenario)


def gathered(scenario):
    """The same with each holder in a list of holders under its post, and each list of destinations a list."""
    for post in scenario["present"]:
        found = [one for one in scenario.get("holders") or () if one["post"] == post["id"]]
        if found:
            post["holders"] = [*(post.get("holders") or ()), *found]
        goes = post.get("to") or []
        post["to"] = [goes] if isinstance(goes, str) else goes
    return scenario


def _plain(value):
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _rows(path):
    """The rows of a CSV file, empty cells left out, numbers as numbers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: _number(cell) for key, cell in row.items() if cell} for row in csv.DictReader(file)]


def _number(cell):
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell
