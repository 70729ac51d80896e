"use strict";

// F2 presses the button that names it: the next number of the hall.
document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.altKey || event.ctrlKey) return;
  const button = document.querySelector('[aria-keyshortcuts="F2"]');
  if (!button) return;
  event.preventDefault();
  button.click();
});
