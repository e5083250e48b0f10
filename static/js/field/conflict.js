"use strict";
// Two people changed one record: each difference side by side, and a person chooses. The portal keeps both.
(() => {
  const field = window.field;
  const { visits } = field;
  const { el, show, foot, button } = field.parts;

  const named = () => {
    const labels = {};
    document.querySelector("[data-template=record]").content.querySelectorAll("[name]").forEach((input) => {
      const label = document.querySelector("[data-template=record]").content.querySelector(`label[for="${input.id}"]`);
      if (input.type === "radio") labels[input.name] = input.closest("[role=radiogroup]").getAttribute("aria-label");
      else labels[input.name] = label ? label.textContent : input.name;
    });
    return labels;
  };

  const wordsOf = (row) => (row ? [row.title, row.advice && `建议：${row.advice}`, row.due_on && `时限 ${row.due_on}`].filter(Boolean).join("\n") : "（没有这条问题）");
  const byId = (sheet, id) => sheet.problems.find((row) => row.client_id === id) || null;

  // Where only one of the two changed something, that one is proposed; where both did, nobody is.
  const differences = (visit) => {
    const labels = named();
    const { mine, baseSheet } = visit, theirs = visit.conflict.sheet;
    const found = Object.keys(labels).filter((name) => mine[name] !== theirs[name]).map((name) => ({
      name, label: labels[name], mine: mine[name], theirs: theirs[name], words: [mine[name] || "（未填）", theirs[name] || "（未填）"],
      proposed: mine[name] === baseSheet[name] ? "theirs" : theirs[name] === baseSheet[name] ? "mine" : "",
    }));
    const ids = Array.from(new Set([mine, theirs].reduce((all, sheet) => all.concat(sheet.problems.map((row) => row.client_id)), [])));
    ids.forEach((id) => {
      const both = [byId(mine, id), byId(theirs, id)], before = JSON.stringify(byId(baseSheet, id));
      if (JSON.stringify(both[0]) === JSON.stringify(both[1])) return;
      found.push({
        id, name: `problem-${id}`, label: "发现问题", mine: both[0], theirs: both[1], words: both.map(wordsOf),
        proposed: JSON.stringify(both[0]) === before ? "theirs" : JSON.stringify(both[1]) === before ? "mine" : "",
      });
    });
    return found;
  };

  const choice = (one) => {
    const option = (side, title, words) => el("label", {},
      el("input", { type: "radio", name: one.name, value: side, checked: one.proposed === side }),
      el("span", {}, el("strong", { text: title }), words));
    return el("fieldset", { class: "field-choice", "data-choice": one.name },
      el("legend", { text: one.label }), option("mine", "我填的", one.words[0]), option("theirs", "同事已保存的", one.words[1]));
  };

  const merged = (visit, found, chosen) => {
    const sheet = Object.assign({}, visit.mine);
    let problems = visit.mine.problems.slice();
    found.forEach((one) => {
      const value = chosen[one.name] === "theirs" ? one.theirs : one.mine;
      if (!one.id) {
        sheet[one.name] = value;
        return;
      }
      const place = problems.findIndex((row) => row.client_id === one.id);
      problems = problems.filter((row) => row.client_id !== one.id);
      if (value) problems.splice(place < 0 ? problems.length : place, 0, value);
    });
    sheet.problems = problems;
    return sheet;
  };

  const choose = async (visit, found, form) => {
    const chosen = {};
    found.forEach((one) => {
      const picked = form.querySelector(`input[name="${one.name}"]:checked`);
      if (picked) chosen[one.name] = picked.value;
    });
    const open = found.find((one) => !chosen[one.name]);
    if (open) {
      field.app.say(`请先选择「${open.label}」保留哪一种。`);
      form.querySelector(`[data-choice="${open.name}"]`).scrollIntoView();
      return;
    }
    await visits.change(visit.pk, (one) => {
      one.mine = merged(visit, found, chosen);
      one.base = visit.conflict.version;
      one.baseSheet = visit.conflict.sheet;
      one.conflict = null;
      // What was signed was another text.
      one.signature = null;
      visits.edit(one);
    });
    field.app.say("");
    await field.app.draw();
    field.sync.run();
  };

  const draw = (visit) => {
    const found = differences(visit);
    const form = el("form", { class: "field-form" }, ...found.map(choice));
    show(
      el("h2", { text: "有人同时修改了这份记录" }),
      el("p", { text: `有 ${found.length} 处不同。请逐处选择保留哪一种；两种内容服务器都已留存。` }),
      form, foot(button("采用所选内容", "btn-primary", () => choose(visit, found, form))),
    );
  };

  field.conflict = { draw };
})();
