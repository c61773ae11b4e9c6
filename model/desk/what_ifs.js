// What-ifs that were kept, side by side; and what takes longer: the tornado, goal seek and stress, with a way to stop.

function makeWhatIfs(say, showBlocks) {
  const title = el("h3", { tabindex: "-1" }, "What-ifs"), list = el("ul", { class: "what-ifs" }), kept = new Map(), none = el("p", {}, "No what-if is kept yet.");
  const said = el("p", { class: "what-ifs-said", role: "status" }), together = el("div", {});
  const work = el("p", { role: "status" }), bar = el("progress", { "aria-label": "Progress", hidden: true });
  const stop = button("Stop", () => say("stop"), { hidden: true });
  const atWork = el("div", { class: "at-work" }, bar, work, stop);
  const begin = (action, more) => (event) => { event.target.after(atWork); say(action, more?.()); };
  const draw = button("Draw what matters most", begin("tornado")), test = button("Look for what breaks a test", begin("stress"));
  const tornado = el("div", {}), broken = el("div", {}), seek = makeSeek(begin, say);
  const keptOnes = el("div", {}, said, title, none, list);
  const root = el("div", {}, together,
    el("h3", {}, "What matters most"), el("p", {}, "Each item above is moved to both ends of its range, one at a time."), draw, tornado,
    el("h3", {}, "Goal seek"), seek.root,
    el("h3", {}, "What breaks a test"), el("p", {}, "For each item above: the smallest change that breaks a test stated in the scenario."), test, broken);

  function update(view) {
    const isNew = view.said && said.textContent !== view.said;
    setText(said, view.said ?? "");
    if (isNew) said.scrollIntoView({ block: "nearest" });  // it may be above the button that was pressed
    said.classList.toggle("fault", (view.said ?? "").startsWith("\u26a0"));
    setText(work, view.work ?? "");
    bar.hidden = stop.hidden = !view.going;
    draw.disabled = test.disabled = Boolean(view.going);
    if (!view.shown) return;  // what is typed in a what-if stays while another part of the page is shown
    none.hidden = view.kept.length > 0;
    const removed = list.contains(document.activeElement);
    keepParts(list, kept, view.kept, (one) => makeWhatIf(one, say));
    if (removed && !list.contains(document.activeElement)) title.focus();  // its button has gone with it
    seek.update(view);
  }
  const drawAll = ({ blocks }) => Promise.all([[together, "kept"], [tornado, "tornado"], [broken, "stress"]]
    .map(([panel, part]) => showBlocks(panel, `explored-${part}`, blocks[part] ?? [])));
  return { kept: keptOnes, root, update, draw: drawAll };
}

let whatIfs = 0;

// One what-if: what differs from the draft, and what may become of it.
function makeWhatIf({ key: name }, say) {
  const id = `what-if-${whatIfs += 1}`, box = (part) => el("input", { type: "text", id: `${id}-${part}`, autocomplete: part === "author" ? "name" : "off" });
  const reason = box("reason"), file = box("file"), author = box("author");
  const field = (label, input) => el("div", { class: "field" }, el("label", { for: input.id }, label), input);
  const differs = el("ul", {}), cannot = el("p", { class: "fault", hidden: true });
  file.value = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40).replace(/-$/, "")}.yaml`;
  const lay = button("Put into the draft", () => say("lay", { name, reason: reason.value }));
  const save = button("Save this scenario", () => say("save", { name, file: file.value, author: author.value, reason: reason.value }));
  const root = el("li", {}, el("div", { role: "group", "aria-label": name }, el("h4", {}, name), differs, cannot,
    field("Reason for this what-if", reason), el("div", { class: "tools" }, lay, button("Remove", () => say("remove", { name }))),
    el("details", { ontoggle: () => { author.value ||= document.getElementById("save-author")?.value ?? ""; } },
      el("summary", {}, "Save as a scenario of its own"), field("Name of the new file, ending in .yaml", file), field("Your name or initials", author), save)));
  function update(now) {
    differs.replaceChildren(...now.differences.map((line) => el("li", {}, line)));
    showFaults(cannot, now.cannot ? [now.cannot.replace(/^\u26a0 /, "")] : []);
    lay.disabled = save.disabled = Boolean(now.cannot);
  }
  return { root, update, leave: () => {}, isLike: () => true };
}

// Goal seek: the change of one thing at which a figure is a given sum.
function makeSeek(begin, say) {
  const driver = el("select", { id: "seek-driver" }), measure = el("select", { id: "seek-measure" });
  const target = el("input", { id: "seek-target", type: "text", inputmode: "decimal", autocomplete: "off", placeholder: "14,270" });
  const go = button("Seek", begin("seek", () => ({ driver: driver.value, measure: measure.value, target: target.value })));
  const answer = el("p", {}), places = el("div", { class: "tools" });
  const field = (label, input) => el("div", { class: "field" }, el("label", { for: input.id }, label), input);
  driver.addEventListener("change", forPrices);
  const root = el("div", {}, el("div", { class: "boxes" }, field("What is changed", driver), field("The figure", measure), field("The sum to be met, \u00a3", target)),
    go, answer, places);
  let prices = "";
  function forPrices() { measure.disabled = driver.value === prices; }
  function update(view) {
    go.disabled = Boolean(view.going);
    if (!view.seeks) return;
    prices = view.prices;
    const sought = view.seeks.includes(driver.value) ? driver.value : view.seeks[0];
    offerChoices(driver, view.seeks.map((label) => [label, label]), sought);
    driver.value = sought;
    const chosen = measure.value || "full_year";
    offerChoices(measure, view.measures, chosen);
    measure.value = chosen;
    forPrices();
    setText(answer, view.sought.said ?? "");
    places.replaceChildren(...(view.sought.places ?? []).map(({ value, becomes }) =>
      button(`Move it to ${becomes}`, () => say("move", { key: view.sought.driver, value }))));
  }
  return { root, update };
}
