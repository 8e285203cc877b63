"use strict";

// Progressive enhancement: copy buttons, and removal of the secret when the user leaves the page.

async function copy(button, label) {
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    select(document.getElementById(button.dataset.copy));
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => {
    button.innerHTML = label;
  }, 2000);
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.innerHTML;
  button.hidden = false;
  button.addEventListener("click", () => copy(button, label));
}

for (const value of document.querySelectorAll(".value")) {
  value.addEventListener("focus", () => select(value));
}

// Screen readers announce the new token first.
document.getElementById("new-heading")?.focus();

// Only one confirmation is open at a time.
for (const details of document.querySelectorAll("details.confirm")) {
  details.addEventListener("toggle", () => {
    if (details.open) {
      for (const other of document.querySelectorAll("details.confirm[open]")) {
        other.open = other === details;
      }
    }
  });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      details.open = false;
      details.querySelector("summary").focus();
    }
  });
}

// The back-forward cache must not keep the secret.
addEventListener("pagehide", () => {
  for (const secret of document.querySelectorAll("[data-secret]")) {
    secret.remove();
  }
});

addEventListener("pageshow", (event) => {
  if (event.persisted) {
    location.replace("/dashboard");
  }
});
