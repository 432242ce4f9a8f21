"use strict";
// Every row stays in the page, so that the browser's own search finds it: a long table scrolls in
// its box until somebody opens it. Only words that a person typed hide rows, and a count says so.
const LONG = 14;
const tables = [...document.querySelectorAll(".table")].map(enliven);
const wordsOf = text => text.toLowerCase().split(/\s+/).filter(Boolean);
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (name === "button") made.type = "button";
  return made;
}
function enliven(box) {
  const table = box.querySelector("table"), body = table.tBodies[0], rows = [...body.rows];
  const caption = table.caption ? table.caption.textContent : "Table";
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const hits = element("span", "hits");
  let own = [], global = [];
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  if (table.caption) table.caption.append(hits);
  const show = () => {
    const words = [...own, ...global];
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.every(word => texts.get(row).includes(word));
      found += !row.hidden;
    }
    hits.textContent = words.length ? ` ${found} of ${rows.length} rows` : "";
    box.classList.toggle("sought", words.length > 0);
    box.classList.toggle("nothing", words.length > 0 && !found);
    return found;
  };
  for (const row of rows) {
    if (!row.id) continue;
    const to = element("a", "permalink", "#");
    to.href = `#${row.id}`;
    to.setAttribute("aria-label", "A link to this row");
    row.cells[0].append(to);
  }
  if (rows.length > 3) sortable(table, body, rows);
  if (rows.length > LONG) tools(box, table, caption, words => { own = words; show(); });
  return { box, rows, filter: words => { global = words; return show(); } };
}
function tools(box, table, caption, filter) {
  const bar = element("div", "tools"), input = element("input"), count = table.tBodies[0].rows.length;
  const more = element("button"), file = element("button", "", "Save as CSV");
  input.type = "search";
  input.placeholder = "Filter";
  input.setAttribute("aria-label", `Filter: ${caption}`);
  input.addEventListener("input", () => filter(wordsOf(input.value)));
  const fold = folded => {
    box.classList.toggle("folded", folded);
    more.textContent = folded ? `Show all ${count} rows` : "Show fewer";
  };
  more.addEventListener("click", () => fold(!box.classList.contains("folded")));
  file.addEventListener("click", () => save(table, caption));
  bar.append(input, more, file);
  box.before(bar);
  fold(true);
}
function save(table, caption) {
  const cell = text => `"${text.replace(/"/g, '""')}"`;
  const lines = [...table.rows].map(row => [...row.cells].map(item => cell(item.textContent.replace(/#\s*$/, ""))).join(","));
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\r\n")], { type: "text/csv" }));
  link.download = `${caption.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60)}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
function sortable(table, body, rows) {
  const number = text => Number(text.replace(/[,$%+\s]/g, "").replace("\u2212", "-"));
  const order = new Map(rows.map((row, index) => [row, index]));
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = element("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
      for (const other of heads) other.ariaSort = null;
      if (next !== "none") head.ariaSort = next;
      const sign = next === "descending" ? -1 : 1;
      const key = row => row.cells[column] ? row.cells[column].textContent : "";
      const compare = head.classList.contains("number")
        ? (a, b) => sign * ((number(key(a)) || 0) - (number(key(b)) || 0))
        : (a, b) => sign * key(a).localeCompare(key(b), "en", { numeric: true });
      body.append(...[...rows].sort(next === "none" ? (a, b) => order.get(a) - order.get(b) : compare));
    });
  });
}
