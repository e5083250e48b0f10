"use strict";
// Who else has this part open: asked every five seconds while the page is looked at.
(() => {
  const line = document.querySelector("[data-presence]");
  if (!line) return;
  const EVERY = 5000;
  const words = line.querySelector("[data-presence-words]");
  let timer = 0;

  const ask = async () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") return;
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    try {
      const response = await fetch(line.dataset.url, {
        method: "POST", redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": cookie ? cookie[1] : "" },
      });
      if ([401, 403, 404].includes(response.status)) return;
      const names = response.ok ? (await response.json()).names : [];
      line.hidden = !names.length;
      const said = names.length ? `${names.join("、")} 也在填写这一部分。两人改同一项时，会请后保存的人选择保留哪一个。` : "";
      if (words.textContent !== said) words.textContent = said;
    } catch {
      line.hidden = true;
    }
    timer = setTimeout(ask, EVERY);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
})();
