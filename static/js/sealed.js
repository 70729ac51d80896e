"use strict";

// What stays on a device is sealed for the person who wrote it: the key that shuts lies here, the one that opens comes from the server to
// their session and stands in this tab only. So it can be written when there is no network, and outlives the session; nobody else opens it.
const Sealed = (() => {
  const KEY = "offline-key";
  const SHUT = "offline-shut";
  const person = document.querySelector("[data-owner]")?.dataset;
  const owner = person?.owner;
  const read = (store, name) => JSON.parse(store.getItem(name) || "null");
  const encode = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const decode = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const UNSAVED = "unsaved:"; // how the names begin under which forms keep here what the server has not; then whose
  const mine = `${UNSAVED}${owner}:`;
  let left = false;
  let wiped = false;
  // Signing out takes the keys along, also one that is still on its way; clearing the device, also what forms kept.
  const leave = (wipes) => {
    left = true;
    wiped = wipes;
    sessionStorage.removeItem(KEY);
    localStorage.removeItem(SHUT);
    if (wipes) Object.keys(localStorage).filter((name) => name.startsWith(mine)).forEach((name) => localStorage.removeItem(name));
  };
  for (const [store, name] of [[sessionStorage, KEY], [localStorage, SHUT]]) if (owner && (read(store, name)?.owner ?? owner) !== owner) store.removeItem(name);

  const fetched = async () => {
    const held = read(sessionStorage, KEY);
    if (held) return held;
    const answer = await fetch(person.key, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return read(localStorage, SHUT);
    const { open, ...shut } = { owner, ...(await answer.json()) };
    if (left) return null;
    localStorage.setItem(SHUT, JSON.stringify(shut));
    sessionStorage.setItem(KEY, JSON.stringify({ ...shut, open }));
    return { ...shut, open };
  };
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const usable = (point, uses) => crypto.subtle.importKey("jwk", point, CURVE, false, uses);
  // {id, shut, open}: without `open` things can be kept, not read; null where this device has no key yet and there is no connection.
  const found = async () => {
    const held = await fetched();
    if (!held) return null;
    const open = held.open && (await usable({ ...held.shut, d: held.open }, ["deriveKey"]));
    return { id: held.id, shut: await usable(held.shut, []), open };
  };
  const key = () => found().catch(() => null);

  const shared = (theirs, ours) => crypto.subtle.deriveKey({ name: "ECDH", public: theirs }, ours, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const seal = async ({ shut }, bytes) => {
    const once = await crypto.subtle.generateKey(CURVE, false, ["deriveKey"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await shared(shut, once.privateKey), bytes);
    return { by: await crypto.subtle.exportKey("raw", once.publicKey), iv, data };
  };
  const unseal = async ({ open }, { by, iv, data }) => {
    const theirs = await crypto.subtle.importKey("raw", by, CURVE, false, []);
    return crypto.subtle.decrypt({ name: "AES-GCM", iv }, await shared(theirs, open), data);
  };
  const opened = (key, box) => unseal(key, box).catch(() => null);
  const cleared = () => wiped;
  const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

  return { able: Boolean(owner && window.crypto?.subtle), owner, person, mine, read, encode, decode, key, seal, unseal: opened, leave, cleared, token };
})();
