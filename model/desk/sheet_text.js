// The text of a block of cells, as spreadsheets give and take it: tabs and lines, a cell in quotation marks where it
// holds either.

// A quotation mark opens a quoted cell only where the closing one stands before a tab or the end of a line.
function readBlock(text) {
  const rows = [[]], whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (const [, cell, end] of whole.matchAll(/("(?:[^"]|"")*"(?=\t|\n|$)|[^\t\n]*)(\t|\n|$)/g)) {
    rows.at(-1).push(/^".*"$/s.test(cell) ? cell.slice(1, -1).replace(/""/g, '"') : cell);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}

const blockText = (rows) => rows.map((cells) => cells.map((text) =>
  (/[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t")).join("\r\n");

// A number as spreadsheets read it: its minus sign is a hyphen.
const plainNumber = (text) => text.replace(/^\u2212/, "-").replace(/^\+/, "");
