"use strict";

// Applications, photographs and notes made where there is no connection: sealed in the pocket of this device, sent as soon as there is one,
// each under its own token, by which the server knows what came before. What is refused stays, with the reason beside it; what somebody
// else left here stays closed until they sign in.
(() => {
  const RETRY = 20000;
  const { owner } = Sealed;
  const text = new TextEncoder();
  // {token, kind: photo | note | draft | application, to, fields, label, name, type, body, said, next}; of an application also typed (its
  // form) and ready (to be sent), of its photographs `of` (its token, until it has arrived); share, loose: of this page only
  let items = [];
  let sending = false;
  let expired = false;
  let others = 0; // what other people left
  let shut = 0; // what is this person's, and waits for the key

  // The store: what it holds is unreadable but for token, owner and the id of the key.
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open("pocket", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept", { keyPath: "token" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const store = async (act, mode = "readwrite") => {
    const deal = (await opened).transaction("kept", mode);
    const asked = act(deal.objectStore("kept"));
    return new Promise((done, fail) => {
      deal.oncomplete = () => done(asked.result);
      deal.onerror = deal.onabort = () => fail(deal.error);
    });
  };

  const put = async (item) => {
    const found = await Sealed.key();
    if (!found) throw new Error("no key");
    const { token, body, share, loose, ...head } = item;
    const row = { token, owner, id: found.id, head: await Sealed.seal(found, text.encode(JSON.stringify(head))) };
    if (body) row.body = await Sealed.seal(found, await body.arrayBuffer());
    await store((kept) => kept.put(row));
  };
  const drop = (item) => {
    items = items.filter((other) => other !== item);
    return store((kept) => kept.delete(item.token)).catch(() => null);
  };
  const save = async (item) => {
    item.loose = await put(item).then(
      () => false,
      () => true
    );
    if (!items.includes(item)) await drop(item); // gone while it was being written
  };

  const read = async () => {
    const rows = await store((kept) => kept.getAll(), "readonly");
    const mine = rows.filter((row) => row.owner === owner && !items.some((item) => item.token === row.token));
    others = new Set(rows.filter((row) => row.owner !== owner).map((row) => row.owner)).size;
    const found = mine.length ? await Sealed.key() : null;
    shut = found?.open ? 0 : mine.length;
    if (shut) return;
    for (const row of mine) {
      const head = row.id === found.id && (await Sealed.unseal(found, row.head));
      const body = head && row.body && (await Sealed.unseal(found, row.body));
      if (!head || (row.body && !body)) {
        await store((kept) => kept.delete(row.token));
        continue;
      }
      const item = { token: row.token, ...JSON.parse(new TextDecoder().decode(head)) };
      if (body) item.body = new Blob([body], { type: item.type });
      items.push(item);
    }
  };

  // Sending: one after the other; the first that finds no connection, or no login, ends the round.
  const post = (item) =>
    new Promise((done) => {
      const form = new FormData();
      const fields = item.typed ? [...new URLSearchParams(item.typed)] : Object.entries(item.fields);
      for (const [name, value] of [["token", item.token], ...fields]) form.append(name, value);
      if (item.body) form.append("file", item.body, item.name);
      const ask = new XMLHttpRequest();
      ask.open("POST", item.to);
      ask.setRequestHeader("X-CSRFToken", csrf());
      ask.upload.onprogress = (event) => {
        item.share = event.loaded / event.total;
        Pocket.draw();
      };
      ask.onload = () => done(ask);
      ask.onerror = ask.ontimeout = () => done(null);
      ask.timeout = 120000;
      ask.send(form);
    });
  const told = (ask) => {
    try {
      return JSON.parse(ask.responseText);
    } catch {
      return {};
    }
  };

  const deliver = async (item) => {
    const ask = await post(item);
    delete item.share;
    if (!ask) return false;
    expired = ask.responseURL.includes("/accounts/");
    if (expired || ask.status >= 500) return false;
    const answer = told(ask);
    if (ask.status === 200) await arrived(item, answer);
    else {
      item.said = answer.said || (ask.status === 404 ? "此案已不由您办理，没有存入。" : "服务器没有接受，请稍后再试。");
      item.next = answer.seen;
      await save(item);
      document.dispatchEvent(new CustomEvent("pocket:refused", { detail: { item } }));
    }
    return true;
  };

  const arrived = async (item, answer) => {
    await drop(item);
    const { to, fields } = item;
    for (const other of items.filter((one) => one.of === item.token)) {
      other.to = answer.photos;
      delete other.of;
      await save(other);
    }
    for (const other of items) {
      if (other.kind !== "note" || other.to !== to || other.fields.seen !== fields.seen) continue;
      other.fields.seen = answer.seen; // what came between was this very note
      await save(other);
    }
    document.dispatchEvent(new CustomEvent("pocket:arrived", { detail: { item, answer } }));
  };

  const unfinished = (item) => item.kind === "draft" || (item.kind === "application" && !item.ready) || item.of;
  const waiting = () => items.filter((item) => !unfinished(item) && !item.said);
  const send = async () => {
    if (sending || !navigator.onLine) return Pocket.draw();
    sending = true;
    if (shut) await read().catch(() => null);
    while (waiting().length && (await deliver(waiting()[0]))) Pocket.draw();
    sending = false;
    Pocket.draw();
  };

  const add = async (item) => {
    items.push(item);
    Pocket.draw();
    await save(item);
    send();
  };
  const again = async (item) => {
    if (item.next) item.fields.seen = item.next;
    delete item.said;
    await save(item);
    send();
  };
  const discard = async (item) => {
    for (const one of items.filter((other) => other.of === item.token)) await drop(one);
    await drop(item);
    Pocket.draw();
  };

  const left = (group = items) => {
    const count = (...kinds) => group.filter((item) => kinds.includes(item.kind)).length;
    const [forms, pages, notes] = [count("application"), count("photo"), count("note", "draft")];
    return [forms && `${forms} 份申请`, pages && `${pages} 页照片`, notes && `${notes} 条记录`].filter(Boolean).join("、");
  };

  // Signing out leaves what waits, closed, for this person's next sign-in; who clears the device is told what goes.
  const clear = async () => {
    const rows = await store((kept) => kept.getAll(), "readonly");
    for (const row of rows.filter((one) => one.owner === owner)) await store((kept) => kept.delete(row.token));
  };
  let leaving = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (leaving || !form.matches("[data-sign-out]")) return;
    event.preventDefault();
    delete form.dataset.sent;
    const wipes = event.submitter?.name === "wipe";
    const goes = left() || (shut && `${shut} 项内容`);
    if (wipes && goes && !confirm(`还有 ${goes}没有上传，现在从本机删除，不能恢复。仍然退出并清除吗？`)) return;
    leaving = true;
    if (wipes) {
      items = [];
      await clear().catch(() => null);
    }
    Sealed.leave(wipes);
    await window.caches?.delete("offline").catch(() => null);
    form.requestSubmit();
  });

  const shown = { items: () => items, expired: () => expired, others: () => others, shut: () => shut, draw: () => null };
  window.Pocket = { ...shown, add, again, save, send, drop, discard, left };
  document.addEventListener("DOMContentLoaded", async () => {
    if (!owner) return read().then(() => Pocket.draw(), () => null);
    await read().catch(() => null);
    document.dispatchEvent(new Event("pocket:open"));
    send();
  });
  if (!owner) return;
  window.addEventListener("online", send);
  window.addEventListener("offline", () => Pocket.draw());
  document.addEventListener("visibilitychange", () => document.hidden || send());
  setInterval(() => document.hidden || send(), RETRY);
})();
