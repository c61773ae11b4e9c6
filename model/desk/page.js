// The page: one widget that shows what it is given and says what was done. It holds no rule and no figure.
// A message brings the parts that differ: the figures first, and the checks when it has asked for them; `data-done`
// counts the events that are wholly answered.

const TOUR = "workbook-tour-seen";

function render({ model, el: host }) {
  const root = el("div", { class: "desk", "data-lm-suppress-shortcuts": "true", "data-done": "-1", "data-asked": "0" });
  const link = makeLink(model, { scenario: () => picker.root.querySelector("select").dataset.open, changedState });
  const tell = (event, buffers) => {
    const told = link.tell(event, buffers, (asked) => { root.dataset.asked = asked; });
    if (!told) { notice.textContent = "\u26a0 That was not done: the desk does not answer."; notice.hidden = false; notice.classList.add("fault"); }
    return told;
  };
  const page = (action, more = {}) => tell({ panel: "page", action, ...more });

  // plotly comes from the kernel of itself, right behind the first figures, while the checks are still being made
  let libraryCame;
  const came = new Promise((resolve) => { libraryCame = resolve; });
  const library = came.then((bytes) => {
    const from = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
    return import(from).then(() => window.Plotly);
  });

  const title = el("h1", {});
  const said = el("div", { class: "heard", "aria-live": "polite", role: "status" });
  const notice = el("p", { class: "fault notice", role: "alert", hidden: true });
  const undo = button("Undo", () => page("undo"), { title: "Ctrl+Z", class: "changing" });
  const redo = button("Redo", () => page("redo"), { title: "Ctrl+Y", class: "changing" });
  const thousands = button("\u00a3k", () => page("thousands"), { "aria-label": "Show thousands of pounds", "aria-pressed": "false" });
  const picker = makePicker(tell);
  const offer = makeOffer(tell, link.forget), lost = makeLost(link);
  const tiles = makeTiles(lost.root), results = makeResults(tell, library);
  const sheets = makeSheets({ tell, typing: link.typing });
  const inBox = { typing: link.typing, undo: page };
  const forms = { assumptions: makeForm("assumptions", tell, inBox), customers: makeForm("customers", tell, inBox) };
  const facts = makeFacts(tell, { ...inBox, sheets });
  const begin = makeBegin(tell, inBox), lists = makeLists(sheets);
  const list = makeList(tell), save = makeSave(tell), excel = makeExcel(tell), explore = makeExplore(tell, results.show);
  const clear = makeClear(tell, { allDocuments: () => inputs.show("control", true) }), control = makeControl(tell, { typing: link.typing });
  const traced = makeTraced(root, tell), rests = (more = {}) => button("What rests on a rate?", ({ target }) => traced.open("rates", target), { class: "link looks", ...more });
  const views = makeViews(tell), others = makeOthers(tell, { saveCopy: (name) => { inputs.show("save"); save.saveCopy(name); } });
  let shownFor = {}, clearing = "";
  const structure = { present: el("div", {}), proposed: el("div", {}), list: el("div", {}) };
  const inputs = makeTabs("inputs", "What to change", [
    { key: "structure", title: "Structure", panel: el("div", {}, structure.present, structure.proposed,
      el("details", {}, el("summary", {}, "Holders of the present posts"), sheets.of("present.holders", "Holders"))) },
    { key: "assumptions", title: "Assumptions", panel: el("div", {}, el("p", { class: "rests" }, rests()), forms.assumptions.root) },
    { key: "customers", title: "Customers and prices", panel: el("div", {}, forms.customers.root) },
    { key: "explore", title: "Explore", panel: el("div", {}, explore.root) },
    { key: "lists", title: "Lists", panel: el("div", {}, lists.root) },
    { key: "facts", title: "All facts", panel: el("div", {}, facts.root) },
    { key: "begin", title: "Begin", panel: el("div", {}, begin.root) },
    { key: "list", title: "Load a list", panel: structure.list },
    { key: "save", title: "Save and clear", panel: el("div", {}, save.root, excel.root, clear.root) },
    { key: "control", title: "Sign and publish", panel: el("div", {}, control.root) },
  ], (tab) => {
    lists.show(tab === "lists");
    explore.look(tab === "explore");
    // the sheets of posts and the list are parts of Begin as well: they are where they are looked at
    const hosts = tab === "begin" ? begin.hosts : structure;
    if (hosts.list.firstChild) return;
    hosts.present.append(sheets.of("present", "Present posts"));
    hosts.proposed.append(sheets.of("proposed", "Proposed posts"));
    hosts.list.append(list.root);
  });
  inputs.show("structure");
  const inputsHead = el("h2", { id: "inputs-head" }, "What to change");

  // In a view that changes nothing, and while the scenario is cleared, all on the left can only be read.
  function drawAccess() {
    const all = shownFor.tabs === null, toRead = !all || Boolean(clearing);
    if (root.dataset.view !== shownFor.view) inputs.offer(shownFor.tabs);
    root.dataset.view = shownFor.view;
    setText(inputsHead, all ? "What to change" : "The evidence");
    inputsHead.parentElement.hidden = !all && !shownFor.tabs.length;
    inputs.root.classList.toggle("to-read", toRead);
    for (const tab of inputs.root.children)
      if (tab.matches("[role=tabpanel]")) onlyToRead(tab, toRead, !all ? ".sign, .verify" : ".as, [data-action=save-as], #save-author, [data-action=cancel]");
    for (const grid of inputs.root.querySelectorAll("[role=grid]")) attribute(grid, "aria-readonly", toRead ? "true" : null);
  }

  const tour = el("aside", { class: "tour", "aria-label": "How to begin", hidden: seen() },
    el("ol", {}, el("li", {}, "Change a grade, a date or a price on the left: every pound on the page follows at once."),
      el("li", {}, "If a value is not possible, its box says why, and the last good figures stay until it is mended."),
      el("li", {}, "Save what you like under Save and clear. Clear then gives the same figures, to the penny.")),
    button("Close", () => { tour.hidden = true; remember(); }));
  const help = button("How to begin", () => { tour.hidden = !tour.hidden; if (!tour.hidden) tour.querySelector("button").focus(); }, { class: "changing" });

  root.append(el("header", { class: "top" }, title, el("div", { class: "bar" }, picker.root, views.root,
    el("div", { class: "tools", role: "toolbar", "aria-label": "Changes" }, undo, redo, thousands, help)), views.said),
    notice, others.root, offer.root, tour, said, tiles.root, tiles.beside, el("p", { class: "small rests" }, `${PRESS} `, rests()),
    el("div", { class: "columns" }, el("section", { class: "inputs", "aria-labelledby": "inputs-head" }, inputsHead, inputs.root), results.root), traced.dialog);

  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, select, textarea, [role=grid]")) return;
    const key = event.key.toLowerCase(), act = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
    if (act) { event.preventDefault(); page(act); }
  });
  root.addEventListener("keydown", (event) => {  // before any box: what is typed in it is entered first
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    event.stopPropagation();
    document.activeElement.blur();
    inputs.show("save");
    save.focus();
  }, true);

  root.addEventListener("edit-post", ({ detail: { side, row } }) => {
    inputs.show("structure");
    root.querySelector(`:is([data-side=${side}], [data-sheet=${side}]) tr[data-row="${row}"] [role=rowheader]`)?.focus();
  });

  const takeAway = makeTakeAway(root, { tell, link, library });
  const draw = {
    page: (view) => {
      title.textContent = view.title;
      undo.disabled = !view.can_undo;
      redo.disabled = !view.can_redo;
      thousands.setAttribute("aria-pressed", String(view.thousands));
      root.dataset.changed = String(view.changed);
      notice.textContent = view.notice;
      notice.hidden = !view.notice;
      notice.classList.toggle("fault", view.notice.startsWith("\u26a0"));
      views.update(view);
      shownFor = view;
    },
    others: (view) => { others.update(view); clearing = view.clearing; }, clear: clear.update, control: control.update,
    said: (view) => { said.textContent = view.said; },
    picker: picker.update, offer: offer.update, tiles: tiles.update, checks: tiles.updateChecks, beside: tiles.updateBeside, results: results.update,
    sheets: sheets.update, worked_out: sheets.workedOut,
    assumptions: forms.assumptions.update, customers: forms.customers.update, facts: facts.update, begin: begin.update, extract: begin.extract.update, fates: begin.fates.update, lists: lists.update, list: list.update, save: save.update, excel: excel.update,
    explore: explore.update, explored: explore.updateLater, traced: traced.update,
  };
  model.on("msg:custom", async (message, buffers) => {
    if (message.kind === "plotly") return libraryCame(buffers[0]);
    if (message.kind === "taken") return takeAway.came(message, buffers);
    if (message.kind === "beat") return root.isConnected ? link.beat(message) : link.end();
    const drawing = Object.entries(message.views).map(([part, view]) => {
      const start = performance.now(), drawn = draw[part](view);
      performance.measure(`draw ${part}`, { start });
      return drawn;
    });
    drawAccess();
    if (message.asked !== null) explore.answered();
    root.classList.toggle("checking", !message.whole);
    const answers = message.asked !== null;
    try {
      await Promise.all(drawing);
    } finally {  // a part that could not be drawn keeps no check from being made
      if (answers && message.whole) root.dataset.done = message.asked;
      if (answers && !message.whole) model.send({ panel: "page", action: "checks", asked: message.asked });
    }
    return null;
  });
  window.addEventListener("beforeunload", (event) => {
    document.activeElement?.blur();  // what is typed in an open box is entered, and kept
    if (root.isConnected && root.dataset.changed === "true" && !lost.leaving()) event.preventDefault();
  });
  function changedState(gone, cannotKeep) {
    root.classList.toggle("gone", gone);
    lost.update(gone, cannotKeep);
  }
  host.append(root);
  page("ready", { ...link.ready(), view: views.remembered() });

  function seen() { try { return localStorage.getItem(TOUR) !== null; } catch { return false; } }
  function remember() { try { localStorage.setItem(TOUR, "yes"); } catch { /* shown again next time */ } }
}

