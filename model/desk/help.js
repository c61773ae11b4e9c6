// What words mean: a small button beside a heading, a table or a box, with a pop-over that explains the words in it.
// TERMS comes with the page: each word with its spellings and its meaning.

const termBy = new Map(TERMS.flatMap((term) => term.says.map((spelling) => [spelling.toLowerCase(), term])));
const termPattern = new RegExp(`\\b(${[...termBy.keys()].sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^$()|[\]\\]/g, "\\$&")).join("|")})s?\\b`, "gi");
const termsIn = (texts) => [...new Set(texts.flatMap((text) => [...text.matchAll(termPattern)].map((found) => termBy.get(found[1].toLowerCase()))))];

// The button for the words of some texts, about what they are the heading of; null where none of them is explained.
function helpOf(texts, about) {
  const terms = termsIn(texts);
  if (!terms.length) return null;
  const pop = el("div", { class: "help-pop", popover: "auto", role: "dialog", "aria-label": `What the words mean: ${about}`, tabindex: "-1", autofocus: true },
    el("dl", {}, terms.flatMap((term) => [el("dt", {}, term.name), el("dd", {}, term.meaning)])));
  const ask = button("?", null, { class: "ask", "aria-label": `? What the words mean: ${about}`, "aria-haspopup": "dialog" });
  ask.popoverTargetElement = pop;
  pop.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    const { left, bottom } = ask.getBoundingClientRect();
    pop.style.left = `${Math.max(8, Math.min(left, innerWidth - 400))}px`;
    pop.style.top = `${Math.min(bottom + 4, Math.max(8, innerHeight - 260))}px`;
  });
  return el("span", { class: "help" }, ask, pop);
}

// A place for such a button beside a text that may change.
function helpSlot() {
  const slot = el("span", { class: "help-slot" });
  return { slot, update: (texts, about) => {
    const shown = JSON.stringify([texts, about]);
    if (slot.dataset.shown === shown || slot.contains(document.activeElement)) return;
    slot.dataset.shown = shown;
    slot.replaceChildren(...[helpOf(texts, about)].filter(Boolean));
  } };
}
