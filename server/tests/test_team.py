"""Two officers, one of another directorate and a stranger on one server: what each may do, and what the system refuses.

The tests go on from one another, in the order of a first day: read them from above. Each person has a browser of
their own. What is refused is tried beside the same thing by somebody to whom it is allowed.
"""

import json
import re
import urllib.error
import urllib.request

import psutil
import pytest

from server.tests.seen import BARNET, NAME, OTHER, PACK, choose, drafts_of, rights
from server.tests.team import (
    ADDRESS,
    FIRST,
    IDLE,
    PLAIN,
    PORT,
    SCHOOLS,
    SECOND,
    STRANGER,
    WORKBOOK,
    home_of,
    processes_of,
    until,
)

UP = f"voila/templates/desk/static/{'../' * 9}home/{FIRST}/{PACK}/report.html"
PICTURE = "packs/barnet-schools-ict/charts/bridge.png"


def listening(process):
    return [at.laddr.port for at in process.net_connections() if at.status == psutil.CONN_LISTEN]


def command(process):
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def grade(desk, row):
    return desk.cell("present", row, "Grade").inner_text()


def save(desk, author):
    desk.tab("Save and clear")
    desk.page.get_by_label("Your name or initials").fill(author)
    desk.click("Save")
    desk.page.locator(".outcome").filter(has_text="Saved").wait_for()
    desk.tab("Structure")


def test_the_page_comes_by_tls_alone_and_the_hub_answers_this_machine_alone(team):
    assert team.answers()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.build_opener(NoRedirect).open(f"http://127.0.0.1:{PLAIN}/hub/login")
    assert (refused.value.code, refused.value.headers["Location"]) == (301, "https://127.0.0.1/hub/login")
    ours = [process for process in psutil.process_iter() if str(WORKBOOK) in command(process)]
    at = {at.laddr for process in ours for at in process.net_connections() if at.status == psutil.CONN_LISTEN}
    assert PORT in {address.port for address in at} and {address.ip for address in at} == {"127.0.0.1"}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def test_who_is_no_officer_or_has_another_password_is_not_let_in(officers, pictures):
    for name, word in ((STRANGER, None), (FIRST, "not-the-password")):
        officers[name].ask_to_sign_in(word)
        officers[name].page.get_by_text("Invalid username or password").wait_for()
        officers[name].close()


def test_two_officers_sign_in_and_each_has_the_desk_and_sees_the_shared_scenarios(officers, pictures):
    page = officers[FIRST].context.new_page()
    page.goto(ADDRESS)
    page.get_by_label("Username:").wait_for()
    pictures(page, "sign-in")
    page.close()
    for name in (FIRST, SECOND):
        desk = officers[name].sign_in()
        choose(desk, NAME)
        assert {value.rpartition("/")[2] for value in desk.choices()} == {NAME, OTHER}
        assert {command(process).rpartition("-m ")[2].split()[0] for process in processes_of(name)} >= {
            "jupyterhub.singleuser",
            "ipykernel_launcher",
        }
    assert desk.tile("present") == officers[FIRST].desk.tile("present")


def test_temporary_files_are_in_a_folder_of_ones_own_and_a_kernel_is_reached_by_files_alone(officers):
    printed = officers[FIRST].run("import tempfile, os; print(tempfile.gettempdir(), oct(os.umask(0)))").split()
    assert printed == [str(home_of(FIRST) / "workbook" / "tmp"), "0o7"]
    for folder, mode in (("", "0o700"), ("tmp", "0o700"), ("run", "0o1700")):  # Jupyter sets the sticky bit of the last
        assert rights(home_of(FIRST) / "workbook" / folder) == (FIRST, FIRST, mode)
    files = [*home_of(FIRST).glob("workbook/run/kernel-*.json")]
    assert {json.loads(file.read_text())["transport"] for file in files} == {"ipc"}
    assert {rights(file) for file in files} == {(FIRST, FIRST, "0o600")}


def test_each_has_drafts_of_their_own_beside_the_shared_scenario(officers, pictures):
    first, second = officers[FIRST].desk, officers[SECOND].desk
    before = first.tile("present")
    first.type_in("present", 0, "Grade", "42-44")
    second.type_in("present", 1, "Grade", "36-37")
    until(lambda: drafts_of(FIRST) and drafts_of(SECOND), 10, "no drafts")
    assert (grade(first, 0), grade(second, 0)) == ("42-44", "42-45#47")
    assert (grade(first, 1), grade(second, 1)) == ("35-38#41", "36-37")
    assert len({before, first.tile("present"), second.tile("present")}) == 3
    for name in (FIRST, SECOND):
        [draft] = drafts_of(name)
        assert rights(draft) == (name, "wcwtest-schools", "0o600")
        pictures(officers[name].page, f"desk-{name}")
    assert rights(SCHOOLS / ".drafts") == ("root", "wcwtest-schools", "0o3770")


def test_another_reads_removes_and_replaces_no_draft(officers):
    [draft] = drafts_of(FIRST)
    assert "42-44" in officers[FIRST].tries(f"open('{draft}').read()")
    for expression in (f"open('{draft}').read()", f"__import__('os').unlink('{draft}')"):
        assert officers[SECOND].tries(expression) == "PermissionError"
    assert draft.exists()


