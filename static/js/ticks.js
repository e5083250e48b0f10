"use strict";
// One tick for all rows of a page. Without this file each row is ticked by itself.
(() => {
  const all = document.querySelector("[data-tick-all]");
  if (!all) return;
  const rows = [...document.querySelectorAll("[data-tick]")];
  const show = () => {
    const count = rows.filter((one) => one.checked).length;
    all.checked = count === rows.length;
    all.indeterminate = count > 0 && count < rows.length;
  };
  all.hidden = false;
  all.addEventListener("change", () => rows.forEach((one) => { one.checked = all.checked; }));
  rows.forEach((one) => one.addEventListener("change", show));
  show();
})();
