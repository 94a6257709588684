/* 全程 office: the flow of an item in the BPMN viewer, read when somebody opens it. */
"use strict";
(() => {
  async function draw(box) {
    const canvas = box.querySelector("[data-bpmn-url]");
    if (!canvas || canvas.dataset.drawn || !window.BpmnJS) return;
    canvas.dataset.drawn = "1";
    try {
      const answer = await fetch(canvas.dataset.bpmnUrl);
      if (!answer.ok) throw new Error(String(answer.status));
      const viewer = new window.BpmnJS({ container: canvas });
      await viewer.importXML(await answer.text());
      viewer.get("canvas").zoom("fit-viewport", "auto");
      canvas.dataset.drawn = "done";
    } catch {
      delete canvas.dataset.drawn;
      canvas.textContent = "流程图没有读出来，请关上再打开一次。";
    }
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.matches && event.target.matches("[data-bpmn]") && event.target.open) draw(event.target);
  }, true);
})();
