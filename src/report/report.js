/* SPDX-License-Identifier: MIT */
/* Sorts every table by its columns; the one of all pages is searched and leafed through, too. */
"use strict";
(() => {
  const ROWS = 100;
  const names = new Intl.Collator("en", {numeric: true});
  const numbers = new Intl.NumberFormat("en");
  const seconds = new Intl.NumberFormat("en", {minimumFractionDigits: 3, maximumFractionDigits: 3});

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /* What is missing comes last, whichever way. */
  function compare(a, b, down) {
    if (a === null || b === null) return (a === null) - (b === null);
    const order = typeof a === "number" ? a - b : names.compare(a, b);
    return down ? -order : order;
  }

  /* Heads become buttons; `sort` is called with the number of a column and a direction. */
  function makeSortable(table, sort) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = element("button", {type: "button"}, ...head.childNodes);
      button.onclick = () => {
        const was = head.getAttribute("aria-sort");
        const down = was ? was === "ascending" : head.classList.contains("n");
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(column, down);
      };
      head.append(button);
    });
  }

  function valueOf(cell) {
    if (cell.dataset.value) return Number(cell.dataset.value);
    const text = cell.textContent.trim();
    if (!cell.classList.contains("n")) return text;
    return text === "" ? null : parseFloat(text.replace(/,/g, ""));
  }

  for (const table of document.querySelectorAll("table[data-sort]")) {
    makeSortable(table, (column, down) => {
      const rows = [...table.tBodies[0].rows].map(row => [valueOf(row.cells[column]), row]);
      rows.sort((a, b) => compare(a[0], b[0], down));
      table.tBodies[0].append(...rows.map(row => row[1]));
    });
  }

  const {statuses, rows} = JSON.parse(document.getElementById("data").textContent);
  const section = document.getElementById("pages");
  const table = section.querySelector("table");
  const heads = [...table.tHead.rows[0].cells];
  const statusColumn = heads.findIndex(head => head.classList.contains("status"));
  let found = rows, first = 0;

  function cellOf(value, column) {
    const kinds = heads[column].classList;
    if (column === statusColumn) {
      const name = statuses[value];
      return element("td", {}, element("span", {className: "mark status-" + name}, name.replace(/-/g, " ")));
    }
    if (kinds.contains("n"))
      return element("td", {className: "n"},
                     value === null ? "" : (kinds.contains("seconds") ? seconds : numbers).format(value));
    const cell = element(column ? "td" : "th", {}, element("bdi", {}, value));
    if (!column) cell.scope = "row";
    return cell;
  }

  const place = element("output", {});
  const back = element("button", {type: "button", onclick: () => turn(-ROWS)}, "Back");
  const next = element("button", {type: "button", onclick: () => turn(ROWS)}, "Next");
  const words = element("input", {type: "search", placeholder: "Part of a path", oninput: search});
  const status = element("select", {onchange: search}, element("option", {value: ""}, "All"),
    ...statuses.map((name, i) => [name, i, rows.filter(row => row[statusColumn] === i).length])
      .filter(entry => entry[2])
      .map(([name, i, n]) => element("option", {value: String(i)}, name.replace(/-/g, " ") + " (" + numbers.format(n) + ")")));

  function show() {
    table.tBodies[0].replaceChildren(
      ...found.slice(first, first + ROWS).map(row => element("tr", {}, ...row.map(cellOf))));
    const last = Math.min(first + ROWS, found.length);
    place.textContent = found.length === 0 ? "No page" :
      numbers.format(first + 1) + " to " + numbers.format(last) + " of " + numbers.format(found.length);
    back.disabled = first === 0;
    next.disabled = last === found.length;
  }

  function turn(by) {
    first = Math.max(0, first + by);
    show();
    section.scrollIntoView();
  }

  function search() {
    const part = words.value.toLowerCase();
    found = rows.filter(row => row[0].toLowerCase().includes(part) &&
                               (status.value === "" || row[statusColumn] === Number(status.value)));
    first = 0;
    show();
  }

  makeSortable(table, (column, down) => {
    rows.sort((a, b) => compare(a[column], b[column], down));
    search();
  });
  section.querySelector(".without-script")?.remove();
  section.querySelector("h2").after(element("div", {className: "controls"},
    element("label", {}, "Search ", words), element("label", {}, "Status ", status),
    element("span", {className: "pager"}, back, place, next)));
  show();
})();
