/* 全程 窗口: the intake by keyboard. Enter goes to the next thing to do, Space ticks, 1–4 grade. */
const { all, toast } = window.quancheng;
const one = (selector, root = document) => root.querySelector(selector);
const form = one("#intake");
const upload = one("#upload");

/* ── checks while typing; the server checks again ── */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const tidy = (text) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
const masked = (text) => text.includes("*");

function residentFault(text) {
  if (!/^\d{17}[\dX]$/.test(text)) return "身份证号码应为 18 位，末位是数字或 X。";
  const day = new Date(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(text.slice(12, 14))) return "身份证号码里的出生日期不存在。";
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return "10X98765432"[sum % 11] === text[17] ? "" : "身份证号码校验不通过，可能输错了一位。";
}

function creditFault(text) {
  if (text.length !== 18 || Array.from(text).some((sign) => !CODE.includes(sign))) return "统一社会信用代码应为 18 位数字和大写字母。";
  const sum = Array.from(text.slice(0, 17)).reduce((total, sign, at) => total + CODE.indexOf(sign) * (3 ** at % 31), 0);
  return CODE[(31 - sum % 31) % 31] === text[17] ? "" : "统一社会信用代码校验不通过，可能输错了一位。";
}

const phoneFault = (text) => /^(\+?86)?-?1[3-9]\d[\d-]{8,10}$|^(0\d{2,3}-?)?[1-9]\d{6,7}(-\d{1,6})?$|^[48]00-?\d{3}-?\d{4}$/.test(text)
  ? "" : "电话号码不对，请填 11 位手机号或带区号的座机号。";

function fault(field) {
  const text = tidy(field.value);
  if (!text || masked(text)) return "";
  const kind = field.dataset.check === "id" ? one("#id_applicant_id_kind").value : field.dataset.check;
  return { resident_id: residentFault, uscc: creditFault, phone: phoneFault }[kind]?.(text) ?? "";
}

