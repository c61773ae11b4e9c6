"""A sweep's rows as a table and a chart, and its outcome in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from model.base.faults import InputFaults, number_of
from model.base.money import pounds
from model.report.chart import Chart, chart_table
from model.report.charts.drawing import DARK_BLUE, SHIFT, Picture, bars_from_nil, width_of
from model.report.table import Table
from model.uncertainty.sweep.job import Job
from model.uncertainty.sweep.row import Row
from model.uncertainty.sweep.run import Called, assessed, names_of
from model.uncertainty.sweep.sweep import Sweep

MOST_BARS = 20
"""Above this number of rows, the chart counts the rows in each step of £: nobody reads a thousand bars."""
STEPS = 12
ROWS_AT_A_TERMINAL = 40
YEAR = re.compile(r"\d{4}/\d\d")
SCENARIO, FAULT, FAULTS, PACK, BLOCKING = "Scenario", "First fault", "Faults", "Pack", "Checks that block"


def known_figures(jobs: Sequence[Job], names: Sequence[str]) -> dict[str, Called]:
    """The name that readers see for each figure asked for, as in the first scenario that has the figure.

    Scenarios are looked at until every figure is found. A figure that no scenario has is left out.
    """
    labels: dict[str, Called] = {}
    several = len({job.path for job in jobs}) > 1
    for job in {job.path: job for job in reversed(jobs)}.values():
        if len(labels) == len(names):
            break
        try:
            found = names_of(assessed(job))
        except InputFaults:
            continue
        for name in names:
            key, _, year = name.rstrip("]").partition("[")
            if key in found and (not year or key != name):
                called = found[key]
                if several and YEAR.search(called.label):  # the others may be of other years
                    called = replace(called, label=name.replace("_", " ").capitalize())
                labels.setdefault(name, replace(called, label=f"{called.label}, {year}") if year else called)
    return labels


def places_in(sweep: Sweep) -> list[str]:
    """The changed places whose values are not the same in every row."""
    values: dict[str, set[str]] = {}
    for job in sweep.jobs:
        for place, value in job.changes:
            values.setdefault(place, set()).add(str(value))
    return [place for place, found in values.items() if len(found) > 1]


def row_name(row: Row, sweep: Sweep) -> str:
    """What distinguishes a row: its scenario where there are several, and the values that differ."""
    scenarios = {job.name for job in sweep.jobs}
    parts = [row.scenario] if len(scenarios) > 1 else []
    parts += [f"{place} = {_value(row.changes[place])}" for place in places_in(sweep) if place in row.changes]
    return ", ".join(parts) or row.scenario


def _value(value: object) -> str:
    return "nothing" if value in ("", None) else str(value)


def table_of(sweep: Sweep, labels: Mapping[str, Called]) -> Table:
    """One row for each scenario with its changes: each figure in £, or the first fault and the number of faults."""
    figures = {name: labels.get(name, Called(name)) for name in (sweep.jobs[0].figures if sweep.jobs else ())}
    scenarios = sorted({job.name for job in sweep.jobs})
    several = len(scenarios) > 1
    places = places_in(sweep)
    any_fault, any_pack = sweep.at_fault > 0, any(row.pack for row in sweep.rows.values())
    body: list[dict[str, Any]] = [
        {"Row": str(number)}
        | ({SCENARIO: row.scenario} if several else {})
        | {place: _value(row.changes.get(place)) for place in places}
        | {called.label: row.figures.get(name) for name, called in figures.items()}
        | ({FAULTS: str(row.faults or ""), FAULT: row.fault} if any_fault else {})
        | ({PACK: row.pack, BLOCKING: "" if row.blocking is None else str(row.blocking)} if any_pack else {})
        for number, row in sweep.numbered
    ]
    same = {place: value for job in sweep.jobs[:1] for place, value in job.changes if place not in places}
    everywhere = "".join(f" In every row: {place} = {_value(value)}." for place, value in same.items())
    title = f"A sweep over {number_of(len(scenarios), 'scenario file')}" if several else f"A sweep of {scenarios[0]}"
    money = tuple(called.label for called in figures.values())
    signed = tuple(called.label for called in figures.values() if called.signed)
    note = f"A dash means that there is no such figure.{everywhere}"
    return Table("sweep", f"{title}, £", body, money=money, signed=signed, note=note)


def chart_of(sweep: Sweep, labels: Mapping[str, Called]) -> Chart | None:
    """A chart of the first figure asked for; None if no row has it.

    It has a bar for each row. If there are many rows, it has a bar for each step of £: the number of rows in that step.
    """
    name = sweep.jobs[0].figures[0] if sweep.jobs and sweep.jobs[0].figures else ""
    amounts = {number: amount for number, row in sweep.numbered if (amount := row.figures.get(name)) is not None}
    if not amounts:
        return None
    called = labels.get(name, Called(name))
    label, least, most = called.label, min(amounts.values()), max(amounts.values())
    by_row = len(amounts) <= MOST_BARS
    rows = {f"{number}: {row_name(sweep.rows[number], sweep)}": amount for number, amount in amounts.items()}
    counted = {} if by_row else _counted(list(amounts.values()))
    ends = {name: pounds(amount, signed=called.signed) for name, amount in rows.items()}
    low, high = (pounds(amount, signed=called.signed) for amount in (least, most))
    span = low if low == high else f"{low} to {high}"
    left_out = len(sweep.jobs) - len(amounts)
    without = f" {number_of(left_out, 'scenario has', 'scenarios have')} no such figure." if left_out else ""
    measured = "£, a bar for each row" if by_row else "how many scenarios are in each step"
    scenarios = sorted({job.name for job in sweep.jobs})
    return Chart(
        key="sweep",
        headline=f"{label}: {span} over {number_of(len(amounts), 'scenario')}",
        subtitle=f"{label}, {measured}.{without}",
        figure=(bars_from_nil(rows, ends) if by_row else _bars_of_counts(counted)).figure(),
        alt=f"Bar chart of {label.lower()} of {number_of(len(amounts), 'scenario')}: {span}."[:160],
        source=f"A sweep over {scenarios[0] if len(scenarios) == 1 else number_of(len(scenarios), 'scenario file')}.",
        table=chart_table(
            [{"Row": name, label: amount} for name, amount in rows.items()]
            if by_row
            else [{"Step": name, "Scenarios": str(number)} for name, number in counted.items()]
        ),
    )


def _counted(amounts: Sequence[float]) -> dict[str, int]:
    """Steps of £ of equal width, in order, with the number of amounts in each; empty steps are shown too."""
    least, most = min(amounts), max(amounts)
    step = max((most - least) / STEPS, 1.0)
    power = 10 ** (len(str(int(step))) - 1)
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= step)
    first = int(least // step)
    counts = Counter(int(amount // step) for amount in amounts)
    return {
        f"{pounds(n * step)} to {pounds((n + 1) * step)}": counts.get(n, 0) for n in range(first, int(most // step) + 1)
    }


def _bars_of_counts(counted: Mapping[str, int]) -> Picture:
    """A bar for each step of £, whose length is the number of scenarios in the step."""
    most = max(counted.values())
    labels = [escape(name) for name in counted]
    picture = Picture(labels, [0, *counted.values()], room=(0, width_of([f"{most:,}"]) + SHIFT), write="{:,.0f}".format)
    picture.bars("scenarios", [(y, 0, n) for y, n in zip(picture.centres, counted.values(), strict=True)], DARK_BLUE)
    for y, number in zip(picture.centres, counted.values(), strict=True):
        picture.text(number, y, f"{number:,}", shift=SHIFT)
    return picture


def at_a_terminal(table: Table) -> tuple[Table, list[str]]:
    """The first rows of a sweep's table without the column of faults, which is too wide, and the faults as lines."""
    first = list(table.body)[:ROWS_AT_A_TERMINAL]
    shown = [{name: cell for name, cell in row.items() if name != FAULT} for row in first]
    faults = [f"Row {row['Row']}: {row[FAULT]}" for row in first if row.get(FAULT)]
    left = len(table.body) - len(first)
    more = f" The first {ROWS_AT_A_TERMINAL} of {len(table.body):,} rows; table.csv has all." if left else ""
    return replace(table, body=shown, note=f"{table.note}{more}"), faults


def said_of(sweep: Sweep, labels: Mapping[str, Called]) -> list[str]:
    """The outcome of a sweep in sentences: the number of rows, and the lowest and highest of each figure."""
    costed = len(sweep.rows) - sweep.at_fault
    lines = [
        f"{number_of(len(sweep.jobs), 'scenario')}: {costed:,} costed, {sweep.at_fault:,} at fault, "
        f"{len(sweep.not_run):,} not run."
    ]
    for name in sweep.jobs[0].figures if sweep.jobs else ():
        amounts = {n: amount for n, row in sweep.numbered if (amount := row.figures.get(name)) is not None}
        if amounts:
            called = labels.get(name, Called(name))
            ends = (pick(amounts, key=amounts.__getitem__) for pick in (min, max))
            low, high = (f"{pounds(amounts[n], signed=called.signed)} (row {n})" for n in ends)
            lines.append(f"{called.label}: from {low} to {high}.")
        else:
            lines.append(f"No scenario has a figure {name!r}.")
    for why, number in Counter(one.why for one in sweep.not_run).most_common(5):
        lines.append(f"Not run: {number_of(number, 'scenario')}, because {why}.")
    return [*lines, f"Fingerprint of the rows: {sweep.fingerprint}"]
