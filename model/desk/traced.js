// How a figure was worked out, in a dialog that a figure opens: its steps, one level at a time, down to its rates; and from
// a rate back to the figures that rest on it. The kernel makes each level when it is asked for.

const HOW = "How was this worked out?", PRESS = "Press a figure to see how it was worked out.";

// A figure as a button that opens its steps: `of` says which, for the kernel.
const figureButton = (text, of) => button(text, null, { class: "worked", title: HOW, "aria-label": `${text}: ${HOW.toLowerCase()}`, "data-of": JSON.stringify(of) });

// The figures of a table are one stop of the Tab key; arrows go from one to the next.
function figuresByArrows(table) {
  const all = [...table.querySelectorAll(".worked")];
  all.forEach((one, n) => { one.tabIndex = n ? -1 : 0; });
  const lines = [...new Set(all.map((one) => one.closest("tr")))].map((line) => [...line.querySelectorAll(".worked")]);
  table.addEventListener("keydown", (event) => {
    const at = lines.findIndex((line) => line.includes(event.target)), col = lines[at]?.indexOf(event.target);
    const to = { ArrowRight: lines[at]?.[col + 1], ArrowLeft: lines[at]?.[col - 1], ArrowDown: lines[at + 1]?.[Math.min(col, lines[at + 1].length - 1)],
      ArrowUp: lines[at - 1]?.[Math.min(col, lines[at - 1].length - 1)] }[event.key];
    if (at < 0 || !to) return;
    event.target.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
    event.preventDefault();
  });
}

function makeTraced(root, tell) {
  const say = (action, more = {}) => { attribute(body, "aria-busy", action === "close" ? null : "true"); return tell({ panel: "traced", action, ...more }); };
  const title = el("h2", { id: "traced-title", tabindex: "-1" }), terms = el("p", { class: "note" }), old = el("p", { class: "stale-note of-trace" });
  const exempt = el("p", { class: "exempt-note" }), body = el("div", {});
  const back = button("Back", () => say("back")), rates = button("What rests on a rate?", () => say("rates"));
  const tools = el("div", { class: "tools" }, back, rates, button("Close", () => close()));
  const dialog = el("dialog", { class: "traced", "aria-labelledby": "traced-title" }, el("div", { class: "traced-head" }, title, tools), terms, old, exempt, body);
  let from = null;

  root.addEventListener("click", ({ target }) => {
    const figure = target.closest(".worked");
    if (!figure) return;
    from = figure;
    say(...JSON.parse(figure.dataset.of));
  });
  const open = (action, opener) => { from = opener; say(action); };
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(); });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) close(); });  // beside the dialog
  function close() {
    dialog.close();
    say("close");
    if (from?.isConnected) from.focus();
    from = null;
  }

  const lines = (texts) => texts.map((text) => el("span", { class: "end" }, text));
  function wayOf(path) {
    if (path.length < 2) return null;
    return el("nav", { "aria-label": "Steps to here" }, el("ol", {}, path.map(([number, name], n) => el("li", {},
      n < path.length - 1 ? button(name, () => say("step", { number }), { class: "link" }) : el("span", { "aria-current": "step" }, name)))));
  }
  function stepsOf(view) {
    const head = el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Step"), el("th", { scope: "col" }, "What"), el("th", { scope: "col", class: "number" }, "\u00a3")));
    const rows = view.rows.map((row) => el("tr", {}, el("td", {}, row.number), el("th", { scope: "row" },
      row.opens ? button(row.name, () => say("step", { number: row.number }), { class: "link", "aria-label": `${row.name}: open step ${row.number}` }) : row.name,
      row.note ? ` ${row.note}` : "", lines(row.ends)), el("td", { class: "number" }, row.amount)));
    const sum = el("tr", { class: "total" }, el("td", {}), el("th", { scope: "row" }, "Sum"), el("td", { class: "number" }, view.sum));
    return el("div", { class: "table", role: "region", "aria-label": "The steps", tabindex: "0" }, el("table", {}, head, el("tbody", {}, rows, sum)));
  }
  function ratesOf(view) {
    return el("ol", { class: "rates" }, view.rates.map((text, nth) => el("li", {}, text, " ",
      button("What rests on this rate?", () => say("rate", { nth }), { class: "link", "aria-label": `What rests on this rate? ${text}` }))));
  }
  const draw = {
    step: (view) => [wayOf(view.path), el("h3", {}, view.step), view.ends.length ? el("p", {}, lines(view.ends)) : null, view.rows.length ? stepsOf(view) : null,
      view.agrees ? el("p", { class: view.agrees.startsWith("\u26a0") ? "fault" : "note" }, view.agrees) : null,
      view.rates.length ? el("h3", {}, "Rates") : null, view.rates.length ? ratesOf(view) : null],
    rates: (view) => [ratesOf(view)],
    resting: (view) => [view.rows.length ? el("div", { class: "table", role: "region", "aria-label": "Figures that rest on it", tabindex: "0" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Figure"), el("th", { scope: "col", class: "number" }, "Printed as"),
        el("th", { scope: "col", class: "number" }, "Worked out with it"))),
      el("tbody", {}, view.rows.map((row) => el("tr", {}, el("th", { scope: "row" }, button(row.name, () => say("figure", { key: row.key }), { class: "link" })),
        el("td", { class: "number" }, row.amount), el("td", { class: "number" }, row.of_it)))))) : null],
  };

  function update(view) {
    if (!view.shown) { if (dialog.open) dialog.close(); return; }
    setText(title, view.title);
    setText(terms, view.terms);
    for (const [part, text] of [[old, view.old ? `\u26a0 ${view.old}` : ""], [exempt, view.exempt ?? ""]]) { setText(part, text); part.hidden = !text; }
    back.hidden = !view.back;
    rates.hidden = view.kind === "rates";
    attribute(body, "aria-busy", null);
    body.replaceChildren(...draw[view.kind](view).filter(Boolean));
    if (!dialog.open) { from ??= document.activeElement; dialog.showModal(); }
    dialog.scrollTop = 0;
    title.focus();
  }
  return { dialog, update, open };
}
