"""What the desk says of a pack that was whole before it could be cancelled."""

import pytest

from model.control.seal import broken_files
from model.desk.panels import clear
from model.report.pack.apart import BuildApart
from tests.desk.desk_alone import desk_in, do
from tests.desk.desk_page import wait_for

pytestmark = pytest.mark.long


class CancelledTooLate(BuildApart):
    """A build that somebody cancels as its last file is written."""

    def wait(self, progress):
        pack = super().wait(progress)
        self.cancelled = True
        return pack


def test_a_pack_that_was_whole_before_it_could_be_cancelled_is_told_as_built(tmp_path, monkeypatch):
    monkeypatch.setattr(clear, "BuildApart", CancelledTooLate)
    desk = desk_in(tmp_path)
    do(desk, "clear", "start")
    wait_for(lambda: not desk.page.views["clear"]["going"], 300)  # the page hears of it just after the run ends
    assert desk.page.views["clear"]["said"] == "It was too late to cancel. The pack of barnet-schools-ict is built."
    assert broken_files(tmp_path / "packs" / "barnet-schools-ict") == []
