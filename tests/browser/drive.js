// Goes through a report as a reader would, and prints a line for each thing that it looks at.
"use strict";
const lines = [];
const check = (what, holds) => lines.push((holds ? "ok " : "not ok ") + (lines.length + 1) + " - " + what);
const pause = () => new Promise(done => setTimeout(done, 30));
const open = async (file, width, height, hash = "") => {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:${height}px;border:0`;
  frame.src = file + hash;
  const loaded = new Promise(done => frame.addEventListener("load", done));
  document.body.append(frame);
  await loaded;
  await pause();
  return frame.contentWindow;
};
const key = (view, name) => (view.document.activeElement || view.document.body).dispatchEvent(new view.KeyboardEvent("keydown", { key: name, bubbles: true }));
const seen = element => Boolean(element && element.offsetParent);

async function folder() {
  const view = await open("claims.html", 1300, 900), page = view.document, $ = what => page.querySelector(what), all = what => [...page.querySelectorAll(what)];
  check("the overview comes before the documents", $("#overview").compareDocumentPosition($("#documents")) & 4);
  check("the coverage names every verdict", all(".tiles button").length === 5);
  check("the filters are shown", seen($("#filters")));
  check("the report names its day, its version and its command", /\d{4}-\d\d-\d\d · audit \d/.test($("#overview .meta").textContent) && $("#overview .meta code").textContent.startsWith("audit "));
  check("no name stands twice", new Set(all("[id]").map(e => e.id)).size === all("[id]").length);
  check("every link leads somewhere", all("a[href^='#']").every(a => page.getElementById(a.getAttribute("href").slice(1))));
  check("nothing is loaded from elsewhere", view.performance.getEntriesByType("resource").length === 0);
  const panel = $("#panel"), wrong = $("a.n.mismatch");
  check("no claim is open at first", panel.hidden);
  wrong.click();
  await pause();
  check("a click on a number shows its claim", !panel.hidden && panel.querySelector(".claim.mismatch"));
  check("the claim says what does not hold", panel.querySelector(".message").textContent.length > 10);
  check("the claim shows the sum redone", panel.querySelector(".sum") || panel.querySelector(".roles"));
  check("the panel has the focus", page.activeElement === panel);
  check("the numbers of the claim are lit", wrong.matches(".lit") && all(".n.lit").length >= 2);
  key(view, "Escape");
  check("Escape closes it", panel.hidden && all(".n.lit").length === 0);
  check("the focus goes back to the number", page.activeElement === wrong);
  key(view, "n");
  await pause();
  const second = panel.querySelector("blockquote").textContent;
  key(view, "n");
  await pause();
  const third = panel.querySelector("blockquote").textContent;
  check("n goes from finding to finding", second !== third);
  key(view, "p");
  await pause();
  check("p goes back", panel.querySelector("blockquote").textContent === second);
  panel.querySelector("[aria-label='Close']").click();
  check("the button closes it", panel.hidden);
  $("a.n.exact").click();
  await pause();
  check("what holds shows its sum as well", panel.querySelector(".claim.exact .sum"));
  check("an interval is drawn against the stated value", panel.querySelector("svg rect.given") && panel.querySelector("svg rect.said"));
  key(view, "Escape");
  const withRight = all(".claims .claim.mismatch").find(a => a.querySelector(".right"));
  check("a right figure is named where one is known", withRight);
  const item = $(".findings a");
  item.click();
  await pause();
  check("a finding in the list leads to its claim", !panel.hidden && panel.querySelector(".message").textContent === item.textContent);
  check("a finding in the list has its text and its rule", all(".findings > li").every(li => li.querySelector("blockquote") && li.querySelector(".where").textContent.includes(li.dataset.rule)));
  key(view, "Escape");
  const box = $(".tiles [data-verdict=mismatch]"), shown = () => $("output").textContent, before = shown();
  box.click();
  check("a verdict can be left out", shown() !== before && $("a.n.mismatch").matches(".dim") && !seen($(".findings li.error")));
  check("its tile says so", box.getAttribute("aria-pressed") === "false");
  page.body.focus();
  key(view, "1");
  check("and be taken in again, by key", shown() === before && !$("a.n.mismatch").matches(".dim"));
  const rule = $("[name=rule]");
  rule.value = "wrong-weekday";
  rule.dispatchEvent(new view.Event("input", { bubbles: true }));
  check("claims are chosen by rule", all(".findings > li").filter(seen).length === 1 && all(".document").filter(seen).length < all(".document").length);
  rule.value = "";
  const words = $("[name=words]");
  words.value = "council";
  words.dispatchEvent(new view.Event("input", { bubbles: true }));
  check("documents are chosen by their words", all(".document").filter(seen).length === 1);
  words.value = "";
  words.dispatchEvent(new view.Event("input", { bubbles: true }));
  const first = () => all(".documents tbody tr").find(seen).textContent, worst = first();
  check("the worst document comes first", Number(all(".documents tbody tr")[0].cells[2].textContent) > 0);
  $(".documents th button").click();
  check("documents can be sorted", first() !== worst && $(".documents th").getAttribute("aria-sort") === "ascending");
  key(view, "n");
  check("every mark can be reached by key", all("a.n").every(n => n.tabIndex === 0 && n.getAttribute("aria-label").includes(", ")));
  check("verdicts differ in more than colour", new Set(["exact", "rounded", "strained", "mismatch", "unchecked"].map(v => all("a.n." + v)[0]).filter(Boolean).map(n => view.getComputedStyle(n).textDecorationStyle)).size >= 4);
}

async function conflict() {
  const view = await open("conflict.html", 1300, 900), page = view.document;
  const links = [...page.querySelectorAll(".conflicts a")];
  check("places that contradict are listed with links", links.length >= 2);
  check("the links lead to the numbers", links.every(a => page.getElementById(a.getAttribute("href").slice(1)).textContent === a.textContent));
  const chart = page.querySelector(".chart svg");
  check("a chart shows what is said over time", chart && chart.querySelectorAll("rect").length >= 2);
  check("its values can be read without a pointer", [...chart.querySelectorAll("text")].some(text => text.textContent.includes("$")));
  check("what contradicts is red and linked", chart.querySelector("a rect.differs"));
  check("no label is cut off", [...page.querySelectorAll(".chart svg")].every(svg => [...svg.querySelectorAll("text")].every(text => { const box = text.getBBox(); return box.x >= -1 && box.x + box.width <= 721; })));
  check("the chart is also a table", page.querySelector(".chart table a"));
  check("a value of the chart leads to its place", page.getElementById(chart.querySelector("a").getAttribute("href").slice(1)));
}

async function phone() {
  const view = await open("claims.html", 360, 640), page = view.document;
  check("nothing is wider than a phone", page.documentElement.scrollWidth <= 360);
  page.querySelector("a.n.mismatch").click();
  await pause();
  const place = page.getElementById("panel").getBoundingClientRect();
  check("on a phone the claim stands below the text", Math.round(place.width) === 360 && place.top > 150);
  const lit = page.querySelector("a.n.lit").getBoundingClientRect();
  check("and leaves the number in sight", lit.top >= 0 && lit.bottom <= place.top);
}

async function hostile() {
  const view = await open("hostile.html", 360, 640), page = view.document;
  check("a script in a text does not run", view.hacked === undefined && page.querySelectorAll("script").length === 1);
  check("a handler in a text is no handler", ![...page.querySelectorAll("*")].some(e => [...e.attributes].some(a => a.name.startsWith("on"))));
  check("the text reads as it stands in the file", page.querySelector(".text").textContent.includes("<script>window.hacked = 1</script>"));
  const added = page.createElement("script");
  added.textContent = "window.hacked = 1";
  page.body.append(added);
  check("the policy stops any other script", view.hacked === undefined);
  check("a word of 10,000 letters does not widen the page", page.documentElement.scrollWidth <= 360);
  const after = page.querySelector(".text").lastElementChild;
  check("marks of direction do not leak", view.getComputedStyle(after).direction === "ltr");
  page.querySelector("a.n.mismatch").click();
  await pause();
  check("its claims can be opened", !page.getElementById("panel").hidden);
}

async function linked() {
  const first = (await open("claims.html", 1300, 900)).document.querySelector(".findings a").getAttribute("href");
  const view = await open("claims.html", 1300, 900, first);
  check("a link to a claim opens the report at it", !view.document.getElementById("panel").hidden);
}

(async () => {
  try {
    for (const part of [folder, conflict, phone, hostile, linked]) await part();
  } catch (error) {
    check(error.stack, false);
  }
  const report = document.createElement("pre");
  report.id = "report";
  report.textContent = lines.join("\n") + "\n1.." + lines.length + "\n";
  document.body.replaceChildren(report);
})();
