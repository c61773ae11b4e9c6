"""The pages of the Python interface are written from the docstrings by one command of the front door."""

import subprocess
import sys

import pytest

import workbook
from tests.conftest import HOME


def given_by(monkeypatch, *arguments):
    """What the front door hands over for a command."""
    handed = []
    monkeypatch.setattr(workbook, "prepare", lambda group: handed.append(group))
    monkeypatch.setattr(workbook, "hand_over", lambda *words: handed.append(words) or sys.exit())
    monkeypatch.chdir(HOME)
    with pytest.raises(SystemExit):
        workbook.main([*arguments])
    return handed


@pytest.mark.long
def test_one_command_writes_a_page_for_each_room(monkeypatch, tmp_path):
    group, command = given_by(monkeypatch, "pages")
    assert group == "test"
    elsewhere = [str(tmp_path) if word == "pages" else word for word in command]
    done = subprocess.run([sys.executable, *elsewhere], cwd=HOME, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.relative_to(tmp_path).with_suffix("") for path in tmp_path.rglob("*.html")}
    rooms = {path.relative_to(HOME).with_suffix("") for path in (HOME / "model").rglob("[!_]*.py")}
    assert rooms <= written
    protection = (tmp_path / "model" / "pay" / "protection.html").read_text(encoding="utf-8")
    assert "Pay protection: what is paid, month by month" in protection
