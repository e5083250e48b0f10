"use strict";
// What this telephone keeps, sealed, by person: visits with their records, and photos with their bytes.
(() => {
  const field = window.field;
  const { vault } = field;

  let opened = null;
  const database = () => {
    opened = opened || new Promise((resolve, reject) => {
      const asked = indexedDB.open("pinzibiao-field", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("words", { keyPath: "id" }).createIndex("shelf", "shelf");
        asked.result.createObjectStore("bytes", { keyPath: "id" });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return opened;
  };

  // One transaction over both; resolves when it is on the disk, not before.
  const within = async (mode, act) => {
    const base = await database();
    return new Promise((resolve, reject) => {
      const all = base.transaction(["words", "bytes"], mode);
      const asked = act(all.objectStore("words"), all.objectStore("bytes"));
      all.oncomplete = () => resolve(asked && asked.result);
      all.onerror = all.onabort = () => reject(all.error);
    });
  };

  const owner = () => {
    const who = vault.person();
    if (!who) throw new Error("locked");
    return who.user;
  };
  const idOf = (kind, name) => `${owner()}/${kind}/${name}`;

  const put = async (kind, name, value, bytes) => {
    const id = idOf(kind, name), shelf = `${owner()}/${kind}`;
    const box = Object.assign({ id, shelf }, await vault.sealWords(value));
    const heavy = bytes ? Object.assign({ id }, await vault.seal(bytes)) : null;
    await within("readwrite", (words, store) => {
      words.put(box);
      if (heavy) store.put(heavy);
    });
  };
  const get = async (kind, name) => {
    const box = await within("readonly", (words) => words.get(idOf(kind, name)));
    return box ? vault.openWords(box) : null;
  };
  const all = async (kind) => {
    const boxes = await within("readonly", (words) => words.index("shelf").getAll(`${owner()}/${kind}`));
    return Promise.all(boxes.map(vault.openWords));
  };
  const bytesOf = async (kind, name) => {
    const box = await within("readonly", (words, store) => store.get(idOf(kind, name)));
    return box ? vault.open(box) : null;
  };
  const remove = (kind, name) => {
    const id = idOf(kind, name);
    return within("readwrite", (words, store) => {
      words.delete(id);
      store.delete(id);
    });
  };
  // The bytes go, the note of them stays.
  const lighten = (kind, name) => within("readwrite", (words, store) => { store.delete(idOf(kind, name)); });

  field.store = { put, get, all, bytesOf, remove, lighten };
})();
