"use strict";
// One visit: what to know before going in, and the record. Every letter is kept on the telephone as it is typed.
(() => {
  const field = window.field;
  const { store, vault, visits, photos: camera } = field;
  const { el, cloned, show, foot, button, stateOf, visitState, photoState, wholeness } = field.parts;
  const most = document.body.dataset;

  let shown = null;

  const fold = (title, ...inside) => el("details", { class: "field-fold" }, el("summary", { text: title }), el("div", {}, ...inside));

  const fileOf = (told) => fold("企业档案", el("dl", {}, ...told.enterprise.lines.reduce(
    (all, line) => all.concat([el("dt", { text: line[0] }), el("dd", { text: line[1] })]), [])));

  const earlierOf = (told) => {
    const last = told.last ? el("p", { class: "field-text", text: `上次帮扶 ${told.last.planned_on}：${told.last.conclusion}` }) : null;
    const rows = told.earlier.map((one) => el("li", {},
      el("strong", { text: one.title }),
      el("p", { text: `${one.number}　${one.status}　时限 ${one.due_on || "未定"}${one.is_overdue ? "（已超期）" : ""}` }),
      one.advice ? el("p", { class: "field-text", text: `建议：${one.advice}` }) : null));
    if (!rows.length && !last) return null;
    return fold(`此前未销号问题 ${rows.length} 个`, last, rows.length ? el("ol", {}, ...rows) : el("p", { text: "此前发现的问题已全部办结。" }));
  };

  // The form as it stands, in the portal's own words.
  const read = (form, before) => {
    const sheet = Object.assign({}, before);
    Array.from(form.querySelectorAll("[name]")).forEach((input) => {
      if (input.type !== "radio") sheet[input.name] = input.value;
      else if (input.checked) sheet[input.name] = input.value;
    });
    sheet.problems = Array.from(form.querySelectorAll("[data-problem]")).map((row) => {
      const one = { client_id: row.dataset.problem };
      row.querySelectorAll("[data-field]").forEach((input) => { one[input.dataset.field] = input.value; });
      return one;
    });
    return sheet;
  };

  const isEmpty = (row) => !(row.title.trim() || row.advice.trim() || row.due_on);

  const note = (here, visit) => Object.assign(here, { base: visit.base, baseSheet: visit.baseSheet, turn: visit.turn || 0 });

  const keep = () => {
    const here = shown;
    return visits.change(here.pk, (visit) => {
      if (!visits.isOpen(visit)) return false;
      const sheet = read(here.form, visit.mine);
      sheet.problems = sheet.problems.filter((row) => !isEmpty(row));
      if (JSON.stringify(sheet) === JSON.stringify(visit.mine)) return false;
      // Somebody else's words came in under this form: it was typed over the ones before, and the portal is told so.
      if ((visit.turn || 0) === here.turn) note(here, visit);
      else Object.assign(visit, { base: here.base, baseSheet: here.baseSheet, turn: here.turn });
      visit.mine = sheet;
      visits.edit(visit);
      return true;
    }).then((visit) => {
      drawStates(visit);
      return visit;
    }).catch((error) => {
      field.app.say("刚才的修改没有存进手机（空间不足或已退出登录），请先腾出空间，再改一个字重试。");
      throw error;
    });
  };

  const problemRow = (row) => {
    const node = cloned("problem");
    node.dataset.problem = row.client_id;
    node.querySelectorAll("[data-field]").forEach((input) => { input.value = row[input.dataset.field] || (input.dataset.field === "severity" ? "medium" : ""); });
    node.querySelector("[data-remove]").addEventListener("click", () => {
      node.remove();
      count();
      keep();
    });
    return node;
  };
  const count = () => {
    const rows = shown.form.querySelectorAll("[data-problem]");
    rows.forEach((row, index) => { row.querySelector("[data-number]").textContent = String(index + 1); });
    shown.form.querySelector("[data-add-problem]").hidden = rows.length >= Number(most.mostProblems);
  };

  const fill = (form, visit) => {
    form.querySelectorAll("[name]").forEach((input) => {
      if (input.type === "radio") input.checked = visit.mine[input.name] === input.value;
      else input.value = visit.mine[input.name] || "";
    });
    const box = form.querySelector("[data-problems]");
    visit.mine.problems.forEach((row) => box.append(problemRow(row)));
    form.querySelector("[data-add-problem]").addEventListener("click", () => {
      box.append(problemRow({ client_id: vault.identity() }));
      count();
      box.lastElementChild.querySelector("input").focus();
    });
    form.addEventListener("input", keep);
    form.addEventListener("change", visits.note);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelectorAll("[data-pick]").forEach((input) => input.addEventListener("change", () => pick(input)));
  };

  const pick = async (input) => {
    const files = Array.from(input.files);
    input.value = "";
    for (const file of files) await add(file);
    field.sync.run();
  };

  const add = async (file) => {
    const { pk } = shown;
    const there = await visits.photosOf(pk);
    const visit = await store.get("visit", pk);
    const own = new Set(there.map((one) => one.id));
    const elsewhere = visit.told.photos.filter((one) => !own.has(one.id)).length;
    if (there.length + elsewhere >= Number(most.mostPhotos)) return field.app.say(`一次帮扶最多 ${most.mostPhotos} 张照片，请删去一些。`);
    try {
      const taken = await camera.take(file);
      const id = vault.identity();
      const photo = { id, visit: pk, order: Date.now() + there.length, taken_at: taken.taken_at, sha256: taken.sha256, thumb: taken.thumb, state: "local", error: "" };
      await store.put("photo", id, photo, taken.bytes);
      await visits.change(pk, (one) => { one.whole = false; });
    } catch (error) {
      return field.app.say("这张照片打不开或本机空间不足，没有保存，请重新拍摄。");
    }
    return drawStates(await store.get("visit", pk));
  };

  const removePhoto = async (photo) => {
    if (!window.confirm("删除这张照片吗？")) return;
    await store.remove("photo", photo.id);
    await visits.change(photo.visit, (visit) => {
      visit.removed_photos.push(photo.id);
      visits.edit(visit);
    });
    drawStates(await store.get("visit", photo.visit));
  };

  const photoItem = (photo, isOpen) => el("li", { "data-photo": photo.id, "data-sha256": photo.sha256 },
    el("img", { src: photo.thumb, alt: `照片，拍摄于 ${camera.clock(new Date(photo.taken_at))}` }),
    stateOf(photoState(photo)),
    photo.error && photo.state !== "sent" ? el("p", { text: photo.error }) : null,
    isOpen ? button("删除", "btn-sm btn-outline-danger", () => removePhoto(photo)) : null);

  // What changes while the person is typing; the form itself is left alone.
  const drawStates = async (visit) => {
    if (!shown || !visit || shown.pk !== visit.pk) return;
    const found = await visits.photosOf(visit.pk);
    if (!shown || shown.pk !== visit.pk) return;
    const record = stateOf(visitState(visit));
    record.dataset.recordState = visitState(visit);
    shown.states.textContent = "";
    shown.states.append(record, el("span", { text: wholeness(visit, found) }));
    shown.faults.textContent = "";
    shown.faults.hidden = !visit.error;
    if (visit.error) shown.faults.append(el("p", { text: visit.error }), el("ul", { class: "field-problems" }, ...visit.problems.map((text) => el("li", { text }))));
    const list = shown.form.querySelector("[data-photos]");
    list.textContent = "";
    found.forEach((photo) => list.append(photoItem(photo, visits.isOpen(visit))));
  };

  // Whoever is about to finish or sign sees everything that is lacking, at once.
  const isComplete = async () => {
    const kept = await keep();
    const lacking = field.missing(kept.mine);
    if (!lacking.length) return true;
    await visits.change(shown.pk, (visit) => {
      visit.error = "还不能提交：";
      visit.problems = lacking;
    });
    await drawStates(await store.get("visit", shown.pk));
    window.scrollTo(0, 0);
    return false;
  };

  const finish = async () => {
    if (!(await isComplete())) return null;
    const visit = await visits.change(shown.pk, (one) => {
      one.hand_in = true;
      one.whole = false;
      one.error = "";
    });
    field.app.draw();
    await field.sync.run();
    return visit;
  };

  const sign = async () => {
    if (await isComplete()) location.hash = `#/${shown.pk}/sign`;
  };

  const begin = async (pk) => {
    await visits.change(pk, (visit) => {
      const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
      visit.mine = Object.assign({}, visit.mine, { starts_at: visit.mine.starts_at || now.toISOString().slice(0, 16) });
      visits.edit(visit);
    });
    await field.app.draw();
    field.sync.run();
  };

  const buttonsOf = (visit) => {
    if (visit.told.status === "planned" && !visit.mine.starts_at) return foot(button("开始帮扶", "btn-primary", () => begin(visit.pk)));
    if (visits.isOpen(visit)) return foot(button("完成并提交", "btn-primary", finish), button("现场签字", "btn-outline-primary", sign));
    return field.signing.buttonsOf(visit);
  };

  const draw = async (visit) => {
    const hasBegun = visit.told.status !== "planned" || visit.mine.starts_at;
    const form = cloned("record");
    shown = { pk: visit.pk, form, states: el("p", { class: "field-states", "data-states": true }), faults: el("div", { class: "field-notice", hidden: true, role: "alert" }) };
    note(shown, visit);
    fill(form, visit);
    count();
    if (!visits.isOpen(visit)) form.querySelectorAll("input, select, textarea, button, .field-pick").forEach((one) => { if (one.matches(".field-pick")) one.hidden = true; else one.disabled = true; });
    form.hidden = !hasBegun;
    show(
      el("p", {}, el("strong", { text: visit.told.enterprise.name }), el("br"), `${visit.told.planned_on}　${field.list.statusOf(visit)}`),
      el("p", { text: `${visit.told.place}　${visit.told.experts}` }), el("p", { text: visit.told.purpose }),
      shown.states, shown.faults, fileOf(visit.told), earlierOf(visit.told), form, buttonsOf(visit),
    );
    await drawStates(visit);
  };

  const leave = () => { shown = null; };
  const refresh = async () => {
    if (!shown) return null;
    const visit = await store.get("visit", shown.pk);
    if (!shown || !visit) return null;
    if ((visit.turn || 0) === shown.turn) note(shown, visit);
    // Theirs is shown as soon as nobody is typing here.
    else if (!visit.dirty && !shown.form.contains(document.activeElement)) return draw(visit);
    return drawStates(visit);
  };

  field.record = { draw, leave, refresh, isShown: (pk) => Boolean(shown && shown.pk === pk) };
})();
