"use strict";
// A phrase of the office goes into the reason that is being written: the one last looked at in its section, else the
// section's own. Without this the server puts the chosen phrase where a ticked part has no reason.
document.querySelectorAll("[data-phrases]").forEach((select) => {
  const section = select.closest(".return-item");
  let last = section.querySelector("textarea");
  section.addEventListener("focusin", (event) => {
    if (event.target.tagName === "TEXTAREA") last = event.target;
  });
  select.addEventListener("change", () => {
    const phrase = select.value;
    if (!phrase) return;
    last.value = last.value.trim() ? `${last.value.trim()}；${phrase}` : phrase;
    last.closest(".return-part").querySelector("input[type=checkbox]").checked = true;
    select.value = "";
    last.dispatchEvent(new Event("input", { bubbles: true }));
    last.focus();
  });
});
