// The bar finds words in the whole page; the contents say where one is. The words stand in the
// address, and paper shows everything whatever they are.
const bar = element("div", "finder"), input = element("input"), said = element("span");
bar.setAttribute("role", "search");
input.type = "search";
input.placeholder = "Find resources, files, controls ( / )";
input.setAttribute("aria-label", "Find in the whole document");
said.setAttribute("role", "status");
bar.append(input, said);
document.querySelector(".page").before(bar);
const others = [...document.querySelectorAll(".finding, .risks li, .caveat")];
const opened = new Set();
function find() {
  const words = wordsOf(input.value);
  let rows = 0, where = 0;
  for (const table of tables) {
    const found = table.filter(words);
    rows += found;
    where += found > 0;
    for (let box = table.box.closest("details"); words.length && found && box; box = box.parentElement.closest("details")) {
      if (!box.open) { box.open = true; opened.add(box); }
    }
  }
  if (!words.length) {
    for (const box of opened) box.open = false;
    opened.clear();
  }
  for (const item of others) item.classList.toggle("dim", !words.every(word => item.textContent.toLowerCase().includes(word)));
  const cards = viewers.map(view => view.filter(words))[0] || 0;
  const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const drawn = viewers.length ? `, ${counted(cards, "card")} of the drawing` : "";
  said.textContent = words.length ? `${counted(rows, "row")} in ${counted(where, "table")}${drawn}` : "";
  const address = new URL(location.href);
  if (words.length) address.searchParams.set("q", input.value.trim()); else address.searchParams.delete("q");
  try { history.replaceState(null, "", address); } catch { /* a page without an address of its own */ }
}
input.addEventListener("input", find);
input.value = new URL(location.href).searchParams.get("q") || "";
if (input.value) find();
document.addEventListener("keydown", event => {
  if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    input.focus();
  }
  if (event.key === "Escape" && document.activeElement === input) { input.value = ""; find(); }
});
const links = new Map([...document.querySelectorAll(".contents a")].map(a => [a.hash.slice(1), a]));
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    for (const to of links.values()) to.removeAttribute("aria-current");
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }
}, { rootMargin: "-10% 0px -80% 0px" });
for (const id of links.keys()) seen.observe(document.getElementById(id));
