"""A sweep: the same bytes by every way, a faulty scenario as a row, nothing run twice, and nothing lost."""

import json
import shutil
import signal
import subprocess
import sys

import pytest

from model.base import silence
from model.base.faults import InputFaults
from model.uncertainty.sweep import sweep as room
from model.uncertainty.sweep.feed import MOST, Feed
from model.uncertainty.sweep.job import jobs_of, scenarios_in, values_in
from model.uncertainty.sweep.kept import KEPT, RESULTS, write_results
from model.uncertainty.sweep.maps import in_turn, pool
from model.uncertainty.sweep.row import Row
from model.uncertainty.sweep.sweep import sweep
from tests.conftest import HOME, first_of
from tests.uncertainty.swept import Ends, jobs_in, write_folder

ACTUAL = HOME / "scenarios" / "barnet-schools-ict-actual.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_folder(tmp_path_factory.mktemp("swept") / "scenarios")


@pytest.fixture(scope="module")
def expected(folder):
    """What a sweep of the folder gives when its rows are worked out one at a time."""
    return sweep(jobs_in(folder))


def test_each_month_later_costs_1801_less_in_the_first_year():
    """The full year's 21,611, of which 1,801 a month: by hand, 21,611 less so many months."""
    days = [f"2010-{month:02}-01" for month in (4, 5, 8, 12)] + ["2011-03-01"]
    done = sweep(jobs_of([ACTUAL], [("dates.implementation", days)], ["in_year[2010/11]"]))
    amounts = [row.figures.get("in_year[2010/11]") for _, row in done.numbered]
    by_hand = [21_611 * (12 - months) / 12 for months in (0, 1, 4, 8, 11)]
    assert amounts == pytest.approx(by_hand, abs=1)


def test_every_combination_of_values_is_a_row_in_order():
    jobs = jobs_of([ACTUAL], {"dates.implementation": ["2010-12-01", "2011-01-01"], "title": ["A", "B", "C"]})
    assert [tuple(value for _, value in job.changes) for job in jobs[:4]] == [
        ("2010-12-01", "A"), ("2010-12-01", "B"), ("2010-12-01", "C"), ("2011-01-01", "A"),
    ]  # fmt: skip
    assert [job.number for job in jobs] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "text, values",
    [
        ("20%,22%", ["20%", "22%"]),
        ("{title: Lead, grade: 22},", ["{title: Lead, grade: 22}", ""]),
        ('"Lead, digital",Head', ['"Lead, digital"', "Head"]),
        ("[1, 2],[3]", ["[1, 2]", "[3]"]),
        ("the officer's own, another", ["the officer's own", "another"]),
    ],
)
def test_values_are_parted_by_commas_outside_brackets_and_quotation_marks(text, values):
    assert values_in(text) == values


def test_a_faulty_scenario_is_a_row_with_its_first_fault_and_their_number(expected):
    faulty = [row for _, row in expected.numbered if row.faults]
    assert [row.scenario for row in faulty] == ["s06.yaml", "s12.yaml"]
    assert all(row.faults == 2 and row.figures == {} for row in faulty)
    assert all(row.fault.startswith(f"{row.scenario}, line ") for row in faulty)
    assert len(expected.rows) == 12 and expected.not_run == ()


@pytest.mark.parametrize("workers", first_of([2, 1, 3]))
def test_processes_give_the_same_bytes(folder, expected, workers):
    assert sweep(jobs_in(folder), way=pool(workers)).fingerprint == expected.fingerprint


def test_another_folder_gives_the_same_bytes(folder, expected, tmp_path):
    elsewhere = shutil.copytree(folder, tmp_path / "somewhere" / "else")
    assert sweep(jobs_in(elsewhere)).fingerprint == expected.fingerprint


def test_rows_hold_no_folder_of_this_machine(folder, expected):
    text = "".join(row.line(number) for number, row in expected.numbered)
    assert str(folder) not in text and str(HOME) not in text and "/" not in text


class Stopped(KeyboardInterrupt):
    """Ctrl-C."""


