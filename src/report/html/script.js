"use strict";
(() => {
  const root = document.documentElement, panel = document.getElementById("panel"), filters = document.getElementById("filters");
  const overview = document.getElementById("overview"), main = document.getElementById("documents");
  const numbers = [...document.querySelectorAll("a.n")];
  const narrow = matchMedia("(max-width: 48rem)");
  // On a phone the panel takes the lower part of the screen.
  const bring = number => number.scrollIntoView({ block: narrow.matches ? "start" : "center" });
  let opener = null;
  root.classList.add("js");
  // The file is written as documents are finished; who reads it begins with the page of the folder.
  if (overview) main.before(overview);
  if (filters) filters.hidden = false;

  const unlight = () => document.querySelectorAll(".n.lit").forEach(n => n.classList.remove("lit"));
  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    root.classList.remove("open");
    unlight();
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  }
  function button(text, label, action) {
    const made = document.createElement("button");
    made.type = "button"; made.textContent = text; made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  }
  function show(ids, from) {
    const articles = ids.map(id => document.getElementById(id)).filter(found => found && found.matches(".claim"));
    if (!articles.length) return false;
    unlight();
    const nav = document.createElement("nav"), count = document.createElement("span");
    count.textContent = articles.length > 1 ? articles.length + " claims rest on this number" : "";
    nav.append(button("‹", "Previous finding", () => step(-1)), button("›", "Next finding", () => step(1)), count, button("✕", "Close", close));
    panel.replaceChildren(nav, ...articles.map(article => {
      const copy = article.cloneNode(true);
      copy.removeAttribute("id");
      return copy;
    }));
    for (const n of numbers) {
      if (n.dataset.claims.split(" ").some(id => ids.includes(id))) n.classList.add("lit");
    }
    if (from) opener = from;
    panel.hidden = false;
    panel.scrollTop = 0;
    root.classList.add("open");
    panel.focus({ preventScroll: true });
    return true;
  }
  function open(number) {
    if (show(number.dataset.claims.split(" "), number)) bring(number);
  }
  // The numbers that ask for a look, one for each claim.
  function findings() {
    const seen = new Set();
    return numbers.filter(n => {
      const first = n.dataset.claims.split(" ")[0];
      const wanted = n.matches(".mismatch, .strained") && !n.matches(".dim") && n.offsetParent && !seen.has(first);
      if (wanted) seen.add(first);
      return wanted;
    });
  }
  function step(by) {
    const all = findings();
    if (!all.length) return;
    const first = opener && opener.dataset.claims ? opener.dataset.claims.split(" ")[0] : null;
    const at = all.findIndex(n => n.dataset.claims.split(" ")[0] === first);
    open(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  }
  // A link to a claim shows it beside its first number.
  function follow(id) {
    const article = document.getElementById(id);
    if (!article || !article.matches(".claim")) return false;
    const number = numbers.find(n => n.dataset.claims.split(" ").includes(id));
    const shown = show([id], number);
    if (number) bring(number);
    return shown;
  }
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.matches("a.n")) { event.preventDefault(); open(link); return; }
    const id = link.getAttribute("href").slice(1);
    if (follow(id)) { event.preventDefault(); return; }
    // A number in its text: the page is left free to be read.
    if (panel.contains(link) && narrow.matches) close();
  });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const tile = filters && tiles[Number(event.key) - 1];
    if (tile) tile.click();
    else if (event.key === "Escape") close();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", () => follow(location.hash.slice(1)));

  const tiles = overview ? [...overview.querySelectorAll(".tiles button")] : [];
  const rows = overview ? [...overview.querySelectorAll(".documents tbody tr")] : [];
  const pager = document.getElementById("pager"), PAGE = 100;
  let page = 0;
  // A page of the rows that the filters leave.
  function turn(to) {
    const left = rows.filter(row => !row.dataset.out), last = Math.max(0, Math.ceil(left.length / PAGE) - 1);
    page = Math.min(Math.max(to, 0), last);
    rows.forEach(row => row.hidden = true);
    left.slice(page * PAGE, (page + 1) * PAGE).forEach(row => row.hidden = false);
    pager.hidden = last === 0;
    const where = document.createElement("span");
    where.textContent = "page " + (page + 1) + " of " + (last + 1) + ", " + left.length + " documents";
    const back = button("‹ Previous", "Previous page", () => turn(page - 1)), on = button("Next ›", "Next page", () => turn(page + 1));
    back.disabled = page === 0;
    on.disabled = page === last;
    pager.replaceChildren(back, where, on);
  }
  // The heads of the table sort it: by number the largest first, by name and date from the beginning.
  function sort(head, column) {
    const old = head.getAttribute("aria-sort"), numeric = column > 1;
    const down = old ? old === "ascending" : numeric;
    const value = row => row.cells[column].textContent.trim();
    rows.sort((a, b) => (down ? -1 : 1) * (numeric ? value(a) - value(b) : value(a).localeCompare(value(b))));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows[0] && rows[0].parentElement.append(...rows);
    turn(0);
  }
  overview && overview.querySelectorAll(".documents th").forEach((head, column) => {
    const name = head.textContent;
    head.replaceChildren(button(name, "Sort by " + name, () => sort(head, column)));
  });

  function filter() {
    const verdicts = new Set(tiles.filter(tile => tile.getAttribute("aria-pressed") === "true").map(tile => tile.dataset.verdict));
    const rule = filters.elements.rule.value, words = filters.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = verdicts.size === tiles.length && !rule;
    const claims = new Set();
    let documents = 0, claimed = 0;
    const sections = new Map([...document.querySelectorAll(".document")].map(section => [section.id, section]));
    for (const row of rows) {
      const section = sections.get(row.dataset.document), name = row.cells[0].textContent.toLowerCase();
      // Documents on pages of their own are chosen by their counts.
      const counts = tiles.reduce((sum, tile, at) => sum + (verdicts.has(tile.dataset.verdict) ? Number(row.cells[at + 2].textContent) : 0), 0);
      const articles = section ? [...section.querySelectorAll(".claims > .claim")] : [];
      const shown = articles.filter(a => verdicts.has(a.dataset.verdict) && (!rule || a.dataset.rule === rule));
      const count = section ? shown.length : counts;
      const visible = words.every(word => name.includes(word)) && (all || count > 0);
      if (section) section.hidden = !visible;
      if (visible) { delete row.dataset.out; documents += 1; claimed += count; } else row.dataset.out = "1";
      shown.forEach(a => claims.add(a.id));
    }
    turn(0);
    for (const n of numbers) n.classList.toggle("dim", !n.dataset.claims.split(" ").some(id => claims.has(id)));
    const out = new Set(rows.filter(row => row.dataset.out).map(row => row.dataset.document));
    for (const group of document.querySelectorAll(".found")) {
      for (const item of group.querySelectorAll("li")) {
        const known = document.getElementById(item.dataset.claim);
        const wrong = item.matches(".note") ? "strained" : "mismatch";
        item.hidden = known ? !claims.has(item.dataset.claim) : !verdicts.has(wrong) || Boolean(rule) && item.dataset.rule !== rule;
      }
      group.hidden = out.has(group.dataset.of) || [...group.querySelectorAll("li")].every(item => item.hidden);
    }
    for (const item of document.querySelectorAll(".conflicts > li")) item.hidden = Boolean(rule) && item.dataset.rule !== rule;
    filters.elements.shown.textContent = claimed + (claimed === 1 ? " claim" : " claims") + " in " + documents + (documents === 1 ? " document" : " documents");
  }
  if (filters) {
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", event => event.preventDefault());
    tiles.forEach(tile => tile.addEventListener("click", () => {
      tile.setAttribute("aria-pressed", tile.getAttribute("aria-pressed") === "true" ? "false" : "true");
      filter();
    }));
    filter();
  }
  if (location.hash) follow(location.hash.slice(1));
})();
