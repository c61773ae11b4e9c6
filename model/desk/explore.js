// Explore: sliders and boxes for what the figures rest on. One question is on its way at a time, and the last place of a
// slider is asked for once it is answered, so that the figures follow a hand and never queue behind it.

function makeExplore(tell, showBlocks) {
  const say = (action, more = {}) => tell({ panel: "explore", action, ...more });
  const note = el("p", { class: "note", hidden: true }), cannot = el("p", { class: "fault", role: "alert", hidden: true });
  const drivers = el("div", { class: "drivers" }), parts = new Map();
  const figures = el("div", { class: "moved-figures" }), others = el("div", {}), heard = el("p", { class: "heard", role: "status" }), bridge = el("div", {});
  const name = el("input", { type: "text", id: "what-if-name", autocomplete: "off", "aria-describedby": "what-if-name-hint" });
  const back = button("Put everything back", () => say("back"));
  const keep = button("Keep this what-if", () => {
    say("keep", { name: name.value, moves: { ...moved(), ...Object.fromEntries(next) } });
    next.clear();
    name.value = "";
  });
  const root = el("div", { class: "form explore" },
    el("p", {}, "Move what the figures rest on. The draft stays as it is: keep what you like, then put it into the draft or save it as a scenario of its own."),
    note, drivers, cannot, figures, others, heard,
    el("div", { class: "keep" }, el("div", { class: "field" }, el("label", { for: "what-if-name" }, "Name of the what-if"), name,
      el("p", { class: "hint", id: "what-if-name-hint" }, "If empty, the what-if is named after what is moved.")), keep, back));
  const more = makeWhatIfs(say, showBlocks);
  root.append(more.kept, bridge, more.root);
  const next = new Map();  // what each slider was moved to while the last question was on its way
  let shown = false, waiting = false, now = { drivers: [], figures: {} };

  const moved = () => Object.fromEntries(now.drivers.filter((one) => !one.fault && one.value !== "0").map((one) => [one.key, one.value]));
  function move(key, value) {
    if (waiting) { next.set(key, value); return; }
    waiting = say("move", { key, value });
  }
  function answered() {
    waiting = false;
    const [first] = next;
    if (first) { next.delete(first[0]); move(...first); }
  }
  function look(isShown) {
    if (isShown === shown) return;
    shown = isShown;
    say("look", { shown });
  }

  function update(view) {
    now = view;
    root.classList.toggle("nothing", !view.drivers.length);
    note.hidden = !view.note;
    setText(note, view.note);
    keepParts(drivers, parts, view.drivers, (driver) => makeDriver(driver, move));
    showCannot(view.cannot);
    const still = !view.drivers.some((one) => one.value !== "0");
    keep.disabled = back.disabled = still;
    drawFigures(figures, view.figures);
    const [, , after, apart] = (view.figures.rows ?? []).find(([label]) => label.startsWith("Budget effect, full year")) ?? [];
    setText(heard, after && !still ? `Budget effect, full year: ${after}, ${apart} against the draft.` : "");
  }
  function showCannot(text) { cannot.hidden = !text; setText(cannot, text); }
  function drawFigures(place, table) {
    const text = JSON.stringify(table), way = place.contains(document.activeElement) && document.activeElement.dataset.way;
    if (place.dataset.shown === text) return;
    place.dataset.shown = text;
    place.replaceChildren(...(table.rows ? [tableOf(table, { captioned: false })] : []));
    if (way) place.querySelector(`[data-way=${way}]`)?.focus();
  }
  async function updateLater(view) {
    if (view.cannot && !view.busy) showCannot(view.cannot);
    for (const part of [others, bridge]) attribute(part, "aria-busy", view.busy ? "true" : null);
    drawFigures(others, view.figures);
    more.update(view);
    await Promise.all([showBlocks(bridge, "explored", view.blocks.bridge ?? []), more.draw(view)]);
  }
  return { root, update, updateLater, answered, look };
}

// One driver: its slider, or a choice of ends, its box, and what it then is.
function makeDriver(driver, move) {
  const id = `driver-${driver.key.replace(/\W+/g, "-")}`, key = driver.key, isChoice = driver.is_choice;
  const label = el("label", { for: id }), becomes = el("output", { for: id, class: "becomes" });
  const hint = el("p", { class: "hint", id: `${id}-hint` }), fault = el("p", { class: "fault", id: `${id}-fault`, hidden: true });
  const slider = isChoice ? el("select", { id, onchange: () => move(key, slider.value) })
    : el("input", { type: "range", id, oninput: () => { box.value = slider.value; entered = slider.value; move(key, slider.value); } });
  const box = isChoice ? null : el("input", { type: "text", inputmode: "decimal", autocomplete: "off", onchange: () => move(key, box.value) });
  slider.setAttribute("aria-describedby", hint.id);
  let entered = "";
  const root = el("div", { class: "driver" }, label, slider,
    box ? el("span", { class: "amount" }, box, el("span", { "aria-hidden": "true" }, ` ${driver.unit}`)) : null, becomes, hint, fault);

  function update(now) {
    setText(label, now.label);
    setText(becomes, now.becomes);
    setText(hint, now.hint);
    showFaults(fault, now.fault ? [now.fault] : []);
    becomes.hidden = isChoice;
    if (isChoice) {
      offerChoices(slider, [now.choices[0], ["0", "As it is in the draft"], now.choices[1]], now.value);
      slider.value = now.value;
      return;
    }
    for (const [attr, value] of [["min", now.low], ["max", now.high], ["step", now.step], ["aria-valuetext", `${now.value} ${now.unit}: ${now.becomes}`]])
      attribute(slider, attr, value);
    box.setAttribute("aria-label", `${now.label}: change in ${now.unit}`);
    attribute(box, "aria-invalid", now.fault ? "true" : null);
    attribute(box, "aria-describedby", now.fault ? fault.id : hint.id);
    if (!now.fault && document.activeElement !== slider) slider.value = now.value;
    if (!isTypedIn(box, entered)) box.value = now.value;
    entered = now.value;
  }
  return { root, update, leave: () => {}, isLike: (now) => now.is_choice === isChoice };
}
