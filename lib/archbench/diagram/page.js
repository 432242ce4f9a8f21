"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const levels = new Map(
    [...document.querySelectorAll("#drawing .level")].map((level) => [level.dataset.level, level]));
  const svgs = [...levels.values()].map((level) => level.querySelector("svg"));
  let svg = svgs[0];
  const panel = document.getElementById("panel");
  const search = document.getElementById("search");
  const size = (drawn) => {
    const [x, y, w, h] = drawn.getAttribute("viewBox").split(" ").map(Number);
    return { x, y, w, h };
  };
  let home = size(svg);
  let view = { ...home };
  const homes = new Map(svgs.map((drawn) => [drawn, size(drawn)]));
  let active = false;
  let chosen = null;

  const show = (next) => {
    view = next;
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  };
  const point = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY);
    return at.matrixTransform(svg.getScreenCTM().inverse());
  };
  const zoom = (factor, at) => {
    const w = Math.min(home.w * 2, Math.max(home.w / 12, view.w * factor));
    const scale = w / view.w;
    show({ x: at.x - (at.x - view.x) * scale, y: at.y - (at.y - view.y) * scale,
      w, h: view.h * scale });
  };
  const middle = () => ({ x: view.x + view.w / 2, y: view.y + view.h / 2 });

  document.getElementById("in").onclick = () => zoom(0.75, middle());
  document.getElementById("out").onclick = () => zoom(1 / 0.75, middle());
  document.getElementById("fit").onclick = () => show({ ...home });

  // A wheel over the drawing scrolls the page it is in, until someone asks to zoom.
  const hint = document.getElementById("hint");
  let hinted = 0;
  const wheel = (event) => {
    if (!(event.ctrlKey || event.metaKey || active)) {
      hint.classList.add("shown");
      clearTimeout(hinted);
      hinted = setTimeout(() => hint.classList.remove("shown"), 1400);
      return;
    }
    event.preventDefault();
    zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 260), point(event));
  };
  document.documentElement.addEventListener("mouseleave", () => { active = false; });

  let grip = null;
  let moved = false;
  const press = (event) => {
    if (event.button !== 0) return;
    grip = { x: event.clientX, y: event.clientY, view };
    moved = false;
  };
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const dx = event.clientX - grip.x;
    const dy = event.clientY - grip.y;
    if (!moved && Math.hypot(dx, dy) < 5) return;
    moved = true;
    svg.classList.add("moving");
    const unit = 1 / svg.getScreenCTM().a;
    show({ ...grip.view, x: grip.view.x - dx * unit, y: grip.view.y - dy * unit });
  });
  window.addEventListener("pointerup", () => {
    grip = null;
    svg.classList.remove("moving");
  });

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const details = (key) => {
    const shape = data.shapes[key];
    if (!shape) return;
    panel.replaceChildren();
    const close = element("button", "\u00d7");
    close.setAttribute("aria-label", "Close");
    close.onclick = () => choose(null);
    panel.append(close, element("h2", shape.title));
    panel.append(element("p", [shape.kind, shape.detail].filter(Boolean).join(": ")));
    for (const [text, kind] of shape.badges) {
      const sign = element("span", text, "sign");
      [sign.style.background, sign.style.color] = data.badges[kind];
      panel.append(sign);
    }
    if (shape.address) {
      const line = element("div");
      line.append(element("code", shape.address));
      panel.append(line);
    }
    if (shape.place) {
      const line = element("div");
      line.append(element("code", shape.place));
      panel.append(line);
    }
    if (levels.has(key)) {
      const open = element("button", "Open", "open");
      open.onclick = () => enter(key);
      panel.append(open);
    }
    if (shape.facts.length) {
      const list = element("dl");
      for (const [label, text] of shape.facts) list.append(element("dt", label), element("dd", text));
      panel.append(list);
    }
    if (shape.code) panel.append(element("pre", shape.code));
    if (shape.members.length) {
      const box = element("details");
      box.open = shape.members.length <= 8;
      box.append(element("summary", `stands for ${shape.members.length} more`));
      const list = element("ul");
      for (const member of shape.members) {
        const item = element("li");
        item.append(element("code", member));
        list.append(item);
      }
      box.append(list);
      panel.append(box);
    }
    panel.hidden = false;
    panel.scrollTop = 0;
  };
  const choose = (group) => {
    if (chosen) chosen.classList.remove("chosen");
    chosen = group;
    if (!group) { panel.hidden = true; return; }
    group.classList.add("chosen");
    details(group.dataset.key);
  };

  for (const drawn of svgs) {
    drawn.addEventListener("wheel", wheel, { passive: false });
    drawn.addEventListener("pointerdown", press);
    drawn.addEventListener("click", (event) => {
      if (moved) return;
      active = true;
      choose(event.target.closest(".card, .box"));
    });
    drawn.addEventListener("dblclick", (event) => {
      const card = event.target.closest(".card");
      if (card && levels.has(card.dataset.key)) enter(card.dataset.key);
    });
    for (const card of drawn.querySelectorAll(".card")) {
      card.setAttribute("tabindex", "0");
      card.setAttribute("role", "button");
      card.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(card); }
      });
    }
  }

  const text = (key) => {
    const s = data.shapes[key];
    return s ? [s.title, s.detail, s.kind, s.address, s.zone, s.place, ...s.members,
      ...s.badges.map((badge) => badge[0]), ...s.facts.map((fact) => fact[1])]
      .join("\n").toLowerCase() : "";
  };
  let cards = [];
  let index = new Map();
  const up = document.getElementById("up");
  const enter = (name) => {
    choose(null);
    for (const [key, level] of levels) level.hidden = key !== name;
    svg = levels.get(name).querySelector("svg");
    home = homes.get(svg);
    show({ ...home });
    cards = [...svg.querySelectorAll(".card")];
    index = new Map(cards.map((card) => [card.dataset.key, text(card.dataset.key)]));
    up.hidden = name === "";
  };
  up.onclick = () => enter("");
  const find = () => {
    const wanted = search.value.trim().toLowerCase();
    const hits = new Set();
    for (const [key, words] of index) if (!wanted || words.includes(wanted)) hits.add(key);
    for (const card of cards) card.classList.toggle("dim", !hits.has(card.dataset.key));
    for (const badge of svg.querySelectorAll(".badge")) {
      badge.classList.toggle("dim", index.has(badge.dataset.for) && !hits.has(badge.dataset.for));
    }
    for (const line of svg.querySelectorAll(".edgeline, .label")) {
      line.classList.toggle("dim", !!wanted);
    }
    for (const band of svg.querySelectorAll(".band")) {
      band.classList.toggle("dim", index.has(band.dataset.key) && !hits.has(band.dataset.key));
    }
    document.getElementById("found").textContent = wanted ? `${hits.size} found` : "";
    return hits;
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const hits = find();
    const first = cards.find((card) => hits.has(card.dataset.key));
    if (first && search.value.trim()) choose(first);
  });
  enter("");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (chosen === null && !up.hidden) enter("");
      choose(null); active = false; search.value = ""; find();
    }
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    }
  });
})();
