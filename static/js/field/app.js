"use strict";
// The way through the pages (the address's hash), the line at the top, and the worker that opens all of it offline.
(() => {
  const field = window.field;
  const { store, vault } = field;
  const { el, show } = field.parts;
  const data = document.body.dataset;

  const LINES = { online: "在线", offline: "离线", login: "请重新登录", stranger: "不是专家账号" };

  const signIn = (words) => el("a", { class: "btn btn-primary field-wide", href: `${data.login}?next=${encodeURIComponent(data.root)}`, text: words });

  const locked = () => {
    field.record.leave();
    show(
      el("h2", { text: "请先登录" }),
      el("p", { text: "本机上的帮扶资料按账号加密保存。请联网登录后查看；没有上传的内容都在，不会丢失。" }),
      signIn("登录"),
    );
  };

  const title = (words, back) => {
    document.querySelector("[data-title]").textContent = words;
    document.querySelector("[data-back]").href = back;
  };

  const draw = async () => {
    drawLine();
    if (!vault.person()) return locked();
    const [, pk, page] = location.hash.split("/");
    const visit = pk ? await store.get("visit", Number(pk)) : null;
    if (!visit) {
      field.record.leave();
      title("现场记录", data.mine);
      return field.list.draw();
    }
    title(visit.told.enterprise.name, page ? `#/${pk}` : "#/");
    if (visit.conflict || page) field.record.leave();
    if (visit.conflict) return field.conflict.draw(visit);
    if (page === "sign") return field.signing.draw(visit);
    if (page === "code") return field.signing.drawCode(visit);
    return field.record.draw(visit);
  };

  let said = "";
  const say = (words) => {
    said = words;
    drawLine();
    if (words) window.scrollTo(0, 0);
  };

  const drawLine = () => {
    const { line } = field.sync.state;
    const label = document.querySelector("[data-line]");
    label.textContent = LINES[line];
    label.classList.toggle("is-offline", line !== "online");
    const box = document.querySelector("[data-notice]");
    box.textContent = "";
    box.hidden = !(said || line === "login" || line === "stranger");
    if (said) box.append(el("p", { text: said }));
    if (line === "login") box.append(el("p", { text: "请重新登录后继续上传。您填写的内容和照片都在本机，不会丢失。" }), signIn("请重新登录"));
    if (line === "stranger") box.append(el("p", { text: "现在登录的不是专家账号。请退出后用专家账号登录；本机上的内容不会丢失。" }));
  };

  // While somebody types, their form is not drawn anew: only the states beside it, unless the visit itself has moved on.
  let drawn = "";
  const standing = (visit) => (visit ? [visit.pk, visit.told.status, Boolean(visit.conflict), visit.closed, visit.hand_in, Boolean(visit.signature)].join() : "");
  const changed = async () => {
    drawLine();
    if (!vault.person()) return locked();
    await field.visits.note();
    const [, pk, page] = location.hash.split("/");
    const visit = pk ? await store.get("visit", Number(pk)) : null;
    const now = standing(visit);
    if (page) return null;
    if (visit && now === drawn && field.record.isShown(visit.pk)) return field.record.refresh();
    if (visit && now === drawn && visit.conflict) return null;
    drawn = now;
    return draw();
  };

  const unable = () => show(
    el("h2", { text: "这个浏览器不能离线保存" }),
    el("p", { text: "请退出无痕模式，或换用较新的浏览器。也可以联网时在“我的帮扶”中填写记录。" }),
  );

  const open = async () => {
    window.addEventListener("hashchange", async () => {
      said = "";
      const [, pk] = location.hash.split("/");
      drawn = standing(pk && vault.person() ? await store.get("visit", Number(pk)) : null);
      draw();
      window.scrollTo(0, 0);
      field.sync.run();
    });
    document.addEventListener("field:changed", changed);
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    if (navigator.serviceWorker) navigator.serviceWorker.register(data.worker, { scope: data.root });
    await draw();
    field.sync.start();
  };

  field.app = { draw, say };
  if (window.indexedDB && window.crypto && window.crypto.subtle) open().catch(unable);
  else unable();
})();
