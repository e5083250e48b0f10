"use strict";
// The pledge is read to its end before the button works. Without this a tick says so.
(() => {
  const end = document.querySelector("[data-pledge-end]");
  if (!end || !window.IntersectionObserver) return;
  const button = end.closest("form").querySelector(".form-buttons [type=submit]");
  const tick = document.querySelector("[name=has_read]");
  const hint = document.querySelector("[data-pledge-hint]");
  const isOpen = !button.disabled;
  const read = () => {
    tick.checked = true;
    hint.textContent = "已阅读全文。";
    if (isOpen) button.disabled = false;
  };
  if (tick.checked) return;
  button.disabled = true;
  hint.textContent = "请把承诺书读到最后，提交按钮随后可用。";
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    read();
  });
  watch.observe(end);
})();
