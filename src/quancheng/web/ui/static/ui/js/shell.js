/* 全程: what every desk page shares. Markup says what it wants with data-* attributes; nothing depends on it. */
"use strict";
window.quancheng = (() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* a short word at the bottom of the page, also for screen readers */
  let hiding = 0;
  function toast(words) {
    const box = document.querySelector("[data-toast]");
    if (!box) return;
    box.textContent = words;
    box.hidden = false;
    clearTimeout(hiding);
    hiding = setTimeout(() => { box.hidden = true; }, 5000);
  }

  function copy(text) {
    if (!navigator.clipboard) return toast("这个浏览器不能直接复制，请选中后按 Ctrl+C");
    navigator.clipboard.writeText(text).then(() => toast("已复制"), () => toast("没有复制成功，请选中后按 Ctrl+C"));
  }

  /* data-confirm: the question opens beside the button, in the same column; no dialog over a dialog */
  function ask(button) {
    const box = document.createElement("div");
    box.className = "q-ask";
    box.setAttribute("role", "group");
    const words = document.createElement("span");
    words.textContent = button.dataset.confirm;
    const yes = document.createElement("button");
    yes.type = "button";
    yes.className = "q-btn q-btn-x q-btn-s";
    yes.textContent = button.dataset.confirmYes || "确定";
    const no = document.createElement("button");
    no.type = "button";
    no.className = "q-btn q-btn-s";
    no.textContent = "不办了";
    box.append(words, yes, no);
    const close = () => { box.remove(); button.hidden = false; button.focus(); };
    yes.addEventListener("click", () => { button.dataset.confirmed = "1"; close(); button.click(); });
    no.addEventListener("click", close);
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
    button.hidden = true;
    button.after(box);
    yes.focus();
  }

  document.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-confirm],[data-print],[data-copy],[data-back],[data-fill]");
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
    if (!hit) return;
    if (hit.dataset.confirm && !hit.dataset.confirmed) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return ask(hit);
    }
    delete hit.dataset.confirmed;
    if ("print" in hit.dataset) { event.preventDefault(); window.print(); }
    if (hit.dataset.copy) { event.preventDefault(); copy(hit.dataset.copy); }
    if ("back" in hit.dataset && history.length > 1) { event.preventDefault(); history.back(); }
    if (hit.dataset.fill) { event.preventDefault(); fill(hit); }
  }, true);

  function fill(button) {
    const area = document.querySelector(button.dataset.fill);
    if (!area) return;
    area.value = button.dataset.text || button.textContent.trim();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details[data-menu][open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  /* leaving: what is still on its way goes to the server, then nothing of it stays in this browser */
  const leaving = [];
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-logout]")) return;
    event.preventDefault();
    await Promise.allSettled(leaving.map((send) => send()));
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("quancheng:")) localStorage.removeItem(key);
    } catch { /* a closed store keeps nothing anyway */ }
    form.submit();
  });

  /* errors first: the summary takes the focus when the page comes back with one */
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-errors]");
    if (summary) summary.focus();
  });

  if ("serviceWorker" in navigator && window.isSecureContext && document.querySelector(".q-bar")) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  }
  return { all, toast, copy, leaving };
})();
