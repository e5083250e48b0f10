"use strict";
// Five minutes before a session ends the person is asked; afterwards the way leads back to the same field. What forms
// kept in this browser (autosave.js) goes at sign-out: office PCs are shared.
(() => {
  const PREFIX = "pinzibiao-typed/";
  const WARN = 300;
  const WEEK = 7 * 24 * 3600 * 1000;

  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };
  document.addEventListener("submit", (event) => {
    if (!/\/logout\/$/.test(event.target.getAttribute("action") || "")) return;
    keys().forEach((key) => localStorage.removeItem(key));
    // The key of the field record: what waits there stays sealed until the same person signs in again.
    const waiting = localStorage.getItem("pinzibiao-field-waiting");
    if (localStorage.getItem("pinzibiao-field") && waiting && !window.confirm(`${waiting}现在退出吗？`)) event.preventDefault();
    else localStorage.removeItem("pinzibiao-field");
  });
  keys().forEach((key) => {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(key)).at; } catch { at = 0; }
    if (Date.now() - at > WEEK) localStorage.removeItem(key);
  });

  // Back to the field that the address names.
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches("input, select, textarea")) named.focus();

  const box = document.querySelector("[data-session]");
  if (!box) return;
  const title = box.querySelector("[data-session-title]");
  const words = box.querySelector("[data-session-words]");
  const prolong = box.querySelector("[data-session-prolong]");
  const login = box.querySelector("[data-session-login]");
  let seconds = Number(box.dataset.seconds);
  let asOf = Date.now();
  let timer = 0;
  let field = "";

  document.addEventListener("focusin", (event) => {
    if (event.target.id && event.target.matches("main input, main select, main textarea")) field = `#${event.target.id}`;
  });

  const left = () => seconds - (Date.now() - asOf) / 1000;
  const wait = (wanted) => {
    clearTimeout(timer);
    timer = setTimeout(check, Math.max(1, wanted) * 1000);
  };

  const learn = (found) => {
    seconds = found;
    asOf = Date.now();
    if (left() > WARN) {
      box.hidden = true;
      wait(left() - WARN);
    } else warn();
  };

  const warn = () => {
    const minutes = Math.max(1, Math.ceil(left() / 60));
    title.textContent = "登录即将超时";
    words.textContent = `为了安全，再过 ${minutes} 分钟没有操作就会退出登录。还在办理请点“继续”。`;
    if (box.hidden) {
      box.hidden = false;
      prolong.focus();
    }
    wait(Math.min(30, left()));
  };

  const ended = () => {
    clearTimeout(timer);
    title.textContent = "登录已超时";
    words.textContent = "请重新登录，登录后回到本页。自动保存的页面上，还没有保存的内容留在这台电脑上，不会丢失。";
    prolong.hidden = true;
    login.hidden = false;
    login.href = `${box.dataset.login}?why=idle&next=${encodeURIComponent(location.pathname + location.search + field)}`;
    box.hidden = false;
    login.focus();
  };

  const ask = async (url, options) => {
    try {
      const response = await fetch(url, { redirect: "manual", ...options, headers: { Accept: "application/json", ...(options || {}).headers } });
      if (response.status === 401) ended();
      else if (response.ok) learn((await response.json()).seconds);
      else wait(30);
    } catch {
      wait(30);
    }
  };

  const check = () => ask(box.dataset.url);
  prolong.addEventListener("click", () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    ask(box.dataset.prolong, { method: "POST", headers: { "X-CSRFToken": cookie ? cookie[1] : "" } });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && left() < WARN) check();
  });
  wait(left() - WARN);
})();