def stopped_after(number):
    """A way of running that is interrupted after so many rows."""

    def way(function, feed):
        for n, outcome in enumerate(in_turn(function, feed)):
            if n == number:
                raise Stopped
            yield outcome

    return way


def counting(done):
    """A way of running that notes what it runs."""

    def way(function, feed):
        for outcome in in_turn(function, feed):
            done.append(outcome.number)
            yield outcome

    return way


def test_a_stopped_sweep_goes_on_where_it_was(folder, expected, tmp_path):
    with pytest.raises(Stopped):
        sweep(jobs_in(folder), tmp_path, stopped_after(5))
    text = (tmp_path / KEPT).read_text(encoding="utf-8")
    (tmp_path / KEPT).write_text(text[:-40], encoding="utf-8")  # and the last line was cut off
    run = []
    assert sweep(jobs_in(folder), tmp_path, counting(run)).fingerprint == expected.fingerprint
    assert sorted(run) == [5, 6, 7, 8, 9, 10, 11, 12]
    again = []
    assert sweep(jobs_in(folder), tmp_path, counting(again)).fingerprint == expected.fingerprint
    assert again == []


@pytest.mark.parametrize("what", ["a scenario", "a list", "a figure", "the code"])
def test_what_a_row_rests_on_is_run_again_when_it_is_changed(folder, tmp_path, monkeypatch, what):
    own = shutil.copytree(folder, tmp_path / "own")
    sweep(jobs_in(own), tmp_path)
    more, number = {}, 12
    if what == "a scenario":
        (own / "s03.yaml").write_text((own / "s04.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        number = 1
    elif what == "a list":
        (own / "posts.csv").write_text("id,title,grade,fate,to\nold,Old,25,assimilated,new\n", encoding="utf-8")
    elif what == "a figure":
        more = {"figures": ("cash",)}
    else:
        monkeypatch.setattr("model.uncertainty.sweep.job.engine", lambda: "another")
        monkeypatch.setattr("model.uncertainty.sweep.run.engine", lambda: "another")
        monkeypatch.setattr(room, "engine", lambda: "another")
    run = []
    sweep(jobs_in(own, **more), tmp_path, counting(run))
    assert len(run) == number


def test_a_file_that_was_missing_is_looked_for_again(folder, tmp_path):
    own = shutil.copytree(folder, tmp_path / "own")
    (own / "posts.csv").rename(tmp_path / "posts.csv")
    assert sweep(jobs_in(own), tmp_path).at_fault == 12
    (tmp_path / "posts.csv").rename(own / "posts.csv")
    assert sweep(jobs_in(own), tmp_path).at_fault == 2


def test_a_scenario_altered_meanwhile_is_not_run_and_the_rest_is_kept(folder, tmp_path):
    own = shutil.copytree(folder, tmp_path / "own")
    jobs = jobs_in(own)
    (own / "s02.yaml").write_text("{}", encoding="utf-8")
    (own / "s03.yaml").unlink()
    done = sweep(jobs, tmp_path)
    assert [(one.number, one.scenario) for one in done.not_run] == [(2, "s02.yaml"), (3, "s03.yaml")]
    assert "has changed since the sweep began" in done.not_run[0].why and "is not on the machine" in done.not_run[1].why
    assert len(done.rows) == 10


def test_a_worker_with_another_version_runs_nothing(folder):
    from model.uncertainty.sweep.run import Runner

    outcomes = Runner("another version")(jobs_in(folder)).outcomes
    assert {one.why for one in outcomes} == {"a worker has a different version of the workbook or of its rates"}


def test_what_the_program_fails_at_is_not_run_and_the_rest_is_kept(folder, tmp_path):
    def fails(job, of):
        if job.number == 4:
            raise ZeroDivisionError("by nought")
        return "", 0

    done = sweep(jobs_in(folder), tmp_path, finish=fails)
    assert [(one.number, one.why) for one in done.not_run] == [(4, "ZeroDivisionError: by nought")]
    assert len((tmp_path / KEPT).read_text(encoding="utf-8").splitlines()) == len(done.rows) == 11


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="a process is stopped by a signal")
@pytest.mark.parametrize("by", ["SIGKILL", "SIGSTOP"])
def test_a_worker_of_the_pool_that_is_killed_or_hangs_changes_nothing(folder, tmp_path, monkeypatch, by):
    monkeypatch.setattr(silence, "LOOK", 0.2)
    monkeypatch.setattr(silence, "LONGEST", 10)
    plain = sweep(jobs_in(folder), finish=Ends("none"))
    finish = Ends("s05.yaml", str(tmp_path / "ended"), signal.Signals[by])
    done = sweep(jobs_in(folder), way=pool(2), finish=finish)
    assert (tmp_path / "ended").exists()
    assert (done.fingerprint, done.not_run) == (plain.fingerprint, ())


@pytest.mark.long
def test_a_scenario_that_ends_every_worker_is_given_up_and_the_rest_is_kept(folder, tmp_path):
    done = sweep(jobs_in(folder), tmp_path, pool(2), finish=Ends("s05.yaml"))
    assert [(one.number, one.why) for one in done.not_run] == [
        (5, "3 workers ended while running this row, so it was given up")
    ]
    assert sorted(done.rows) == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12]


