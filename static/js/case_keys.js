"use strict";
// n: the next case, p: the first act, r: the return. Not while somebody types; whoever does not want them switches them off.
(() => {
  const help = document.querySelector("[data-case-keys]");
  if (!help) return;
  const OFF = "case-keys-off";
  const words = help.querySelector("[data-keys-words]");
  const button = help.querySelector("button");
  const TARGETS = {
    n: "[data-next-case]",
    p: ".action-bar [data-act]:not([data-act=return_for_correction]):not([data-act=step_back])",
    r: ".action-bar [data-act=return_for_correction], .action-bar [data-act=step_back]",
  };

  const isOff = () => { try { return localStorage.getItem(OFF) === "yes"; } catch { return false; } };
  const show = () => {
    words.hidden = isOff();
    button.textContent = isOff() ? "开启快捷键" : "关闭快捷键";
  };
  const isTyping = (node) => node.isContentEditable || /^(TEXTAREA|SELECT)$/.test(node.tagName)
    || (node.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(node.type));

  button.addEventListener("click", () => {
    try { localStorage.setItem(OFF, isOff() ? "no" : "yes"); } catch { return; }
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target)) return;
    const target = TARGETS[event.key] && document.querySelector(TARGETS[event.key]);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  });
  help.hidden = false;
  show();
})();
