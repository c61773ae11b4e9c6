"""Scenarios side by side, in a table, in a chart and in words: how each differs from the one chosen as baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.assessment.assess import Assessment
from model.base.faults import listed
from model.base.financial_year import FinancialYear
from model.base.money import pounds
from model.pay.salaries import basis_named
from model.report.chart import Chart, chart_table
from model.report.charts.drawing import bars_from_nil
from model.report.table import Table
from model.report.tables.compared import EFFECTS, MEASURES, compared, difference_columns
from model.schema.differences import scenario_differences

ONLY_SOME = ("only one of the scenarios is", "not all of the scenarios are")


@dataclass(frozen=True)
class Comparison:
    """Assessments by name, in order, and the name of the assessment that the others are compared with."""

    assessments: Mapping[str, Assessment]
    baseline: str

    @property
    def others(self) -> dict[str, Assessment]:
        """Every assessment by name, without the baseline."""
        return {name: assessed for name, assessed in self.assessments.items() if name != self.baseline}

    @property
    def years(self) -> list[FinancialYear]:
        """The years that every scenario shows."""
        first, *others = [assessed.costed.years for assessed in self.assessments.values()]
        return [year for year in first if all(year in years for years in others)]

    @property
    def bases(self) -> tuple[list[str], list[str]]:
        """The headline bases that every scenario is costed on, and the headline bases that some scenarios lack.

        A scenario that doesn't give holders' points lacks a basis that needs them. Where any basis is lacking, the top
        of each grade is compared as well.
        """
        every = self.assessments.values()
        headlines = dict.fromkeys(assessed.scenario.costing.basis for assessed in every)
        shared = [basis for basis in headlines if all(basis in assessed.costed.bases for assessed in every)]
        lacking = [basis for basis in headlines if basis not in shared]
        return (list(dict.fromkeys((*shared, "top"))) if lacking else shared), lacking

    def table(self) -> Table:
        """One row for each year, basis and measure: £ in each scenario, and differences from the baseline."""
        names, (bases, lacking) = list(self.assessments), self.bases
        amounts = [
            (
                structure,
                basis,
                str(year),
                [assessed.costed.amount(structure, basis, year) for assessed in self.assessments.values()],
            )
            for year in self.years
            for basis in bases
            for structure in MEASURES
        ]
        frame, said = compared(amounts, names, self.baseline)
        titles = {name: assessed.scenario.title for name, assessed in self.assessments.items()}
        alike = len({*titles.values()}) == 1
        notes = [*([] if alike else [f"{name}: {title}." for name, title in titles.items()]), said]
        if lacking:
            which = listed([basis_named(basis).label.lower() for basis in lacking], "and")
            notes.append(f"Not compared on {which}: {ONLY_SOME[len(names) > 2]} costed that way.")
        differences = difference_columns(names, self.baseline)
        effects = [measure in EFFECTS for measure in frame["Measure"]]
        printed = {
            name: tuple(pounds(amount, signed=signed) for amount, signed in zip(frame[name], effects, strict=True))
            for name in names
        }
        return Table(
            "comparison",
            f"{'Two' if len(names) == 2 else len(names)} scenarios side by side, £",
            frame,
            money=(*names, *differences.values()),
            signed=tuple(differences.values()),
            printed=printed,
            note=" ".join(filter(None, notes)),
        )

    def differences(self) -> dict[str, list[str]]:
        """For each scenario but the baseline, by name: how it differs from the baseline, a line for each difference."""
        baseline = self.assessments[self.baseline].scenario
        return {name: scenario_differences(baseline, assessed.scenario) for name, assessed in self.others.items()}

    def chart(self) -> Chart | None:
        """A bar for each scenario's full-year effect, and its difference from the baseline. None if no year is shared.

        The year is the baseline's year of change if all scenarios show that year, otherwise the last shared year.
        """
        if not self.years:
            return None
        baseline, basis = self.assessments[self.baseline], self.bases[0][0]
        change = baseline.costed.year_of_change
        year = change if change in self.years else self.years[-1]
        effects = {
            name: assessed.costed.amount("full_year_effect", basis, year) for name, assessed in self.assessments.items()
        }
        apart = {name: effect - effects[self.baseline] for name, effect in effects.items()}
        least, most = min(effects, key=effects.__getitem__), max(effects, key=effects.__getitem__)
        ends = {name: pounds(effects[name], signed=True) for name in (least, most)}
        span = " to ".join(f"{effect} ({name})" for name, effect in ends.items())
        every = "both" if len(effects) == 2 else f"each of the {len(effects)}"
        alike = f"The full-year effect is {ends[least]} in {every} scenarios"
        scenarios = [assessed.scenario for assessed in self.assessments.values()]
        measured = f"£ a year, {basis_named(basis).label.lower()}, full year at {year} rates"
        return Chart(
            key="effects_compared",
            headline=alike if ends[least] == ends[most] else f"The full-year effect ranges from {span}",
            subtitle=f"Full-year effect, {measured}. In brackets: the difference from {self.baseline}.",
            figure=bars_from_nil(effects, self._labels(effects, apart)).figure(),
            alt=f"Bar chart of the full-year effect of {len(effects)} scenarios: from {span}."[:160],
            source=f"{'; '.join(dict.fromkeys(f'{of.authority}, {of.reference}' for of in scenarios))}.",
            table=chart_table(
                {"Scenario": name, "Full-year effect": effect, f"Less {self.baseline}": apart[name]}
                for name, effect in effects.items()
            ),
        )

    def _labels(self, effects: Mapping[str, float], apart: Mapping[str, float]) -> dict[str, str]:
        """The text at the end of each bar: the effect, and its difference from the baseline in brackets."""
        of = {name: f" ({pounds(amount, signed=True)})" for name, amount in apart.items()} | {self.baseline: ""}
        return {name: f"{pounds(effect, signed=True)}{of[name]}" for name, effect in effects.items()}