def test_a_server_that_nobody_is_at_is_ended_and_what_was_typed_is_offered_again(officers):
    """The second officer's desk stays open all that time, and counts as somebody."""
    officers[FIRST].close()
    until(lambda: not processes_of(FIRST), 5 * IDLE, "nothing was ended")
    assert processes_of(SECOND) and grade(officers[SECOND].desk, 1) == "36-37"
    desk = officers[FIRST].come_back()
    officers[FIRST].wait_for_desk()
    choose(desk, NAME)
    assert "You have unsaved changes from" in desk.page.locator(".offer").inner_text()
    assert "36-37" not in desk.page.locator(".offer").inner_text(), "of another's draft nothing is said"
    desk.page.locator(".offer").get_by_role("button", name=re.compile("Take")).click()
    desk.settle()
    assert grade(desk, 0) == "42-44"


def test_while_one_clears_the_other_is_told_who_it_is_and_waits(officers, pictures):
    first, second = officers[FIRST].desk, officers[SECOND].desk
    assert rights(BARNET) == (FIRST, "wcwtest-schools", "0o640"), "as cp made it"
    save(first, "A. First (invented)")
    assert rights(BARNET) == (FIRST, "wcwtest-schools", "0o660")
    first.tab("Save and clear")
    first.page.get_by_role("button", name="Clear", exact=True).click()
    told = second.page.get_by_text(re.compile(rf"{NAME} is being cleared by {FIRST} on .+ can only be read here"))
    told.wait_for(timeout=60_000)
    pictures(second.page, "lock")
    said = told.inner_text()
    assert re.search(r"since \d\d:\d\d on \d{1,2} [A-Z][a-z]+ \d{4}\.", said), said
    second.tab("Save and clear")
    assert second.page.get_by_role("button", name="Save", exact=True).is_disabled()
    first.page.get_by_role("link", name="Open the pack's report").wait_for(timeout=180_000)
    told.wait_for(state="hidden")
    assert second.page.get_by_role("button", name="Save", exact=True).is_enabled()


def test_the_other_is_told_who_saved_and_then_saves_in_turn(officers, pictures):
    first, second = officers[FIRST].desk, officers[SECOND].desk
    second.page.get_by_text(re.compile("was saved by A. First")).wait_for()
    pictures(second.page, "saved-by-another")
    second.page.locator(".others").get_by_role("button", name=re.compile("Keep|mine", re.I)).first.click()
    second.settle()
    save(second, "B. Second (invented)")
    assert rights(BARNET) == (SECOND, "wcwtest-schools", "0o660")
    first.page.get_by_text(re.compile("was saved by B. Second")).wait_for()


def test_the_pack_opens_at_its_own_officers_desk(officers):
    page = officers[FIRST].page
    link = page.get_by_role("link", name="Open the pack's report").get_attribute("href")
    status, text = officers[FIRST].asks(link)
    assert status == 200 and "Schools ICT Support Service" in text


def test_another_reads_no_pack_by_a_kernel_by_a_link_or_by_the_hub(officers):
    """By a link: the second officer makes one in their own folder, whose files their own server gives them."""
    report = home_of(FIRST) / PACK / "report.html"
    assert "<html" in officers[FIRST].tries(f"open('{report}').read()")
    assert officers[SECOND].tries(f"open('{report}').read()") == "PermissionError"
    folder = home_of(SECOND) / "workbook"
    made = f"[open('{folder}/mine.txt', 'w').write('mine'), __import__('os').symlink('{report}', '{folder}/theirs')]"
    assert officers[SECOND].tries(made) == "[4, None]"
    assert officers[SECOND].asks(f"/user/{SECOND}/files/mine.txt") == (200, "mine")
    for address in (f"/user/{SECOND}/files/theirs", f"/user/{SECOND}/files/../../{FIRST}/{PACK}/report.html"):
        status, text = officers[SECOND].asks(address)
        assert status >= 400 and "Schools ICT Support Service" not in text, address
    pack = "voila/files/packs/barnet-schools-ict/report.html"
    assert "Schools ICT Support Service" in officers[FIRST].asks(f"/user/{FIRST}/{pack}")[1]
    for address in (
        pack,
        "files/packs/barnet-schools-ict/report.html",
        "api/contents",
        "lab",
        "voila/render/desk.ipynb",
    ):
        status, text = officers[SECOND].asks(f"/user/{FIRST}/{address}")
        assert status == 403 and "Schools ICT Support Service" not in text, address
        status, text = officers[STRANGER].asks(f"/user/{FIRST}/{address}")
        assert "Schools ICT Support Service" not in text and ("Sign in" in text or status == 403), address


def test_the_port_of_anothers_server_answers_nobody_but_its_officer(officers):
    [port] = {port for one in processes_of(FIRST) if "singleuser" in command(one) for port in listening(one)}
    code = "__import__('urllib.request').request.urlopen('http://127.0.0.1:{}/user/{}/{}').url"
    for address in (
        "api/contents",
        f"files/{PICTURE}",
        f"voila/files/{PICTURE}",
        "voila/tree",
        "voila/render/desk.ipynb",
        UP,
    ):
        answer = officers[SECOND].tries(code.format(port, FIRST, address))
        assert answer in ("HTTPError", "URLError") or "/hub/" in answer, (address, answer)
