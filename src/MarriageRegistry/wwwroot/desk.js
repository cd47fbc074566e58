// Small enhancements; every page works without them.
(() => {
  "use strict";
  // A form that was sent cannot be pressed twice. Coming back by the back button frees it again.
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => form.querySelectorAll("button").forEach(button => {
      button.disabled = true;
      if (button.dataset.working) { button.dataset.text = button.textContent; button.textContent = button.dataset.working; }
    }), 0);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach(button => { button.disabled = false; if (button.dataset.text) button.textContent = button.dataset.text; });
  }));
  document.querySelectorAll("[data-print]").forEach(button => button.addEventListener("click", () => print()));
  const invalid = document.querySelector("[aria-invalid=true]");
  if (invalid) invalid.focus();
})();
