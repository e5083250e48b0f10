// Rows of a section: one more empty row at a click. Without this the page offers two empty rows after each save.
(() => {
  const table = document.querySelector("[data-rows]");
  const empty = document.querySelector("[data-rows-empty]");
  const button = document.querySelector("[data-rows-add]");
  if (!table || !empty || !button) return;
  const total = document.querySelector(`[name="${table.dataset.rows}-TOTAL_FORMS"]`);
  const most = document.querySelector(`[name="${table.dataset.rows}-MAX_NUM_FORMS"]`);

  button.hidden = false;
  button.addEventListener("click", () => {
    const number = Number(total.value);
    const row = empty.content.cloneNode(true);
    row.querySelectorAll("[name], [id], [for]").forEach((one) => {
      for (const name of ["name", "id", "for"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace("__prefix__", number));
      }
    });
    table.tBodies[0].append(row);
    total.value = number + 1;
    table.querySelector(`[name="${table.dataset.rows}-${number}-${firstField()}"]`)?.focus();
    button.hidden = Number(total.value) >= Number(most.value);
  });

  const firstField = () => empty.content.querySelector("input:not([type=hidden]), select, textarea").name.split("-").pop();
})();
