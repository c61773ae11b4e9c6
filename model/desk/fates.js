// The matrix of from and to: a row for each present post, with what becomes of it and where it goes, and below it how each
// proposed post is filled. All is chosen by title. Many posts are set at once: those that are ticked.

const MANY_ROWS = 60;  // of more rows than this the choices are put into a box when it is reached

function makeFates(tell) {
  const say = (action, more) => tell({ panel: "begin", action, ...more });
  const summary = el("summary", {}, "Choose what becomes of each post"), body = el("div", {}), ticked = new Set();
  const root = el("details", { class: "fates" }, summary, body);
  const means = el("dl", { class: "means" }), told = el("p", { class: "note", role: "status" });
  const fate = el("select", { id: "fates-fate", onchange: () => offerGoal() }), goal = el("select", { id: "fates-goal" });
  const goalField = el("div", { class: "field" }, el("label", { for: "fates-goal" }, "Goes to"), goal);
  const tick = (ids) => { ticked.clear(); ids.forEach((id) => ticked.add(id)); rows.forEach((row) => row.tick()); count(); };
  const set = button("Set for the posts ticked", () => {
    if (!ticked.size) { told.textContent = "Tick the posts first."; return; }
    say("fate", { posts: [...ticked], fate: fate.value, to: goalField.hidden || !goal.value ? [] : [goal.value] });
    ticked.clear();
  });
  const many = el("fieldset", {}, el("legend", {}, "Many posts at once"), el("div", { class: "tools" },
    button("Tick those still open", () => tick(last.unsettled)), button("Tick all", () => tick(last.present.map((row) => row.id))),
    button("Tick none", () => tick([]))),
  el("div", { class: "field" }, el("label", { for: "fates-fate" }, "What becomes of them"), fate), goalField, el("div", {}, set, told));
  const from = table("From: the present posts", ["Tick", "Post", "What becomes of it", "Goes to"]);
  const into = table("To: the proposed posts", ["Post", "Comes from", "Filled by"]);
  const rows = new Map(), targets = new Map();
  let last = { present: [], fates: [], offered: [], unsettled: [] }, open = false;
  body.append(el("h4", {}, "What each choice means"), means, many, from.root, into.root);
  root.addEventListener("toggle", () => {
    if (root.open === open) return;
    open = root.open;
    say("open", { open });
  });

  function table(title, heads) {
    const rowsOf = el("tbody", {});
    return { body: rowsOf, root: el("div", { class: "table", role: "region", "aria-label": title, tabindex: "0" },
      el("table", {}, el("caption", {}, title), el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), rowsOf)) };
  }
  // A box of choices: all of them at once, or of long lists when it is reached.
  function choices(label, onchange) {
    const select = el("select", { "aria-label": label, onchange });
    let all = [], value = "";
    const whole = () => offerChoices(select, all, select.value);
    select.addEventListener("pointerdown", whole);
    select.addEventListener("focus", whole);
    select.show = (now, chosen) => {
      all = now;
      value = chosen;
      offerChoices(select, last.present.length > MANY_ROWS ? all.filter(([one]) => one === value) : all, value);
      select.value = value;
    };
    return select;
  }
  const post = (row) => [el("span", {}, row.title), el("span", { class: "hint" }, row.said)];
  const leads = (value) => last.fates.some(([name, , , on]) => name === value && on);

  function makeRow(first) {
    const { id } = first, box = el("input", { type: "checkbox", "aria-label": `Tick ${first.title}`, onchange: () => {
      if (box.checked) ticked.add(id); else ticked.delete(id);
      count();
    } });
    const becomes = choices(`What becomes of ${first.title}`, () => say("fate", { posts: [id], fate: becomes.value, to: [] }));
    const goals = el("td", {}), fault = el("p", { class: "fault", id: `fates-fault-${id}`, hidden: true });
    const head = el("th", { scope: "row" }), selects = [];
    const line = el("tr", {}, el("td", {}, el("label", { class: "tick" }, box)), head, el("td", {}, becomes, fault), goals);
    function update(row) {
      head.replaceChildren(...post(row));
      becomes.show(last.fates.map(([value, words]) => [value, words]), row.fate);
      const to = leads(row.fate) ? [...row.to, ""] : row.to;
      while (selects.length > to.length) selects.pop().remove();
      while (selects.length < to.length) {
        const label = selects.length ? `Where ${row.title} goes as well` : `Where ${row.title} goes`;
        selects.push(choices(label, () => say("fate", { posts: [id], fate: becomes.value, to: chosen() })));
        goals.append(selects.at(-1));
      }
      to.forEach((value, n) => selects[n].show([["", n ? "(add another)" : "(choose)"], ...last.offered, ...(n ? [] : [copy()])], value));
      showFaults(fault, row.faults);
      for (const select of [becomes, ...selects]) {
        attribute(select, "aria-invalid", row.faults.length ? "true" : null);
        attribute(select, "aria-describedby", row.faults.length ? fault.id : null);
      }
    }
    const chosen = () => [...new Set(selects.map((select) => select.value).filter(Boolean))];
    return { root: line, update, leave: () => ticked.delete(id), isLike: () => true, tick: () => { box.checked = ticked.has(id); } };
  }
  const copy = () => [last.copy, "A new post like it"];

  function makeTarget({ id, title }) {
    const filled = choices(`How ${title} is filled`, () => say("filled", { posts: [id], filled_by: filled.value }));
    const head = el("th", { scope: "row" }), source = el("td", {}), fault = el("p", { class: "fault", id: `filled-fault-${id}`, hidden: true });
    const line = el("tr", {}, head, source, el("td", {}, filled, fault));
    function update(row) {
      head.replaceChildren(...post(row));
      setText(source, row.from || "no present post");
      filled.show(last.filled.map(([value, words]) => [value, words]), row.filled_by);
      showFaults(fault, row.faults);
      attribute(filled, "aria-describedby", row.faults.length ? fault.id : null);
    }
    return { root: line, update, leave: () => {}, isLike: () => true };
  }

  function offerGoal() { goalField.hidden = !leads(fate.value); }
  function count() { told.textContent = ticked.size ? `${ticked.size} ticked.` : ""; }

  function update(view) {
    open = Boolean(view.present);
    if (root.open !== open) root.open = open;
    if (!open) return;
    last = view;
    const meant = (list) => list.flatMap(([, words, meaning]) => [el("dt", {}, words), el("dd", {}, meaning)]);
    means.replaceChildren(...meant(view.fates));
    offerChoices(fate, view.fates.map(([value, words]) => [value, words]), fate.value || view.fates[0][0]);
    offerChoices(goal, [["", "(as it is)"], ...view.offered, copy()], goal.value);
    offerGoal();
    const keyed = (list) => list.map((row) => ({ ...row, key: row.id }));
    keepParts(from.body, rows, keyed(view.present), makeRow);
    keepParts(into.body, targets, keyed(view.proposed), makeTarget);
    rows.forEach((row) => row.tick());
    count();
  }
  return { root, update };
}
