/* 全程 窗口: keys that every page of the counter shares. */
const one = (selector, root = document) => root.querySelector(selector);

/* what the server has is not kept in this browser */
const forget = one("[data-forget]");
if (forget) {
  try { localStorage.removeItem(forget.dataset.forget); } catch { /* a closed store keeps nothing anyway */ }
}

const acts = {
  help() {
    const box = one("#help");
    if (!box) return;
    box.hidden = !box.hidden;
    if (!box.hidden) { box.scrollIntoView({ block: "center" }); box.focus(); }
  },
  find() {
    const field = one("[data-first]");
    if (field) { field.focus(); field.select(); }
  },
  first() { openFirst(); },
  card() {
    const field = one("#id_applicant_id_number, #id_id_number");
    if (field) { field.focus(); field.select(); }
  },
  "close-tray"() { const tray = one("#tray"); if (tray) tray.replaceChildren(); },
};
document.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-act]");
  if (hit && acts[hit.dataset.act]) acts[hit.dataset.act]();
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "F3" && !one('[data-key="F3"]')) { event.preventDefault(); acts.find(); }
  if (event.key === "Escape") back(event);
});

/* Esc goes back one level; a panel in which something was typed stays */
function back(event) {
  const tray = one("#tray");
  const leave = one("[data-escape]");
  if (tray && tray.firstElementChild) { event.preventDefault(); return tray.replaceChildren(); }
  const help = one("#help:not([hidden])");
  if (help) { help.hidden = true; return; }
  if (document.activeElement && document.activeElement.matches("input,textarea,select")) return document.activeElement.blur();
  if (leave && !Array.from(leave.closest("form").elements).some((field) => field.defaultValue !== undefined
      && field.type !== "hidden" && field.value !== field.defaultValue)) leave.click();
}

/* Enter in the search opens the first hit, and waits for it where it is still on its way */
const search = one("#q[hx-get]");
let wanted = "";
let shown = search ? search.value.trim() : "";
function openFirst() {
  const first = one("[data-open-first]");
  if (first && search && shown === search.value.trim()) first.click();
  else if (search) search.form.requestSubmit();
}
if (search) {
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { const hit = one(".c-hits button"); if (hit) { event.preventDefault(); hit.focus(); } }
    if (event.key !== "Enter" || event.isComposing) return;
    const words = search.value.trim();
    if (/^[0-9A-Za-z][0-9A-Za-z -]*$/.test(words) && /\d/.test(words)) return;
    event.preventDefault();
    if (shown === words) return openFirst();
    wanted = words;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === search) event.detail.xhr.asked = search.value.trim();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "hits") return;
    shown = event.detail.xhr.asked || search.value.trim();
    if (wanted && wanted === shown) { wanted = ""; openFirst(); }
  });
}

/* a document that was shown is compared as soon as it is read */
const shownId = one("#handover #id_id_number");
if (shownId) {
  shownId.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    one("#match-id").click();
  });
}
