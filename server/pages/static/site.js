// Small comforts; every page works without this file.
"use strict";
for (const code of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy " + (code.dataset.copy || "this text"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  code.after(button);
}
document.addEventListener("keydown", (event) => {
  const typing = event.composedPath()[0].closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    document.querySelector("#q")?.focus();
    event.preventDefault();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
});
const box = document.querySelector("#q");
const list = document.querySelector("#suggestions");
if (box && list) {
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (box.value.trim().length < 2) return;
      const answer = await fetch("/suggest?q=" + encodeURIComponent(box.value));
      if (!answer.ok) return;
      list.replaceChildren(...(await answer.json()).map((found) => {
        const option = document.createElement("option");
        option.value = found.name;
        option.label = found.kind;
        return option;
      }));
    }, 120);
  });
}
if (location.hash.length > 1) {
  for (let node = document.getElementById(decodeURIComponent(location.hash.slice(1))); node; node = node.parentElement) {
    if (node.tagName === "DETAILS") node.open = true;
  }
}
