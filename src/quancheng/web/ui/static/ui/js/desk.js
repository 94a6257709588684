/* 全程 desks: keys, lists, saving as you type, uploads, signature, stopwatch, and the glue for htmx. */
"use strict";
(() => {
  const { all, toast, leaving } = window.quancheng;
  const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
    !/^(checkbox|radio|button|submit)$/.test(target.type);

  /* ── keys: data-key="F9" is clicked by F9; Enter goes on; J K X on lists ── */
  const names = (event) => (event.altKey ? "Alt+" : "") + (event.ctrlKey || event.metaKey ? "Ctrl+" : "") +
    (event.key.length === 1 ? event.key.toUpperCase() : event.key);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = names(event);
    if (/^F\d+$/.test(name) || /^(Alt|Ctrl)\+/.test(name)) {
      const bound = all(`[data-key="${CSS.escape(name)}"]`).find((one) => !one.closest("[hidden]"));
      if (bound) {
        event.preventDefault();
        if (bound.getAttribute("aria-disabled") === "true") toast(bound.dataset.why || "现在还不能按这个键，请先做完前面的步骤");
        else bound.click();
        return;
      }
      if (name === "Ctrl+Enter") {
        const sign = document.querySelector("[data-ctrl-enter]");
        if (sign) { event.preventDefault(); sign.click(); }
      }
    } else if (name === "Enter" && event.target.closest("form[data-enter-next]")) {
      enterNext(event);
    } else if (!typing(event.target)) {
      listKey(event, name);
    }
  });

  function enterNext(event) {
    const target = event.target;
    if (!/^(INPUT|SELECT)$/.test(target.tagName) || target.type === "submit") return;
    const fields = all("input:not([type=hidden]),select,textarea,button[type=submit]", target.form)
      .filter((one) => !one.disabled && !one.readOnly && one.getClientRects().length);
    const next = fields[fields.indexOf(target) + 1];
    event.preventDefault();
    if (next) { next.focus(); if (next.select) next.select(); }
    else target.form.dispatchEvent(new CustomEvent("quancheng:end", { bubbles: true }));
  }

  function listKey(event, name) {
    const list = document.querySelector("[data-list-keys]");
    if (!list || !["J", "K", "X"].includes(name)) return;
    const rows = Array.from(list.children);
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    event.preventDefault();
    if (name === "X") {
      const tick = here >= 0 && rows[here].querySelector("input[type=checkbox]");
      if (tick) tick.click();
      return;
    }
    const row = rows[Math.max(0, Math.min(rows.length - 1, here + (name === "J" ? 1 : -1)))];
    const link = row && row.querySelector("h2 a, a");
    if (link) link.focus();
  }

  document.addEventListener("click", (event) => {
    const dead = event.target.closest("[aria-disabled=true]");
    if (dead) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  /* ── many rows at once ── */
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".q-task .q-ck")) return;
    event.target.closest(".q-task").classList.toggle("is-sel", event.target.checked);
    const count = all(".q-task .q-ck:checked").length;
    for (const bar of all("[data-bulk]")) {
      bar.hidden = count === 0;
      bar.querySelector("[data-bulk-count]").textContent = count;
    }
  });

  /* ── saving as you type: to the server, and on this machine until the server said yes ── */
  function autosave(form) {
    const url = form.dataset.autosave;
    const key = `quancheng:${url}`;
    const state = document.querySelector("[data-autosave-state]");
    const say = (words, off) => {
      if (!state) return;
      state.textContent = words;
      state.classList.toggle("is-off", Boolean(off));
    };
    const expired = () => {
      say("登录已过期。内容存在本机，", true);
      if (!state) return;
      const link = document.createElement("a");
      link.href = `${document.querySelector("[data-login]")?.dataset.login || "/"}?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = "重新登录后补存";
      state.append(link);
    };
    const values = () => new URLSearchParams(Array.from(new FormData(form)).filter(([, value]) => typeof value === "string"));
    let waiting = 0;
    let sending = false;
    let again = false;
    const keep = () => {
      const body = values();
      body.delete("csrfmiddlewaretoken");
      try { localStorage.setItem(key, body.toString()); } catch { /* a full or closed store: the server copy remains */ }
    };
    async function save() {
      if (sending) { again = true; return; }
      sending = true;
      say("正在保存…");
      const sent = values();
      try {
        const answer = await fetch(url, { method: "POST", body: sent, headers: { "X-Autosave": "1" }, redirect: "manual" });
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
          expired();
        } else if (!answer.ok) {
          say("没有存上，内容留在本机，稍后再试", true);
        } else {
          sent.delete("csrfmiddlewaretoken");
          if (localStorage.getItem(key) === sent.toString()) localStorage.removeItem(key);
          form.dispatchEvent(new CustomEvent("quancheng:saved", { bubbles: true }));
          say(`已保存 ${new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false })}`);
        }
      } catch {
        say("网络断了，内容存在本机，恢复后会补存", true);
      }
      sending = false;
      if (again) { again = false; save(); }
    }
    const later = () => { keep(); clearTimeout(waiting); waiting = setTimeout(save, 800); };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 401) expired(); });
    leaving.push(async () => {
      clearTimeout(waiting);
      while (sending) await new Promise((go) => { setTimeout(go, 50); });
      if (localStorage.getItem(key)) await save();
    });
    window.addEventListener("online", () => { if (localStorage.getItem(key)) save(); });
    form.addEventListener("submit", () => clearTimeout(waiting));
    restore(form, key, later);
  }

  function restore(form, key, later) {
    let kept = null;
    try { kept = localStorage.getItem(key); } catch { return; }
    if (!kept) return;
    const values = new URLSearchParams(kept);
    for (const field of form.elements) {
      if (!field.name || /^(hidden|file|submit|button)$/.test(field.type)) continue;
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = values.getAll(field.name).includes(field.value);
      else if (values.has(field.name)) field.value = values.get(field.name);
    }
    toast("上次没存上的内容已经补回来了");
    later();
  }

  /* ── files: drag onto the field, see names and sizes, see them go ── */
  const size = (bytes) => bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  function drop(box) {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-drop-list]");
    const show = () => {
      list.replaceChildren(...Array.from(input.files, (file) => {
        const line = document.createElement("li");
        const name = document.createElement("span");
        name.textContent = file.name;
        const big = document.createElement("span");
        big.className = "q-num q-dim";
        big.textContent = size(file.size);
        line.append(name, big);
        return line;
      }));
    };
    input.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) {
      box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("is-over-drop"); });
    }
    for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("is-over-drop"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = new DataTransfer();
      for (const file of [...input.files, ...event.dataTransfer.files]) files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  document.addEventListener("htmx:xhr:progress", (event) => {
    const box = event.target.querySelector && event.target.querySelector("[data-drop-list]");
    if (!box || !event.detail.lengthComputable) return;
    let line = box.querySelector("[data-sent]");
    if (!line) {
      line = document.createElement("li");
      line.dataset.sent = "";
      box.append(line);
    }
    line.textContent = `已传 ${Math.floor((event.detail.loaded / event.detail.total) * 100)}%`;
  });

  /* ── signature: the vendor's pad, its picture in the hidden field ── */
  function signature(box) {
    if (!window.SignaturePad) return;
    const canvas = box.querySelector("canvas");
    const field = box.querySelector("input");
    const scale = Math.max(window.devicePixelRatio || 1, 1);
    const fit = () => {
      canvas.width = canvas.offsetWidth * scale;
      canvas.height = canvas.offsetHeight * scale;
      canvas.getContext("2d").scale(scale, scale);
    };
    fit();
    const pad = new window.SignaturePad(canvas, { penColor: "#0f2b50", minWidth: 0.8, maxWidth: 2.6 });
    pad.addEventListener("endStroke", () => { field.value = pad.toDataURL("image/png"); });
    const clear = box.querySelector("[data-signature-clear]");
    if (clear) clear.addEventListener("click", () => { pad.clear(); field.value = ""; });
    window.addEventListener("resize", () => { const drawn = pad.toData(); fit(); pad.fromData(drawn); });
  }

  /* ── time ── */
  const two = (number) => String(number).padStart(2, "0");
  function tick() {
    const now = new Date();
    for (const clock of all("[data-clock]")) {
      clock.textContent = now.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
    }
    for (const watch of all("[data-stopwatch]")) {
      const seconds = Math.max(0, Math.floor((now - new Date(watch.dataset.stopwatch)) / 1000));
      watch.textContent = seconds < 3600 ? `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}` : "1 小时以上";
    }
  }

  /* ── htmx: the key of a form travels as a header, troubles are said, the focus goes where the part says ── */
  document.addEventListener("htmx:configRequest", (event) => {
    const once = event.detail.parameters.once || event.detail.parameters.get?.("once");
    if (once) event.detail.headers["Idempotency-Key"] = once;
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) event.detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:responseError", (event) => {
    const words = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").querySelector(".q-note, .q-say");
    toast(words ? words.textContent.trim() : "没有办成，请刷新页面再试");
  });
  document.addEventListener("htmx:sendError", () => toast("网络断了，没有送出。恢复后请再按一次"));
  document.addEventListener("htmx:afterSettle", (event) => {
    begin(event.target);
    const focus = event.target.querySelector("[data-focus]");
    if (focus) focus.focus();
  });
  window.addEventListener("offline", () => toast("网络断了，填的内容先存在本机"));
  window.addEventListener("online", () => toast("网络恢复了"));

  /* one form, one sending: the second press of a hurried hand does nothing */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.sent || form.method !== "post" || form.hasAttribute("hx-post")) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => { for (const form of all("form[data-sent]")) delete form.dataset.sent; });

  const begun = new WeakSet();
  function begin(root) {
    const each = (selector, act) => {
      const found = all(selector, root);
      if (root.matches && root.matches(selector)) found.push(root);
      for (const one of found) if (!begun.has(one)) { begun.add(one); act(one); }
    };
    each("form[data-autosave]", autosave);
    each("[data-drop]", drop);
    each("[data-signature]", signature);
  }
  // Scripts of a page come after this one; once the document is ready they are all there.
  document.addEventListener("DOMContentLoaded", () => begin(document));
  tick();
  setInterval(tick, 1000);
})();
