/* Files in a form: each is sent by itself to the staging address and the form hands in the list of them.
   Works on every [data-uploads] of templates/files/widget.html; without this script the plain input is sent. */
(function () {
  "use strict";

  if (window.pinzibiaoUploads) return;
  window.pinzibiaoUploads = true;

  function element(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function readable(bytes) {
    if (bytes < 1024) return bytes + " 字节";
    if (bytes < 1024 * 1024) return (bytes / 1024).toFixed(1) + " KB";
    return (bytes / 1024 / 1024).toFixed(1) + " MB";
  }

  function clock() {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  }

  function button(text, style, act) {
    const node = element("button", "btn btn-sm " + style, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  function Uploads(root) {
    this.root = root;
    this.form = root.closest("form");
    this.manifest = root.querySelector("[data-uploads-manifest]");
    this.input = root.querySelector("[data-uploads-input]");
    this.drop = root.querySelector("[data-uploads-drop]");
    this.list = root.querySelector("[data-uploads-list]");
    this.message = root.querySelector("[data-uploads-message]");
    this.entries = JSON.parse(this.manifest.value || "[]");
    this.queue = [];
    this.sending = 0;
    this.listen();
  }

  Uploads.prototype.listen = function () {
    const self = this;
    this.input.addEventListener("change", function () { self.take(self.input); });
    this.list.querySelectorAll("[data-upload-id]").forEach(function (item) { self.makeRemovable(item); });
    ["dragover", "dragenter"].forEach(function (name) {
      self.drop.addEventListener(name, function (event) { event.preventDefault(); self.drop.classList.add("is-over"); });
    });
    ["dragleave", "drop"].forEach(function (name) {
      self.drop.addEventListener(name, function () { self.drop.classList.remove("is-over"); });
    });
    this.drop.addEventListener("drop", function (event) {
      event.preventDefault();
      self.add(event.dataTransfer.files);
    });
    const pick = this.root.querySelector("[data-uploads-pick]");
    if (pick) {
      pick.hidden = false;
      this.root.classList.add("is-live");
    }
    const hint = this.root.querySelector("[data-uploads-drag-hint]");
    if (hint && window.matchMedia("(hover: hover)").matches) hint.hidden = false;
    this.listenToCamera();
    if (this.form) this.form.addEventListener("submit", function (event) { self.holdBack(event); }, true);
  };

  Uploads.prototype.listenToCamera = function () {
    const self = this;
    const camera = this.root.querySelector("[data-uploads-camera]");
    if (!camera || !window.matchMedia("(pointer: coarse)").matches) return;
    const shot = this.root.querySelector("[data-uploads-camera-input]");
    camera.hidden = false;
    camera.addEventListener("click", function () { shot.click(); });
    shot.addEventListener("change", function () { self.take(shot); });
  };

  Uploads.prototype.take = function (input) {
    const files = Array.from(input.files);
    input.value = "";
    this.add(files);
  };

  Uploads.prototype.add = function (files) {
    const self = this;
    this.say("");
    Array.from(files).forEach(function (file) {
      const item = self.show(file.name);
      const reason = self.whyNot(file);
      if (reason) self.refuse(item, reason);
      else self.queue.push({ file: file, item: item });
    });
    this.next();
  };

  Uploads.prototype.whyNot = function (file) {
    const most = Number(this.root.dataset.maxCount);
    const limit = Number(this.root.dataset.maxBytes);
    if (this.entries.length + this.queue.length + this.sending >= most) return "最多上传 " + most + " 个文件，请先移除一些。";
    if (file.size === 0) return "是空文件，请检查后重新选择。";
    if (file.size > limit) {
      return "有 " + readable(file.size) + "，超过单个文件 " + readable(limit) + " 的上限，请压缩或拆分后再上传。";
    }
    return "";
  };

  Uploads.prototype.show = function (name) {
    const item = element("li", "uploads-item");
    item.append(element("span", "uploads-name", name));
    this.list.append(item);
    return item;
  };

  Uploads.prototype.facts = function (item, text) {
    let line = item.querySelector(".uploads-facts");
    if (!line) {
      line = element("span", "uploads-facts");
      item.append(line);
    }
    line.textContent = text;
  };

  Uploads.prototype.next = function () {
    if (this.sending || !this.queue.length) return;
    const job = this.queue.shift();
    this.sending = 1;
    this.send(job);
  };

  Uploads.prototype.send = function (job) {
    const self = this;
    const request = new XMLHttpRequest();
    const body = new FormData();
    const bar = element("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", "上传进度：" + job.file.name);
    job.item.append(bar);
    self.facts(job.item, "等待上传");
    body.append("size", String(job.file.size));
    body.append("groups", this.root.dataset.groups);
    body.append("file", job.file, job.file.name);
    request.open("POST", this.root.dataset.url);
    request.setRequestHeader("X-CSRFToken", this.token());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      self.facts(job.item, bar.value < 100 ? "已传 " + bar.value + "%" : "正在检查");
    });
    request.addEventListener("loadend", function () {
      bar.remove();
      self.sending = 0;
      self.settle(job, request);
      self.next();
    });
    request.send(body);
  };

  Uploads.prototype.settle = function (job, request) {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch (error) { answer = null; }
    if (request.status === 201 && answer) return this.accept(job.item, answer);
    if (request.status === 422 && answer) return this.refuse(job.item, answer.error);
    const reason = request.status === 0 ? "网络中断，没有传完。"
      : request.status === 200 || request.status === 401 || request.status === 403 ? "登录已超时：请在新窗口登录后点“重试”，本页内容不会丢失。"
      : request.status === 413 ? "文件太大，请压缩或拆分后再上传。"
      : "服务器暂时不能接收，请稍后重试。";
    this.refuse(job.item, reason, job.file);
  };

  Uploads.prototype.accept = function (item, answer) {
    const link = element("a", "uploads-name", answer.name);
    link.href = answer.url;
    link.target = "_blank";
    link.rel = "noopener";
    item.querySelector(".uploads-name").replaceWith(link);
    item.dataset.uploadId = answer.id;
    this.facts(item, readable(answer.size) + " · " + clock() + " 已上传 · 校验值 " + answer.checksum);
    this.entries.push({ id: answer.id, size: answer.size, sha256: answer.sha256, name: answer.name });
    this.write();
    this.makeRemovable(item);
  };

  Uploads.prototype.refuse = function (item, reason, file) {
    const self = this;
    item.classList.add("is-refused");
    this.facts(item, reason);
    item.querySelector(".uploads-facts").setAttribute("role", "alert");
    if (file) {
      item.append(button("重试", "btn-outline-primary", function () {
        item.remove();
        self.add([file]);
      }));
    }
    item.append(button("知道了", "btn-outline-secondary", function () { item.remove(); }));
  };

  Uploads.prototype.makeRemovable = function (item) {
    const self = this;
    const tick = item.querySelector(".uploads-tick");
    if (tick) tick.remove();
    const remove = button("移除", "btn-outline-secondary", function () {
      self.entries = self.entries.filter(function (entry) { return entry.id !== item.dataset.uploadId; });
      self.write();
      item.remove();
      self.input.focus();
    });
    remove.setAttribute("aria-label", "移除 " + item.querySelector(".uploads-name").textContent);
    item.append(remove);
  };

  Uploads.prototype.write = function () {
    this.manifest.value = JSON.stringify(this.entries);
    this.manifest.dispatchEvent(new Event("change", { bubbles: true }));
  };

  Uploads.prototype.holdBack = function (event) {
    const waiting = this.queue.length + this.sending;
    if (!waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.say("还有 " + waiting + " 个文件正在上传，请等传完再提交。");
  };

  Uploads.prototype.say = function (text) {
    this.message.textContent = text;
    this.message.hidden = !text;
  };

  /* The cookie first: it is new after a sign-in in another window, the page's own field is not. */
  Uploads.prototype.token = function () {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (cookie) return cookie[1];
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  };

  function start(scope) {
    const roots = scope.matches && scope.matches("[data-uploads]") ? [scope] : scope.querySelectorAll("[data-uploads]");
    roots.forEach(function (root) {
      if (root.dataset.ready) return;
      root.dataset.ready = "1";
      new Uploads(root);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { start(document); });
  else start(document);
  document.addEventListener("htmx:load", function (event) { start(event.detail.elt); });
})();
