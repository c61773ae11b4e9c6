"""A day that was not written year first or in full is said back in words: another day could have been meant."""

import json
import subprocess
import sys

import pytest

from model.schema.load import days_read_in
from tests.conftest import HOME
from tests.desk.desk_alone import box, desk_in, do, edit
from tests.schema.test_names_alike import listed  # noqa: F401

SHORT = "1/12/10 in {place} is read as 1 December 2010"


@pytest.fixture
def desk(tmp_path):
    return desk_in(tmp_path)


def test_a_day_in_a_scenario_is_said_back(write_scenario):
    path = write_scenario(("implementation: 2010-12-01", "implementation: 1/12/10"))
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if "1/12/10" in text)
    assert days_read_in(path) == [SHORT.format(place=f"{path.as_posix()}, line {line}")]


@pytest.mark.parametrize("plain", ["2010-12-01", "1 December 2010"])
def test_a_day_written_in_full_or_year_first_is_not(write_scenario, plain):
    assert days_read_in(write_scenario(("implementation: 2010-12-01", f"implementation: {plain}"))) == []


def test_a_day_of_a_list_of_posts_is_said_back_with_its_line(write_small):
    path = write_small()
    text = json.loads(path.read_text(encoding="utf-8")) | {"present": "posts.csv"}
    path.write_text(json.dumps(text), encoding="utf-8")
    path.with_name("posts.csv").write_text("id,title,grade,fate,to,until\nold,Old,24,assimilated,new,1/12/10\n")
    assert days_read_in(path) == [SHORT.format(place=f"{path.with_name('posts.csv').as_posix()}, line 2")]


def test_a_day_of_a_list_of_agreements_is_said_back_with_its_line(listed):  # noqa: F811
    path = listed(("School 01", "01/04/24"))
    of = path.with_name("schools.csv").as_posix()
    assert days_read_in(path) == [
        f"01/04/24 in {of}, line 2 is read as 1 April 2024",
        f"31/3/26 in {of}, line 2 is read as 31 March 2026",
    ]


def test_check_prints_it(write_scenario):
    path = write_scenario(("implementation: 2010-12-01", "implementation: 1/12/10"))
    command = [sys.executable, "-P", "-m", "model", "check", str(path)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert "is read as 1 December 2010." in done.stdout


@pytest.mark.parametrize("typed", ["1/1/11", "01.01.2011", "1 Jan 2011", "2011-01-01"])
def test_a_box_of_the_desk_shows_the_date_in_words_and_the_file_has_it_year_first(desk, typed):
    do(desk, "assumptions", "edit", key="dates.implementation", value=typed)
    assert box(desk, "assumptions", "dates.implementation")["value"] == "1 January 2011"
    assert desk.draft.value(("dates", "implementation")) == "2011-01-01"


def test_a_cell_of_the_desk_shows_the_date_in_words(desk):
    edit(desk, 0, "from", "1/1/11", side="proposed")
    assert "1 January 2011" in desk.page.views["sheets"]["proposed"]["rows"][0]["cells"].values()
    assert desk.draft.value(("proposed", 0, "from")) == "2011-01-01"


def test_what_is_no_day_stays_as_typed(desk):
    do(desk, "assumptions", "edit", key="dates.implementation", value="soon")
    assert box(desk, "assumptions", "dates.implementation")["value"] == "soon"
    assert desk.draft.faults != ()


def test_a_day_on_the_command_line_is_said_back(write_scenario):
    path = write_scenario()
    command = [sys.executable, "-P", "-m", "model", "sign", str(path), "--row", "1", "--name", "A. N. Other"]
    command += ["--date", "1/12/10"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert "1/12/10 is read as 1 December 2010." in done.stdout
