"use strict";
// The enterprise's word on the spot: a signature on this screen, sent with the whole set, or a code from its own account.
(() => {
  const field = window.field;
  const { server, store, vault, visits } = field;
  const { el, show, foot, button } = field.parts;

  // The question whether all of it is there carries the signature, if there is one.
  const settle = async (visit, facts) => {
    const said = visit.signature;
    const data = Object.assign({}, facts, said ? { hand_in: true, signature: said } : {});
    const bytes = said ? await store.bytesOf("signature", visit.pk) : null;
    return server.send(`${visit.pk}/settle/`, { data: JSON.stringify(data) }, bytes, "image/png", "签字.png");
  };

  const pad = () => {
    const canvas = el("canvas", { class: "field-pad", "aria-label": "在此签字" });
    const strokes = { count: 0 };
    const pen = () => canvas.getContext("2d");
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)];
    };
    const wipe = () => {
      canvas.width = 900;
      canvas.height = 440;
      pen().fillStyle = "#fff";
      pen().fillRect(0, 0, canvas.width, canvas.height);
      Object.assign(pen(), { lineWidth: 7, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
      strokes.count = 0;
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pen().beginPath();
      pen().moveTo(...place(event));
      strokes.isDown = true;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!strokes.isDown) return;
      pen().lineTo(...place(event));
      pen().stroke();
      strokes.count += 1;
    });
    ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { strokes.isDown = false; }));
    wipe();
    return { canvas, strokes, wipe };
  };

  const sign = async (visit, box, name, post) => {
    if (!name.value.trim() || box.strokes.count < 5) return field.app.say("请企业人员填写姓名并在方框内签字。");
    const bytes = await field.photos.bytesOf(box.canvas, "image/png");
    const signature = {
      id: vault.identity(), signer_name: name.value.trim(), signer_post: post.value.trim(),
      signed_at: new Date().toISOString(), sha256: await vault.sha256(bytes),
    };
    await store.put("signature", visit.pk, { id: signature.id }, bytes);
    await visits.change(visit.pk, (one) => {
      one.signature = signature;
      one.whole = false;
      one.error = "";
    });
    field.app.say("");
    location.hash = `#/${visit.pk}`;
    return field.sync.run();
  };

  const erase = async (visit) => {
    await store.remove("signature", visit.pk);
    await visits.change(visit.pk, (one) => { one.signature = null; one.hand_in = false; });
    await field.app.draw();
  };

  const draw = (visit) => {
    const box = pad();
    const name = el("input", { class: "form-control", id: "f-signer", type: "text", maxlength: "40" });
    const post = el("input", { class: "form-control", id: "f-signer-post", type: "text", maxlength: "40" });
    const found = visit.mine.problems.map((row) => el("li", { text: row.title }));
    show(
      el("h2", { text: "企业现场签字确认" }),
      el("p", { text: "请企业人员核对结论和问题后签字。签字后记录不再改动，问题进入质量问题清单。" }),
      el("p", { class: "field-text", text: `结论：${visit.mine.conclusion || "（未填）"}` }),
      found.length ? el("ol", {}, ...found) : el("p", { text: "没有发现问题。" }),
      el("form", { class: "field-form" },
        el("label", { for: "f-signer", text: "签字人姓名" }), name, el("label", { for: "f-signer-post", text: "职务" }), post,
        el("p", { class: "diagnosis-name", text: "签字" }), box.canvas),
      foot(button("重签", "btn-outline-secondary", box.wipe), button("确认签字", "btn-primary", () => sign(visit, box, name, post))),
    );
  };

  const sendCode = async (visit, input) => {
    const answer = await server.post(`${visit.pk}/code/`, { code: input.value.trim() });
    if (answer.status === 200) {
      location.hash = "#/";
      await field.sync.run();
      return field.app.say("企业已确认，记录不再改动。");
    }
    return field.app.say(answer.status === 0 ? "现在没有网络，确认码要联网核对。可以改用现场签字。" : answer.body.error || "没有确认，请重试。");
  };

  const drawCode = (visit) => {
    const input = el("input", { class: "form-control", id: "f-code", inputmode: "numeric", maxlength: "6", autocomplete: "one-time-code" });
    show(
      el("h2", { text: "企业确认码" }),
      el("p", { text: "请企业人员登录自己的账号，打开这次帮扶，点“出示确认码”，把 6 位数字念给您。" }),
      el("form", { class: "field-form" }, el("label", { for: "f-code", text: "确认码" }), input),
      foot(button("确认", "btn-primary", () => sendCode(visit, input))),
    );
  };

  // Handed in: the enterprise's turn, here if it likes.
  const buttonsOf = (visit) => {
    if (visit.closed) return null;
    if (visit.signature) return foot(button("清除签字", "btn-outline-danger", () => { if (window.confirm("清除后记录可以修改，需要重新签字。清除吗？")) erase(visit); }));
    if (visit.told.status === "to_confirm") {
      return foot(
        button("现场签字", "btn-primary", () => { location.hash = `#/${visit.pk}/sign`; }),
        button("输入确认码", "btn-outline-primary", () => { location.hash = `#/${visit.pk}/code`; }),
      );
    }
    return visit.hand_in ? foot(button("继续修改", "btn-outline-primary", () => erase(visit))) : null;
  };

  field.signing = { settle, draw, drawCode, buttonsOf };
})();
