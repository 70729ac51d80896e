"use strict";

// A list one works from: rows by j, k, x, Enter, its line of conditions by /, rows chosen for one act, and what is said when it answers in place.
const list = () => document.querySelector("[data-list]");
const rowsOf = () => [...list().querySelectorAll("tbody tr")];
const boxes = () => [...list().querySelectorAll("input[name=pk]")];

// Which rows are chosen.
const tell = () => {
  const bulk = list().querySelector("[data-bulk]");
  if (!bulk) return;
  const picked = boxes().filter((box) => box.checked);
  const all = bulk.querySelector("[data-pick-all]")?.checked;
  const page = list().querySelector("[data-pick-page]");
  boxes().forEach((box) => box.closest("tr").classList.toggle("picked", box.checked));
  bulk.hidden = !picked.length && !all;
  bulk.querySelector("[data-pick-none]").hidden = false;
  bulk.querySelector("[data-picked]").textContent = all ? "已选全部" : `已选 ${picked.length} ${bulk.dataset.bulk}`;
  if (!page) return;
  page.hidden = false;
  page.checked = picked.length > 0 && picked.length === boxes().length;
};
const pick = (boxes, checked) => {
  boxes.forEach((box) => (box.checked = checked));
  tell();
};
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-pick-page]")) pick(boxes(), event.target.checked);
  else if (event.target.matches("[data-list] input[name=pk], [data-pick-all]")) tell();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-pick-none]")) return;
  const all = list().querySelector("[data-pick-all]");
  if (all) all.checked = false;
  pick(boxes(), false);
});

// Keys. They do nothing while one types, and leave those with Ctrl and Alt to the rest of the page.
const step = (by) => {
  const rows = rowsOf();
  const now = rows.indexOf(document.activeElement.closest("tbody tr"));
  const row = rows[now < 0 ? 0 : Math.min(Math.max(now + by, 0), rows.length - 1)];
  if (!row) return;
  row.tabIndex = -1;
  row.focus();
};
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: (row) => {
    const box = row?.querySelector("input[name=pk]");
    if (box) pick([box], !box.checked);
  },
  Enter: (row) => row === document.activeElement && row.querySelector("td a")?.click(),
  "/": () => list().querySelector("#line").select(),
  "?": () => {
    const help = list().querySelector("[data-keys]");
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};
document.addEventListener(
  "keydown",
  (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    const act = KEYS[event.key];
    if (!act || typing || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const row = document.activeElement.closest("[data-list] tbody tr");
    if (event.key === "Enter" && row !== document.activeElement) return;
    event.preventDefault();
    event.stopPropagation();
    act(row);
  },
  true
);

// In place: what is empty stays out of the address; where the focus was it is again; how many rows there are is heard.
let place;
const placeOf = (element) => {
  const heading = element.closest("thead th");
  if (heading) return `thead th:nth-child(${heading.cellIndex + 1}) a`;
  return element.id ? `#${element.id}` : "";
};
const lost = (hidden) => {
  const note = list()?.querySelector("[data-lost]");
  if (note) note.hidden = hidden;
};
const ours = (event) => event.detail.target?.matches?.("[data-list]");
document.addEventListener("htmx:configRequest", (event) => {
  if (!ours(event)) return;
  place = placeOf(document.activeElement);
  const { formData } = event.detail;
  for (const [name, value] of [...formData.entries()]) if (value === "" && name !== "col") formData.delete(name);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!ours(event)) return;
  const { xhr, pathInfo } = event.detail;
  // a login that has expired answers with another page: one signs in there and comes back to the list
  if (new URL(xhr.responseURL).pathname !== location.pathname) {
    event.detail.shouldSwap = false;
    location.assign(pathInfo.finalRequestPath || location.href);
  } else if (xhr.status >= 400) lost(false);
});
document.addEventListener("htmx:sendError", () => lost(false));
document.addEventListener("htmx:timeout", () => lost(false));
document.addEventListener("htmx:beforeRequest", () => lost(true));
document.addEventListener("htmx:afterSettle", (event) => {
  if (!list() || !event.detail.elt?.matches?.("[data-list]")) return;
  document.querySelector("#list-said").textContent = list().querySelector("[data-said]").textContent;
  if (document.activeElement === document.body) list().querySelector(place || "#line")?.focus();
  tell();
});
tell();
