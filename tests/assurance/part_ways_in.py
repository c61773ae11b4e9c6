"""Ways in and out: paths and names that the app refuses, packed files and pictures, and machines elsewhere."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

import pytest

from benchmarks.table import COUNT, Benchmark, Found, Row, Table, at_least, at_most
from tests.desk.outside_packs import ESCAPES, is_kept, secret_beside
from tests.desk.raw_request import NO_KERNEL, answer, hosts, status
from tests.house.without_route import HOME, by_name, runs

NONE = at_most(0, of_figure=True)
PATHS = Row("paths and links that lead out of the packs, asked of the app", COUNT, target=at_least(40, of_figure=True))
SHOWN = Row("of these, answered with what is there", COUNT, target=NONE)
NAMES = Row("requests under names that are not the app's own", COUNT, target=at_least(16, of_figure=True))
LET_IN = Row("of these, let in", COUNT, target=NONE)
ALONE = Row("commands run where no other machine can be reached", COUNT, target=at_least(5, of_figure=True))
FAILED = Row("of these, that did not end well", COUNT, target=NONE)
TRIED = Row("tries to reach another machine, or to find it by its name", COUNT, target=NONE)
TABLE = Table(
    "Ways in and out",
    "Does the app give anyone a file that is not in a pack? Does the app answer requests under a name that is not "
    "its own? Do `clear`, `test`, `open`, `app` or `sweep` contact another machine? Each command runs where no other "
    "machine can be reached, and `clear` and `sweep` run once with each installed browser. The operating system counts "
    "every packet that was meant for another machine.",
    (PATHS, SHOWN, NAMES, LET_IN, ALONE, FAILED, TRIED),
)
ASKED = ("", "voila/static/voila.js", NO_KERNEL, "other")


def measure(share: float = 1) -> Iterator[Found]:
    """``share`` changes nothing: it takes a minute or two."""
    with TemporaryDirectory(prefix="workbook-ways-") as folder:
        yield from _asked_of_the_app(Path(folder))
        yield from _without_route(Path(folder))


def _asked_of_the_app(folder: Path) -> Iterator[Found]:
    from model.desk import serve

    (folder / "model").symlink_to(HOME / "model")
    for name in ("notebooks", "scenarios"):
        copytree(HOME / name, folder / name, ignore=ignore_patterns(".drafts"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(serve, "ROOT", folder)
        with serve.running([sys.executable, "-m", "model", "app", "--no-browser"]) as address:
            shown = [path for path in secret_beside(folder) if not is_kept(answer(address, path))]
            yield TABLE.counted(PATHS, len(ESCAPES))
            yield TABLE.counted(SHOWN, len(shown), [f"`{path}`" for path in shown])
            other = [(path, host) for path in ASKED for host in hosts(address)[1]]
            let_in = [f"`{host}/{path}`" for path, host in other if status(address, path, host) != 403]
            yield TABLE.counted(NAMES, len(other))
            yield TABLE.counted(LET_IN, len(let_in), let_in)


def _without_route(folder: Path) -> Iterator[Found]:
    ran = {}
    for number, (called, (name, browser)) in enumerate(runs().items()):
        (folder / f"of-{number}").mkdir()
        ran[called] = by_name(name, browser, folder / f"of-{number}")
    bad = [f"`{name}`: {' '.join(of.said.split())[-200:]}" for name, of in ran.items() if of.code]
    yield TABLE.counted(ALONE, len(ran))
    yield TABLE.counted(FAILED, len(bad), bad)
    tries = [f"`{name}`: {of.tried}" for name, of in ran.items() if of.tried]
    yield TABLE.counted(TRIED, sum(of.tried for of in ran.values()), tries)


WAYS_IN = Benchmark("ways-in", (TABLE,), measure, timed=False)
