"""The beat that tells the page that its kernel lives: while it works however long, and not when nobody listens."""

import time

import pytest

from model.desk import pulse
from model.desk.pulse import Pulse


@pytest.mark.long
def test_it_beats_through_long_work_and_ends_when_no_page_is_heard_of(monkeypatch):
    monkeypatch.setattr(pulse, "SILENCE", 0.5)
    monkeypatch.setattr(pulse, "EVERY", 0.05)
    beats = []
    one = Pulse(lambda: beats.append(time.monotonic()))
    with one.at_work():
        time.sleep(1.5)
    done = time.monotonic()
    assert max(beats) > done - 0.4, "still beating after three times the silence"
    time.sleep(1.2)
    silent = len(beats)
    time.sleep(0.4)
    assert len(beats) == silent and max(beats) < done + 1.1
    one.heard()
    time.sleep(0.2)
    assert len(beats) > silent
