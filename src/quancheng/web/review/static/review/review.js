/* 全程 review desk: filters that go at once, like steps in the bulk bar, the word on the big button. */
"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

  /* a filter goes as soon as it is chosen */
  for (const form of all("form[data-filters]")) {
    form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
  }

  /* ticked rows: say which step they share; unlike steps cannot be done together */
  function bulk() {
    const bar = document.querySelector("[data-bulk]");
    if (!bar) return;
    const rows = all(".q-task .q-ck:checked").map((tick) => tick.closest(".q-task"));
    const steps = new Set(rows.map((row) => row.querySelector(".st b").textContent));
    const words = bar.querySelector("[data-bulk-count]").parentElement.lastChild;
    words.textContent = steps.size > 1 ? " 件，不在同一个环节，不能一起办" : ` 件，同为${Array.from(steps)[0] || ""}环节`;
    for (const button of all("button", bar)) button.disabled = steps.size > 1;
  }
  document.addEventListener("change", (event) => { if (event.target.matches(".q-task .q-ck")) bulk(); });
  window.addEventListener("pageshow", () => {
    const ticked = all(".q-task .q-ck:checked");
    if (ticked.length) ticked[0].dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* the big button says what it does; the pad measures itself when it comes into sight */
  for (const form of all("form[data-verdict]")) {
    const say = () => {
      const chosen = form.querySelector("input[name=verdict]:checked");
      if (chosen) form.querySelector("[data-act-words]").textContent = chosen.dataset.act;
      window.dispatchEvent(new Event("resize"));
    };
    form.addEventListener("change", (event) => { if (event.target.name === "verdict") say(); });
    for (const pad of all("details[data-pad]", form)) pad.addEventListener("toggle", say);
  }
})();
