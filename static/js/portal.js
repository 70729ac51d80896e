"use strict";

// What a script adds to the public pages; all of them work without one.
{
  const leave = document.getElementById("leave");
  const away = () => {
    document.documentElement.hidden = true;  // a slow line shows nothing meanwhile
    location.replace(leave.href);
  };
  leave.addEventListener("click", event => {
    event.preventDefault();
    away();
  });

  let presses = [];
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    presses = [...presses.filter(at => Date.now() - at < 2000), Date.now()];
    if (presses.length === 3) away();
  });

  const button = document.getElementById("read"), voice = window.speechSynthesis;
  if (voice && window.SpeechSynthesisUtterance) {
    const parts = () => {
      const text = document.getElementById("main").innerText;
      return (text.match(/[^。！？；\n]+[。！？；]*/g) || []).filter(part => part.trim());
    };
    const stop = () => {
      voice.cancel();
      button.textContent = "朗读";
      button.setAttribute("aria-pressed", "false");
    };
    const start = () => {
      const said = parts().map(part => Object.assign(new SpeechSynthesisUtterance(part), {lang: document.documentElement.lang, rate: 0.9}));
      if (said.length) said[said.length - 1].onend = stop;
      said.forEach(part => voice.speak(part));  // in pieces: a long one breaks off on old telephones
      button.textContent = "停止朗读";
      button.setAttribute("aria-pressed", "true");
    };
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => button.getAttribute("aria-pressed") === "true" ? stop() : start());
    window.addEventListener("pagehide", stop);
  }
}
