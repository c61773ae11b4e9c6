"""The benchmarks: how turns become figures, what the page says of them, that none is lost. Nothing is timed here."""

import os
from datetime import datetime, timedelta

import pytest

from benchmarks import apart, command, results
from benchmarks.book import Book
from benchmarks.every import BENCHMARKS
from benchmarks.measure import USED_AGAIN, alone, in_turns
from benchmarks.page import page as page_of
from benchmarks.page import sections
from benchmarks.table import AS_FAST, COUNT, Benchmark, Row, Table, at_least, at_most
from tests.conftest import HOME

FIRST = Row("the first", peer="a peer", target=at_most(2))
SECOND = Row("the second", unit="MB", target=at_most(1_000, of_figure=True))
TABLE = Table("A table", "Is it fast?", (FIRST, SECOND))
MACHINE = {"Processor": "A processor, 2 cores"}


def result(*found, failed="", began="2026-11-29 10:00:00", busy=0.02):
    """What a benchmark came to, on an invented machine."""
    day = datetime.fromisoformat(began)
    return results.Result(day, 61.4, busy, MACHINE, {"pandas": 0.2, "numpy": 0.00015}, found, failed)


def of(*yields, name="made-up", table=TABLE):
    """A benchmark that yields what is given, and raises what is an error."""

    def measure():
        for value in yields:
            if isinstance(value, Exception):
                raise value
            yield value

    return Benchmark(name, (table,), measure)


def book(benchmarks, folder=HOME, **more):
    """A command of a name, with these parts."""
    return Book(
        "bench", "benchmark", folder / "performance.md", folder / "kept", "# Fast", "## How", (*benchmarks,), **more
    )


def page(benchmarks, kept, present=""):
    return page_of(book(benchmarks), kept, present)


def lines(text, title="A table"):
    return [line for line in sections(text)[title].splitlines() if line.startswith("|")][2:]


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """Benchmarks in a folder of their own, each measured in this process instead of one of its own."""
    monkeypatch.setattr(results, "machine", lambda: MACHINE)
    monkeypatch.setattr(results, "busy", lambda: 0.02)
    monkeypatch.setattr(results, "yardstick", lambda: {"pandas": 0.2, "numpy": 0.00015})

    def run(*words, benchmarks, call=None, **more):
        by_name = {benchmark.name: benchmark for benchmark in benchmarks}

        def in_this_process(words, **_):
            *_, share, name, path = words
            apart.measure(by_name[name], type(tmp_path)(path), float(share))
            return 0

        monkeypatch.setattr(apart.subprocess, "call", call or in_this_process)
        return command.main(book(benchmarks, tmp_path, **more), words), (tmp_path / "performance.md").read_text(
            encoding="utf-8"
        )

    return run


def test_every_benchmark_file_is_in_the_list():
    names = {path.stem.removeprefix("bench_") for path in (HOME / "benchmarks").glob("bench_*.py")}
    assert sorted(benchmark.name for benchmark in BENCHMARKS) == sorted(names)


def test_each_table_and_each_row_in_it_has_a_name_of_its_own():
    tables = [table for benchmark in BENCHMARKS for table in benchmark.tables]
    assert len({table.title for table in tables}) == len(tables)
    assert all(len({row.what for row in table.rows}) == len(table.rows) for table in tables)


def test_sides_take_turns_every_second_turn_goes_backwards_and_the_first_is_left_out():
    asked = []

    def side(name):
        return lambda: asked.append(name) or float(len(asked))

    taken = in_turns({"ours": side("ours"), "peer": side("peer")}, 2)
    assert asked == ["ours", "peer", "peer", "ours", "ours", "peer"]
    assert taken == {"ours": [4.0, 5.0], "peer": [3.0, 6.0]}


def test_what_is_measured_alone_has_a_python_of_its_own_and_leaves_the_environment_as_it_was():
    before = dict(os.environ)
    assert alone(os.getpid) != os.getpid()
    assert alone(os.getenv, "MALLOC_MMAP_THRESHOLD_", memory=USED_AGAIN) == USED_AGAIN["MALLOC_MMAP_THRESHOLD_"]
    assert dict(os.environ) == before


def test_a_ratio_is_the_median_of_the_ratios_of_the_turns():
    """2/1, 4/4 and 9/3 are 2, 1 and 3: median 2. The medians 4 and 3 would give 1.33."""
    found = TABLE.found(FIRST, [2, 4, 9], [1, 4, 3])
    assert (found.figure.middle, found.peer, found.turns) == (4, 3, 3)
    assert (found.ratio.middle, found.ratio.lowest, found.ratio.highest) == (2, 1, 3)
    fast = Table("Fast", "How fast?", (FIRST,), AS_FAST).found(FIRST, [2, 4, 9], [1, 4, 3])
    assert (fast.ratio.middle, fast.ratio.lowest, fast.ratio.highest) == (0.5, pytest.approx(1 / 3), 1)


