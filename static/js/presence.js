"use strict";

// Who else is at this case: asked again at most once a minute, and only when its reader has done something since, so that a page left
// open neither keeps its session alive nor says that somebody is there.
document.querySelectorAll("[data-here]").forEach((place) => {
  const MINUTE = 60000;
  let asked = Date.now();
  const ask = () => {
    if (Date.now() - asked < MINUTE) return;
    asked = Date.now();
    place.dispatchEvent(new Event("here"));
  };
  for (const kind of ["keydown", "pointerdown", "pointermove", "scroll", "focus"]) window.addEventListener(kind, ask, { passive: true });
});