const TRIES = 12, TRY_AFTER = 5000;

// What the page says when the kernel is gone, and the way back.
function makeLost(link) {
  const app = Boolean(document.body.dataset.voila), words = el("span", {}), more = el("span", {});
  let leaving = false;
  const again = button("Reconnect", async () => {
    link.comeBack();
    if (!app) return runAgain();
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" });  // any answer will do; it starts no kernel
      leaving = true;
      location.reload();
    } catch {
      more.textContent = "The app itself does not answer. Start it again with python3 workbook.py app: what was kept is offered when it opens. ";
    }
  });
  // In JupyterLab the cell that showed the page is run again, as Ctrl+Enter in it does. A run that comes before
  // JupyterLab has a kernel again is lost, and this page with it, so it is asked for anew until it brings something.
  function runAgain(cell = root.closest(".jp-Cell"), tries = TRIES) {
    more.textContent = "If the kernel does not start by itself, restart it. Then press Shift+Enter in the cell above: your changes come back. ";
    const lost = cell?.querySelector(".desk.gone") || cell?.classList.contains("jp-mod-noOutputs");
    if (!cell?.isConnected || !lost || !tries) return;
    const busy = cell.querySelector(".jp-InputPrompt")?.textContent.includes("*") || document.querySelector(".jp-Dialog");
    if (!busy) {
      cell.focus();
      cell.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
    }
    setTimeout(runAgain, TRY_AFTER, cell, tries - 1);
  }
  const root = el("p", { class: "lost", role: "alert", hidden: true }, words, more, again);
  function update(gone, cannotKeep) {
    root.hidden = !gone;
    more.textContent = "";
    words.textContent = gone ? "\u26a0 The desk does not answer. Every figure here is old, and nothing can be saved until it answers. "
      + (cannotKeep ? "What you type now can't be kept. " : "What you typed is kept. ") : "";
  }
  return { root, update, leaving: () => leaving };
}

export default { render };
