"use strict";
// Whose telephone this is now, and the key that only that person's sign-in brings. What is kept here is sealed with it:
// after signing out, or for the next person on the same telephone, it is there and nobody can read it.
(() => {
  const field = window.field = window.field || {};
  const SLOT = "pinzibiao-field";

  const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

  const identity = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const sha256 = async (bytes) => {
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const read = () => {
    try { return JSON.parse(localStorage.getItem(SLOT)); } catch (error) { return null; }
  };

  let cached = null;
  const person = () => read();
  const key = async () => {
    const who = read();
    if (!who) throw new Error("locked");
    if (!cached || cached.user !== who.user) {
      const made = await crypto.subtle.importKey("raw", toBytes(who.key), "AES-GCM", false, ["encrypt", "decrypt"]);
      cached = { user: who.user, made };
    }
    return cached.made;
  };

  const begin = (user, name, secret) => localStorage.setItem(SLOT, JSON.stringify({ user, name, key: secret }));
  const end = () => {
    localStorage.removeItem(SLOT);
    cached = null;
  };

  const seal = async (bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
  };
  const open = async (box) => crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, await key(), box.sealed);
  const sealWords = (value) => seal(new TextEncoder().encode(JSON.stringify(value)));
  const openWords = async (box) => JSON.parse(new TextDecoder().decode(await open(box)));

  field.vault = { person, begin, end, seal, open, sealWords, openWords, identity, sha256 };
})();
