"use strict";

// Everything works without this file. It adds the copy buttons, and takes a secret out of a page that is left.

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

// Whoever listens to the page hears first what is new on it.
document.getElementById("new-heading")?.focus();

// One question at a time.
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

// A page that the browser keeps for its Back button keeps no secret.
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
