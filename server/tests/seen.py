"""What the tests of a team look at: whose a file is and who may read it, drafts, and the scenario that is open."""

import pwd
import stat

from server.tests.team import SCHOOLS

NAME, OTHER = "barnet-schools-ict.yaml", "barnet-schools-ict-actual.yaml"
BARNET = SCHOOLS / NAME
PACK = "workbook/packs/barnet-schools-ict"


def owner(path):
    return pwd.getpwuid(path.stat().st_uid).pw_name


def rights(path):
    return owner(path), path.group(), oct(stat.S_IMODE(path.stat().st_mode))


def drafts_of(user):
    return [path for path in (SCHOOLS / ".drafts").glob("*.json") if owner(path) == user]


def choose(desk, name):
    picker = desk.page.get_by_label("Scenario", exact=True)
    picker.select_option(value=[value for value in desk.choices() if value.endswith(f"/{name}")])
    desk.settle()
