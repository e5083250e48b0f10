"use strict";
// Elements and words that the pages of the field record share.
(() => {
  const field = window.field;

  const el = (tag, facts, ...inside) => {
    const node = document.createElement(tag);
    Object.keys(facts || {}).forEach((name) => {
      if (name === "on") Object.keys(facts.on).forEach((event) => node.addEventListener(event, facts.on[event]));
      else if (name === "text") node.textContent = facts.text;
      else if (facts[name] === true) node.setAttribute(name, "");
      else if (facts[name] !== false && facts[name] !== null) node.setAttribute(name, facts[name]);
    });
    inside.filter(Boolean).forEach((one) => node.append(one));
    return node;
  };

  const cloned = (name) => document.importNode(document.querySelector(`[data-template=${name}]`).content, true).firstElementChild;
  const show = (...nodes) => {
    const main = document.querySelector("[data-main]");
    main.textContent = "";
    nodes.filter(Boolean).forEach((node) => main.append(node));
  };
  const foot = (...buttons) => el("div", { class: "field-foot" }, ...buttons);
  const button = (text, style, click) => el("button", { type: "button", class: `btn ${style}`, text, on: { click } });

  const STATES = { local: "仅本机", sending: "上传中", sent: "已上传" };
  const stateOf = (kind) => el("span", { class: `field-state is-${kind}`, text: STATES[kind] });
  const { sending } = field.sync.state;
  const visitState = (visit) => (sending.has(`visit/${visit.pk}`) ? "sending" : visit.dirty || visit.conflict ? "local" : "sent");
  const photoState = (photo) => (photo.state === "sent" ? "sent" : sending.has(photo.id) ? "sending" : "local");

  // How far the whole set is, in words.
  const wholeness = (visit, photos) => {
    if (visit.conflict) return "有人同时修改了这份记录，请选择保留哪一种。";
    if (visit.closed) return visit.closed;
    if (!visit.dirty && visit.whole) return "全部已上传，服务器已确认收齐。";
    const left = photos.filter((one) => one.state !== "sent").length;
    const what = [visit.dirty ? "记录" : "", left ? `${left} 张照片` : "", visit.signature ? "签字" : ""].filter(Boolean);
    return what.length ? `还在本机：${what.join("、")}。有网络时自动上传。` : "已上传，等服务器确认收齐。";
  };

  field.parts = { el, cloned, show, foot, button, stateOf, visitState, photoState, wholeness };
})();
