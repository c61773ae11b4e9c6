"""Load a scenario: the file read, each section validated, sections checked against each other and the rates."""

import json
from pathlib import Path

from model.faults import Fault, InputFaults
from model.rate_tables import Rates
from model.schema.actuals_csv import read_actuals_files
from model.schema.budget_checks import BudgetChecks
from model.schema.cross_checks import CrossChecks
from model.schema.document import Document, read_yaml
from model.schema.messages import validate_sections
from model.schema.posts_csv import read_posts_files
from model.schema.rate_checks import RateChecks
from model.schema.scenario import Scenario


def load_scenario(path: Path, rates: Rates) -> Scenario:
    """Read a scenario file. Raises InputFaults with every fault at once; nothing is returned from a faulty file."""
    document, faults = _read(Path(path))
    sections, section_faults = validate_sections(document)
    faults += section_faults
    cross_checks = CrossChecks(document, sections)
    faults += cross_checks.faults()
    faults += BudgetChecks(document, sections).faults()
    faults += RateChecks(document, sections, rates, cross_checks.months).faults()
    if faults:
        raise InputFaults(faults)
    return Scenario(**sections).with_fte_from_hours()


def _read(path: Path) -> tuple[Document, list[Fault]]:
    document = read_yaml(path)
    return document, read_posts_files(document, path.parent) + read_actuals_files(document, path.parent)


def input_files(path: Path) -> list[Path]:
    """The scenario file and every CSV file that it names."""
    document, _ = _read(Path(path))
    return sorted({Path(file) for file, _ in document.lines.values()} | {Path(path)})


def json_schema() -> str:
    """The JSON Schema of a scenario file, for editors that check as one types."""
    schema = Scenario.model_json_schema(by_alias=True)
    for section in ("present", "proposed"):
        posts = schema["properties"][section]
        described = posts.pop("description", None)
        schema["properties"][section] = {
            "anyOf": [posts, {"type": "string", "pattern": r"\.csv$"}],
            "description": described,
        }
    return (
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2, ensure_ascii=False)
        + "\n"
    )
