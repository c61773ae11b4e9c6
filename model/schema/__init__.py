"""The scenario file: its sections, frozen and validated."""

from model.schema.sections.scenario import Scenario

__all__ = ["Scenario"]
