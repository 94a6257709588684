/* 全程 office: a button that moves rows takes everything typed with it, so nothing older is saved after it. */
"use strict";
(() => {
  // A page that follows a save has everything: what this machine kept of it is no longer needed.
  const fresh = document.querySelector("form[data-autosave][data-fresh]");
  if (fresh) {
    try { localStorage.removeItem(`quancheng:${fresh.dataset.autosave}`); } catch { /* nothing was kept */ }
    history.replaceState(null, "", location.pathname);
  }
  const saving = (event) => event.target.closest && event.target.closest("form[data-autosave]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = saving(event);
    // Only the form's own listeners hear it: the save that waits for the end of typing is called off.
    if (form) form.dispatchEvent(new Event("submit", { cancelable: true }));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = document.querySelector("form[data-autosave]");
    if (!form || !event.detail.xhr || event.detail.xhr.status !== 200) return;
    try { localStorage.removeItem(`quancheng:${form.dataset.autosave}`); } catch { /* nothing was kept */ }
  });
})();
