"use strict";

// What stays on a device is sealed with a key of the person signed in. The server derives it and gives it to their session; on the device
// it stands in this tab only. Whoever signs in after them has another key, and what is sealed with theirs is thrown away unread.
const Sealed = (() => {
  const KEY = "offline-key";
  const person = document.querySelector("[data-owner]")?.dataset;
  const owner = person?.owner;
  const read = (store, name) => JSON.parse(store.getItem(name) || "null");
  const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const UNSAVED = "unsaved:"; // how the names begin under which forms keep here what the server has not
  const forget = () => {
    sessionStorage.removeItem(KEY);
    Object.keys(localStorage).filter((name) => name.startsWith(UNSAVED)).forEach((name) => localStorage.removeItem(name));
  };
  if (owner && (read(sessionStorage, KEY)?.owner ?? owner) !== owner) forget();

  // {id, usable}, or null where there is neither a key nor a connection.
  const fetched = async () => {
    let held = read(sessionStorage, KEY);
    if (!held) {
      const answer = await fetch(person.key, { redirect: "manual" });
      if (!answer.ok) return null;
      held = { owner, ...(await answer.json()) };
      sessionStorage.setItem(KEY, JSON.stringify(held));
    }
    const usable = await crypto.subtle.importKey("raw", decode(held.key), "AES-GCM", false, ["encrypt", "decrypt"]);
    return { id: held.id, usable };
  };
  const key = () => fetched().catch(() => null);

  const seal = async (found, bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, found.usable, bytes) };
  };
  const unseal = (found, { iv, data }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, found.usable, data).catch(() => null);

  return { able: Boolean(owner && window.crypto?.subtle), owner, read, encode, decode, key, seal, unseal, forget, UNSAVED };
})();
