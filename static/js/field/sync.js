"use strict";
// The queue: what is to be learned, then each visit's record, its photos one by one, and the question whether all of it
// is there. Only a yes to that lets anything go from this telephone. Whatever fails waits and is asked again.
(() => {
  const field = window.field;
  const { server, store, vault, visits } = field;
  const EVERY = 20000;
  const MISSED = "已重新排队，稍后自动上传。";

  // line: "online", "offline", "login" (the session has ended), "stranger" (no expert's account).
  const state = { line: "online", sending: new Set(), at: "" };
  let isRunning = false, isWanted = false;
  const tell = () => document.dispatchEvent(new CustomEvent("field:changed"));

  class Stopped extends Error {}
  // Whatever ends the round for all visits; a refusal of one visit does not.
  const stopUnlessAnswered = (answer) => {
    if (answer.status === 401) state.line = "login";
    else if (answer.status === 0 || answer.status >= 500 || answer.status === 429) state.line = "offline";
    else return;
    throw new Stopped();
  };

  const learn = async () => {
    const hasLeft = await server.finishLeaving();
    const answer = hasLeft ? await server.get("day/") : { status: 0 };
    if (answer.status === 401 || answer.status === 0 || answer.status >= 500 || answer.status === 429) stopUnlessAnswered(answer);
    if (answer.status !== 200) {
      state.line = "stranger";
      throw new Stopped();
    }
    const told = answer.body;
    const who = vault.person();
    // The sign-in tells whose telephone it is: another person's rows stay sealed and unseen.
    if (!who || who.user !== told.user) vault.begin(told.user, told.name, told.key);
    state.line = "online";
    state.at = told.at;
    for (const one of told.visits) await visits.learn(one);
    await visits.forget(new Set(told.visits.map((one) => one.pk)));
    await store.put("day", "last", { at: told.at });
  };

  const refused = (pk, answer) => visits.change(pk, (visit) => {
    if (answer.body.sheet) visit.conflict = { sheet: answer.body.sheet, version: answer.body.version };
    else if (answer.body.is_closed || answer.status === 404 || answer.status === 403) {
      visit.closed = answer.body.error || "这次帮扶已改派或取消，您填写的内容仍在本机，可以查看和复制。";
    } else {
      visit.error = answer.body.error || "服务器没有接受，请核对后再试。";
      visit.refused = visit.edit;
      visit.problems = answer.body.problems || [];
    }
  });

  const sendRecord = async (visit) => {
    const sent = { id: visit.edit, sheet: visit.mine, base: visit.base, made_at: visit.made_at, removed_photos: visit.removed_photos };
    const answer = await server.post(`${visit.pk}/record/`, sent);
    stopUnlessAnswered(answer);
    if (answer.status !== 200) return refused(visit.pk, answer);
    return visits.change(visit.pk, (now) => {
      now.base = answer.body.version;
      now.baseSheet = answer.body.sheet;
      now.error = "";
      now.problems = [];
      if (now.told.status === "planned") now.told.status = "recording";
      now.removed_photos = now.removed_photos.filter((one) => sent.removed_photos.indexOf(one) < 0);
      // Typed on meanwhile: that is the next edit, on top of this one.
      if (now.edit !== sent.id) return;
      now.mine = answer.body.sheet;
      now.dirty = false;
    });
  };

  const sendPhoto = async (visit, photo) => {
    const bytes = await store.bytesOf("photo", photo.id);
    if (!bytes) return;
    state.sending.add(photo.id);
    tell();
    try {
      const facts = { id: photo.id, sha256: photo.sha256, taken_at: photo.taken_at };
      const answer = await server.send(`${visit.pk}/photos/`, facts, bytes, "image/jpeg", `现场${photo.order}.jpg`);
      stopUnlessAnswered(answer);
      if (answer.status === 409) await refused(visit.pk, answer);
      // Removed while it was on its way: its row must not come back, and the portal is told to remove its copy.
      const still = await store.get("photo", photo.id);
      const isSent = answer.status === 200 && answer.body.id === photo.id && answer.body.sha256 === photo.sha256;
      if (!still) {
        if (isSent) await visits.change(visit.pk, (one) => { one.removed_photos.push(photo.id); visits.edit(one); });
        return;
      }
      photo.state = isSent ? "sent" : "local";
      photo.error = isSent ? "" : answer.body.error || MISSED;
      await store.put("photo", photo.id, photo);
    } finally {
      state.sending.delete(photo.id);
      tell();
    }
  };

  const settle = async (visit, photos) => {
    const listed = photos.map((one) => ({ id: one.id, sha256: one.sha256 }));
    const answer = await field.signing.settle(visit, { version: visit.base, photos: listed, hand_in: visit.hand_in });
    stopUnlessAnswered(answer);
    if (answer.status !== 200) {
      // Not ready to be handed in: it is the person's turn again.
      await visits.change(visit.pk, (one) => { if (answer.status === 422) one.hand_in = false; });
      return refused(visit.pk, answer);
    }
    if (!answer.body.is_whole) return again(photos, answer.body.missing);
    await visits.change(visit.pk, (one) => {
      if (one.edit !== visit.edit || one.dirty) return false;
      one.whole = true;
      one.told.status = answer.body.status;
      if (one.told.status !== "recording") one.hand_in = false;
      return true;
    });
    const now = await store.get("visit", visit.pk);
    if (now.whole) for (const one of photos) await store.lighten("photo", one.id);
    return null;
  };

  // The portal lacks some: they are sent anew.
  const again = async (photos, missing) => {
    for (const photo of photos.filter((one) => missing.indexOf(one.id) >= 0)) {
      photo.state = "local";
      await store.put("photo", photo.id, photo);
    }
    isWanted = true;
  };

  const isStuck = (visit) => Boolean(visit.conflict || visit.closed || (visit.refused === visit.edit && visit.dirty));

  const push = async (pk) => {
    let visit = await store.get("visit", pk);
    if (visit.dirty && !isStuck(visit)) {
      state.sending.add(`visit/${pk}`);
      tell();
      try { await sendRecord(visit); } finally { state.sending.delete(`visit/${pk}`); }
      visit = await store.get("visit", pk);
    }
    if (visit.dirty || visit.whole || isStuck(visit)) return;
    for (const photo of await visits.photosOf(pk)) if (photo.state !== "sent") await sendPhoto(visit, photo);
    visit = await store.get("visit", pk);
    const photos = await visits.photosOf(pk);
    if (!visit.dirty && !isStuck(visit) && photos.every((one) => one.state === "sent")) await settle(visit, photos);
  };

  const round = async () => {
    await learn();
    const waiting = (await store.all("visit")).filter((one) => visits.isWaiting(one));
    for (const visit of waiting) await push(visit.pk);
  };

  const run = async () => {
    if (isRunning) {
      isWanted = true;
      return;
    }
    isRunning = true;
    do {
      isWanted = false;
      try { await round(); } catch (error) {
        if (!(error instanceof Stopped)) {
          state.line = "offline";
          console.warn("field", error);
        }
        isWanted = false;
      }
      tell();
    } while (isWanted);
    isRunning = false;
  };

  const start = () => {
    window.addEventListener("online", run);
    window.addEventListener("offline", () => { state.line = "offline"; tell(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") run(); });
    setInterval(run, EVERY);
    return run();
  };

  field.sync = { start, run, state };
})();
