"use strict";
// Opens the field record without signal: the page and its files come from here, whatever is asked of a visit from the
// portal alone. No data is kept here: that lies sealed in the page's own store.
const NAME = "{{ name|escapejs }}";
const KEPT = [{% for path in kept %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

// Whole or not at all: a sign-in page instead of one of them, or a half release, leaves the old ones in place.
const fetchKept = async (path) => {
  const response = await fetch(path, { credentials: "same-origin", cache: "reload" });
  if (!response.ok || response.redirected) throw new Error(path);
  return response;
};
const keep = async () => {
  const found = await Promise.all(KEPT.map(fetchKept));
  const cache = await caches.open(NAME);
  await Promise.all(found.map((response, place) => cache.put(KEPT[place], response)));
  await self.skipWaiting();
};
const tidy = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("pinzibiao-field-") && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
};
const answer = async (request) => {
  const cache = await caches.open(NAME);
  return (await cache.match(new URL(request.url).pathname)) || fetch(request);
};

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === self.location.origin && KEPT.indexOf(url.pathname) >= 0) event.respondWith(answer(event.request));
});
