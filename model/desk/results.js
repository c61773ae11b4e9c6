// The results: tiles that are always in sight, and under tabs the charts, tables and checks.

function makeTiles(lost) {
  const tiles = el("dl", { class: "tiles" });
  const stale = el("p", { class: "stale-note", hidden: true }), beside = el("p", { class: "beside small" });
  const checks = { value: el("dd", { class: "value" }), note: el("dd", { class: "small" }) };
  const checksTile = el("div", { class: "tile", "data-key": "checks" }, el("dt", {}, "Blocking checks"), checks.value, checks.note);
  const failing = el("ul", { class: "failing" });
  const root = el("section", { class: "headline", "aria-label": "Headline" }, lost, tiles, stale, failing);
  const drawn = new Map();
  // The figure of a tile opens its steps; it stays the same button while it changes, so that focus stays.
  function setFigure(place, { value, traced }) {
    const of = traced ? JSON.stringify(["figure", { key: traced }]) : "", now = place.firstElementChild;
    if (!traced) return setText(place, value);
    if (now?.dataset.of !== of) return place.replaceChildren(figureButton(value, JSON.parse(of)));
    setText(now, value);
    return attribute(now, "aria-label", `${value}: ${HOW.toLowerCase()}`);
  }
  function updateChecks(view) {
    checks.value.textContent = view.value;
    checks.note.textContent = view.note;
    failing.replaceChildren(...view.failing.map((line) => el("li", {}, "\u26a0 ", line)));
    failing.hidden = !view.failing.length;
  }
  function update(view) {
    root.classList.toggle("stale", view.stale);
    root.dataset.stale = String(view.stale);
    stale.hidden = !view.stale;
    stale.textContent = view.stale ? `\u26a0 ${view.why}` : "";
    const keys = view.tiles.map((tile) => tile.key).join();
    if (tiles.dataset.keys !== keys) {
      tiles.dataset.keys = keys;
      tiles.replaceChildren(...view.tiles.map((tile) => {
        const parts = { label: el("span"), value: el("dd", { class: "value" }), note: el("dd", { class: "small" }), help: helpSlot() };
        drawn.set(tile.key, parts);
        return el("div", { class: "tile", "data-key": tile.key }, el("dt", {}, parts.label, " ", parts.help.slot), parts.value, parts.note);
      }), checksTile);
    }
    for (const tile of view.tiles) {
      for (const part of ["label", "note"]) setText(drawn.get(tile.key)[part], tile[part]);
      setFigure(drawn.get(tile.key).value, tile);
      drawn.get(tile.key).help.update([tile.label, tile.note], tile.label);
    }
  }
  return { root, beside, update, updateChecks, updateBeside: (view) => setText(beside, view.said) };
}

