"""The scenario file: what an officer writes, one section per room, frozen and validated."""

from model.schema.sections.scenario import Scenario

__all__ = ["Scenario"]
