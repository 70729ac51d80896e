"use strict";

// Parts that keep themselves up to date. Fetched without cookies: a page left open must not keep its login alive.
const flash = (part, before) => {
  part.querySelectorAll("[data-call]").forEach((call) => !before.has(call.dataset.call) && call.classList.add("new"));
  const now = part.querySelector("[data-say]");
  if (now && !before.has(now.dataset.call)) say(now.dataset.say);
};
document.querySelectorAll("[data-poll]").forEach((part) => {
  const known = () => new Set([...part.querySelectorAll("[data-call]")].map((call) => call.dataset.call));
  let last = "";
  setInterval(async () => {
    const answer = await fetch(part.dataset.poll, { credentials: "omit", cache: "no-store" }).catch(() => null);
    part.classList.toggle("lost", !answer || !answer.ok);
    if (!answer || !answer.ok) return;
    const text = await answer.text();
    if (text === last) return;
    const before = known();
    last = text;
    part.innerHTML = text;
    flash(part, before);
  }, 1000 * Number(part.dataset.every));
});

// The voice of the browser reads a call, once somebody has pressed the button (browsers ask for that).
let voice = false;
const say = (text) => {
  if (!voice || !window.speechSynthesis) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "zh-CN";
  words.rate = 0.9;
  window.speechSynthesis.speak(words);
};
document.querySelector("[data-voice]")?.addEventListener("click", (event) => {
  voice = true;
  event.target.hidden = true;
  say("语音已开启");
});

// A double tap at the kiosk takes one number; the pages of the office see to their own forms.
document.querySelector(".kiosk form")?.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});

const clock = document.querySelector("[data-clock]");
if (clock) setInterval(() => (clock.textContent = new Date().toTimeString().slice(0, 5)), 5000);

// The slip prints itself; the kiosk is ready for the next person after a while.
if ("print" in document.body.dataset) window.print();
document.querySelector("[data-again]")?.addEventListener("click", () => window.print());
const back = document.body.dataset.return;
if (back) setTimeout(() => location.replace(back), 12000);
