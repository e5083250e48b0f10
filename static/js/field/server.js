"use strict";
// One question to the portal: {status, body}. 0 is no network, 401 a session that has ended, whatever it looks like.
(() => {
  const field = window.field;
  const root = document.body.dataset.root;

  const cookie = () => {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : "";
  };

  const ask = async (path, options, seconds) => {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = setTimeout(() => stop && stop.abort(), seconds * 1000);
    try {
      const response = await fetch(path[0] === "/" ? path : root + path, Object.assign({
        credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop ? stop.signal : undefined,
      }, options));
      if (response.type === "opaqueredirect") return { status: 401, body: {} };
      const isJson = /json/.test(response.headers.get("Content-Type") || "");
      // A page instead of an answer: the token of an old session, or a proxy of the network.
      const isOld = response.status === 403 && options.method === "POST";
      if (!isJson) return { status: isOld ? 401 : response.status === 200 ? 0 : response.status, body: {} };
      return { status: response.status, body: await response.json() };
    } catch (error) {
      return { status: 0, body: {} };
    } finally {
      clearTimeout(timer);
    }
  };

  const headers = (more) => Object.assign({ Accept: "application/json", "X-CSRFToken": cookie() }, more);
  const get = (path) => ask(path, { headers: headers() }, 30);
  const post = (path, value) => ask(
    path, { method: "POST", body: JSON.stringify(value), headers: headers({ "Content-Type": "application/json" }) }, 30,
  );
  const send = (path, facts, bytes, type, name) => {
    const form = new FormData();
    Object.keys(facts).forEach((one) => form.append(one, facts[one]));
    if (bytes) form.append("file", new Blob([bytes], { type }), name);
    return ask(path, { method: "POST", body: form, headers: headers() }, 120);
  };

  // Signing out without signal ends the session as soon as there is one again. A token that has changed since is of a
  // new sign-in, which is left alone.
  const LEFT = "pinzibiao-field-left";
  const finishLeaving = async () => {
    const token = localStorage.getItem(LEFT);
    if (token === null) return true;
    if (token === cookie()) {
      const answer = await ask(document.body.dataset.logout, { method: "POST", headers: headers() }, 15);
      if (answer.status === 0) return false;
    }
    localStorage.removeItem(LEFT);
    return true;
  };
  const leave = () => {
    localStorage.setItem(LEFT, cookie());
    return finishLeaving();
  };

  field.server = { get, post, send, leave, finishLeaving };
})();
