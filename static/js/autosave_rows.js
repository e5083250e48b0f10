"use strict";
// Autosave of a table: as a whole, when somebody has stopped typing in it.
(() => {
  const autosave = window.pinzibiaoAutosave;
  const table = document.querySelector("[data-rows]");
  if (!autosave || !table) return;
  const { form, box, shelf, ask, schedule } = autosave;
  const TYPING = 2000;
  const LEFT = 600;
  const prefix = table.dataset.rows;
  const body = table.tBodies[0];
  const add = document.querySelector("[data-rows-add]");
  let isDirty = false;
  let isKept = false;
  // What the button could not save is on the page as it was sent: it waits for the button, not for a key.
  let isAsked = "bound" in box.dataset;
  let sent = [];

  const rows = () => Array.from(body.rows);
  const cells = (row) => Array.from(row.querySelectorAll("[name]")).filter((one) => one.name.startsWith(`${prefix}-`));
  const nameOf = (field) => field.name.split("-").pop();
  const identity = (row) => cells(row).find((one) => nameOf(one) === "id");
  const value = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);
  const put = (field, words) => {
    if (field.type === "checkbox") field.checked = words === "on";
    else field.value = words;
  };
  const typedIn = (row) => cells(row).filter((one) => !["id", "declaration"].includes(nameOf(one)));
  const isBlank = (row) => !identity(row).value && typedIn(row).every((one) => one.tagName === "SELECT" || !value(one));
  const taken = () => rows().filter((row) => !isBlank(row)).map((row) => ({
    id: identity(row).value,
    cells: Object.fromEntries(typedIn(row).map((one) => [nameOf(one), value(one)])),
  }));
  const wordsOf = (found) => found.map((row) => Object.values(row.cells).filter(Boolean).join(" ")).join("\n");

  const keep = () => {
    if (isDirty || sent.length) {
      isKept = true;
      shelf.write({ rows: taken(), version: form.elements.version.value });
    } else if (isKept) shelf.clear();
  };

  // Rows that are stored come first, and every row bears its number: so the form can be sent by its button as well.
  const renumber = () => {
    const stored = rows().filter((row) => identity(row).value);
    const fresh = rows().filter((row) => !identity(row).value);
    const wanted = [...stored, ...fresh];
    if (wanted.some((row, at) => row !== rows()[at])) {
      const focused = document.activeElement;
      wanted.forEach((row) => body.append(row));
      focused.focus();
    }
    wanted.forEach((row, number) => {
      row.querySelectorAll("[name], [id], [for]").forEach((one) => {
        ["name", "id", "for"].forEach((attribute) => {
          if (!one.hasAttribute(attribute)) return;
          one.setAttribute(attribute, one.getAttribute(attribute).replace(new RegExp(`${prefix}-\\d+-`), `${prefix}-${number}-`));
        });
      });
    });
    form.elements[`${prefix}-TOTAL_FORMS`].value = String(wanted.length);
    form.elements[`${prefix}-INITIAL_FORMS`].value = String(stored.length);
  };

  const tell = (row, told) => {
    const judgement = row.querySelector("[data-row-judgement]");
    if (judgement) judgement.textContent = told.judgement || "—";
    const question = row.querySelector("[data-row-question]");
    if (!question) return;
    question.hidden = !told.question;
    question.querySelector("p").textContent = told.question;
  };

  const typed = (wait) => {
    isDirty = true;
    keep();
    if (!isAsked) schedule(wait);
  };
  table.addEventListener("input", () => typed(TYPING));
  table.addEventListener("change", () => typed(LEFT));

  const fill = (found) => {
    const free = () => rows().find(isBlank);
    found.forEach((one) => {
      let row = one.id && rows().find((other) => identity(other).value === one.id);
      if (!row && !free() && add && !add.hidden) add.click();
      row = row || free();
      if (row) typedIn(row).forEach((field) => { if (nameOf(field) in one.cells) put(field, one.cells[nameOf(field)]); });
    });
  };

  // Of rows that somebody else deleted meanwhile, mine are new ones.
  const forget = (ids) => rows().forEach((row) => {
    if (identity(row).value && !ids.includes(Number(identity(row).value))) identity(row).value = "";
  });

  const question = (theirs, mine, keepMine) => {
    isAsked = true;
    const words = `别人已修改并保存了这张表，现在是：\n${theirs}\n您填写的是：\n${mine}`;
    ask(table.closest(".table-wrap"), words, () => { isAsked = false; keepMine(); typed(0); }, () => { shelf.clear(); location.reload(); });
  };

  autosave.begin({
    next() {
      if (!isDirty || isAsked) return null;
      isDirty = false;
      sent = rows();
      return Object.fromEntries(Array.from(new FormData(form)).filter(([name]) => name.startsWith(`${prefix}-`)));
    },
    saved(answer) {
      answer.rows.forEach((told, at) => {
        if (told.is_gone) sent[at].remove();
        else if (told.id) {
          identity(sent[at]).value = String(told.id);
          tell(sent[at], told);
        }
      });
      sent = [];
      renumber();
      keep();
    },
    wrong(sentence) {
      isDirty = true;
      keep();
      isDirty = false;
      sent = [];
      const isTyping = table.contains(document.activeElement);
      setTimeout(() => autosave.say(isTyping ? "有内容还没填完，填好后自动保存；已暂存在这台电脑上。" : sentence, "is-waiting"));
    },
    failed() {
      sent = [];
      isDirty = true;
      keep();
    },
    changed(answer) {
      sent = [];
      isDirty = true;
      keep();
      question(answer.theirs, wordsOf(taken()), () => {
        form.elements.version.value = answer.version;
        forget(answer.ids);
        renumber();
      });
    },
  });

  // What an earlier visit could not send.
  const kept = shelf.read();
  if (!kept || !kept.rows || isAsked) return;
  isKept = true;
  if (JSON.stringify(kept.rows) === JSON.stringify(taken())) {
    shelf.clear();
  } else if (kept.version === form.elements.version.value) {
    fill(kept.rows);
    autosave.say("已填回上次没有保存的内容，正在保存……");
    typed(0);
  } else {
    question(wordsOf(taken()), wordsOf(kept.rows), () => fill(kept.rows));
  }
})();