function tell(field) {
  const words = fault(field);
  const id = `${field.id}_client`;
  let note = document.getElementById(id);
  field.classList.toggle("is-err", Boolean(words));
  if (words) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
  if (!words) { if (note) note.remove(); return; }
  if (!note) {
    note = document.createElement("span");
    note.className = "q-err";
    note.id = id;
    (one(".q-says", field.closest(".q-f")) || field.parentElement).append(note);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${id}`.trim());
  }
  note.textContent = words;
}

form.addEventListener("focusout", (event) => {
  if (event.target.dataset.check !== undefined) tell(event.target);
});
form.addEventListener("input", (event) => {
  if (event.target === form) return;
  event.target.classList.remove("is-auto");
  if (event.target.classList.contains("is-err") && event.target.dataset.check !== undefined) tell(event.target);
});

/* ── Enter: next required and empty field (and an empty one that is asked of everybody),
   then the materials, then the key that receives ── */
const rows = () => all("#materials li[data-material]");
const tick = (row) => one("input.bx", row);
const row = (element) => element.closest("li[data-material]");

function wants(field) {
  if (!field.getClientRects().length || field.disabled) return false;
  const label = field.closest(".q-f");
  const must = label && label.querySelector(".q-req");
  if (!must) return false;
  if (field.type === "radio") return !all(`[name="${field.name}"]`, form).some((choice) => choice.checked);
  return field.type === "checkbox" ? !field.checked : !field.value.trim();
}

const asks = (field) => field.dataset.ask !== undefined && !field.value && field.getClientRects().length > 0;

function nextAfter(field) {
  const fields = all("#form input:not([type=hidden]), #form select, #form textarea").filter((each) => each === field || wants(each) || asks(each));
  return fields[fields.indexOf(field) + 1] || fields.find((each) => each !== field && wants(each));
}

function nextRow(after) {
  const lines = rows().filter((line) => !line.classList.contains("na"));
  const from = after ? lines.indexOf(after) + 1 : 0;
  return [...lines.slice(from), ...lines.slice(0, from)].find((line) => !tick(line).checked);
}

function go(element) {
  if (!element) return;
  element.focus();
  if (element.select && element.type !== "checkbox") element.select();
  element.scrollIntoView({ block: "nearest" });
}

const main = () => one('[data-key="F9"]');

function forward(from) {
  const line = from && row(from);
  if (line) {
    if (!tick(line).checked) tick(line).click();
    const following = nextRow(line);
    return go(following ? tick(following) : main());
  }
  const inForm = from && from.closest("#form");
  const field = inForm ? nextAfter(from) : all("#form input:not([type=hidden]), #form select, #form textarea").find(wants);
  if (field) return go(field);
  const first = nextRow(null);
  go(first ? tick(first) : main());
}

let recalled = one("#id_applicant_id_number")?.value || "";
form.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.isComposing || event.defaultPrevented) return;
  const line = row(field);
  if (event.key === "Enter" && !event.shiftKey && field.matches("input,select,textarea")) {
    event.preventDefault();
    if (field.dataset.recall !== undefined && field.value && field.value !== recalled && !fault(field)) {
      recalled = field.value;
      one("#recall").click();
    } else forward(field);
  } else if (line && field.matches("input.bx")) rowKey(event, line);
});

function rowKey(event, line) {
  const lines = rows();
  const at = lines.indexOf(line);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(tick(lines[Math.max(0, Math.min(lines.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]));
  } else if (/^[1-4]$/.test(event.key)) {
    const grade = one("select", line);
    grade.value = "ABCD"[Number(event.key) - 1];
    grade.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (event.key.toLowerCase() === "s" && !event.ctrlKey) {
    event.preventDefault();
    one("[data-scan]", line).click();
  }
}

document.addEventListener("keydown", (event) => {
  const panels = { "1": "#id_applicant_id_number", "2": "#materials input.bx", "3": "#side" };
  if (event.altKey && panels[event.key]) { event.preventDefault(); go(one(panels[event.key])); }
  if (event.ctrlKey && event.key.toLowerCase() === "z" && last && !event.target.matches("input:not(.bx),textarea")) {
    event.preventDefault();
    last.click();
  }
});

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  const line = rows().find((each) => each.classList.contains("cur")) || rows()[0];
  if (act === "next") forward(form.contains(document.activeElement) ? document.activeElement : null);
  if (act === "scan" && line) one("[data-scan]", line).click();
  const choose = event.target.closest("[data-choose]");
  if (choose) pick(row(choose));
});

/* ── the current line, and what the blue key would do ── */
let last = null;
const blue = one('[data-act="next"]');
function show() {
  const here = document.activeElement;
  const line = here && row(here);
  if (line) for (const each of rows()) each.classList.toggle("cur", each === line);
  if (!blue) return;
  blue.lastChild.textContent = line ? "收讫这份，下一份" : "下一项";
}
document.addEventListener("focusin", show);
form.addEventListener("change", (event) => {
  if (!event.target.matches("input.bx")) return;
  last = event.target;
  row(last).classList.toggle("ok", last.checked);
  count();
});

/* ── files: chosen or dropped on a line ── */
const input = one("input[type=file]", upload);
function pick(line) {
  one("[name=material]", upload).value = line.dataset.material;
  input.value = "";
  input.click();
}
input.addEventListener("change", () => { if (input.files.length) send(); });
function send() {
  toast(`正在上传 ${input.files.length} 个文件…`);
  upload.requestSubmit();
}
form.addEventListener("dragover", (event) => { if (row(event.target)) { event.preventDefault(); row(event.target).classList.add("drop"); } });
form.addEventListener("dragleave", (event) => { row(event.target)?.classList.remove("drop"); });
form.addEventListener("drop", (event) => {
  const line = row(event.target);
  if (!line || !event.dataTransfer.files.length) return;
  event.preventDefault();
  line.classList.remove("drop");
  one("[name=material]", upload).value = line.dataset.material;
  input.files = event.dataTransfer.files;
  send();
});

/* ── parts that come back from the server: what was typed in the meantime stays ── */
let before = new Map();
const texts = () => all("#form input:not([type=checkbox]):not([type=radio]), #form textarea");
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target.id === "form") before = new Map(texts().map((field) => [field.name, field.value]));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "form") return;
  const newer = texts().filter((field) => before.has(field.name) && before.get(field.name) !== field.value);
  before = new Map(newer.map((field) => [field.name, field.value]));
});
document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target.id;
  if (part === "side") mainWords();
  if (part !== "form" && part !== "materials") return;
  if (part === "form") {
    for (const field of texts()) if (before.has(field.name)) field.value = before.get(field.name);
    before = new Map();
    const here = document.activeElement;
    if (!here || here === document.body || here.dataset.recall !== undefined) forward(null);
  } else one("#tray").replaceChildren();
  count();
  form.dispatchEvent(new Event("input", { bubbles: true }));
});
function mainWords() {
  const words = one("[data-main-words]")?.dataset.mainWords;
  if (words && main()) main().lastChild.textContent = words;
}
function count() {
  const summary = one("[data-summary]");
  const lines = rows();
  if (summary && lines.length) summary.textContent = `应交 ${lines.filter((line) => !line.classList.contains("na")).length} 份，已收 ${lines.filter((line) => tick(line).checked).length} 份`;
}
form.addEventListener("change", (event) => {
  if (event.target.name === "applicant_kind" || event.target.name === "applicant_id_kind") one("#recall").click();
});
if (!one("[data-errors]")) go(one("#id_applicant_id_number"));
