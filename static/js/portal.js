"use strict";
// Small conveniences. Every page works without this file.

(function () {
  var phone = window.matchMedia("(max-width: 767.98px)");

  // On a phone the filters would fill the first screen.
  document.querySelectorAll("details[data-closed-on-phone]").forEach(function (box) {
    if (phone.matches && !box.hasAttribute("data-active")) box.removeAttribute("open");
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

  // Changes that were typed and not saved.
  var dirty = false;
  document.querySelectorAll("form.form-sheet").forEach(function (form) {
    form.addEventListener("input", function () { dirty = true; });
    form.addEventListener("submit", function () { dirty = false; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (dirty) event.preventDefault();
    if (dirty) event.returnValue = "";
  });
})();
