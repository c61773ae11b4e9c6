"""The three places that name dependencies (pyproject, conda, locks) must say the same."""

import re
import tomllib
from itertools import combinations

import pytest
from ruamel.yaml import YAML

from tests.conftest import HOME

LOCKS = {
    "core": "requirements.lock",
    "desk": "requirements-desk.lock",
    "cluster": "requirements-cluster.lock",
    "server": "requirements-server.lock",
    "test": "requirements-test.lock",
}
CONDA_NAMES = {"playwright-python": "playwright"}


def split_bound(requirement):
    """('numpy', '>=2.4') from 'numpy>=2.4'; the name in lower case with single dashes."""
    name, bound = re.fullmatch(r"([A-Za-z0-9._-]+?)\s*([<>=!~].*)?", requirement).groups()
    return re.sub(r"[-_.]+", "-", name).lower(), bound


def direct(group):
    """{name: bound} of the core and, for another group, of that group and those it includes."""
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]

    def of(entries):
        for entry in entries:
            if isinstance(entry, dict):
                yield from of(groups[entry["include-group"]])
            else:
                yield split_bound(entry)

    return dict(of(project["project"]["dependencies"])) | dict(of(groups.get(group, [])))


def lock_text(group):
    return (HOME / LOCKS[group]).read_text(encoding="utf-8")


def pins(group):
    """{(name, marker): version}; numpy, for one, has a version for Python 3.11 and one for later."""
    found = re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", lock_text(group), re.MULTILINE)
    return {(name, marker): version for name, version, marker in found}


def test_conda_and_pyproject_name_the_same_packages_and_bounds():
    conda = YAML(typ="safe").load((HOME / "environment.yml").read_text(encoding="utf-8"))
    assert conda["channels"] == ["conda-forge"]
    *of_conda, of_pip = conda["dependencies"]
    assert of_conda.pop() == "pip"
    named = [split_bound(requirement) for requirement in (*of_conda, *of_pip["pip"])]
    assert len(named) == len(dict(named)), "a package stands twice in environment.yml"
    bounds = {CONDA_NAMES.get(name, name): bound for name, bound in named}
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert bounds.pop("python") == project["requires-python"]
    assert bounds == direct("desk") | direct("test")


@pytest.mark.parametrize("group", LOCKS)
def test_every_direct_dependency_is_pinned_within_its_bound(group):
    pinned = {}
    for (name, _), version in pins(group).items():
        pinned.setdefault(name, []).append(version)
    for name, bound in direct(group).items():
        assert name in pinned, f"{name} is not in {LOCKS[group]}"
        lowest = [int(part) for part in bound.removeprefix(">=").split(".")]
        for version in pinned[name]:
            found = [int(part) for part in re.findall(r"\d+", version)]
            assert found >= lowest, f"{name} {version} in {LOCKS[group]} is below {bound}"


@pytest.mark.parametrize("group", LOCKS)
def test_every_pin_has_hashes(group):
    requirements = re.split(r"^(?=\S)", lock_text(group), flags=re.MULTILINE)[1:]
    assert len(requirements) == len(pins(group)) > 50
    for requirement in requirements:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", requirement), requirement.splitlines()[0]


@pytest.mark.parametrize("group", LOCKS)
def test_a_lock_holds_no_address(group):
    address = r"://|^\s*-(?!-hash=)|\s@\s|\bfile:|localhost|\.(org|com|net|io)\b"
    assert not re.search(address, lock_text(group), re.MULTILINE)


@pytest.mark.parametrize("group", LOCKS)
def test_the_slow_format_check_is_left_out(group):
    assert "rfc3987" not in lock_text(group).replace("_", "-")


@pytest.mark.parametrize("one, other", list(combinations(LOCKS, 2)))
def test_locks_agree_on_what_they_share(one, other):
    mine, theirs = pins(one), pins(other)
    names, their_names = {name for name, _ in mine}, {name for name, _ in theirs}
    if (one, other) != ("server", "test"):
        assert names <= their_names, "each lock holds the one before it: core, desk, cluster, server; cluster, test"
    for name in names & their_names:
        versions = {version for (found, _), version in mine.items() if found == name}
        their_versions = {version for (found, _), version in theirs.items() if found == name}
        assert versions == their_versions, name


def test_the_hooks_run_the_ruff_of_the_locks_and_fetch_from_no_git_host():
    config = YAML(typ="safe").load((HOME / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    [repo] = config["repos"]
    assert repo["repo"] == "local"
    pinned = {name: version for (name, _), version in pins("test").items()}
    for hook in repo["hooks"]:
        [(package, version)] = [requirement.split("==") for requirement in hook["additional_dependencies"]]
        assert pinned.get(package, version) == version, hook["id"]
