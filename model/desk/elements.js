// What every part of the page is made with.

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node[key] = value;
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const button = (text, onclick, more = {}) => el("button", { type: "button", onclick, ...more }, text);

// A part that opens over others: Escape closes it, and so does turning to something else.
function makePop(attributes, summary, ...inside) {
  const root = el("details", attributes, el("summary", {}, summary), ...inside);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    root.open = false;
    root.querySelector("summary").focus();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => { if (!root.contains(event.target)) root.open = false; });
  root.addEventListener("focusout", (event) => { if (event.relatedTarget && !root.contains(event.relatedTarget)) root.open = false; });
  return root;
}

// Tabs as in the ARIA pattern: arrows move between them, one is in the tab order, its panel is labelled by it.
function makeTabs(name, label, tabs, chosen) {
  const list = el("div", { role: "tablist", "aria-label": label, class: "tabs" });
  const heads = tabs.map(({ key, title, panel }) => {
    panel.id = `${name}-${key}`;
    for (const [attr, value] of Object.entries({ role: "tabpanel", "aria-labelledby": `${name}-${key}-tab`, tabindex: "0" }))
      panel.setAttribute(attr, value);
    const head = button(title, () => show(key), { role: "tab", id: `${name}-${key}-tab`, "aria-controls": panel.id });
    list.append(head);
    return head;
  });
  function show(key, withFocus = false) {
    tabs.forEach((tab, n) => {
      const on = tab.key === key;
      tab.panel.hidden = !on;
      heads[n].setAttribute("aria-selected", String(on));
      heads[n].tabIndex = on ? 0 : -1;
    });
    if (withFocus) heads[tabs.findIndex((tab) => tab.key === key)].focus();
    chosen?.(key);
  }
  list.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const there = heads.filter((head) => !head.hidden);
    const next = there[(there.indexOf(document.activeElement) + by + there.length) % there.length];
    next.focus();
    next.click();
    event.preventDefault();
  });
  // The tabs that are there now, by key, the first of which is opened; or with null all of them.
  function offer(keys) {
    tabs.forEach((tab, n) => { heads[n].hidden = Boolean(keys) && !keys.includes(tab.key); });
    if (keys?.length) show(keys[0]);
  }
  return { root: el("div", { class: "tabbed" }, list, ...tabs.map((tab) => tab.panel)), show, offer };
}

// A table of texts: columns as {name, number}, rows as lists of text.
// One that the kernel can give away has a key, and buttons under it unless a chart has them for it.
function tableOf({ key, title, columns, rows, note, total, traced = [] }, { captioned = true, takes = Boolean(key) } = {}) {
  const line = (cells, n) => el("tr", total && n === rows.length - 1 ? { class: "total" } : {}, cells.map((cell, c) =>
    el(c ? "td" : "th", { ...(c ? {} : { scope: "row" }), class: columns[c].number ? "number" : "" },
      Number.isInteger(traced[n]?.[c]) ? figureButton(cell, ["cell", { key, row: traced[n][c], column: c }]) : cell)));
  const table = el("div", { class: "table", role: "region", "aria-label": title, tabindex: "0" },
    el("table", {}, el("caption", captioned ? {} : { class: "heard" }, title),
      el("thead", {}, el("tr", {}, columns.map((column) =>
        el("th", { scope: "col", class: column.number ? "number" : "" }, column.name)))),
      el("tbody", {}, rows.map(line))),
    note ? el("p", { class: "note" }, note) : null, traced.length ? el("p", { class: "heard" }, PRESS) : null);
  if (traced.length) figuresByArrows(table);
  return takes ? el("div", {}, table, takeBar(key, title, null, [title, ...columns.map((column) => column.name), ...rows.map((cells) => cells[0]), note ?? ""])) : table;
}
