// Each drawing zooms, fills the screen and tells of its cards; the first shows any of the others in
// its place. A card knows the rows that name it, and a row the card of what it names.
const shapes = JSON.parse(document.getElementById("shapes").textContent);
const bare = address => address.replace(/\[[^\]]*\]/g, "");
const ADDRESS = /(?:module\.[\w-]+(?:\[[^\]\s]*\])?\.)*(?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?/g;
const cardOf = new Map();
for (const [key, shape] of Object.entries(shapes)) {
  for (const address of [shape.address, ...shape.members]) {
    if (!address) continue;
    if (key === address || !cardOf.has(address)) cardOf.set(address, key);
    if (!cardOf.has(bare(address))) cardOf.set(bare(address), key);
  }
}
const rowsOf = new Map();
const viewers = [...document.querySelectorAll("figure .drawing")].map(viewer);
for (const { box, rows } of tables) {
  const caption = box.getAttribute("aria-label");
  for (const row of rows) {
    for (const code of row.querySelectorAll("code")) {
      for (const name of code.textContent.match(ADDRESS) || []) link(row, code, name, caption);
    }
  }
}
function link(row, code, name, caption) {
  const key = cardOf.get(name) || cardOf.get(bare(name));
  if (!key || !viewers.length) return;
  const known = rowsOf.get(key) || rowsOf.set(key, new Map()).get(key);
  known.set(row, caption);
  if (row.dataset.card) return;
  row.dataset.card = key;
  const to = element("a", "locate");
  to.href = `#${encodeURIComponent(name)}`;
  to.setAttribute("aria-label", `${name} in the drawing`);
  to.title = "Show it in the drawing";
  code.after(" ", to);
  row.addEventListener("click", event => {
    if (!event.target.closest("a, button, summary") && !getSelection().toString()) light(key);
  });
}
function light(key) {
  for (const view of viewers) view.light(key);
  for (const { rows } of tables) for (const row of rows) row.classList.toggle("lit", !!key && row.dataset.card === key);
}
function viewer(sheet) {
  const figure = sheet.closest("figure"), bar = element("div", "views"), panel = element("aside", "card");
  const home = sheet.querySelector("svg");
  let zoom = 0, lit = null;
  panel.hidden = true;
  panel.setAttribute("aria-label", "What the card stands for");
  panel.setAttribute("aria-live", "polite");
  sheet.setAttribute("role", "group");
  home.setAttribute("role", "group");
  const size = () => { for (const svg of sheet.querySelectorAll("svg")) svg.style.width = zoom ? `${zoom}px` : ""; };
  const scale = by => {
    const svg = sheet.querySelector("svg"), wide = svg.getBoundingClientRect().width;
    const middle = (sheet.scrollLeft + sheet.clientWidth / 2) / wide;
    zoom = Math.round(Math.min(8000, Math.max(sheet.clientWidth / 2, wide * by)));
    svg.style.minWidth = "0";
    size();
    sheet.scrollLeft = middle * zoom - sheet.clientWidth / 2;
  };
  const reset = () => { zoom = 0; home.style.minWidth = ""; size(); };
  const act = (text, label, run) => {
    const button = element("button", "", text);
    button.setAttribute("aria-label", label);
    button.addEventListener("click", run);
    bar.append(button);
  };
  sheet.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    scale(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 260));
  }, { passive: false });
  act("+", "Zoom in", () => scale(1.25));
  act("\u2212", "Zoom out", () => scale(0.8));
  act("Whole", "The whole drawing in its width", () => scale(sheet.clientWidth / sheet.querySelector("svg").getBoundingClientRect().width));
  act("Readable", "Text at 11 pixels", reset);
  if (figure.requestFullscreen) {
    act("Full screen", "Full screen", () => document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen());
  }
  figure.prepend(bar);
  sheet.after(panel);
  const draw = () => {
    for (const group of sheet.querySelectorAll(".card")) {
      const key = group.dataset.key;
      if (shapes[key] && !group.hasAttribute("role")) {
        group.setAttribute("role", "button");
        group.setAttribute("tabindex", "0");
        group.setAttribute("aria-label", [shapes[key].title, shapes[key].detail].filter(Boolean).join(", "));
      }
      group.classList.toggle("lit", lit === key);
    }
    sheet.classList.toggle("lighting", !!lit && !!sheet.querySelector(".card.lit"));
  };
  const pick = event => {
    const group = event.target.closest && event.target.closest(".card");
    const key = group && shapes[group.dataset.key] ? group.dataset.key : null;
    light(key);
    tell(panel, key);
  };
  sheet.addEventListener("click", pick);
  sheet.addEventListener("keydown", event => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); pick(event); }
    if (event.key === "Escape") { light(null); tell(panel, null); }
  });
  draw();
  return {
    sheet, figure, bar, home, draw,
    name: sheet.dataset.name,
    light: key => { lit = key; draw(); },
    tell: key => tell(panel, key),
    filter: words => {
      let found = 0;
      for (const group of sheet.querySelectorAll(".card")) {
        const shape = shapes[group.dataset.key];
        const text = shape ? JSON.stringify(shape).toLowerCase() : "";
        const hit = words.every(word => text.includes(word));
        group.classList.toggle("dim", !hit);
        found += hit;
      }
      return found;
    },
  };
}
function tell(panel, key) {
  panel.hidden = !key;
  if (!key) return;
  const shape = shapes[key], close = element("button", "close", "Close"), list = element("dl");
  close.addEventListener("click", () => { light(null); tell(panel, null); });
  const place = [shape.address, shape.place].filter(Boolean).map(text => element("code", "", text));
  const pair = (label, ...what) => {
    const value = element("dd");
    value.append(...what);
    list.append(element("dt", "", label), value);
  };
  for (const [label, text] of shape.facts) pair(label, text);
  const others = shape.members.filter(member => member !== shape.address);
  if (others.length) pair(`Stands for ${others.length} more`, ...others.flatMap(text => [element("code", "", text), " "]));
  const captions = new Map();
  for (const [row, caption] of rowsOf.get(key) || []) captions.set(caption, [...(captions.get(caption) || []), row]);
  for (const [caption, rows] of captions) {
    pair(caption, ...rows.flatMap(row => {
      const to = element("a", "", [...row.cells].map(cell => cell.textContent.replace(/\s+/g, " ").trim()).filter(Boolean).slice(0, 5).join(" \u00b7 ").slice(0, 140));
      to.href = row.id ? `#${row.id}` : "#";
      to.addEventListener("click", event => { event.preventDefault(); reveal(row); });
      return [to, element("br")];
    }));
  }
  panel.replaceChildren(close, element("h3", "", [shape.title, shape.detail].filter(Boolean).join(", ")),
    ...place.flatMap(item => [item, " "]), list);
}
function reveal(row) {
  for (let box = row.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  row.scrollIntoView({ block: "center" });
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
}
// One stage for all drawings of the same parts: the first shows the others in its place.
if (viewers.length > 1) {
  const first = viewers[0], group = element("div", "switch");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Show on the drawing");
  viewers.forEach((view, index) => {
    const button = element("button", "", view.name);
    button.setAttribute("aria-pressed", String(!index));
    button.addEventListener("click", () => {
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
      const shown = index ? view.home.cloneNode(true) : first.home;
      if (index) for (const item of [shown, ...shown.querySelectorAll("[id]")]) item.removeAttribute("id");
      shown.style.width = first.sheet.querySelector("svg").style.width;
      first.sheet.replaceChildren(shown);
      first.draw();
    });
    group.append(button);
  });
  first.bar.prepend(group);
}
function follow() {
  const name = decodeURIComponent(location.hash.slice(1)), key = cardOf.get(name) || cardOf.get(bare(name));
  const target = document.getElementById(name);
  if (target && target.matches("tr")) reveal(target);
  if (target || !key || !viewers.length) return;
  const view = viewers.find(item => item.sheet.querySelector(`.card[data-key="${CSS.escape(key)}"]`)) || viewers[0];
  light(key);
  view.tell(key);
  view.figure.scrollIntoView({ block: "start" });
  const group = view.sheet.querySelector(".card.lit");
  if (group) { group.scrollIntoView({ block: "nearest", inline: "center" }); group.focus({ preventScroll: true }); }
}
window.addEventListener("hashchange", follow);
follow();
