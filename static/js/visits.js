"use strict";
// Problems on the record page: another one without sending the form. Without this file one empty row follows each save.

(function () {
  var box = document.querySelector("[data-problems]");
  if (!box) return;
  var total = document.getElementById("id_problems-TOTAL_FORMS");
  var blank = box.querySelector("template");
  var add = box.querySelector("[data-problem-add]");
  var most = Number(box.dataset.most);

  function identity() {
    if (window.crypto && window.crypto.randomUUID) return window.crypto.randomUUID();
    var bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function rows() {
    return box.querySelectorAll(".problem-row");
  }

  function count() {
    rows().forEach(function (row, index) { row.querySelector("[data-problem-number]").textContent = String(index + 1); });
    add.hidden = rows().length >= most;
  }

  // The empty row after the last problem is for browsers without this file.
  var last = rows()[rows().length - 1];
  var isEmpty = last && Array.from(last.querySelectorAll("input[type=text], textarea, input[type=date]")).every(function (field) { return !field.value; });
  if (rows().length > 1 && isEmpty && !last.querySelector(".is-invalid")) {
    last.remove();
    total.value = String(Number(total.value) - 1);
  }

  add.hidden = false;
  add.addEventListener("click", function () {
    var number = Number(total.value);
    var holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replace(/__prefix__/g, String(number));
    var row = holder.firstElementChild;
    row.querySelector("input[type=hidden][name$=client_id]").value = identity();
    blank.insertAdjacentElement("beforebegin", row);
    total.value = String(number + 1);
    count();
    row.querySelector("input[type=text]").focus();
  });

  box.addEventListener("change", function (event) {
    if (!/-DELETE$/.test(event.target.name)) return;
    event.target.closest(".problem-row").classList.toggle("is-removed", event.target.checked);
  });
  count();
})();
