// What only the browser can do: sliders that stay where the hand holds them, keys, dialogs, files. No state lives here.
(() => {
  const touched = new WeakMap(); // when a hand last moved a control
  const QUIET = 600; // ms after which the server's value may come back
  const FIELDS = "input:not([type=range]), select, textarea, [contenteditable]";
  const LARGEST_FILE = 300000; // characters; the server asks for less

  const say = (element) => {
    const said = element.nextElementSibling?.matches?.(".said-now") ? element.nextElementSibling : document.getElementById(element.dataset.says);
    if (!said) return;
    const text = element.dataset.unit === "%" ? element.dataset.form.replace("0", element.value) : element.value;
    said.textContent = text;
    element.setAttribute("aria-valuetext", text);
  };
  const put = (element) => {
    const wait = QUIET - (Date.now() - (touched.get(element) ?? 0));
    if (element.matches(":active") || wait > 0) return setTimeout(put, Math.max(wait, 100), element);
    if (element.value !== element.dataset.now) element.value = element.dataset.now;
    say(element);
  };
  const putAll = (root) => {
    if (root.matches?.("[data-now]")) put(root);
    root.querySelectorAll?.("[data-now]").forEach(put);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") put(change.target);
      else if (change.target.matches?.("select[data-now]")) put(change.target);
      else change.addedNodes.forEach(putAll);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-now"] });

  addEventListener("input", (event) => {
    if (!event.target.matches("[data-now]")) return;
    touched.set(event.target, Date.now());
    say(event.target);
  }, true);

  // Tabs: arrows move between them, as the pattern for tabs has it.
  const moveTab = (tab, key) => {
    const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return false;
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
    return true;
  };
  const single = () => localStorage.getItem("ssrsim.keys") !== "off";
  addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (target.matches(FIELDS) || target.matches("input[type=range]")) return;
    if (target.matches("[role=tab]") && moveTab(target, event.key)) return event.preventDefault();
    if (event.key === " " && target.matches("button, summary, a")) return; // the key of what has the focus
    const name = event.key === " " ? "Space" : event.key;
    if (name.length === 1 && !single()) return;
    const control = document.querySelector(`[data-key="${CSS.escape(name)}"]:not(:disabled)`);
    if (!control) return;
    event.preventDefault();
    control.click();
  });

  addEventListener("click", (event) => {
    const opens = event.target.closest?.("[data-opens]");
    if (opens) document.getElementById(opens.dataset.opens)?.showModal();
    if (event.target.closest?.("[data-closes]")) event.target.closest("dialog")?.close();
    const picks = event.target.closest?.("[data-picks]");
    if (picks) document.getElementById(picks.dataset.picks)?.click();
  });
  addEventListener("change", (event) => {
    if (event.target.id === "single-keys") localStorage.setItem("ssrsim.keys", event.target.checked ? "on" : "off");
    if (event.target.id !== "session-file" || !event.target.files.length) return;
    const file = event.target.files[0];
    if (file.size > LARGEST_FILE) emitEvent("ssrsim-file", { size: file.size });
    else file.text().then((text) => emitEvent("ssrsim-file", { text }));
    event.target.value = "";
    event.target.closest("dialog")?.close();
  });

  // Charts write in pixels: the server must know how many make a rem.
  let known = 0;
  const tell = () => {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (Math.abs(size - known) < 0.4 || typeof emitEvent === "undefined" || !window.socket?.connected) return;
    known = size;
    emitEvent("ssrsim-size", size);
  };
  addEventListener("resize", () => setTimeout(tell, 150));
  const settle = setInterval(() => { tell(); if (known) clearInterval(settle); }, 60);
  const keysBox = () => {
    const box = document.getElementById("single-keys");
    if (box) box.checked = single();
    else setTimeout(keysBox, 200);
  };
  keysBox();
})();
