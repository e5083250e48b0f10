"use strict";
// Autosave of a form: field by field, each with the value that was there before the person began to type.
(() => {
  const autosave = window.pinzibiaoAutosave;
  if (!autosave) return;
  const { form, box, shelf, ask, schedule } = autosave;
  const TYPING = 1500;
  const LEFT = 300;
  const stored = JSON.parse(box.dataset.stored);
  const waiting = new Map();
  const refused = new Map();
  const asked = new Map();
  let sending = null;

  const value = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value.replace(/\r\n/g, "\n").trim());
  const put = (field, words) => {
    if (field.type === "checkbox") field.checked = words === "on";
    else field.value = words;
  };
  const label = (field) => {
    const found = field.labels && field.labels[0];
    return found ? found.textContent.replace("*", "").trim() : field.name;
  };
  const fields = Object.keys(stored).map((name) => form.elements[name]).filter((field) => field && field.name);

  // Another window of the same person may keep fields of its own here: only what this one has touched is its to remove.
  const touched = new Set();
  const keep = () => {
    const kept = { ...((shelf.read() || {}).fields || {}) };
    touched.forEach((name) => delete kept[name]);
    new Map([...refused, ...asked, ...waiting, ...(sending ? [[sending.field, sending]] : [])]).forEach((one, name) => {
      kept[name] = { before: one.before, value: one.value, label: label(form.elements[name]) };
    });
    if (Object.keys(kept).length) shelf.write({ fields: kept });
    else shelf.clear();
  };

  const note = (field, words) => {
    const id = `${field.id}_autosave`;
    let line = document.getElementById(id);
    if (!line && !words) return;
    if (!line) {
      line = document.createElement("p");
      line.id = id;
      line.className = "autosave-wrong";
      line.setAttribute("role", "status");
      field.after(line);
    }
    line.textContent = words;
  };

  const typed = (field, wait) => {
    if (asked.has(field.name)) return;
    refused.delete(field.name);
    touched.add(field.name);
    if (value(field) === stored[field.name]) waiting.delete(field.name);
    else waiting.set(field.name, { before: stored[field.name], value: value(field) });
    keep();
    schedule(wait);
  };

  const byName = (event) => fields.find((field) => field === event.target);
  form.addEventListener("input", (event) => {
    // A list of suggestions is chosen from, not typed to its end.
    const field = byName(event);
    if (field) typed(field, field.getAttribute("list") ? 60000 : TYPING);
  });
  form.addEventListener("change", (event) => {
    const field = byName(event);
    if (field) typed(field, LEFT);
  });

  autosave.begin({
    next() {
      const first = waiting.keys().next();
      if (first.done) return null;
      sending = { field: first.value, ...waiting.get(first.value) };
      waiting.delete(first.value);
      return sending;
    },
    saved(answer) {
      const field = form.elements[sending.field];
      stored[field.name] = answer.value;
      if (value(field) === sending.value && document.activeElement !== field) put(field, answer.value);
      if (waiting.has(field.name)) waiting.get(field.name).before = answer.value;
      note(field, "");
      sending = null;
      keep();
    },
    wrong(sentence) {
      const field = form.elements[sending.field];
      if (!waiting.has(field.name)) refused.set(field.name, sending);
      if (document.activeElement !== field) note(field, sentence);
      sending = null;
      keep();
    },
    failed() {
      if (!waiting.has(sending.field)) waiting.set(sending.field, { before: sending.before, value: sending.value });
      sending = null;
      keep();
    },
    changed(answer) {
      const field = form.elements[sending.field];
      asked.set(field.name, sending);
      waiting.delete(field.name);
      sending = null;
      keep();
      const shown = field.type === "checkbox" ? (answer.theirs ? "勾选" : "不勾选") : `“${answer.theirs || "（空）"}”`;
      const mine = field.type === "checkbox" ? (value(field) ? "勾选" : "不勾选") : `“${value(field) || "（空）"}”`;
      const settle = (isMine) => {
        asked.delete(field.name);
        stored[field.name] = answer.theirs;
        if (!isMine) put(field, answer.theirs);
        typed(field, 0);
        field.focus();
      };
      ask(field, `「${label(field)}」别人已改为${shown}，您填写的是${mine}。`, () => settle(true), () => settle(false));
    },
  });

  // What an earlier visit could not send.
  const kept = shelf.read();
  Object.entries((kept && kept.fields) || {}).forEach(([name, one]) => {
    const field = form.elements[name];
    touched.add(name);
    if (!field || !(name in stored) || one.value === stored[name]) return;
    put(field, one.value);
    waiting.set(name, { before: one.before, value: value(field) });
  });
  keep();
  if (waiting.size) {
    autosave.say("已填回上次没有保存的内容，正在保存……");
    schedule(0);
  }
})();
