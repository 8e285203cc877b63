"use strict";

// Progressive enhancement of the token panel. Without this script, everything works except copying.
(() => {
  const panels = document.querySelectorAll(".anchorify");
  const all = (selector) => document.querySelectorAll(selector);

  function select(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  async function copy(button, label) {
    const value = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(value.textContent);
      button.textContent = button.dataset.copied;
    } catch {
      select(value);
      button.textContent = button.dataset.select;
    }
    setTimeout(() => {
      button.replaceChildren(...label);
    }, 2000);
  }

  for (const button of all(".anchorify [data-copy]")) {
    const label = [...button.childNodes];
    button.hidden = false;
    button.addEventListener("click", () => copy(button, label));
  }

  for (const value of all(".anchorify-value")) {
    value.addEventListener("focus", () => select(value));
  }

  // Screen readers announce the new token first, or the field with a problem.
  document.querySelector("#anchorify-new-heading, .anchorify [aria-invalid=true]")?.focus();

  // Only one confirmation is open at a time.
  const confirmations = all("details.anchorify-confirm");
  for (const details of confirmations) {
    details.addEventListener("toggle", () => {
      for (const other of details.open ? confirmations : []) {
        other.open = other === details;
      }
    });
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && details.open) {
        details.open = false;
        details.querySelector("summary").focus();
      }
    });
  }

  // The check box in the heading selects all others.
  const selectAll = document.getElementById("anchorify-select-all");
  if (selectAll) {
    const boxes = [...all(".anchorify-tokens input[name=id]")];
    const update = () => {
      const checked = boxes.filter((box) => box.checked).length;
      selectAll.checked = checked > 0 && checked === boxes.length;
      selectAll.indeterminate = checked > 0 && checked < boxes.length;
    };
    selectAll.hidden = boxes.length === 0;
    selectAll.addEventListener("change", () => {
      for (const box of boxes) {
        box.checked = selectAll.checked;
      }
    });
    for (const box of boxes) {
      box.addEventListener("change", update);
    }
    update();
  }

  // A date that was chosen is meant, and the selection of a date leads to it.
  const expires = document.getElementById("anchorify-expires");
  const date = document.getElementById("anchorify-expires-date");
  date?.addEventListener("input", () => {
    if (date.value) {
      expires.value = "date";
    }
  });

  // A double click submits a form once. The button is disabled after its value was read.
  for (const panel of panels) {
    panel.addEventListener("submit", (event) => {
      setTimeout(() => {
        for (const button of event.target.querySelectorAll("button[type=submit]")) {
          button.disabled = !event.defaultPrevented;
        }
      });
    });
  }

  // Relative times are rendered by the server and grow old.
  const language = panels[0]?.lang || undefined;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];

  function refresh() {
    for (const time of all(".anchorify time[datetime]")) {
      const distance = (Date.parse(time.dateTime) - Date.now()) / 1000;
      const seconds = distance > 0 ? distance + 30 : distance;
      const unit = units.find(([, size]) => Math.abs(seconds) >= size);
      if (unit && Math.abs(seconds) < 30 * 86400) {
        time.textContent = relative.format(Math.trunc(seconds / unit[1]), unit[0]);
      }
    }
  }

  if (panels.length > 0) {
    setInterval(refresh, 60000);
  }

  // Reload and Back lead to the list, and do not submit the form again.
  const base = panels[0]?.dataset.page;
  const isAnswerToAForm = base && location.pathname.startsWith(base + "/tokens");
  if (isAnswerToAForm) {
    history.replaceState(null, "", base);
  }

  // The back-forward cache must not keep the secret.
  addEventListener("pagehide", () => {
    for (const secret of all(".anchorify [data-secret]")) {
      secret.remove();
    }
  });

  addEventListener("pageshow", (event) => {
    if (event.persisted && panels.length > 0) {
      location.reload();
    }
  });
})();
