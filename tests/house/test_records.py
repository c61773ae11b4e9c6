"""What is worked out once can't be altered by what reads it: records of the model are frozen, but those said here."""

import importlib
from dataclasses import is_dataclass

import pytest

from tests.conftest import HOME

WINGS = ("base", "rates", "pay", "people", "cost", "explain", "budget", "buy_back", "checks", "disclosure", "control")
"""The wings in which figures are worked out and cleared."""
FILLED = {
    "model.people.phases.Phase",
    "model.cost.costing.Earnings",
    "model.explain.bridge._Pool",
    "model.control.edit.SheetEdit",
}
"""Records that are filled step by step, or that somebody edits."""


def records(wing):
    """Every dataclass that a wing defines, by its module and name."""
    for path in sorted((HOME / "model" / wing).rglob("*.py")):
        name = ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == name:
                yield value


def changeable(wing):
    return sorted(
        f"{kind.__module__}.{kind.__name__}" for kind in records(wing) if not kind.__dataclass_params__.frozen
    )


@pytest.mark.parametrize("wing", WINGS)
def test_no_record_can_be_altered_once_it_is_made(wing):
    assert changeable(wing) == sorted(name for name in FILLED if name.startswith(f"model.{wing}."))
