/* 全程 portal: read aloud with the voice of the reader's own device. Everything else works without a script. */
"use strict";
(() => {
  const button = document.querySelector("[data-read]");
  const voice = window.speechSynthesis;
  if (button && voice && window.SpeechSynthesisUtterance) {
    const label = button.querySelector("[data-read-label]");
    button.hidden = false;
    const rest = () => { button.setAttribute("aria-pressed", "false"); label.textContent = "朗读"; };
    const sentences = () => {
      const chosen = String(window.getSelection() || "").trim();
      if (chosen) return chosen.split(/(?<=[。！？；\n])/);
      const main = document.getElementById("main");
      const found = [];
      for (const part of main.querySelectorAll("h1,h2,h3,p,li,dt,dd,td,th,label,legend")) {
        if (part.querySelector("h2,h3,p,li,dd") || !part.getClientRects().length) continue;
        const words = part.getAttribute("aria-label") || part.innerText.trim();
        if (words) found.push(words);
      }
      return found;
    };
    button.addEventListener("click", () => {
      if (voice.speaking) { voice.cancel(); return rest(); }
      const parts = sentences();
      parts.forEach((words, index) => {
        const saying = new SpeechSynthesisUtterance(words);
        saying.lang = "zh-CN";
        saying.rate = 0.95;
        if (index === parts.length - 1) saying.onend = rest;
        voice.speak(saying);
      });
      button.setAttribute("aria-pressed", "true");
      label.textContent = "停止";
    });
    window.addEventListener("pagehide", () => voice.cancel());
  }
  document.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-print],[data-copy]");
    if (!hit) return;
    event.preventDefault();
    if ("print" in hit.dataset) window.print();
    else if (navigator.clipboard) navigator.clipboard.writeText(hit.dataset.copy);
  });
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  const summary = document.querySelector("[data-errors]");
  if (summary) summary.focus();
})();
