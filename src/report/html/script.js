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
  main.before(overview);
  filters.hidden = false;

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
    if (event.key === "Escape") close();
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });
  addEventListener("hashchange", () => follow(location.hash.slice(1)));

  function filter() {
    const verdicts = new Set([...filters.querySelectorAll("[name=verdict]:checked")].map(box => box.value));
    const rule = filters.elements.rule.value, words = filters.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = verdicts.size === 5 && !rule;
    const claims = new Set();
    let documents = 0, claimed = 0;
    for (const section of document.querySelectorAll(".document")) {
      const name = section.getAttribute("aria-label").toLowerCase();
      const articles = [...section.querySelectorAll(".claims > .claim")];
      const shown = articles.filter(a => verdicts.has(a.dataset.verdict) && (!rule || a.dataset.rule === rule));
      const visible = words.every(word => name.includes(word)) && (all || shown.length > 0);
      section.hidden = !visible;
      const row = document.querySelector(`[data-document="${section.id}"]`);
      if (row) row.hidden = !visible;
      if (visible) { documents += 1; claimed += shown.length; }
      shown.forEach(a => claims.add(a.id));
    }
    for (const n of numbers) n.classList.toggle("dim", !n.dataset.claims.split(" ").some(id => claims.has(id)));
    for (const item of document.querySelectorAll(".findings > li")) {
      const link = item.querySelector("a");
      const target = document.getElementById(link.getAttribute("href").slice(1));
      item.hidden = !(claims.has(link.getAttribute("href").slice(1)) && target && !target.closest(".document").hidden);
    }
    for (const item of document.querySelectorAll(".conflicts > li")) item.hidden = Boolean(rule) && item.dataset.rule !== rule;
    filters.elements.shown.textContent = claimed + (claimed === 1 ? " claim" : " claims") + " in " + documents + (documents === 1 ? " document" : " documents");
  }
  filters.addEventListener("input", filter);
  filters.addEventListener("submit", event => event.preventDefault());
  filter();
  if (location.hash) follow(location.hash.slice(1));
})();
