"""No command asks another machine for anything, and each works where there is none. Without a namespace it fails."""

import sys

import pytest

from tests.house.without_route import DRAW, by_name, runs, without_route

pytestmark = pytest.mark.long
REACH = "import socket\ntry: socket.{}\nexcept OSError: pass"


@pytest.mark.parametrize("call", ["create_connection(('192.0.2.1', 443), 2)", "getaddrinfo('elsewhere.example', 443)"])
def test_what_tries_to_reach_another_machine_or_to_find_it_by_its_name_is_counted(call):
    """So the counts of the next test are none for no other reason."""
    assert without_route([sys.executable, "-c", REACH.format(call)]).tried > 0


def test_a_command_that_draws_is_run_with_a_browser():
    assert {name for name, browser in runs().values() if browser} >= set(DRAW)


@pytest.mark.parametrize(("name", "browser"), runs().values(), ids=runs())
def test_a_command_works_where_no_other_machine_can_be_reached_and_asks_none(name, browser, tmp_path):
    ran = by_name(name, browser, tmp_path)
    assert ran.code == 0, ran.said
    assert ran.tried == 0, ran.said
