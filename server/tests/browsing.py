"""An officer at a browser: signing in, the desk, and what a kernel of theirs can do."""

import json

from server.tests.team import ADDRESS
from tests.desk.desk_page import DeskPage

RUN = """async ([base, code]) => {
  const xsrf = (document.cookie.match(/(?:^|; )_xsrf=([^;]*)/) || [])[1];
  const asked = (path, method) => fetch(base + path, {method, headers: {"X-XSRFToken": xsrf}});
  const kernel = await (await asked("api/kernels", "POST")).json();
  const socket = new WebSocket(base.replace("https", "wss") + `api/kernels/${kernel.id}/channels`);
  await new Promise((open, failed) => { socket.onopen = open; socket.onerror = () => failed("no socket"); });
  let said = "", awaited = new Set(["execute_reply", "idle"]);
  const done = new Promise((end) => { socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.parent_header.msg_id !== "asked") return;
    if (message.msg_type === "stream") said += message.content.text;
    awaited.delete(message.msg_type === "status" ? message.content.execution_state : message.msg_type);
    if (!awaited.size) end();
  }; });
  const header = { msg_id: "asked", msg_type: "execute_request", session: "s", username: "", version: "5.3", date: "" };
  const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
  socket.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: "shell" }));
  await done;
  socket.close();
  await asked(`api/kernels/${kernel.id}`, "DELETE");
  return said;
}"""
TRY = """
import json
try:
    print(json.dumps(repr({expression})))
except Exception as why:
    print(json.dumps(type(why).__name__))
"""


class Officer:
    """One person with a browser of their own."""

    def __init__(self, name, password, browser):
        self.name, self.password = name, password
        self.context = browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 800})
        self.page, self.desk = None, None

    @property
    def base(self):
        """The address of their own server."""
        return f"{ADDRESS}/user/{self.name}/"

    def ask_to_sign_in(self, password=None):
        """Go to the sign-in page and give a name and a password."""
        self.page = self.context.new_page()
        self.page.on("dialog", lambda asked: asked.accept())
        self.desk = DeskPage(self.page)
        self.page.goto(ADDRESS)
        self.page.get_by_label("Username:").fill(self.name)
        self.page.get_by_label("Password:", exact=True).fill(password or self.password)
        self.page.locator("#login_submit").click()

    def sign_in(self):
        """Sign in, wait for the desk, and close its tour; gives the desk."""
        self.ask_to_sign_in()
        return self.wait_for_desk()

    def come_back(self):
        """Open the address again in the same browser, which remembers who has signed in."""
        self.page = self.context.new_page()
        self.page.on("dialog", lambda asked: asked.accept())
        self.desk = DeskPage(self.page)
        self.page.goto(ADDRESS)
        start = self.page.locator("#start")  # the hub was still ending the server before
        start.or_(self.page.locator(".desk .picture[data-drawn], #username_input")).first.wait_for(timeout=90_000)
        if start.is_visible():
            start.click()
        return self.desk

    def wait_for_desk(self):
        """Wait until the desk is drawn."""
        self.desk.wait_until_drawn()
        tour = self.page.get_by_role("button", name="Close", exact=True)
        if tour.is_visible():
            tour.click()
        return self.desk

    def close(self):
        """Close the page, as somebody who goes home does."""
        self.page.close()

    def run(self, code):
        """What a kernel of theirs prints when it runs some code."""
        return self.page.evaluate(RUN, [self.base, code])

    def tries(self, expression):
        """What an expression gives in a kernel of theirs, or the name of the exception that it raises."""
        return json.loads(self.run(TRY.format(expression=expression)))

    def asks(self, address):
        """The status and the text that the browser is answered with at an address of the server."""
        answer = self.context.request.get(f"{ADDRESS}{address}")
        return answer.status, answer.text()
