"use strict";
// Small conveniences. Every page works without this file.

(function () {
  var phone = window.matchMedia("(max-width: 767.98px)");

  // On a phone the filters would fill the first screen; those in use are named above the rows.
  document.querySelectorAll("details[data-closed-on-phone]").forEach(function (box) {
    if (phone.matches) box.removeAttribute("open");
  });

  // Only what is filled in belongs in the address, so that it can be read and sent to a colleague.
  var emptied = [];
  document.querySelectorAll("form.filters").forEach(function (form) {
    form.addEventListener("submit", function () {
      emptied = Array.from(form.elements).filter(function (field) { return field.name && !field.value && !field.disabled; });
      emptied.forEach(function (field) { field.disabled = true; });
    });
  });
  window.addEventListener("pageshow", function () {
    emptied.forEach(function (field) { field.disabled = false; });
    emptied = [];
  });

  // Small sheets that open above the page close by Esc and by a click beside them.
  function closePops(except) {
    document.querySelectorAll("details.pop[open]").forEach(function (pop) {
      if (pop !== except) pop.removeAttribute("open");
    });
  }
  document.addEventListener("click", function (event) { closePops(event.target.closest("details.pop")); });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && document.querySelector("details.pop[open]");
    if (!open) return;
    closePops();
    open.querySelector("summary").focus();
  });

  // A column goes up or down at once and is kept with all the others by 保存.
  document.querySelectorAll("form[data-columns]").forEach(function (form) {
    form.addEventListener("click", function (event) {
      var step = event.target.closest(".columns-step");
      if (!step) return;
      event.preventDefault();
      var line = step.closest("li");
      var other = step.name === "up" ? line.previousElementSibling : line.nextElementSibling;
      if (other) line.parentNode.insertBefore(step.name === "up" ? line : other, step.name === "up" ? other : line);
      step.focus();
    });
  });

  // A second click on a slow line must not send the form again; the server refuses repeats by itself as well.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once") || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach(function (button) {
      button.setAttribute("aria-disabled", "true");
      button.classList.add("disabled");
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-once]").forEach(function (form) {
      delete form.dataset.sent;
      form.querySelectorAll("button.disabled").forEach(function (button) {
        button.removeAttribute("aria-disabled");
        button.classList.remove("disabled");
      });
    });
  });

  // What is wrong is read first.
  var summary = document.getElementById("error-summary");
  if (summary) summary.focus();

  // How much of a long text is still free, shown once it matters.
  document.querySelectorAll("textarea[data-limit]").forEach(function (area) {
    var limit = Number(area.dataset.limit);
    var note = document.createElement("span");
    note.className = "text-count";
    note.setAttribute("role", "status");
    area.insertAdjacentElement("afterend", note);
    function count() {
      var length = Array.from(area.value.replace(/\r?\n/g, "\r\n")).length;
      note.textContent = length > limit * 0.6 ? length + " / " + limit + " 字" : "";
      note.classList.toggle("is-over", length > limit);
    }
    area.addEventListener("input", count);
    count();
  });

  // Changes that were typed and not saved. Where they are kept by themselves (autosave.js) nobody need be held back.
  var dirty = false;
  document.querySelectorAll("form.form-sheet").forEach(function (form) {
    if (form.querySelector("[data-autosave]")) return;
    form.addEventListener("input", function () { dirty = true; });
    form.addEventListener("submit", function () { dirty = false; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault();
    if (dirty) event.returnValue = "";
  });
})();
