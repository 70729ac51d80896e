"use strict";

// Without a network: the form for an application as it was kept on this device, with the files of its page. All else is the network's alone.
const FORM = new URL(location).searchParams.get("form");
const PARTS = ["script", "style", "image"];
const kept = async (what) => (await caches.open("offline")).match(what, { ignoreSearch: true });

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const form = request.mode === "navigate" && ["/", FORM].includes(pathname);
  if (request.method !== "GET" || origin !== location.origin || !(form || PARTS.includes(request.destination))) return;
  const instead = async (error) => (await kept(form ? FORM : request)) || Promise.reject(error);
  event.respondWith(fetch(request).catch(instead));
});
