"""The page of a team on a server says what its settings are, and names scripts that are there."""

import re

from tests.conftest import HOME

PAGE = (HOME / "docs" / "team.md").read_text(encoding="utf-8")
SERVER = HOME / "server"


def test_each_setting_is_on_the_page_with_what_it_is_where_nobody_sets_it():
    config = (SERVER / "jupyterhub_config.py").read_text(encoding="utf-8")
    found = dict(re.findall(r'environ\.get\("(WORKBOOK_\w+)", "(.+?)"\)', config))
    rows = dict(re.findall(r"\| `(WORKBOOK_\w+)`:.+\| `(.+?)` \|", PAGE))
    assert rows == found and len(found) == 5


def test_the_scripts_have_the_same_settings_as_the_hub():
    config = (SERVER / "jupyterhub_config.py").read_text(encoding="utf-8")
    scripts = (SERVER / "settings.sh").read_text(encoding="utf-8")
    for name, value in re.findall(r"\$\{(WORKBOOK_\w+):-(.+?)\}", scripts):
        assert f'environ.get("{name}", "{value}")' in config


def test_nginx_asks_the_hub_where_it_is():
    asked = re.findall(r"proxy_pass http://127\.0\.0\.1:(\d+);", (SERVER / "nginx.conf").read_text(encoding="utf-8"))
    assert set(asked) == set(re.findall(r"`WORKBOOK_PORT`.+\| `(\d+)` \|", PAGE)) != set()


def test_each_file_of_the_servers_that_the_page_names_is_there():
    named = set(re.findall(r"server/([\w./-]+\.(?:sh|conf|service))", PAGE))
    assert len(named) >= 6 and [name for name in named if not (SERVER / name).exists()] == []


def test_voila_gives_no_file_under_the_hub():
    """It gives what its list allows to anybody who asks, signed in or not. Its own list is every picture."""
    settings = (SERVER / "jupyter" / "jupyter_server_config.py").read_text(encoding="utf-8")
    assert "c.VoilaConfiguration.file_allowlist = []" in settings
    assert "rewrite ^(/user/[^/]+)/voila/files/(.*)$ $1/files/$2 redirect;" in (SERVER / "nginx.conf").read_text()
