"""What the workbook is made of: the bill of materials is that of the locks, and known weaknesses are asked for."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.assurance.packages import LOCKS, SBOM, Package, by_licence, known_weaknesses, packages

ONE = Package("typing_extensions", "4.15.0", "requirements.lock", True)


def test_the_bill_of_materials_has_every_package_of_every_lock_and_no_other():
    """After a change of a lock, `python3 workbook.py assure packages` writes it again."""
    components = json.loads(SBOM.read_text(encoding="utf-8"))["components"]
    assert [of["purl"] for of in components] == [package.purl for package in packages()]
    assert len({of["bom-ref"] for of in components}) == len(components)


def test_a_package_is_read_from_the_smallest_lock_that_has_it_and_one_without_a_hash_is_seen(tmp_path):
    for lock in LOCKS:
        (tmp_path / lock).write_text("", encoding="utf-8")
    first = "alpha==1.0 ; python_version < '4' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nbeta==2\n"
    (tmp_path / LOCKS[1]).write_text(first, encoding="utf-8")
    (tmp_path / LOCKS[2]).write_text(first + "gamma==3 \\\n    --hash=sha256:cc\n", encoding="utf-8")
    assert packages(tmp_path) == [
        Package("alpha", "1.0", LOCKS[1], True),
        Package("beta", "2", LOCKS[1], False),
        Package("gamma", "3", LOCKS[2], True),
    ]


def test_a_package_is_named_as_the_index_names_it_and_its_licence_is_its_own_word():
    assert ONE.purl == "pkg:pypi/typing-extensions@4.15.0"
    assert Package("nothing-of-this-name", "1", LOCKS[0], True).licence == ""
    assert by_licence([Package("numpy", "2", LOCKS[0], True)]).keys() != {""}


@pytest.fixture
def source():
    """A source of known weaknesses that knows one of the first package; gives its address and what it was asked."""
    asked = []

    class Source(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": [{"vulns": [{"id": "PYSEC-1"}]}, {}]}).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Source) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_known_weaknesses_are_asked_for_all_at_once_and_given_by_package(source):
    address, asked = source
    other = Package("numpy", "2.4.6", LOCKS[0], True)
    assert known_weaknesses([ONE, other], address) == {"typing_extensions 4.15.0": ["PYSEC-1"]}
    [(path, said)] = asked
    assert path == "/v1/querybatch"
    assert [of["package"]["purl"] for of in said["queries"]] == [ONE.purl, other.purl]


def test_a_source_that_is_not_there_is_an_error_and_not_a_clean_bill():
    with pytest.raises(OSError):
        known_weaknesses([ONE], "http://127.0.0.1:9")
