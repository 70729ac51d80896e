"use strict";

// Alt and a letter, or F2, presses the link or button that says so; Alt and a digit leads to the part of the form with that number; a
// refused form begins at its first mistake.
// what lies in a part that is folded has a place, and is not seen
const inSight = (box) => box.getClientRects().length > 0 && !box.closest("details:not([open]) > :not(summary)");
document.addEventListener("keydown", (event) => {
  const alone = event.key === "F2" && !event.altKey;
  if (event.ctrlKey || !(alone || (event.altKey && /^[a-z1-9]$/i.test(event.key)))) return;
  const link = document.querySelector(`[aria-keyshortcuts="${alone ? "F2" : `Alt+${event.key.toUpperCase()}`}"]`);
  const part = document.querySelector(`[data-section="${event.key}"]`);
  if (!link && !part) return;
  event.preventDefault();
  if (link) link.click();
  else [...part.querySelectorAll("input:not([type=hidden]), select, textarea, button")].find(inSight)?.focus();
});
document.querySelector("main .is-invalid")?.focus();

// Why a question is asked is no stop on the way through the questions: F1 unfolds it where one is, and folds it again.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F1") return;
  const why = event.target.closest(".why, .mb-3")?.querySelector("details.why") || event.target.closest("details.why");
  if (!why) return;
  event.preventDefault();
  why.open = !why.open;
});

// On a list one works through, a digit alone presses what bears it, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, select, textarea")) return;
  if (/^[1-9]$/.test(event.key)) document.querySelector(`[data-digit="${event.key}"]`)?.click();
});

// In a form that says so Enter leads to the next question and, after the last, to the button that sends; the ticks of one question
// are one stop, arrows move between them. A card reader ends its number with Enter; an input method ends its word with one.
const stopsOf = (form, here) => {
  const seen = new Set();
  return [...form.elements].filter((box) => {
    if (box.tabIndex < 0 || box.disabled || ["hidden", "button", "fieldset"].includes(box.type) || !inSight(box)) return false;
    if ("seldom" in box.dataset && box.name !== here.name) return false; // asked of few: reached by Tab
    if (box.type !== "checkbox") return true;
    return !seen.has(box.name) && seen.add(box.name);
  });
};
document.addEventListener("keydown", (event) => {
  const box = event.target;
  const form = box.form;
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || !form?.hasAttribute("data-enter-moves")) return;
  const ticks = box.type === "checkbox" ? [...form.elements].filter((other) => other.name === box.name) : [];
  if (event.key === "Enter" && box.matches("input, select")) {
    event.preventDefault();
    const stops = stopsOf(form, box);
    stops[stops.indexOf(ticks[0] || box) + 1]?.focus();
  } else if (ticks.length && ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"].includes(event.key)) {
    event.preventDefault();
    const step = ["ArrowDown", "ArrowRight"].includes(event.key) ? 1 : -1;
    ticks[(ticks.indexOf(box) + step + ticks.length) % ticks.length].focus();
  }
});
