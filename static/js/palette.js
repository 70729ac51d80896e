"use strict";

// One box finds everything: Ctrl K, / or a tap opens it, what is typed is asked for while one types. Without script the box of the bar
// leads to the page of the same name.
const palette = document.querySelector("#palette");
if (palette) {
  const box = palette.querySelector("input[name=q]");
  const list = palette.querySelector("#found");
  const note = palette.querySelector("[role=status]");
  let answered = null; // what the rows shown answer
  let chosen = false; // Enter came before the answer
  let timer;

  const rows = () => [...list.querySelectorAll("a")];
  const current = () => list.querySelector("a.on");
  const mark = (row) => {
    current()?.setAttribute("aria-selected", "false");
    current()?.classList.remove("on");
    if (!row) return box.removeAttribute("aria-activedescendant");
    row.classList.add("on");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", row.id);
  };

  const say = (text, link, aloud = true) => {
    note.textContent = text;
    note.classList.toggle("visually-hidden", !aloud); // a count is heard only
    if (link) note.append(Object.assign(document.createElement("a"), { href: "/accounts/login/", target: "_blank", textContent: link }));
  };
  const ask = () => {
    clearTimeout(timer);
    if (navigator.onLine) htmx.trigger(box, "find");
    else lost();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  };
  const lost = () => {
    chosen = false;
    say("网络不通，现在查不了；输入的内容还在，接通后自动再查。");
  };
  const open = (text = box.value) => {
    if (!palette.open) palette.showModal();
    box.value = text;
    box.focus();
    box.select();
    if (answered !== box.value) ask();
  };
  const go = () => {
    if (current()) current().click();
    else box.form.requestSubmit();
  };

  // An input method's Enter ends its word; until then nothing is asked.
  box.addEventListener("input", (event) => event.isComposing || later());
  box.addEventListener("compositionend", later);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const all = rows();
      mark(all[(all.indexOf(current()) + step + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (answered === box.value) return go();
      chosen = true;
      ask();
    }
  });

  list.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/accounts/login/")) return;
    event.detail.shouldSwap = false;
    chosen = false;
    say("登录已过期，输入的内容还在。", "在新窗口登录后回到这里");
  });
  list.addEventListener("htmx:afterSwap", (event) => {
    answered = event.detail.requestConfig.formData.get("q");
    rows().forEach((row, number) => Object.assign(row, { id: `found-${number}`, role: "option", tabIndex: -1, ariaSelected: "false" }));
    rows().forEach((row) => row.dataset.says && (row.ariaLabel = row.dataset.says));
    list.querySelectorAll("section").forEach((part) => Object.assign(part, { role: "group", ariaLabel: part.querySelector("h2")?.textContent || "更多" }));
    list.querySelectorAll("h2").forEach((title) => (title.role = "presentation"));
    say(`${rows().length} 项`, "", false);
    mark(rows()[0]);
    if (answered !== box.value) return; // Enter waits for the answer to what it was pressed on
    if (chosen) go();
    chosen = false;
  });
  box.addEventListener("htmx:sendError", lost);
  box.addEventListener("htmx:responseError", () => {
    chosen = false;
    say("没有查成，请再按一次回车。");
  });
  window.addEventListener("online", () => palette.open && ask());

  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  document.querySelectorAll("[data-palette]").forEach((place) => {
    place.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
    // a letter typed there goes into the box that opens
    place.addEventListener("keydown", (event) => {
      const typed = event.key.length === 1 || ["Process", "ArrowDown"].includes(event.key);
      if (typed && !event.ctrlKey && !event.altKey && !event.metaKey) open();
    });
  });
  document.addEventListener("keydown", (event) => {
    const shut = event.target.closest("dialog:not([open])"); // the focus leaves a box that was closed a moment later
    const typing = !shut && event.target.closest("input, textarea, select, [contenteditable]");
    const asked = (event.key === "/" && !typing) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey);
    if (!asked || document.querySelector("dialog[open]:not(#palette)")) return;
    event.preventDefault();
    open();
  });
}
