"use strict";

// An application survives a lost network, a closed tab and an ended session: it lies in the pocket of this device, is sent once when the
// connection is back, from whatever page, and the form itself opens without a network.
const Offline = (() => {
  const { person, owner } = Sealed;
  const COPY = "offline-copy"; // whose form lies here, of this tab's day

  // The form and the files of its page, for the worker to give where there is no network; another person's goes.
  const lay = async (answer) => {
    const cache = await caches.open("offline");
    const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const parts = [...page.querySelectorAll("script[src], link[href], img[src]")].map((part) => part.getAttribute("src") || part.getAttribute("href"));
    const sheets = [...document.styleSheets].map((sheet) => sheet.href).filter(Boolean);
    await Promise.all([...new Set([...parts, ...sheets])].map((address) => cache.add(address).catch(() => null)));
    await cache.put(person.form, answer);
  };
  const prepare = async () => {
    if (sessionStorage.getItem(COPY) === owner) return;
    await caches.delete("offline");
    await navigator.serviceWorker.register(`${person.worker}?form=${person.form}`);
    await Sealed.key();
    const answer = await fetch(`${person.form}?offline=1`, { redirect: "manual" });
    if (answer.ok) await lay(answer);
    sessionStorage.setItem(COPY, owner);
  };
  if (person?.form && navigator.serviceWorker && navigator.onLine) prepare().catch(() => null);

  const form = document.querySelector("form[data-offline]");
  if (!Sealed.able) document.querySelector("form[data-of]")?.closest("section").remove();
  if (!form || !Sealed.able) return {};
  const banner = document.querySelector("#offline");
  const { elements } = form;
  const aCopy = form.dataset.copy !== undefined;
  if (aCopy) elements.token.value = Sealed.token(); // each opening is an application of its own
  const token = () => elements.token.value;
  let lost = aCopy || !navigator.onLine;
  let submitted = false; // once sent without a connection it stays to be sent, whatever is typed after
  let timer;

  const tell = (text, ...more) => {
    banner.replaceChildren(text, ...more);
    banner.hidden = !text;
  };
  const mine = () => Pocket.items().find((item) => item.token === token());
  const photographedWith = ({ token: of }) => Pocket.items().some((item) => item.of === of);
  const photographed = () => photographedWith({ token: token() });

  // What the server would refuse as missing is said before it is promised.
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sound = (number) => /^\d{17}[\dX]$/i.test(number) && "10X98765432"[WEIGHTS.reduce((sum, weight, at) => sum + weight * number[at], 0) % 11] === number[17].toUpperCase();
  const named = (box) => box.dataset.needed || (box.labels?.[0]?.textContent || box.name).replace("*", "").trim();
  const missing = () => {
    const empty = [...elements].filter((box) => (box.required || box.dataset.needed) && !box.closest("[hidden]") && !box.value.trim());
    const kind = elements.id_kind.value;
    const number = elements.id_number.value.trim();
    const wrong = kind === "none" ? "" : number ? kind === "resident" && number.length !== 15 && !sound(number) && "证件号码（请核对）" : "证件号码";
    return { boxes: wrong ? [elements.id_number, ...empty] : empty, names: [...(wrong ? [wrong] : []), ...empty.map(named)] };
  };

  // What the page no longer asks, because what asks it comes from the server, stays as it was.
  const typed = (before) => {
    const body = new URLSearchParams(new FormData(form));
    for (const [name, value] of new URLSearchParams(before)) if (!elements[name]) body.append(name, value);
    for (const name of ["csrfmiddlewaretoken", "token"]) body.delete(name);
    return body.toString();
  };
  const now = () => `${new Date().getMonth() + 1}月${new Date().getDate()}日 ${new Date().toTimeString().slice(0, 5)}`;
  const keep = async () => {
    const item = mine() || { token: token(), kind: "application", to: form.dataset.offline };
    const { names } = missing();
    const name = elements.name.value.trim();
    Object.assign(item, { typed: typed(item.typed), label: name ? `${name}的申请` : "未填姓名的申请", at: now(), ready: submitted && !names.length });
    delete item.said;
    if (!mine()) Pocket.items().push(item);
    await Pocket.save(item);
    const why = navigator.onLine ? "没有连上服务器或者登录已过期" : "网络中断";
    if (item.loose) return tell(`${why}，本机存不下，内容只在本页：请不要关闭本页。`);
    const next = Object.assign(document.createElement("a"), { href: person.form, textContent: "登记下一件" });
    if (item.ready && !lost) tell("正在提交，请稍候。");
    else if (item.ready) tell(`${why}：申请已加密保存在本机，恢复连接后自动提交一次，请不要重复登记。关闭本页、登录过期都不影响；登录过期的，由您本人再登录后提交。`, next);
    else if (submitted) tell(`还不能提交，请补上：${names.join("、")}。所填内容已加密保存在本机。`);
    else if (!lost) tell("照片已加密保存在本机，按“提交申请”一起提交。");
    else tell(`${why}：所填内容已加密保存在本机，填完请按“提交申请”。`);
    Pocket.send();
  };

  // Back into the form: by way of the server, which says what is wrong with it, or from the pocket where there is no connection.
  const fill = (item) => {
    const left = new URLSearchParams(item.typed);
    const lists = Object.fromEntries([...new Set(left.keys())].map((name) => [name, left.getAll(name)]));
    for (const rows of form.querySelectorAll("[data-rows]")) {
      const [{ name }] = rows.querySelectorAll("input");
      for (let count = rows.querySelectorAll("tbody tr").length; count < (lists[name] || []).length; count += 1) rows.querySelector("[data-add-row]").click();
    }
    for (const box of elements) {
      if (!box.name || ["csrfmiddlewaretoken", "token"].includes(box.name) || ["submit", "button"].includes(box.type)) continue;
      if (["checkbox", "radio"].includes(box.type)) box.checked = left.getAll(box.name).includes(box.value);
      else if (lists[box.name]?.length) box.value = lists[box.name].shift();
    }
    elements.token.value = item.token;
    const cause = document.querySelector("#cause_text");
    cause.value = left.get("cause_text") || cause.value;
    submitted = false;
    keep();
  };
  const open = async (item) => {
    const body = new URLSearchParams(item.typed);
    body.set("token", item.token);
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return fill(item);
    item.ready = false; // nothing is sent while one puts it right
    await (photographedWith(item) ? Pocket.save(item) : Pocket.drop(item));
    location.assign(`${person.form}?draft=${item.token}&check=1`);
  };

  const back = async () => {
    lost = false;
    const item = mine();
    if (!item || item.ready || photographed()) return Pocket.send();
    await Pocket.drop(item); // the server has it now
    Pocket.draw();
    tell("连接已恢复，所填内容已保存到服务器。");
  };
  const gone = () => {
    lost = true;
    keep();
  };
  window.addEventListener("offline", gone);
  document.addEventListener("office:lost", gone);
  document.addEventListener("office:saved", back);
  window.addEventListener("online", () => mine()?.ready && back());
  const later = () => {
    clearTimeout(timer);
    if (lost) timer = setTimeout(keep, 500);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => {
    submitted = true;
    if (!lost && !photographed()) return mine() && Pocket.drop(mine());
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    delete form.dataset.sent;
    missing().boxes[0]?.focus();
    keep();
  });
  document.addEventListener("pocket:arrived", ({ detail: { item, answer } }) => {
    if (item.kind !== "application") return;
    if (item.token === token()) return location.assign(answer.url);
    tell(`${item.label}已提交。`, Object.assign(document.createElement("a"), { href: answer.url, textContent: "打开" }));
  });
  document.addEventListener("pocket:refused", ({ detail: { item } }) => item.token === token() && open(item));
  return { open, keep, token };
})();