def test_a_figure_of_a_row_that_is_not_declared_or_lacks_its_peer_is_refused():
    with pytest.raises(ValueError, match="not a row"):
        TABLE.found(Row("another"), [1])
    with pytest.raises(ValueError, match="a peer"):
        TABLE.found(FIRST, [1])


def test_the_page_gives_figure_peer_ratio_and_verdict():
    measured = result(TABLE.found(FIRST, [0.3141, 0.3, 0.33], [0.2, 0.2, 0.2]), TABLE.found(SECOND, [1234.5]))
    first, second = lines(page([of()], {"made-up": measured}))
    assert first == "| the first | 0.314 s (0.300 to 0.330) | a peer, 0.200 s | 1.57 (1.50 to 1.65) | at most 2; met |"
    assert second == "| the second | 1,234 MB | – | – | at most 1,000 MB; **not met** |"


@pytest.mark.parametrize(
    ("target", "taken", "verdict"),
    [
        (at_most(1.5), 1.504, "at most 1.5; met"),
        (at_most(1.5), 1.506, "at most 1.5; **not met**"),
        (at_least(1.5), 1.496, "at least 1.5; met"),
        (at_least(1.5), 1.494, "at least 1.5; **not met**"),
        (at_most(1.2, of_figure=True), 1.5, "at most 1.2 s; **not met**"),
    ],
)
def test_a_verdict_is_of_the_figure_as_printed(target, taken, verdict):
    row = Row("the only", peer="a peer", target=target)
    table = Table("A table", "Is it?", (row,))
    [line] = lines(page([of(table=table)], {"made-up": result(table.found(row, [taken], [1]))}))
    assert line.endswith(f"| {verdict} |")


def test_the_page_says_first_which_targets_are_not_met_and_by_how_much():
    measured = result(TABLE.found(FIRST, [1], [0.4]), TABLE.found(SECOND, [1234.5]))
    said = page([of()], {"made-up": measured}).split("\n## ")[0]
    assert "Of 2 targets 0 are met. These are not:\n" in said
    assert "\n- **A table**, the first: a ratio of 2.50 to its peer; the target is at most 2\n" in said
    assert "\n- **A table**, the second: 1,234 MB; the target is at most 1,000 MB\n" in said


def test_the_page_says_first_that_the_machine_was_busy_where_it_was():
    quiet, busy = (page([of()], {"made-up": result(busy=share)}) for share in (0.1, 0.11))
    assert "The machine was busy" not in quiet
    assert "**The machine was busy**: other programs took up to 11% of it" in busy.split("\n## ")[0]


def test_a_table_that_was_not_measured_here_is_left_as_the_page_has_it():
    """As in a fresh clone, which keeps no results."""
    other = Table("Another table", "And this?", (SECOND,))
    both = [of(), of(name="another", table=other)]
    before = page(both, {"made-up": result(TABLE.found(FIRST, [1], [1])), "another": result(other.found(SECOND, [7]))})
    after = page(both, {"another": result(other.found(SECOND, [8]), began="2026-11-30 10:00:00")}, before)
    assert sections(after)["A table"] == sections(before)["A table"]
    assert "| the second | 8.00 MB |" in sections(after)["Another table"]
    assert "Measured on 30 November 2026" in sections(after)["Another table"]


def test_a_benchmark_that_fails_is_a_row_that_says_so_and_the_page_and_the_others_are_whole(bench):
    other = Table("Another table", "And this?", (SECOND,))
    trouble = RuntimeError(f"no | browser\nin {HOME}/somewhere")
    code, text = bench(
        benchmarks=[
            of(TABLE.found(FIRST, [1], [1]), trouble),
            of(other.found(SECOND, [7]), name="another", table=other),
        ]
    )
    first, second = lines(text)
    assert first.startswith("| the first | 1.00 s | a peer, 1.00 s | 1.00 | at most 2; met |")
    assert second.startswith("| the second | not measured: RuntimeError: no / browser in somewhere |")
    assert lines(text, "Another table") == ["| the second | 7.00 MB | at most 1,000 MB; met |"]
    assert "Rows that were not measured: 1." in text
    assert code == 1


def test_a_benchmark_that_is_killed_keeps_the_rows_that_it_came_to(bench):
    def killed(words, **_):
        *_, path = words
        results.write(result(TABLE.found(FIRST, [1], [1]), failed=apart.UNFINISHED), type(HOME)(path))
        return -9

    code, text = bench(benchmarks=[of()], call=killed)
    first, second = lines(text)
    assert "1.00 s" in first
    assert second.startswith("| the second | not measured: it was stopped before its end |")
    assert code == 1


