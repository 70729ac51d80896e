"use strict";

// What one types is not lost. A form with an address for it is saved two seconds after the last change, and before it is sent; what could
// not be saved is sealed on this device and comes back into its form. Any other form is sent once the server has said that the login stands.
(() => {
  const { owner } = Sealed;
  const open = new Map(); // form: {later, unsaved, save, flush}
  const LOGIN = "/accounts/login/";
  const expired = "登录已过期，这页内容还没有保存，请不要关闭。";
  const away = "网络不通，这页内容还没有保存，请不要关闭。";
  const again = () => Object.assign(document.createElement("a"), { href: LOGIN, target: "_blank", textContent: "在新窗口登录后回到这里再提交" });

  // The copy on this device.
  const place = (form) => Sealed.mine + form.dataset.autosave;
  const keep = async (form) => {
    const found = Sealed.able && (await Sealed.key());
    if (!found) return;
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrfmiddlewaretoken");
    const box = Object.entries(await Sealed.seal(found, new TextEncoder().encode(body.toString())));
    if (Sealed.cleared()) return;
    localStorage.setItem(place(form), JSON.stringify({ id: found.id, ...Object.fromEntries(box.map(([name, bytes]) => [name, Sealed.encode(bytes)])) }));
  };
  const kept = async (form) => {
    const copy = Sealed.able && Sealed.read(localStorage, place(form));
    if (!copy) return null;
    const found = await Sealed.key();
    if (!found?.open) return null; // it waits for the connection
    const [by, iv, data] = ["by", "iv", "data"].map((name) => Sealed.decode(copy[name]));
    const bytes = copy.id === found.id && (await Sealed.unseal(found, { by, iv, data }));
    if (!bytes) localStorage.removeItem(place(form));
    return bytes ? new URLSearchParams(new TextDecoder().decode(bytes)) : null;
  };
  const fill = (form, typed) => {
    const left = {};
    for (const box of form.elements) {
      if (!box.name || ["hidden", "file", "submit", "button", "fieldset"].includes(box.type)) continue;
      const values = (left[box.name] = left[box.name] || typed.getAll(box.name));
      if (["checkbox", "radio"].includes(box.type)) box.checked = values.includes(box.value);
      else if (values.length) box.value = values.shift();
    }
  };

  // Once one leaves, what comes next may have been read before this was saved: the copy stays and is filled in there.
  let leaving = false;
  window.addEventListener("beforeunload", () => (leaving = true));

  // A form that saves itself.
  const keepSaved = (form) => {
    let timer;
    let typed = 0;
    let saved = 0; // how much of what was typed the server has
    const unsaved = () => typed !== saved;
    const note = document.querySelector("#saved");
    const say = (text, failed) => {
      if (!note) return;
      note.textContent = text;
      note.classList.toggle("text-danger", Boolean(failed));
      if (failed === expired) note.append(again());
    };
    const post = (more) => fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": csrf() }, redirect: "manual", ...more }).catch(() => null);
    const save = async () => {
      clearTimeout(timer);
      const upTo = typed;
      const answer = await post();
      const good = Boolean(answer && answer.ok);
      if (good) {
        contact = Date.now();
        saved = upTo;
        if (!leaving) localStorage.removeItem(place(form));
      } else if (form.dataset.offline === undefined) await keep(form);
      form.dispatchEvent(new Event(good ? "office:saved" : "office:lost", { bubbles: true }));
      if (good) say((await answer.text()) || note?.textContent);
      else if (form.dataset.offline === undefined) say(answer ? expired : away, true);
      else say("还没有保存到服务器", true); // offline.js says where it is
      return good;
    };
    const later = () => {
      typed += 1;
      leaving = false; // one stayed
      clearTimeout(timer);
      timer = setTimeout(() => form.isConnected && save(), navigator.onLine ? 2000 : 300);
    };
    window.addEventListener("online", () => form.isConnected && unsaved() && save());
    form.addEventListener("submit", (event) => {
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token) token.value = csrf();
      clearTimeout(timer);
      if (!unsaved() && navigator.onLine && !expiring()) return;
      event.preventDefault();
      form.dataset.saving = "1";
      save().then((good) => {
        delete form.dataset.sent;
        if (good) return form.requestSubmit(event.submitter);
        delete form.dataset.saving;
      });
    });
    open.set(form, { later, unsaved, save, flush: () => unsaved() && !form.dataset.sent && post({ keepalive: true }) });

    if (form.dataset.offline !== undefined || !Sealed.able) return;
    Sealed.key(); // it is there when the connection is not
    kept(form).then((copy) => {
      if (!copy) return;
      fill(form, copy);
      form.dispatchEvent(new Event("change", { bubbles: true }));
      say("已恢复没有保存成功的内容，请核对后提交。");
    });
  };
  const touched = ({ target }) => open.get(target.form || target.closest("form"))?.later(); // a box may stand outside of its form
  for (const kind of ["input", "change"]) document.addEventListener(kind, touched);
  const all = (root) => root.querySelectorAll("form[data-autosave]").forEach((form) => open.has(form) || keepSaved(form));
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.target));
  // what takes its place on the page waits until it is saved
  document.addEventListener("htmx:confirm", (event) => {
    for (const form of open.keys()) form.isConnected || open.delete(form);
    const going = [...open].filter(([form, { unsaved }]) => event.detail.target?.contains(form) && unsaved());
    if (!going.length) return;
    event.preventDefault();
    Promise.all(going.map(([, { save }]) => save())).then(() => event.detail.issueRequest());
  });
  window.addEventListener("pagehide", () => open.forEach(({ flush }) => flush()));

  // Any other form: what is typed in it is sent only where the login stands; asked when the server has not answered for a while.
  const QUIET = 20000;
  const stands = async () => {
    const answer = await fetch(document.querySelector("#idle").dataset.ping, { method: "POST", headers: { "X-CSRFToken": csrf() }, redirect: "manual" }).catch(() => null);
    if (answer?.ok) contact = Date.now();
    return answer ? (answer.ok ? "" : expired) : away;
  };
  const tell = (form, sentence) => {
    form.querySelector("[data-unsent]")?.remove();
    const said = Object.assign(document.createElement("p"), { className: "help-inline", textContent: sentence });
    said.dataset.unsent = "";
    said.setAttribute("role", "alert");
    if (sentence === expired) said.append(again());
    form.append(said);
  };
  document.addEventListener("input", (event) => event.target.form && (event.target.form.dataset.typed = "1"));
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const leaves = form.method === "post" && form.dataset.typed && form.dataset.autosave === undefined;
    if (event.defaultPrevented || !leaves || !owner || Date.now() - contact < QUIET) return;
    event.preventDefault();
    form.dataset.saving = "1";
    const sentence = await stands();
    delete form.dataset.sent;
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    if (token) token.value = csrf();
    if (!sentence) return form.requestSubmit(event.submitter);
    delete form.dataset.saving;
    tell(form, sentence);
  });
})();
