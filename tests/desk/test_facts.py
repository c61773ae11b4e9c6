"""All facts as forms: each key of the reference is set by its example, and read back from the file that is saved."""

import re
from datetime import date

import pytest
from ruamel.yaml import YAML

from model.desk.opening import Desk
from model.desk.panels import facts
from model.schema.changes.values import value_at
from tests.conftest import EACH_SCENARIO, HOME
from tests.desk.desk_alone import NAME, desk_in, do, tile

HEADING = re.compile(r"^#+ .+: `(?P<path>[\w.]+)`$")
ROW = re.compile(
    r"^\| `(?P<key>\w+)` \| (?P<meaning>.*) \| (?P<written>.*) \| .* \| (`\w+: (?P<example>.*)`)? ?\| \w+ \|$"
)
FOR_THE_FILE = {
    "format": "there is one form of file, which is written when the file is made",
    "born": "a date of somebody's life is in the exempt list of holders alone",
    "service_from": "the same",
    "history": "the desk writes it at each save",
}
OF_SECTIONS = ("section", "list of")


def reference():
    """Each key of docs/reference.md by its path, with how it is written and the text of its example."""
    at, rows = "", {}
    for line in (HOME / "docs" / "reference.md").read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            at = f"{heading['path']}."
        elif row := ROW.match(line):
            rows[at + row["key"]] = (row["written"], row["example"])
    return rows


KEYS = reference()


def place(path):
    """The first entry of each list on the way: ``pay.awards.0.percent``."""
    whole, *parents = path, *[path[: end.start()] for end in re.finditer(r"\.", path)]
    lists = {parent for parent in parents if KEYS[parent][0].startswith("list of")}
    names = whole.split(".")
    return ".".join(f"{name}.0" if ".".join(names[: n + 1]) in lists else name for n, name in enumerate(names))


def typed(value):
    """What an officer types for a value as the reference writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(typed, value))
    if isinstance(value, dict):
        return "; ".join(f"{name} {number}" for name, number in value.items())
    return value.isoformat() if isinstance(value, date) else str(value)


def plain(value):
    """A value in one form: a date as text, and the one entry of a list as that entry."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return plain(value[0]) if len(value) == 1 else [plain(one) for one in value]
    return value


def steps(key):
    return tuple(int(step) if step.isdecimal() else step for step in key.split("."))


def boxes_in(node):
    """Each box that is drawn at or below a part of the form, by its key."""
    for item in (*node.get("items", ()), *node.get("entries", ())):
        if "value" in item:
            yield item["key"], item
        yield from boxes_in(item)


def node_at(desk, key):
    """What is drawn of a section, a list or an entry."""

    def look(node):
        for item in (*node.get("items", ()), *node.get("entries", ())):
            if item["key"] == key:
                return item
            if found := look(item):
                return found
        return None

    return look(desk.page.views["facts"])


def is_for_the_file(path):
    return any(step in FOR_THE_FILE for step in path.split("."))


@pytest.mark.long
def test_each_key_of_the_reference_is_set_by_its_example_and_read_back_from_the_saved_file(tmp_path):
    file = tmp_path / "every-key.yaml"
    file.write_text("# The council's own words stay.\nformat: 1\ntitle: Every key\n", encoding="utf-8")
    desk = Desk(tmp_path, tmp_path / "packs")
    desk.open(file)
    examples = {path: example for path, (_, example) in KEYS.items() if example and not is_for_the_file(path)}
    values = {path: YAML(typ="safe").load(example) for path, example in examples.items()}
    assert len(values) > 500
    without = {path for path, (written, example) in KEYS.items() if not example and not written.startswith(OF_SECTIONS)}
    assert without == set(), "a key without an example"
    for path, value in values.items():
        desk.handle({"panel": "facts", "action": "edit", "key": place(path), "value": typed(value)})
    desk.opened.whole = {path[:end] for path in map(steps, map(place, values)) for end in range(len(path))}
    desk.opened.paths = desk.opened.whole
    boxes = dict(boxes_in(facts.view(desk)))
    assert {place(path) for path in values} - {*boxes} == set(), "keys without a box"
    offered = [box for box in boxes.values() if box.get("choices")]
    assert all(box["value"] in dict(box["choices"]) for box in offered)
    for change in desk.draft.reasons_missing:
        desk.draft.give_reason(change.path, "Each key is tried (invented)")
    desk.draft.save(author="A. Officer (invented)")
    saved = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    assert file.read_text(encoding="utf-8").startswith("# The council's own words stay.\n")
    found = {path: plain(value_at(saved, steps(place(path)))) for path in values}
    assert found == {path: plain(value) for path, value in values.items()}


def test_few_keys_are_for_the_file_alone_each_with_its_reason():
    """The guide tells them, in one place."""
    guide = (HOME / "docs" / "guide.md").read_text(encoding="utf-8")
    said = re.search(r"^- \*\*Four keys can't be set on the desk\*\*:(.*?)\n\n", guide, re.M | re.S)[1]
    assert {*re.findall(r"`(\w+)`", said)} == {*FOR_THE_FILE}
    assert len(FOR_THE_FILE) == 4 and all(FOR_THE_FILE.values())


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


