"""The control sheet as boxes: its kind, the four roles and a group for each row; and its changes that aren't saved."""

from model.control.edit import SheetEdit
from model.control.sheet import Roles, Row, Sheet
from model.desk.control_typed import TypedInSheet
from model.schema.changes.values import value_at
from model.schema.form import Key, as_typed, keys_of_form
from model.schema.reading.days_read import day_in_words
from model.schema.reading.document import Path_


def form_of(edit: SheetEdit) -> dict:
    """The control sheet as boxes: its kind, its four roles (commissioner to approver), and a group for each row."""
    boxes = [_box(edit, key, (key.name,)) for key in keys_of_form(Sheet) if not key.section]
    boxes += [_box(edit, key, ("roles", key.name)) for key in keys_of_form(Roles)]
    groups = [{"title": "The report and the four roles", "note": "", "fields": boxes}]
    rows = [
        {
            "title": f"Row {row.get('row', '')}: {row.get('what', 'not stated yet')}",
            "note": "",
            "number": row.get("row"),
            "fields": [_box(edit, key, ("rows", place, key.name)) for key in keys_of_form(Row)],
        }
        for place, row in enumerate(edit.rows)
    ]
    others = [fault.said for fault in edit.faults if not fault.path]
    return {
        "groups": groups,
        "rows": rows,
        "faults": others,
        "unsaved": _unsaved(edit),
        "undo": edit.unsaved or bool(edit.before),
    }


def _unsaved(edit: SheetEdit) -> dict:
    """The changes that are not in the file yet, in words, and whether they can be saved."""
    said = "Not saved yet, but kept for you. " if edit.unsaved else ""
    typed = TypedInSheet(edit.saved, edit.data).in_words() if edit.unsaved else []
    return {"said": f"{said}{'; '.join(typed)}".strip(), "can": edit.unsaved and not edit.faults}


def _box(edit: SheetEdit, key: Key, path: Path_) -> dict:
    value = value_at(edit.data, path)
    text = day_in_words(value) if key.kind == "day" and value is not None else as_typed(value)
    return {
        "key": ".".join(map(str, path)),
        "label": key.label,
        "kind": key.kind,
        "hint": key.help,
        "needed": key.needed,
        "choices": [*([] if key.needed else [("", "")]), *key.choices] if key.choices else None,
        "value": text,
        "faults": [fault.said for fault in edit.faults if fault.path == path],
        "changed": False,
    }
