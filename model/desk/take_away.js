// A table or a chart is taken away: to the clipboard, or as a file. The kernel makes it of the very thing that it shows;
// a picture is drawn here, and the kernel gives it its name and its description.

const TABLE_WAYS = { copy: "Copy", csv: "CSV", xlsx: "Excel" }, CHART_WAYS = { png: "PNG", svg: "SVG", ...TABLE_WAYS };
const NOT_COPIED = "\u26a0 The browser did not allow this to be copied. Take it as Excel or CSV instead.";

// The buttons of a table; of a chart, where a figure is given.
function takeBar(key, title, figure, words = [title]) {
  const said = el("span", { role: "status", class: "small" });
  const say = (text) => { said.textContent = text; };
  const take = (way) => said.dispatchEvent(new CustomEvent("take-away", { bubbles: true,
    detail: { key, way, say, kind: figure ? "chart" : "table", figure: way in TABLE_WAYS ? null : figure } }));
  return el("div", { class: "take", role: "group", "aria-label": `Take away: ${title}` },
    Object.entries(figure ? CHART_WAYS : TABLE_WAYS).map(([way, label]) =>
      button(label, () => take(way), { "data-way": way, "aria-label": `${label}: ${title}` })), helpOf(words, title), said);
}

function makeTakeAway(root, { tell, link, library }) {
  const waiting = new Map();
  let asked = 0;
  const mine = Math.random().toString(36).slice(2);

  root.addEventListener("take-away", async ({ detail: { key, way, say, kind, figure } }) => {
    const request = `${mine}-${asked += 1}`;
    say("");
    if (link.gone) return say("\u26a0 The desk does not answer, so nothing was copied or saved.");
    const picture = figure && await drawn(figure, way);
    waiting.set(request, { way, say });
    return tell({ panel: "page", action: "take", key, way, kind, request }, picture ? [picture] : undefined);
  });

  async function drawn(figure, way) {
    await library;
    const { svg, png } = await picturesOf(figure);
    return way === "svg" ? new TextEncoder().encode(svg).buffer : Uint8Array.from(atob(png), (byte) => byte.charCodeAt(0)).buffer;
  }

  // What came from the kernel; another page of the same kernel asked for what is not waited for here.
  function came({ request, name, said }, content) {
    const { way, say } = waiting.get(request) ?? {};
    if (!waiting.delete(request)) return;
    if (way === "copy" && content.length) say(toClipboard(content) ? said : NOT_COPIED);
    else { if (content.length) asFile(name, content); say(said); }
  }
  return { came };
}

function toClipboard([text, table]) {
  let done = false;
  const copy = (event) => {
    event.clipboardData.setData("text/plain", new TextDecoder().decode(text));
    event.clipboardData.setData("text/html", new TextDecoder().decode(table));
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  document.addEventListener("copy", copy, true);
  document.execCommand("copy");
  document.removeEventListener("copy", copy, true);
  return done;
}

function asFile(name, content) {
  const address = URL.createObjectURL(new Blob(content));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