function makeResults(tell, plotly) {
  // A chart keeps its own width, in which its words were set; where the page is narrower it is drawn smaller.
  const fit = (picture, width) => {
    const room = picture.parentElement.clientWidth;
    picture.style.zoom = room && room < width ? Math.max(room / width, 0.7) : 1;
  };
  const watch = new ResizeObserver((all) => all.forEach(({ target }) => {
    const picture = target.firstElementChild;
    fit(picture, parseFloat(picture.style.width) || 0);
  }));

  const panels = {}, drawn = new Map();
  let tabs = null;
  const root = el("section", { class: "results", "aria-label": "Results" }, el("h2", {}, "Results"));

  function blockOf(block) {
    if (block.kind === "chart") {
      const parts = { head: el("h3"), subtitle: el("p", { class: "subtitle" }), picture: el("div", { class: "picture", role: "img" }),
        source: el("p", { class: "note" }), take: el("div", {}), table: el("details", { class: "figures" }, el("summary", {}, "Figures of this chart")) };
      const frame = el("div", { class: "scroller-x" }, parts.picture);
      watch.observe(frame);
      return { ...parts, node: el("figure", { class: "block chart", "data-key": block.key }, parts.head, parts.subtitle,
        frame, parts.take, parts.table, parts.source) };
    }
    return { node: el("div", { class: "block", "data-key": block.key }) };
  }

  async function fillChart(parts, block) {
    parts.head.textContent = block.headline;
    parts.subtitle.textContent = block.subtitle;
    parts.source.textContent = `Source: ${block.source}`;
    parts.picture.setAttribute("aria-label", block.alt);
    while (parts.table.children.length > 1) parts.table.lastChild.remove();
    parts.table.append(tableOf(block.table, { takes: false }));
    const figure = JSON.parse(block.figure), { data, layout } = figure, width = layout.width;
    parts.take.replaceChildren(takeBar(block.key, block.headline, figure, [block.headline, block.subtitle, ...block.table.rows.map((cells) => cells[0])]));
    parts.picture.style.minHeight = `${layout.height}px`;
    parts.picture.style.width = `${width}px`;
    fit(parts.picture, width);
    const library = await plotly;
    // lines of the chart before would stay where this one has fewer
    if ((parts.picture.layout?.shapes?.length || 0) > (layout.shapes?.length || 0)) library.purge(parts.picture);
    await library.react(parts.picture, data, layout, { staticPlot: true, displayModeBar: false });
    for (const picture of parts.picture.querySelectorAll("svg")) picture.setAttribute("aria-hidden", "true");
    parts.picture.dataset.drawn = Number(parts.picture.dataset.drawn || 0) + 1;
  }

  function fillBlock(parts, block) {
    if (block.kind === "chart") return fillChart(parts, block);
    if (block.kind === "table") parts.node.replaceChildren(tableOf(block));
    if (block.kind === "words") parts.node.replaceChildren(block.title ? el("h3", {}, block.title) : "",
      block.items.length === 1 ? el("p", {}, block.items[0]) : el("ul", {}, block.items.map((item) => el("li", {}, item))));
    if (block.kind === "choose") parts.node.replaceChildren(chooser(block));
    if (block.kind === "structure") parts.node.replaceChildren(...structureOf(block));
    if (block.kind === "checks") parts.node.replaceChildren(el("p", { class: "verdict" }, block.verdict),
      tableOf(block.table));
    return null;
  }

  // A structure chart: a picture whose boxes lead to their posts, and the same as a nested list for keyboard and ear.
  function structureOf(block) {
    const edit = (post) => root.dispatchEvent(new CustomEvent("edit-post", { bubbles: true, detail: { side: block.side, row: block.rows[post] } }));
    const picture = new DOMParser().parseFromString(block.svg, "image/svg+xml").documentElement;
    picture.setAttribute("aria-hidden", "true");
    picture.style.width = `${block.layout.width}px`;
    const frame = el("div", { class: "scroller-x structure", "aria-hidden": "true" }, picture);
    watch.observe(frame);
    picture.addEventListener("click", (event) => { const post = event.target.closest("g")?.dataset.post; if (post) edit(post); });
    const listed = (items) => el("ul", {}, items.map((item) => el("li", {},
      item.post ? button(item.title, () => edit(item.post), { class: "link", title: "Edit this post" }) : item.title, `: ${item.facts}`,
      item.below.length ? listed(item.below) : null)));
    return [el("h3", {}, block.headline), el("p", { class: "subtitle" }, block.subtitle),
      frame,
      takeBar(block.key, block.headline, { svg: block.svg, layout: block.layout }), listed(block.items), el("p", { class: "note" }, `Source: ${block.source}`)];
  }

  function chooser(block) {
    const boxes = block.choices.map(([path, name], n) => el("input", { type: "checkbox", id: `compare-${n}`, value: path,
      checked: block.chosen.includes(path), onchange: () => choose() }));
    const baseline = el("select", { id: "compare-baseline", onchange: () => choose() },
      block.baselines.map(([path, name]) => el("option", { value: path, selected: path === block.baseline }, name)));
    const choose = () => tell({ panel: "results", action: "compare", baseline: baseline.value,
      paths: boxes.filter((box) => box.checked).map((box) => box.value) });
    return el("fieldset", { class: "choices" }, el("legend", {}, block.title),
      el("div", { class: "offered" }, block.choices.map(([, name], n) => el("label", { for: `compare-${n}` }, boxes[n], " ", name))),
      block.baselines.length ? el("label", { for: "compare-baseline" }, "Differences from ", baseline) : null);
  }

  async function update(view) {
    if (!tabs) {
      for (const tab of view.tabs) panels[tab.key] = el("div", { class: "panel" });
      tabs = makeTabs("results", "Results", view.tabs.map((tab) => ({ ...tab, panel: panels[tab.key] })),
        (key) => { if (shown !== key) { shown = key; tell({ panel: "results", action: "show", tab: key }); } });
      root.append(tabs.root);
      shown = view.tab;
      tabs.show(view.tab);
    }
    root.classList.toggle("stale", view.stale);
    await show(panels[view.tab], view.tab, view.blocks);
  }

  // Blocks in a panel; one that is as it was stays. `within` tells those of one panel from those of another.
  async function show(panel, within, blocks) {
    const waiting = [], focused = panel.contains(document.activeElement) && document.activeElement.id;
    const kept = blocks.map((block) => {
      const name = `${within}/${block.key}/${block.kind}`, text = JSON.stringify(block);
      let parts = drawn.get(name);
      if (!parts) drawn.set(name, parts = blockOf(block));
      if (parts.text !== text) { parts.text = text; waiting.push([parts, block]); }
      return parts.node;
    });
    if (kept.length !== panel.children.length || kept.some((node, n) => panel.children[n] !== node)) panel.replaceChildren(...kept);
    const filled = waiting.map(([parts, block]) => fillBlock(parts, block));
    if (focused) panel.querySelector(`#${CSS.escape(focused)}`)?.focus();  // it stays where somebody ticks
    await Promise.all(filled);
  }
  let shown = null;
  return { root, update, show };
}
