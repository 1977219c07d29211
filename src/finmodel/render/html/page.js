/* Everything that the page shows when somebody asks. Data comes from the one block of JSON in the
   page, and goes into it as text only. */
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const panel = byId("panel");
  const body = byId("panel-body");
  const text = (index) => data.texts[index];

  const [LABEL, MEMBERS, VALUE, RANGE, DECIMALS, UNIT, PERIOD, ENTITY, AXES, NAME, PLACE, QUOTES, MARK] =
    Array(13).keys();
  const [CODE, WORDS, VERDICT, TERMS, LEFT_OUT, PICTURE] = Array(6).keys();
  const MARKS = [
    ["", ""],
    ["", "Every relation that holds it is exact."],
    ["r", "Rounding explains a difference."],
    ["u", "Nothing checks this number."],
    ["b", "A relation that holds it is broken, or an error names it."],
  ];
  const SIGNS = {
    "broken": ["✕", "broken", 0],
    "explained by rounding": ["≈", "rounded", 1],
    "exact": ["✓", "exact", 2],
    "not evaluated": ["–", "open", 3],
  };
  const MOST_RELATIONS = 100;
  const MOST_OPEN = 3;

  /* Return an element with attributes and children; texts become text nodes, never markup. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.filter((child) => child !== ""));
    return element;
  }

  function draw(name, attributes, words = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = words;
    return element;
  }

  const share = (position) => `${Math.trunc(position / 10)}.${position % 10}%`;

  /* Where the words of a range begin or end, so that they are near it and inside the picture. */
  function place(start, end, isShort) {
    const middle = start + Math.trunc((end - start) / 2);
    if (isShort && middle >= 300 && middle <= 700) return [middle, "middle"];
    if (middle <= 500) return [isShort || start <= 150 ? start : 0, "start"];
    return [isShort || end >= 850 ? end : 1000, "end"];
  }

  /* The picture of intervals, as findings have it from the server. */
  function picture([meeting, ...numbers]) {
    const [printed, implied, between] = [0, 3, 6].map((at) => numbers.slice(at, at + 3));
    const words = [printed, implied, between].map((range) => text(range[2]));
    const svg = draw("svg", { class: `picture ${meeting}`, role: "img", "aria-label": words.join("; ") });
    const bar = ([start, width], style, y, height) =>
      svg.append(draw("rect", { class: style, x: share(start), y, width: share(width), height }));
    const label = ([start, width, words], style, y) => {
      const [x, anchor] = place(start, start + width, style === "gap");
      svg.append(draw("text", { class: style, x: share(x), y, "text-anchor": anchor }, text(words)));
    };
    bar(between, "between", 20, 52);
    bar(printed, "printed", 20, 12);
    label(printed, "printed", 14);
    bar(implied, "implied", 60, 12);
    label(implied, "implied", 88);
    label(between, "gap", 50);
    return svg;
  }

  /* The relations of each fact, found when they are first asked for. */
  let held = null;
  function relationsOf(row) {
    if (held === null) {
      held = new Map();
      data.relations.forEach((relation, index) => {
        for (let at = 1; at < relation[TERMS].length; at += 2) {
          const fact = relation[TERMS][at];
          if (!held.has(fact)) held.set(fact, new Set());
          held.get(fact).add(index);
        }
      });
    }
    const rank = (index) => SIGNS[text(data.relations[index][VERDICT])][2];
    return [...(held.get(row) ?? [])].sort((one, other) => rank(one) - rank(other));
  }

  /* The buttons of each fact in the statements. */
  let shown = null;
  function buttonsOf(row) {
    if (shown === null) {
      shown = new Map();
      for (const button of document.querySelectorAll("[data-f]")) {
        for (const fact of button.dataset.f.split(" ")) {
          if (!shown.has(+fact)) shown.set(+fact, []);
          shown.get(+fact).push(button);
        }
      }
    }
    return shown.get(row) ?? [];
  }

  function light(rows) {
    for (const button of document.querySelectorAll(".lit")) button.classList.remove("lit");
    const buttons = rows.flatMap(buttonsOf);
    for (const button of buttons) button.classList.add("lit");
    return buttons;
  }

  /* Say something to who cannot see the page. */
  function tell(words) {
    byId("status").textContent = words;
  }

  /* Light numbers in the statements and go to the first of them. */
  function lead(rows) {
    const buttons = light(rows);
    if (buttons.some((button) => button.closest(".gone"))) clearSearch();
    tell(buttons.length === 1 ? "1 number is lit" : `${buttons.length} numbers are lit`);
    buttons[0]?.scrollIntoView({ block: "center", inline: "center" });
    return buttons[0];
  }

  function nameOf(fact) {
    return [fact[LABEL], fact[MEMBERS]].map(text).filter(Boolean).join(", ");
  }

  function termList(relation, row) {
    const list = make("ul", { class: "terms" });
    for (let at = 0; at < relation[TERMS].length; at += 2) {
      const [operation, other] = [text(relation[TERMS][at]), relation[TERMS][at + 1]];
      const fact = data.facts[other];
      const name = make("span", {}, make("bdi", {}, nameOf(fact)));
      if (fact[PERIOD] !== data.facts[row][PERIOD]) name.append(make("span", { class: "when" }, ` · ${text(fact[PERIOD])}`));
      const value = other === row
        ? make("span", { class: "self" }, text(fact[VALUE]).slice(0, 60))
        : make("button", { type: "button", "data-go": other }, text(fact[VALUE]).slice(0, 60));
      list.append(make("li", {}, make("span", { class: "op" }, operation), name, value));
    }
    if (relation[LEFT_OUT]) list.append(make("li", {}, `and ${relation[LEFT_OUT]} more numbers`));
    return list;
  }

  function relationItem(index, row, isOpen) {
    const relation = data.relations[index];
    const verdict = text(relation[VERDICT]);
    const [sign, style] = SIGNS[verdict];
    const details = make("details", { class: "relation" },
      make("summary", {},
        make("span", { class: `sign ${style}`, role: "img", "aria-label": verdict, title: verdict }, sign),
        make("span", {}, make("bdi", {}, text(relation[WORDS])), make("code", {}, `${verdict} · ${text(relation[CODE])}`))));
    details.addEventListener("toggle", () => {
      if (!details.open || details.childElementCount > 1) return;
      details.append(termList(relation, row));
      if (relation[PICTURE].length) details.append(picture(relation[PICTURE]));
    });
    details.open = isOpen;
    return details;
  }

  function description(fact) {
    const list = make("dl");
    const add = (term, index) => {
      if (text(index)) list.append(make("dt", {}, term), make("dd", {}, make("bdi", {}, text(index))));
    };
    add("stands for", fact[RANGE]);
    add("decimals", fact[DECIMALS]);
    add("unit", fact[UNIT]);
    add("period", fact[PERIOD]);
    for (let at = 0; at < fact[AXES].length; at += 2) add(text(fact[AXES][at]), fact[AXES][at + 1]);
    add("entity", fact[ENTITY]);
    add("concept", fact[NAME]);
    add("read at", fact[PLACE]);
    return list;
  }

  function content(row, others) {
    const fact = data.facts[row];
    const [style, words] = MARKS[fact[MARK]];
    const value = text(fact[VALUE]);
    const found = [
      make("h2", { id: "panel-title", tabindex: "-1" }, make("bdi", {}, nameOf(fact))),
      make("p", { class: value.length > 40 ? "value long" : "value" }, make("bdi", {}, value)),
    ];
    if (words) found.push(make("p", { class: `standing ${style}` }, words));
    found.push(description(fact));
    if (fact[QUOTES].length) {
      found.push(make("h3", {}, "In the words of the source"));
      for (const quote of fact[QUOTES]) found.push(make("p", { class: "origin" }, make("bdi", {}, text(quote))));
    }
    if (others.length) {
      found.push(make("h3", {}, "Stated again"));
      for (const other of others) {
        const place = text(data.facts[other][PLACE]);
        found.push(make("p", { class: "origin" }, make("button", { type: "button", "data-go": other }, place)));
      }
    }
    const relations = relationsOf(row);
    const count = `${relations.length} ${relations.length === 1 ? "relation" : "relations"}`;
    if (relations.length) found.push(make("h3", {}, `Held by ${count}`));
    else if (text(fact[RANGE])) found.push(make("h3", {}, "No relation holds it"));
    relations.slice(0, MOST_RELATIONS).forEach((index, at) => {
      const isBroken = text(data.relations[index][VERDICT]) === "broken";
      found.push(relationItem(index, row, at === 0 || (isBroken && at < MOST_OPEN)));
    });
    if (relations.length > MOST_RELATIONS) found.push(make("p", {}, `and ${relations.length - MOST_RELATIONS} more`));
    return found;
  }

  /* The panel makes the page narrower or lower, so that what it tells of may have moved. */
  function keepInView(element) {
    if (!element) return;
    const { top, bottom } = element.getBoundingClientRect();
    const limit = Math.min(innerHeight, panel.getBoundingClientRect().top || innerHeight);
    if (top < 0 || bottom > limit) scrollBy({ top: (top + bottom - limit) / 2 });
  }

  const back = panel.querySelector(".back");
  let opener = null;
  let shownNow = null;
  let before = [];
  function open(row, others, from) {
    const isInside = panel.contains(from);
    if (isInside) before.push(shownNow);
    else [opener, before] = [from, []];
    tellOf(row, others);
    keepInView(isInside ? buttonsOf(row)[0] : from);
  }

  function tellOf(row, others) {
    shownNow = [row, others];
    body.replaceChildren(...content(row, others));
    back.hidden = !before.length;
    panel.hidden = false;
    const fact = data.facts[row];
    tell([text(fact[VALUE]).slice(0, 200), MARKS[fact[MARK]][1]].filter(Boolean).join(". "));
    panel.scrollTop = 0;
    document.body.classList.add("with-panel");
    byId("panel-title").focus({ preventScroll: true });
  }

  function goBack() {
    const [row, others] = before.pop();
    lead([row]);
    tellOf(row, others);
    keepInView(buttonsOf(row)[0]);
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("with-panel");
    light([]);
    opener?.focus();
    opener = null;
  }

  /* Line items by their words, and by what is known of their numbers. */
  const search = byId("search");
  const filter = byId("filter");
  let lines = null;
  function clearSearch() {
    if (search.value || filter.value) {
      search.value = filter.value = "";
      apply();
    }
  }
  function apply() {
    lines ??= [...document.querySelectorAll(".statement tbody tr")].map((line) => [line, line.cells[0].querySelector("span").textContent.toLowerCase()]);
    const wanted = search.value.trim().toLowerCase();
    const mark = filter.value && `.${filter.value}`;
    const isAll = !wanted && !mark;
    let count = 0;
    for (const [line, words] of lines) {
      const isShown = isAll || (words.includes(wanted) && line.cells.length > 1 && (!mark || line.querySelector(`td ${mark}`)));
      line.classList.toggle("gone", !isShown);
      if (isShown) count += 1;
    }
    for (const part of document.querySelectorAll(".statement, .scroll")) {
      part.classList.toggle("gone", !isAll && !part.querySelector("tbody tr:not(.gone)"));
    }
    byId("found").textContent = isAll ? "" : count === 1 ? "1 line" : `${count} lines`;
  }
  if (search) {
    search.addEventListener("input", apply);
    filter.addEventListener("change", apply);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.f !== undefined) {
      const [row, ...others] = button.dataset.f.split(" ").map(Number);
      light([row]);
      open(row, others, button);
    } else if (button.dataset.go !== undefined) {
      lead([+button.dataset.go]);
      open(+button.dataset.go, [], button);
    } else if (button.dataset.light !== undefined) {
      const first = lead(button.dataset.light.split(" ").map(Number));
      first?.focus({ preventScroll: true });
    } else if (button === back) {
      goBack();
    } else if (button.classList.contains("close")) {
      close();
    }
  });

  /* Each table is one stop of the tab key; arrows go from number to number. */
  function step(from, key) {
    const line = from.closest("tr");
    const inLine = [...line.querySelectorAll("[data-f]")];
    const at = inLine.indexOf(from);
    if (key === "ArrowLeft" || key === "ArrowRight") return inLine[at + (key === "ArrowRight" ? 1 : -1)];
    const column = from.closest("td").cellIndex;
    let next = line;
    do next = key === "ArrowDown" ? next.nextElementSibling : next.previousElementSibling;
    while (next && (next.classList.contains("gone") || !next.querySelector("[data-f]")));
    return next?.cells[column]?.querySelector("[data-f]") ?? next?.querySelector("[data-f]");
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (!event.key.startsWith("Arrow") || !event.target.matches?.("[data-f]")) return;
    const next = step(event.target, event.key);
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  /* Paper does not scroll: what has very many columns is printed as several tables, each with only
     the lines that have something in its columns. */
  const MOST_COLUMNS = 12;
  const depthOf = (line) => +line.className.match(/\bd(\d)/)[1];
  function lineSlice(line, start) {
    const [label, ...cells] = line.cells;
    const copy = line.cloneNode(false);
    copy.append(label.cloneNode(true), ...cells.slice(start, start + MOST_COLUMNS).map((cell) => cell.cloneNode(true)));
    return copy;
  }
  function tableSlice(table, start) {
    const copy = table.cloneNode(false);
    copy.classList.add("slice");
    copy.createTHead().append(lineSlice(table.tHead.rows[0], start));
    const body = copy.createTBody();
    let headings = [];
    for (const line of table.tBodies[0].rows) {
      const made = lineSlice(line, start);
      if (line.cells.length === 1) {
        made.cells[0].colSpan = copy.rows[0].cells.length;
        headings = [...headings.filter((heading) => depthOf(heading) < depthOf(line)), made];
      } else if ([...made.cells].slice(1).some((cell) => cell.hasChildNodes())) {
        body.append(...headings, made);
        headings = [];
      }
    }
    return copy;
  }
  addEventListener("beforeprint", () => {
    for (const table of document.querySelectorAll(".huge table")) {
      const count = table.rows[0].cells.length - 1;
      const slices = [];
      for (let start = 0; start < count; start += MOST_COLUMNS) slices.push(tableSlice(table, start));
      table.classList.add("whole");
      table.after(...slices.filter((slice) => slice.tBodies[0].rows.length));
    }
  });
  addEventListener("afterprint", () => {
    for (const slice of document.querySelectorAll(".slice")) slice.remove();
    for (const table of document.querySelectorAll("table.whole")) table.classList.remove("whole");
  });
})();