def test_one_that_is_killed_before_its_first_row_is_said_to_be(bench):
    _, text = bench(benchmarks=[of()], call=lambda words, **_: -9)
    assert "not measured: it ended with -9 before its first figure" in lines(text)[0]


def test_the_rest_is_what_failed_or_was_last_measured_before_all_was_begun_anew(bench, tmp_path):
    names = ("sound", "failed", "old", "never")
    tables = {name: Table(f"Of {name}", "Is it?", (SECOND,)) for name in names}
    benchmarks = [of(tables[name].found(SECOND, [7]), name=name, table=tables[name]) for name in names]
    began = datetime(2026, 11, 29, 12)
    results.put(began.isoformat().encode(), tmp_path / "kept" / "began")
    for name, hours, failed in (("sound", 1, ""), ("failed", 1, "why"), ("old", -1, "")):
        day = (began + timedelta(hours=hours)).isoformat(" ")
        results.write(
            result(tables[name].found(SECOND, [1]), began=day, failed=failed), tmp_path / "kept" / f"{name}.json"
        )
    code, text = bench("--rest", benchmarks=benchmarks)
    assert [lines(text, f"Of {name}")[0].split(" | ")[1] for name in names] == ["1.00 MB", *["7.00 MB"] * 3]
    assert code == 0


def test_naming_some_measures_those_alone_and_a_wrong_name_nothing(bench, capsys):
    other = Table("Another table", "And this?", (SECOND,))
    both = [of(RuntimeError("asked")), of(other.found(SECOND, [7]), name="another", table=other)]
    code, text = bench("another", benchmarks=both)
    assert "Not measured yet." in sections(text)["A table"]
    assert code == 0
    with pytest.raises(SystemExit) as ended:
        bench("made-upp", "else", benchmarks=both)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "There is no benchmark 'made-upp'; expected made-up or another. Did you mean made-up?" in said
    assert "There is no benchmark 'else'" in said


def test_the_page_is_written_again_without_measuring(bench, tmp_path):
    results.write(result(TABLE.found(FIRST, [1], [1])), tmp_path / "kept" / "made-up.json")
    code, text = bench("--page", benchmarks=[of(RuntimeError("asked"))])
    assert lines(text)[0].startswith("| the first | 1.00 s |")
    assert code == 0


def test_a_part_that_is_not_timed_has_no_yardstick_and_says_what_it_found_line_by_line():
    noticed = Row("noticed", "%", target=at_least(95, of_figure=True))
    counted = Row("tried", COUNT, target=at_least(60, of_figure=True))
    table = Table("Changes", "Are they noticed?", (counted, noticed))
    part = Benchmark("changes", (table,), list, timed=False)
    kept = result(table.counted(counted, 60), table.counted(noticed, 96.67, ["one that was not"]))
    text = page_of(book([part]), {"changes": kept})
    assert lines(text, "Changes") == [
        "| tried | 60 | at least 60; met |",
        "| noticed | 96.7% | at least 95%; met |",
    ]
    said = sections(text)["Changes"].splitlines()[-3:]
    assert said[0] == "- one that was not"
    assert said[2] == (
        "Found on 29 November 2026; `python3 workbook.py bench changes` took 61 seconds, on A processor, 2 cores."
    )


def test_a_share_of_each_number_can_be_asked_for_where_the_command_has_it(bench):
    asked = []

    def measure(share=1):
        asked.append(share)
        yield TABLE.found(SECOND, [1])

    part = Benchmark("made-up", (TABLE,), measure)
    bench("--share", "10%", benchmarks=[part], sizable=True)
    bench(benchmarks=[part], sizable=True)
    assert asked == [0.1, 1]
    for wrong in (["--share", "0%"], ["--share", "0.1"]):
        with pytest.raises(SystemExit):
            bench(*wrong, benchmarks=[part], sizable=True)
    with pytest.raises(SystemExit):
        bench("--share", "10%", benchmarks=[part])


def test_a_part_is_found_in_its_module_by_its_name(monkeypatch, tmp_path):
    parts = tuple(of(TABLE.found(SECOND, [number]), name=f"part-{number}") for number in (1, 2))
    monkeypatch.setattr(apart, "import_module", lambda name: type("Module", (), {"PARTS": parts}))
    monkeypatch.setattr(apart, "measure", lambda part, path, share: asked.append((part.name, path, share)))
    asked = []
    apart.main("tests.some", "0.5", "part-2", str(tmp_path))
    assert asked == [("part-2", tmp_path, 0.5)]
