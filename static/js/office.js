"use strict";

// The cookie is newer than the page when one has signed in again in another window.
const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || document.querySelector("meta[name=csrf]")?.content || "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrf();
});

// A double click sends once, whoever carries the form: heard before anybody else hears of it.
const sentAt = new WeakMap();
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "1";
    clearTimeout(sentAt.get(form));
    sentAt.set(form, setTimeout(() => delete form.dataset.sent, 5000));
  },
  true
);
// What was changed since is no double click: another file asked for, say, on a page that stays; nor is what was answered.
const sendable = (form) => form && delete form.dataset.sent;
for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => sendable(event.target.form));
document.addEventListener("htmx:afterRequest", (event) => sendable(event.target.closest("form")));

// A page one comes back to by the button of the browser is fetched anew: what it showed may have been done since.
window.addEventListener("pageshow", (event) => event.persisted && document.querySelector("#idle") && location.reload());

// Large type comes at once: nothing one is writing is lost to it. Its way back lies below the finger, so that a double click waits.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.size")) return;
  event.preventDefault();
  const body = new FormData(form);
  body.set("large", event.submitter.value);
  document.documentElement.classList.toggle("large", body.get("large") === "1");
  setTimeout(() => delete form.dataset.sent, 800);
  await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, redirect: "manual" }).catch(() => null);
});

// A menu closes when one clicks or goes elsewhere, or presses Escape, which leads back to where it was opened.
const closeMenus = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => menu !== except && (menu.open = false));
for (const kind of ["click", "focusin"]) document.addEventListener(kind, (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.target.closest("details.menu[open]")?.querySelector("summary").focus();
    closeMenus();
  }
  if (event.key === "Enter" && event.ctrlKey && event.target.form) event.target.form.requestSubmit();
});

// How long ago the server answered this person, and whether the login runs out.
let contact = Date.now();
const expiring = () => Date.now() - contact > (Number(document.querySelector("#idle")?.dataset.seconds || Infinity) - 30) * 1000;

// Choosing a cause from the list below its box, by mouse or by arrow keys and Enter.
const causeBox = document.querySelector("#cause_text");
if (causeBox) {
  const list = document.querySelector("#causes");
  const hidden = document.querySelector("#id_cause");
  let answered = causeBox.value;
  let chosen = false;
  // The stage is asked next, once the answers this cause offers are there (or after a moment, when the network is away).
  let waiting;
  const goOn = () => {
    clearTimeout(waiting);
    waiting = null;
    if ([causeBox, document.body].includes(document.activeElement)) document.querySelector("#id_stage")?.focus();
  };
  const take = (id, name) => {
    hidden.value = id;
    causeBox.value = answered = name;
    list.replaceChildren();
    causeBox.setAttribute("aria-expanded", "false");
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
    waiting = setTimeout(goOn, document.querySelector("#side") ? 2000 : 0);
  };
  const choose = (button) => take(button.dataset.id, button.dataset.name);
  list.addEventListener("click", (event) => event.target.closest("button") && choose(event.target.closest("button")));
  // Enter before the list has caught up with what was typed waits for it.
  causeBox.addEventListener("input", () => {
    hidden.value = "";
    chosen = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (waiting && event.target.id === "side" && event.detail.requestConfig.formData.get("cause") === hidden.value) goOn();
    if (event.target !== list) return;
    answered = new URL(event.detail.xhr.responseURL).searchParams.get("cause_text");
    if (chosen && answered === causeBox.value && list.querySelector("button")) choose(list.querySelector("button"));
  });
  causeBox.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    if (event.key === "Enter" && !event.isComposing && causeBox.value && answered !== causeBox.value) {
      event.preventDefault();
      chosen = true;
      return;
    }
    if (!buttons.length || event.isComposing) return;
    let index = buttons.findIndex((b) => b.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      index = (index + (event.key === "ArrowDown" ? 1 : -1) + buttons.length) % buttons.length;
      buttons.forEach((b, i) => b.setAttribute("aria-selected", i === index ? "true" : "false"));
      buttons[index].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(buttons[Math.max(index, 0)]);
    } else if (event.key === "Escape") list.replaceChildren();
  });
  document.querySelectorAll("[data-cause]").forEach((button) =>
    button.addEventListener("click", () => {
      take(button.dataset.cause, button.textContent.trim());
      causeBox.focus();
    })
  );
}

