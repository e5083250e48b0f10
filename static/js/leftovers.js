"use strict";
// On the case's page: what was typed into it on this computer and never reached the server, such as after a deadline.
(() => {
  const panel = document.querySelector("[data-leftovers]");
  if (!panel) return;
  const prefix = `pinzibiao-typed/${panel.dataset.leftovers}/`;
  const list = document.createElement("ul");
  panel.querySelector("[data-leftovers-words]").after(list);

  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } };
  const linesOf = (kept) => {
    if (kept.rows) return kept.rows.map((row) => Object.values(row.cells).filter(Boolean).join(" "));
    return Object.values(kept.fields || {}).map((one) => `${one.label}：${one.value || "（空）"}`);
  };

  keys().forEach((key) => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { kept = null; }
    if (!kept) return;
    const item = document.createElement("li");
    item.textContent = [kept.title, ...linesOf(kept)].join("\n");
    list.append(item);
  });
  panel.hidden = !list.children.length;
  panel.querySelector("button").addEventListener("click", () => {
    keys().forEach((key) => localStorage.removeItem(key));
    panel.hidden = true;
  });
})();
