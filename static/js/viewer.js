"use strict";

// Scans beside a form: page by page, larger, turned; by mouse, finger and key. Without script each name is a link to its file.
(() => {
  const WIDTHS = [50, 75, 100, 150, 200, 300, 400];
  const state = new WeakMap();
  const of = (box) => {
    if (!state.has(box)) {
      const files = [...box.querySelectorAll("[data-file]")];
      state.set(box, { files, at: Math.max(files.findIndex((file) => file.hasAttribute("aria-current")), 0), page: 1, zoom: 2, turned: 0 });
    }
    return state.get(box);
  };
  const pages = (file) => Number(file.dataset.pages);

  const fit = (box) => {
    const { zoom, turned } = of(box);
    const picture = box.querySelector("[data-page]");
    if (!picture) return;
    // what lies on its side takes the room of its turned shape
    const lying = turned % 180 !== 0;
    const ratio = picture.naturalWidth ? picture.naturalHeight / picture.naturalWidth : 1;
    picture.style.width = `${WIDTHS[zoom] / (lying ? ratio : 1)}%`;
    picture.style.transform = turned ? `rotate(${turned}deg)` : "none";
    const half = (picture.clientHeight - picture.clientWidth) / 2;
    picture.style.margin = lying ? `${-half}px ${half}px` : "0";
    box.dataset.zoom = WIDTHS[zoom];
    box.dataset.turned = turned;
  };

  // what is on the screen now counts as opened; the server has it on record
  const opened = (box) => {
    const { files, at } = of(box);
    files[at].removeAttribute("data-new");
    files[at].querySelector(".new")?.remove();
    const left = files.filter((file) => "new" in file.dataset);
    const warning = document.querySelector("[data-unread]");
    if (!warning) return;
    warning.hidden = !left.length;
    warning.querySelector("b").textContent = left.length;
    warning.querySelector("span").textContent = left.map((file) => file.dataset.title).join("、");
  };

  const show = (box) => {
    const now = of(box);
    const file = now.files[now.at];
    const sheet = box.querySelector("[data-sheet]");
    const failed = box.querySelector("[data-failed]");
    let picture = box.querySelector("[data-page]");
    if (!picture) {
      picture = Object.assign(document.createElement("img"), { alt: "" });
      picture.dataset.page = "";
      sheet.prepend(picture);
    }
    const showable = pages(file) > 0;
    picture.hidden = !showable;
    failed.hidden = showable;
    failed.querySelector("[data-original]").href = file.href;
    if (showable) {
      picture.alt = `${file.dataset.title}第${now.page}页`;
      picture.src = `${file.getAttribute("href")}${now.page}/`;
    }
    box.querySelector("[data-what]").textContent = pages(file) > 1 ? `${file.dataset.title} ${now.page} / ${file.dataset.pages}` : file.dataset.title;
    now.files.forEach((other) => (other === file ? other.setAttribute("aria-current", "true") : other.removeAttribute("aria-current")));
    file.scrollIntoView({ block: "nearest", inline: "nearest" });
    sheet.scrollTop = 0;
    fit(box);
  };

  const turn = (box, step) => {
    const now = of(box);
    const page = now.page + step;
    if (page >= 1 && page <= pages(now.files[now.at])) now.page = page;
    else {
      const at = now.at + step;
      if (at < 0 || at >= now.files.length) return;
      now.at = at;
      now.page = step > 0 ? 1 : Math.max(pages(now.files[at]), 1);
      now.turned = 0;
    }
    show(box);
  };
  const zoom = (box, step) => {
    const now = of(box);
    now.zoom = Math.min(Math.max(now.zoom + step, 0), WIDTHS.length - 1);
    fit(box);
  };
  const rotate = (box) => {
    const now = of(box);
    now.turned = (now.turned + 90) % 360;
    fit(box);
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-viewer]");
    if (!box) return;
    const button = event.target.closest("button");
    const file = event.target.closest("[data-file]");
    if (button?.dataset.turn) turn(box, Number(button.dataset.turn));
    else if (button?.dataset.zoom) zoom(box, Number(button.dataset.zoom));
    else if (button && "rotate" in button.dataset) rotate(box);
    else if (file && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      Object.assign(of(box), { at: of(box).files.indexOf(file), page: 1, turned: 0 });
      show(box);
    }
  });
  const KEYS = {
    ArrowRight: (box) => turn(box, 1), ArrowLeft: (box) => turn(box, -1), "+": (box) => zoom(box, 1), "=": (box) => zoom(box, 1),
    "-": (box) => zoom(box, -1), r: rotate, R: rotate,
  };
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-viewer]");
    if (!box || event.ctrlKey || event.altKey || event.metaKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key](box);
  });
  // errors and loads of pictures do not bubble
  document.addEventListener("error", (event) => {
    if (!event.target.matches?.("[data-page]")) return;
    event.target.hidden = true;
    const box = event.target.closest("[data-viewer]");
    box.querySelector("[data-original]").href = of(box).files[of(box).at].href;
    box.querySelector("[data-failed]").hidden = false;
  }, true);
  document.addEventListener("load", (event) => {
    if (!event.target.matches?.("[data-page]")) return;
    const box = event.target.closest("[data-viewer]");
    fit(box);
    opened(box);
  }, true);

  const open = (root) => {
    root.querySelectorAll("[data-viewer] [data-script]").forEach((part) => (part.hidden = false));
    // on a phone facts and scans are folded away, and no scan is fetched that nobody looks at
    const wide = matchMedia("(min-width: 821px)").matches;
    root.querySelectorAll(wide ? "[data-unfold]" : "[data-fold]").forEach((part) => (part.open = wide));
  };
  open(document);
  document.addEventListener("htmx:afterSwap", (event) => open(event.target));
})();
