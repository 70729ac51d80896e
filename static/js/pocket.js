"use strict";

// Photographs and notes made where there is no connection: sealed in the pocket of this device, sent as soon as there is one, each under
// its own token, by which the server knows what came before. What is refused stays, with the reason beside it.
(() => {
  const RETRY = 20000;
  const { owner } = Sealed;
  const text = new TextEncoder();
  let items = []; // {token, kind: photo | note | draft, to, fields, label, name, type, body, said, next}; share, loose: of this page only
  let sending = false;
  let expired = false;

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
    const mine = rows.filter((row) => row.owner === owner);
    for (const row of rows) if (row.owner !== owner) await store((kept) => kept.delete(row.token));
    const found = mine.length ? await Sealed.key() : null;
    if (!found) return;
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
      for (const [name, value] of Object.entries({ token: item.token, ...item.fields })) form.append(name, value);
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
      item.said = answer.said || (ask.status === 404 ? "此案已不由您承办，没有存入。" : "服务器没有接受，请稍后再试。");
      item.next = answer.seen;
      await save(item);
    }
    return true;
  };

  const arrived = async (item, answer) => {
    await drop(item);
    const { to, fields } = item;
    for (const other of items) {
      if (other.kind !== "note" || other.to !== to || other.fields.seen !== fields.seen) continue;
      other.fields.seen = answer.seen; // what came between was this very note
      await save(other);
    }
    document.dispatchEvent(new CustomEvent("pocket:arrived", { detail: { item, answer } }));
  };

  const waiting = () => items.filter((item) => item.kind !== "draft" && !item.said);
  const send = async () => {
    if (sending || !waiting().length || !navigator.onLine) return Pocket.draw();
    sending = true;
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
    await drop(item);
    Pocket.draw();
  };

  // Signing out empties the pocket, after a word about what has not been sent.
  const left = (group = items) => {
    const pages = group.filter((item) => item.kind === "photo").length;
    const notes = group.length - pages;
    return [pages && `${pages} 页照片`, notes && `${notes} 条记录`].filter(Boolean).join("、");
  };
  let leaving = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (leaving || !form.matches("[data-sign-out]") || !items.length) return;
    event.preventDefault();
    delete form.dataset.sent;
    if (!confirm(`还有 ${left()}没有上传，退出后从本机删除。仍然退出吗？`)) return;
    leaving = true;
    items = [];
    await store((kept) => kept.clear()).catch(() => null);
    form.requestSubmit();
  });

  const shown = { items: () => items, expired: () => expired, draw: () => null };
  window.Pocket = { ...shown, add, again, save, drop, discard, left };
  if (!owner) return;
  document.addEventListener("DOMContentLoaded", async () => {
    await read().catch(() => null);
    document.dispatchEvent(new Event("pocket:open"));
    send();
  });
  window.addEventListener("online", send);
  window.addEventListener("offline", () => Pocket.draw());
  document.addEventListener("visibilitychange", () => document.hidden || send());
  setInterval(() => document.hidden || send(), RETRY);
})();
