"""The further options that a scenario names, each costed as the proposal is."""

from model.assessment.assess import Assessment
from model.disclosure.public_figures import public_assessment
from model.report.decision.brief import CostedOption
from model.schema.changes.change import typed_changes

WITHOUT_OPTIONS = "decision", ""
"""The change that removes the scenario's ``decision``, so that an option has no options of its own."""


def costed_options(whole: Assessment) -> list[CostedOption]:
    """The options that the scenario names, in their order, each costed from all fields; empty where it names none."""
    decision = whole.scenario.decision
    return [
        CostedOption(
            option.title,
            whole.with_changes([*typed_changes(option.changes), WITHOUT_OPTIONS]),
            option.for_ or "",
            option.against or "",
        )
        for option in (decision.options if decision else ())
    ]


def of_the_public(options: list[CostedOption]) -> list[CostedOption]:
    """The options, costed again from public fields alone and rounded as the public figures are."""
    return [
        CostedOption(
            option.title,
            public_assessment(option.assessment.scenario, option.assessment.rates),
            option.for_,
            option.against,
        )
        for option in options
    ]