def test_batches_grow_with_the_speed_and_shrink_towards_the_end(folder):
    jobs = jobs_of([folder / "s01.yaml"], {"title": [str(n) for n in range(1000)]})
    feed, sizes = Feed([job] for job in jobs), []
    while batch := feed.next(2):
        sizes.append(len(batch))
        feed.took(len(batch), 0.01 * len(batch))
    assert sum(sizes) == 1000
    assert sizes[0] == 1 and max(sizes) == MOST and sizes[-1] == 1
    assert sizes[1:] == sorted(sizes[1:], reverse=True)


def test_slow_scenarios_are_given_out_one_by_one(folder):
    feed = Feed([job] for job in jobs_of([folder / "s01.yaml"], {"title": [str(n) for n in range(100)]}))
    feed.took(1, 30.0)
    assert len(feed.next(2)) == 1


def test_results_are_json_lines_and_parquet_with_the_same_rows(expected, tmp_path):
    from pyarrow import parquet

    written = write_results(expected.numbered, tmp_path)
    assert [path.name for path in written] == [RESULTS, "results.parquet"]
    lines = [json.loads(line) for line in (tmp_path / RESULTS).read_text(encoding="utf-8").splitlines()]
    assert [line["row"] for line in lines] == list(range(1, 13))
    table = parquet.read_table(tmp_path / "results.parquet").to_pylist()
    assert [row["full_year"] for row in table] == [line["figures"].get("full_year") for line in lines]
    assert [row["fault"] for row in table] == [line["fault"] for line in lines]
    assert Row.of_line(json.dumps(lines[0])) == expected.rows[1]


def test_without_pyarrow_there_are_json_lines_alone(expected, tmp_path, monkeypatch):
    write_results(expected.numbered, tmp_path)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert [path.name for path in write_results(expected.numbered, tmp_path)] == [RESULTS]
    assert not (tmp_path / "results.parquet").exists()


def test_a_place_with_nothing_to_sweep_is_a_fault(tmp_path):
    with pytest.raises(InputFaults) as found:
        scenarios_in([tmp_path, tmp_path / "none.yaml"])
    assert [fault.found for fault in found.value.faults] == ["no scenario in it", "nothing there"]


def test_control_sheets_and_lists_are_not_swept():
    names = [path.name for path in scenarios_in([HOME / "scenarios"])]
    assert "barnet-schools-ict.yaml" in names
    assert not [name for name in names if ".control" in name or not name.endswith(".yaml")]


def test_dask_and_pyarrow_are_loaded_by_nothing_but_their_own_use():
    rooms = ", ".join(f"model.uncertainty.sweep.{name}" for name in ("sweep", "on_dask", "kept"))
    code = f"import sys, {rooms}; print(*{{'dask', 'distributed', 'pyarrow', 'pandas'}} & {{*sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
