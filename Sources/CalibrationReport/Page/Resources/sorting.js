// Tables whose rows can be put in the order of a column.
//
// The headers of <table data-sortable> become buttons, except those with data-unsortable. A cell counts by its
// data-value where it has one (a number if it reads as one), else by its text. Cells without a value come last.

function valueOf(cell) {
  const text = (cell?.dataset.value ?? cell?.textContent ?? "").trim();
  if (text === "" || text === "–") return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

export function compareValues(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  return a.localeCompare(b, "en", { numeric: true });
}

function sort(table, header, direction) {
  const column = header.cellIndex;
  for (const body of table.tBodies) {
    const rows = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[column]) }));
    const known = rows.filter(({ value }) => value !== null);
    const unknown = rows.filter(({ value }) => value === null);
    // Array.prototype.sort is stable: equal rows stay in the order they were in.
    known.sort((a, b) => direction * compareValues(a.value, b.value));
    body.append(...[...known, ...unknown].map(({ row }) => row));
  }
}

function makeButton(header) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sort";
  button.append(...header.childNodes);
  header.append(button);
  return button;
}

export function setUpSorting(table) {
  const headers = [...table.tHead.rows[table.tHead.rows.length - 1].cells]
    .filter((header) => !("unsortable" in header.dataset) && header.textContent.trim() !== "");
  for (const header of headers) {
    const button = header.querySelector("button.sort") ?? makeButton(header);
    button.addEventListener("click", () => {
      const isAscending = header.getAttribute("aria-sort") === "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", isAscending ? "descending" : "ascending");
      sort(table, header, isAscending ? -1 : 1);
    });
  }
}
