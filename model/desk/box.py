"""What the desk shows of one field of the scenario: label, choices and help, as the section declares them."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.base.stated import stated
from model.schema.reading.document import Path_
from model.schema.sections.declared import choices_of, types_in
from model.schema.sections.shape import field_at


@dataclass(frozen=True)
class Box:
    """A box of a form, or a column of a grid: the path of its value, its label, and its choices as (value, words)."""

    path: Path_
    label: str
    kind: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    @property
    def key(self) -> str:
        """The last step of the box's path, which names the box in a grid."""
        return str(self.path[-1])


def field_box(path: Path_, label: str = "", hint: str = "", choices: Mapping[str, str] | None = None) -> Box:
    """The box of a field, with its label, whether it is a number, and its choices."""
    field = stated(field_at(path), f"a field {path}")
    kind = "number" if {*types_in(field.annotation)} & {int, float} else ""
    return Box(path, label or field.title or str(path[-1]), kind, tuple((choices or choices_of(field)).items()), hint)
