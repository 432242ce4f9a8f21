"use strict";
// Long tables fold on screen and can be searched and sorted; print and no-script show them whole.
const FOLDED = 12;
for (const box of document.querySelectorAll(".table")) {
  const table = box.querySelector("table"), body = table.tBodies[0];
  const caption = table.caption ? table.caption.textContent : "Table";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  const rows = [...body.rows];
  if (rows.length > 3) sortable(table, body, rows);
  if (rows.length > FOLDED) searchable(box, body, rows, caption);
}
function searchable(box, body, rows, caption) {
  const tools = document.createElement("div"), input = document.createElement("input"),
    more = document.createElement("button"), count = document.createElement("span");
  tools.className = "tools";
  input.type = "search"; input.placeholder = "Filter"; input.setAttribute("aria-label", "Filter: " + caption);
  more.type = "button"; count.setAttribute("role", "status");
  tools.append(input, more, count);
  box.before(tools);
  let all = false;
  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0, shown = 0;
    for (const row of body.rows) {
      const hit = words.every(word => row.textContent.toLowerCase().includes(word));
      found += hit;
      row.hidden = !hit || (!all && !words.length && shown >= FOLDED);
      shown += !row.hidden;
    }
    more.hidden = words.length > 0;
    more.textContent = all ? "Show fewer" : `Show all ${rows.length} rows`;
    count.textContent = words.length ? `${found} of ${rows.length} rows` : all ? "" : `${shown} shown`;
  };
  input.addEventListener("input", show);
  more.addEventListener("click", () => { all = !all; show(); });
  body.addEventListener("sorted", show);
  show();
}
function sortable(table, body, rows) {
  const number = text => Number(text.replace(/[,$%+\s]/g, "").replace("\u2212", "-"));
  const order = new Map(rows.map((row, index) => [row, index]));
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
      for (const other of table.tHead.rows[0].cells) other.ariaSort = null;
      if (next !== "none") head.ariaSort = next;
      const sign = next === "descending" ? -1 : 1;
      const key = row => row.cells[column] ? row.cells[column].textContent : "";
      const compare = head.classList.contains("number")
        ? (a, b) => sign * ((number(key(a)) || 0) - (number(key(b)) || 0))
        : (a, b) => sign * key(a).localeCompare(key(b), "en", { numeric: true });
      rows.sort(next === "none" ? (a, b) => order.get(a) - order.get(b) : compare);
      body.append(...rows);
      body.dispatchEvent(new Event("sorted"));
    });
  });
}
const links = new Map([...document.querySelectorAll(".contents a")].map(a => [a.hash.slice(1), a]));
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const id of links.keys()) seen.observe(document.getElementById(id));
