"use strict";
// The day: every visit of this person with what of it is still on the telephone.
(() => {
  const field = window.field;
  const { store, visits } = field;
  const { el, show, button, stateOf, visitState, photoState, wholeness } = field.parts;

  const STATUS = { planned: "待上门", recording: "记录中", to_confirm: "待企业确认", confirmed: "已确认" };
  const statusOf = (visit) => {
    if (visit.signature) return "已签字，待上传";
    if (visit.hand_in) return "已完成，待提交";
    if (visit.told.status === "planned" && visit.mine.starts_at) return STATUS.recording;
    return STATUS[visit.told.status] || visit.told.status_label;
  };

  const card = async (visit) => {
    const photos = await visits.photosOf(visit.pk);
    const count = (kind) => photos.filter((one) => photoState(one) === kind).length;
    const counts = ["local", "sending", "sent"].filter(count).map((kind) => {
      const state = stateOf(kind);
      state.textContent += ` ${count(kind)} 张照片`;
      return state;
    });
    const record = stateOf(visitState(visit));
    record.textContent += " 记录";
    return el("a", { class: "field-card", href: `#/${visit.pk}`, "data-visit": visit.pk },
      el("h2", { text: visit.told.enterprise.name }),
      el("p", { text: `${visit.told.planned_on}　${statusOf(visit)}` }),
      el("p", { text: visit.told.place }),
      el("p", { text: visit.told.purpose }),
      visit.told.earlier.length ? el("p", { text: `此前未销号问题 ${visit.told.earlier.length} 个` }) : null,
      el("p", { class: "field-states" }, record, ...counts),
      visits.isWaiting(visit) || visit.closed ? el("p", { class: "hint", text: wholeness(visit, photos) }) : null);
  };

  const draw = async () => {
    const found = await store.all("visit");
    found.sort((a, b) => (a.told.planned_on > b.told.planned_on ? 1 : -1));
    const cards = [];
    for (const visit of found) cards.push(await card(visit));
    const last = await store.get("day", "last");
    const who = field.vault.person();
    show(
      el("p", { class: "hint", text: last ? `${who.name}　数据更新于 ${last.at.replace("T", " ")}` : who.name }),
      ...(cards.length ? cards : [el("p", { text: "现在没有安排给您的帮扶。" })]),
      el("div", { class: "field-quiet" }, button("立即同步", "btn-outline-primary field-wide", field.sync.run)),
      el("div", { class: "field-quiet" }, button("退出登录", "btn-outline-secondary field-wide", leave)),
    );
  };

  // What waits stays, sealed, for the same person's next sign-in.
  const leave = async () => {
    const words = (await visits.note()) || "退出后，本机上的帮扶资料别人看不到。";
    if (!window.confirm(`${words}现在退出吗？`)) return;
    field.vault.end();
    field.app.draw();
    await field.server.leave();
    field.app.draw();
  };

  field.list = { draw, statusOf };
})();
