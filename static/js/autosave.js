"use strict";
// What is typed in a section is saved as it is typed. Whatever the server has not acknowledged stays in this browser
// (localStorage), is sent when the line comes back, and goes at sign-out. autosave_fields.js and autosave_rows.js say
// what is sent; this file keeps and sends. Without it the page is saved by its button.
window.pinzibiaoAutosave = (() => {
  const box = document.querySelector("[data-autosave]");
  if (!box) return null;
  const PREFIX = "pinzibiao-typed/";
  const AGAIN_AFTER = 5000;
  const PATIENCE = 20000;
  const form = box.closest("form");
  const status = box.querySelector("[data-autosave-status]");
  const key = PREFIX + box.dataset.key;

  // Shelf: what the server does not have yet.
  const shelf = {
    read() {
      try { return JSON.parse(localStorage.getItem(key)) || null; } catch { return null; }
    },
    write(kept) {
      try { localStorage.setItem(key, JSON.stringify({ ...kept, title: box.dataset.title, at: Date.now() })); return true; } catch { return false; }
    },
    clear() {
      try { localStorage.removeItem(key); } catch { /* a browser that keeps nothing has nothing to clear */ }
    },
  };

  const say = (words, tone = "", link = null) => {
    status.hidden = !words;
    status.className = `autosave-status ${tone}`;
    status.textContent = words;
    if (link) status.append(" ", link);
  };

  const token = () => {
    // The cookie first: it is new after a sign-in in another window, the page's own field is not.
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  };

  const send = async (values) => {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    try {
      const response = await fetch(box.dataset.url, {
        method: "POST", body: new URLSearchParams(values), signal: control.signal, redirect: "manual",
        keepalive: document.visibilityState === "hidden",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      return { status: response.status, answer: isJson ? await response.json() : null };
    } catch {
      return { status: 0, answer: null };
    } finally {
      clearTimeout(timer);
    }
  };

  const signInLink = () => {
    const link = document.createElement("a");
    const field = document.activeElement && document.activeElement.id ? `#${document.activeElement.id}` : "";
    link.href = `${box.dataset.login}?next=${encodeURIComponent(location.pathname + location.search + field)}`;
    link.textContent = "重新登录";
    return link;
  };

  const showMissing = (sentences) => {
    const list = document.querySelector("[data-missing]");
    if (!list) return;
    list.hidden = !sentences.length;
    list.querySelector("ul").replaceChildren(...sentences.map((one) => {
      const item = document.createElement("li");
      item.textContent = one;
      return item;
    }));
  };

  // A question that only the person can answer: theirs or yours.
  const ask = (place, words, mine, theirs) => {
    const note = document.createElement("div");
    note.className = "notice notice-warning autosave-conflict";
    note.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = words;
    const buttons = document.createElement("p");
    [["用我的", mine, "btn-primary"], ["用对方的", theirs, "btn-outline-secondary"]].forEach(([label, act, style]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `btn btn-sm ${style}`;
      button.textContent = label;
      button.addEventListener("click", () => { note.remove(); act(); });
      buttons.append(button, " ");
    });
    const inner = document.createElement("div");
    inner.append(text, buttons);
    note.append(inner);
    place.after(note);
    return note;
  };

  // The line: one request at a time; ``source`` gives the next values and takes the answer.
  let source = null;
  let isSending = false;
  let isClosed = false;
  let isLeaving = false;
  let timer = 0;
  let submitter = null;

  const schedule = (wait) => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(run, wait);
  };

  const run = async () => {
    if (isSending || isClosed || isLeaving || !source) return;
    const values = source.next();
    if (!values) return;
    isSending = true;
    say("正在保存……");
    const { status: code, answer } = await send({ ...values, version: form.elements.version.value });
    isSending = false;
    settle(code, answer);
  };

  const settle = (code, answer) => {
    if (code === 200 && answer) {
      if (answer.version) form.elements.version.value = answer.version;
      showMissing(answer.missing);
      source.saved(answer);
      say(`已保存 ${answer.at}`, "is-saved");
    } else if (code === 409 && answer) {
      source.changed(answer);
      say("有一处别人也在修改，请选择保留哪一个。", "is-waiting");
    } else if (code === 422 && answer) {
      source.wrong(answer.error);
      say("有内容需要改正，改好后自动保存；已暂存在这台电脑上。", "is-waiting");
    } else {
      source.failed();
      submitter = null;
      explain(code, answer);
      return;
    }
    if (submitter !== null) finish();
    else schedule(0);
  };

  const explain = (code, answer) => {
    isClosed = [400, 403, 404].includes(code);
    if (code === 401) say("登录已超时。您填写的内容已暂存在这台电脑上，登录后自动保存。", "is-waiting", signInLink());
    else if (code === 403 && answer && answer.is_closed) say(answer.error, "is-waiting");
    else if (isClosed) say("本页已经过时，请刷新。您填写的内容已暂存在这台电脑上，刷新后自动填回。", "is-waiting");
    else {
      say("连接中断。您填写的内容已暂存在这台电脑上，恢复后自动保存。", "is-waiting");
      schedule(AGAIN_AFTER);
    }
  };

  // The button while a request is under way: first its answer, or the page would seem changed by somebody else.
  const finish = () => {
    const by = submitter || undefined;
    submitter = null;
    form.requestSubmit(by);
  };
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    isLeaving = !isSending;
    if (isLeaving) return;
    event.preventDefault();
    submitter = event.submitter || false;
  });

  window.addEventListener("pageshow", () => { isLeaving = false; });
  window.addEventListener("online", () => schedule(0));
  document.addEventListener("visibilitychange", () => schedule(0));
  window.addEventListener("pagehide", () => run());

  return { form, box, shelf, say, ask, schedule, begin(one) { source = one; schedule(0); } };
})();
