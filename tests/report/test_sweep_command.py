"""The command ``sweep`` as an officer meets it."""

import os
import signal
import subprocess
import sys
import time

import pytest

from model.report.sweep_words import chart_of, known_figures, table_of
from model.uncertainty.sweep.job import jobs_of
from model.uncertainty.sweep.sweep import sweep
from tests.conftest import HOME, RESOLVED, first_of, run_model
from tests.uncertainty.swept import write_folder

RATES = "on_costs.lgps.#1.rate="


def test_it_prints_the_table_the_faults_and_what_came_out(tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "")
    figures = ("--figure", "full_year", "--figure", "cash")
    run = run_model("sweep", str(RESOLVED), "--set", f"{RATES}20%,24.8%,x", *figures, "--out", "out", folder=tmp_path)
    assert run.returncode == 2, run.stderr
    assert "3 scenarios: 2 costed, 1 at fault, 0 not run." in run.stdout
    assert "Row 3: barnet-schools-ict.yaml, change 1: on_costs, lgps 2010-04-01, rate: found 'x'" in run.stdout
    assert "Budget effect, full year: from +£8,819 (row 1) to +£9,147 (row 2)." in run.stdout
    assert str(tmp_path) not in (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8")
    table = (tmp_path / "out" / "table.csv").read_text(encoding="utf-8").splitlines()
    assert table[0].startswith(f"Row,{RATES[:-1]},") and len(table) == 4


@pytest.mark.long
def test_rows_are_set_side_by_side(tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "")
    rows = ("--compare", "2", "--compare", "1")
    run = run_model("sweep", str(RESOLVED), "--set", f"{RATES}20%,24.8%", *rows, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "How row 1 differs from row 2" in run.stdout
    assert "rate 24.8% becomes 20%" in run.stdout
    assert (tmp_path / "sweeps" / "barnet-schools-ict" / "results.jsonl").is_file()


@pytest.mark.parametrize(
    "arguments, said",
    first_of(
        [
            (("nowhere",), "nothing there"),
            ((str(RESOLVED), "--figure", "full_yeer"), "No scenario has a figure 'full_yeer'. Did you mean full_year?"),
            ((str(RESOLVED), "--set", "title"), "no equals sign after a place"),
            ((str(RESOLVED), "--compare", "1"), "two to ten row numbers"),
        ]
    ),
)
def test_what_cannot_be_swept_is_told_before_anything_is_run(tmp_path, arguments, said):
    run = run_model("sweep", *arguments, folder=tmp_path)
    assert run.returncode == 2
    assert said in run.stderr
    assert not (tmp_path / "sweeps").exists()


def test_a_chart_counts_many_rows_and_draws_few():
    of_few = sweep(jobs_of([RESOLVED], {"on_costs.lgps.#1.rate": ["20%", "24.8%"]}, ["full_year"]))
    labels = known_figures(of_few.jobs, ["full_year"])
    few = chart_of(of_few, labels)
    assert few.headline == "Budget effect, full year: +£8,819 to +£9,147 over 2 scenarios"
    assert list(few.table["Budget effect, full year"]) == [8819, 9147]
    of_many = sweep(jobs_of([RESOLVED], {"on_costs.lgps.#1.rate": [f"{n}%" for n in range(1, 31)]}, ["full_year"]))
    many = chart_of(of_many, labels)
    assert sum(int(number) for number in many.table["Scenarios"]) == 30
    assert len(many.table) <= 13 and len(table_of(of_many, labels).body) == 30
    assert all(len(chart.alt) <= 160 for chart in (few, many))


@pytest.mark.long
def test_a_sweep_stopped_by_ctrl_c_goes_on_and_ends_alike(tmp_path):
    folder, env = write_folder(tmp_path / "scenarios", 12), {**os.environ, "PYTHONPATH": str(HOME), "BROWSER_PATH": ""}
    grid = ",".join(f"Title {n}" for n in range(60))
    command = [sys.executable, "-m", "model", "sweep", str(folder), "--set", f"title={grid}", "--workers", "2"]
    kept = tmp_path / "sweeps" / "scenarios" / "kept.jsonl"
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as begun:
        until = time.monotonic() + 60
        while not (kept.is_file() and kept.read_bytes().count(b"\n") > 5) and time.monotonic() < until:
            time.sleep(0.02)
        begun.send_signal(signal.SIGINT)
        _, said = begun.communicate(timeout=60)
    assert begun.returncode == 130, said
    assert "of 720 rows are kept. The same command goes on from there." in said
    assert 5 < kept.read_bytes().count(b"\n") < 720
    whole = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert "720 scenarios: 600 costed, 120 at fault, 0 not run." in whole.stdout
    assert kept.read_bytes().count(b"\n") == 720
    alone = sweep(jobs_of(sorted(folder.glob("*.yaml")), [("title", grid.split(","))]))
    assert f"Fingerprint of the rows: {alone.fingerprint}" in whole.stdout


@pytest.mark.long
def test_clear_builds_the_pack_of_each_and_builds_none_twice(tmp_path):
    command = ("sweep", str(RESOLVED), "--set", f"{RATES}20%,24.8%", "--clear", "--workers", "2")
    run = run_model(*command, folder=tmp_path)
    assert run.returncode == 3, run.stderr  # a pack with changes is not to be signed
    packs = sorted((tmp_path / "packs").glob("barnet*"))
    assert len(packs) == 2 and all((pack / "manifest.json").is_file() for pack in packs)
    built = [(pack / "manifest.json").stat().st_mtime_ns for pack in packs]
    again = run_model(*command, folder=tmp_path)
    assert again.stdout.splitlines()[-2] == run.stdout.splitlines()[-2]
    assert [(pack / "manifest.json").stat().st_mtime_ns for pack in packs] == built
