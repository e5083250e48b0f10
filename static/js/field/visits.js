"use strict";
// The visits on this telephone: what the portal says of them, what was typed, and what of it the portal has.
(() => {
  const field = window.field;
  const { store, vault } = field;

  // One writer at a time for each visit: typing and the answers of the portal meet here and do not overwrite each other.
  const turns = {};
  const change = (pk, act) => {
    const before = turns[pk] || Promise.resolve();
    const mine = before.catch(() => null).then(async () => {
      const visit = await store.get("visit", pk);
      if (!visit) return null;
      const changed = act(visit);
      if (changed !== false) await store.put("visit", pk, visit);
      return visit;
    });
    turns[pk] = mine;
    return mine;
  };

  // Each change is an edit of its own, by an id made here: whatever is sent again is known by it.
  const edit = (visit) => {
    visit.edit = vault.identity();
    visit.made_at = new Date().toISOString();
    visit.dirty = true;
    visit.whole = false;
    visit.problems = [];
    visit.error = "";
  };

  const fresh = (told) => ({
    pk: told.pk, told, base: told.version, baseSheet: told.sheet, mine: told.sheet, edit: "", made_at: "", dirty: false,
    whole: true, hand_in: false, removed_photos: [], problems: [], error: "", conflict: null, closed: "", signature: null,
  });

  // What the portal says now: never over something typed here, which meets it when it is sent.
  const learn = async (told) => {
    if (!(await store.get("visit", told.pk))) return store.put("visit", told.pk, fresh(told));
    return change(told.pk, (visit) => {
      visit.told = told;
      if (visit.dirty || visit.conflict || !visit.whole || visit.base === told.version) return;
      // Changed elsewhere: a form that shows what stood before must not pass for having seen this (record.js).
      visit.turn = (visit.turn || 0) + 1;
      visit.base = told.version;
      visit.baseSheet = visit.mine = told.sheet;
    });
  };

  const photosOf = async (pk) => {
    const all = await store.all("photo");
    return all.filter((one) => one.visit === pk).sort((a, b) => (a.order > b.order ? 1 : -1));
  };

  // Visits that the portal no longer lists go from here only when it has the whole of them.
  const forget = async (listed) => {
    for (const visit of await store.all("visit")) {
      if (listed.has(visit.pk)) continue;
      const isKept = visit.dirty || visit.conflict || !visit.whole || visit.closed;
      if (isKept) await change(visit.pk, (one) => { one.closed = one.closed || "这次帮扶已不在您的待办中（已确认、取消或改派）。"; });
      else await drop(visit.pk);
    }
  };
  const drop = async (pk) => {
    for (const photo of await photosOf(pk)) await store.remove("photo", photo.id);
    await store.remove("visit", pk);
  };

  const isWaiting = (visit) => visit.dirty || !visit.whole || Boolean(visit.conflict);
  const waiting = async () => {
    const visits = (await store.all("visit")).filter(isWaiting);
    const photos = (await store.all("photo")).filter((one) => one.state !== "sent");
    return { visits: visits.length, photos: photos.length };
  };
  // For whoever signs out elsewhere in the portal (session.js): a sentence without names, or nothing.
  const note = async () => {
    const left = await waiting();
    const words = left.visits || left.photos ? `本机还有 ${left.visits} 份帮扶记录、${left.photos} 张照片没有上传。退出后加密保存在本机，别人看不到；请您下次登录后继续上传。` : "";
    localStorage.setItem("pinzibiao-field-waiting", words);
    return words;
  };

  const isOpen = (visit) => !visit.closed && (visit.told.status === "planned" || visit.told.status === "recording") && !visit.hand_in && !visit.signature;

  field.visits = { change, edit, learn, forget, drop, photosOf, note, isWaiting, isOpen };
})();