@pytest.mark.parametrize("shipped", EACH_SCENARIO)
def test_a_file_whose_every_box_is_shown_and_entered_as_it_is_stays_as_it_was_byte_for_byte(desk, shipped):
    file = desk.folder / shipped.name
    before = file.read_bytes()
    do(desk, "picker", "open", path=str(file))
    do(desk, "facts", "open_all", open=True)
    boxes = dict(boxes_in(desk.page.views["facts"]))
    assert len(boxes) > 20
    desk.page = None  # nobody looks on: only the draft is of interest
    for key, box in boxes.items():
        facts.ACTIONS["edit"](desk, key=key, value=box["value"])
    assert not desk.draft.changed and desk.draft.differences == []
    desk.draft.save(author="A. Officer (invented)")
    assert file.read_bytes() == before


def test_an_award_is_added_at_the_desk_and_nothing_else_of_the_file_changes(desk):
    file = desk.folder / NAME
    before = file.read_text(encoding="utf-8").splitlines()
    do(desk, "facts", "open", key="pay", open=True)
    do(desk, "facts", "add", key="pay.awards")
    assert not desk.draft.changed, "nothing is written until something is typed"
    place = f"pay.awards.{len(desk.draft.value(('pay', 'awards')) or [])}"
    do(desk, "facts", "edit", key=f"{place}.percent", value="1%")
    entry = node_at(desk, place)
    wrong = {box["key"].rpartition(".")[2]: box["faults"] for box in entry["items"] if box.get("faults")}
    assert set(wrong) == {"from", "to", "reason"} and entry["below"] == 3
    for key, value in (
        ("from", "1 April 2027"),
        ("to", "31 March 2028"),
        ("reason", "The offer (invented)"),
    ):
        do(desk, "facts", "edit", key=f"{place}.{key}", value=value)
    assert not desk.draft.faults and not desk.draft.reasons_missing, "it says its own reason"
    assert node_at(desk, place)["label"] == "1 April 2027"
    do(desk, "save", "save", author="A. Officer (invented)")
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    new = "\n".join(line for line in after if line not in before)
    assert "percent: 1%" in new and "from: 2027-04-01" in new


def test_an_entry_taken_away_takes_its_boxes_with_it_and_undo_brings_it_back(desk):
    do(desk, "facts", "open", key="published", open=True)
    first, second = (entry["label"] for entry in node_at(desk, "published")["entries"][:2])
    do(desk, "facts", "remove", key="published.0")
    assert node_at(desk, "published")["entries"][0]["label"] == second
    do(desk, "page", "undo")
    assert node_at(desk, "published")["entries"][0]["label"] == first


def test_a_box_that_is_emptied_takes_its_key_out_of_the_file_and_stays_to_be_typed_in_again(desk):
    do(desk, "facts", "open", key="costing", open=True)
    do(desk, "facts", "edit", key="costing.reason", value="")
    assert "reason" not in desk.draft.value(("costing",))
    box = dict(boxes_in(node_at(desk, "costing")))["costing.reason"]
    assert box["value"] == "" and box["faults"] == ["This is needed."]


def test_a_list_is_written_here_or_in_a_file_by_choice(desk):
    do(desk, "picker", "open", path=str(desk.folder / "fictional-council.yaml"))
    before = tile(desk, "present")
    do(desk, "facts", "open", key="pay", open=True)
    do(desk, "facts", "open", key="pay.own_spine", open=True)
    assert node_at(desk, "pay.own_spine")["file"] == "fictional-council/spine.csv"
    do(desk, "facts", "place", key="pay.own_spine", in_file=False)
    rows = desk.draft.value(("pay", "own_spine"))
    assert isinstance(rows, list) and not desk.draft.faults
    assert tile(desk, "present") == before
    do(desk, "facts", "place", key="pay.own_spine", in_file=True)
    do(desk, "facts", "edit", key="pay.own_spine", value="fictional-council/spine.csv")
    assert not desk.draft.changed


def test_a_key_that_no_scenario_has_is_no_place_to_write_to(desk):
    for key in ("pay.nonsense", "nonsense", "holders.0.born"):
        with pytest.raises(LookupError):
            facts.ACTIONS["edit"](desk, key=key, value="1")
    assert not desk.draft.changed


def test_a_pay_spine_is_chosen_by_what_people_call_it_the_councils_own_with_the_others(desk):
    do(desk, "picker", "open", path=str(desk.folder / "fictional-council.yaml"))
    do(desk, "facts", "open", key="pay", open=True)
    box = dict(boxes_in(desk.page.views["facts"]))["pay.spine"]
    assert ("glpc_outer", "Outer London pay spine (GLPC)") in box["choices"]
    assert ("marrowmere", "Pay spine marrowmere") in box["choices"], "it is in the council's own CSV file"
