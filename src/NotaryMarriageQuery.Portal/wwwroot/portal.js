// Small enhancements; every page works without them.
(() => {
  "use strict";

  // A form that was sent shows that it works and cannot be pressed twice. Coming back by the back button frees it again.
  const buttons = form => [...form.querySelectorAll("button:not([type=button], [hidden])")];
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => buttons(form).forEach(button => {
      button.disabled = true;
      if (button.dataset.working) { button.dataset.text = button.textContent; button.textContent = button.dataset.working; }
    }), 0);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    buttons(form).forEach(button => { button.disabled = false; if (button.dataset.text) button.textContent = button.dataset.text; });
  }));

  // A hand scanner ends what it types with Enter: that leads to the next field and sends nothing.
  document.querySelectorAll("[data-scan]").forEach(field => field.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const fields = [...field.form.querySelectorAll("input:not([type=hidden]), select")];
    fields[fields.indexOf(field) + 1]?.focus();
  }));

  document.querySelectorAll("[data-print]").forEach(button => button.addEventListener("click", () => print()));
  const invalid = document.querySelector("[aria-invalid=true]");
  if (invalid) invalid.focus();

  // Idle time ends a session after 15 minutes; two minutes before, the person may stay. Typing counts as being there.
  const dialog = document.getElementById("stay");
  if (!dialog) return;
  const minute = 60000, idle = 15 * minute, warning = 2 * minute, ended = "/account/sign-in?ended=true";
  let lastCall = Date.now(), active = false;
  const stay = async () => {
    active = false;
    const before = lastCall;
    lastCall = Date.now();
    dialog.hidden = true;
    try {
      const response = await fetch("/account/stay", { cache: "no-store", redirect: "manual" });
      if (!response.ok) location.assign(ended);
    } catch { lastCall = before; }
  };
  ["keydown", "input", "pointerdown"].forEach(kind => addEventListener(kind, () => { active = true; }, { passive: true }));
  document.getElementById("stay-button").addEventListener("click", stay);
  setInterval(() => {
    const quiet = Date.now() - lastCall;
    if (active && quiet >= minute) { stay(); return; }
    const left = idle - quiet;
    if (left <= 0) { location.assign(ended); return; }
    if (left <= warning) {
      document.getElementById("stay-left").textContent = left > minute ? "2 分钟" : Math.ceil(left / 1000) + " 秒";
      if (dialog.hidden) { dialog.hidden = false; document.getElementById("stay-button").focus(); }
    }
  }, 1000);
})();