// Tabs of the case page: a part is fetched when first opened, arrow keys move, the address remembers; without script each part is a link.
document.querySelectorAll("[data-tabs]").forEach((box) => {
  const list = box.querySelector("[role=tablist]");
  const tabs = [...list.children];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const open = (tab, { focus = false } = {}) => {
    tabs.forEach((other) => {
      other.setAttribute("aria-selected", other === tab);
      other.tabIndex = other === tab ? 0 : -1;
      panel(other).hidden = other !== tab;
    });
    panel(tab).dispatchEvent(new Event("open"));
    if (focus) tab.focus();
  };
  const named = (name) => tabs.find((tab) => tab.getAttribute("aria-controls") === name);
  list.hidden = false;
  const first = () => open(named(location.hash.slice(1)) || named(box.dataset.tabs) || tabs[0]);
  first();
  document.addEventListener("DOMContentLoaded", first); // htmx listens only from then on
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    open(tab);
    history.replaceState(null, "", `#${tab.getAttribute("aria-controls")}`);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) open(tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length], { focus: true });
  });
  window.addEventListener("hashchange", () => named(location.hash.slice(1)) && open(named(location.hash.slice(1))));
});

// What the identity number says goes into the empty boxes; what this person and cause need not be asked is hidden.
const offer = (select, choices) => {
  const now = [...select.options].map((option) => option.value);
  if (now.join() === choices.map(([value]) => value).join()) return;
  const value = select.value;
  select.replaceChildren(...choices.map(([key, label]) => new Option(label, key)));
  if (choices.some(([key]) => key === value)) select.value = value;
};
document.addEventListener("htmx:afterSwap", (event) => {
  const side = event.target.id === "side" && event.target.querySelector("[data-fill]");
  if (!side) return;
  for (const [name, value] of Object.entries(JSON.parse(side.dataset.fill))) {
    const field = document.querySelector(`#id_${name}`);
    if (field && value && (!field.value || name === "sex" || name === "birth")) field.value = value;
  }
  const { hidden, choices, minor, abused, note } = JSON.parse(side.dataset.state);
  document.querySelectorAll("[data-ask]").forEach((part) => (part.hidden = hidden.includes(part.dataset.ask)));
  for (const [name, list] of Object.entries(choices)) offer(document.querySelector(`#id_${name}`), list);
  document.querySelector("[data-note]").textContent = note;
  if (minor) document.querySelector("#agent").open = true;
  if (abused) document.querySelector("#safe").open = true;
});

// What is asked for want of something is not asked where that is given.
const instead = () =>
  document.querySelectorAll("[data-instead]").forEach((part) => {
    const [given, own] = [document.querySelector(`#id_${part.dataset.instead}`), part.querySelector("input")];
    if (own !== document.activeElement) part.hidden = Boolean(given.value.trim() && !own.value.trim());
  });
for (const kind of ["input", "change", "htmx:afterSwap"]) document.addEventListener(kind, instead);
instead();

// Abuse, once ticked or chosen, asks how the person may be reached.
document.addEventListener("change", ({ target }) => {
  const safe = document.querySelector("#safe");
  if (safe && /^abuse/.test(target.value) && target.checked !== false) safe.open = true;
});

// Rows of opponents and of the household: one more, one less.
document.addEventListener("click", (event) => {
  const rows = event.target.closest("[data-rows]")?.querySelector("tbody");
  if (event.target.matches("[data-add-row]")) {
    const row = rows.lastElementChild.cloneNode(true);
    row.querySelectorAll(".invalid-feedback").forEach((error) => error.remove());
    row.querySelectorAll("input").forEach((box) => {
      box.value = "";
      box.classList.remove("is-invalid");
      box.id = `${box.name}_${Date.now()}`;
    });
    rows.append(row);
    row.querySelector("input").focus();
  } else if (event.target.matches("[data-drop-row]")) {
    const row = event.target.closest("tr");
    if (rows.children.length > 1) row.remove();
    else row.querySelectorAll("input").forEach((box) => (box.value = ""));
    rows.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (event.target.matches("[data-check-all]")) {
    const boxes = event.target.closest("section").querySelectorAll(`input[name=${event.target.dataset.checkAll}]`);
    boxes.forEach((box) => (box.checked = box.checked || "required" in box.dataset));
  }
});

// The checklist of the side panel belongs to the form; ticks survive a refresh of the panel.
let ticked = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "side") ticked = [...event.target.querySelectorAll("input:checked")].map((box) => box.id);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "side") ticked.forEach((id) => document.getElementById(id) && (document.getElementById(id).checked = true));
});

const idle = document.querySelector("#idle");
if (idle) {
  const seconds = Number(idle.dataset.seconds);
  const watch = () => {
    const left = seconds - (Date.now() - contact) / 1000;
    idle.hidden = left > 120;
    if (left <= 0) idle.querySelector("p").textContent = "登录已过期。已自动保存的草稿不会丢失，请重新登录。";
  };
  setInterval(watch, 5000);
  idle.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(idle.dataset.ping, { method: "POST", headers: { "X-CSRFToken": csrf() }, redirect: "manual" });
    if (answer.ok) {
      contact = Date.now();
      idle.hidden = true;
    }
  });
  document.addEventListener("htmx:afterRequest", () => (contact = Date.now()));
}
