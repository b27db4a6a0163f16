// What Material writes into each page as inline scripts (partials/javascripts/), as a file: so a server can
// forbid inline scripts. The page waits for it in its head, before anything is painted.
"use strict";

// Material's script finds these by their names.
globalThis.__md_scope = new URL("../../", document.currentScript.src);
globalThis.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
globalThis.__md_get = (name, store, scope = __md_scope) => {
  try {
    return JSON.parse((store ?? localStorage).getItem(`${scope.pathname}.${name}`));
  } catch {
    return null; // a browser may forbid to store anything
  }
};
globalThis.__md_set = (name, value, store, scope = __md_scope) => {
  try {
    (store ?? localStorage).setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {}
};

// Stands behind the buttons for the colours. The browser connects it while it still reads the page, so the page
// has the reader's colours from its first moment: those chosen here, or else those that the system asks for.
customElements.define(
  "handbook-palette",
  class extends HTMLElement {
    connectedCallback() {
      const chosen = __md_get("__palette")?.color;
      if (chosen && chosen.media !== "(prefers-color-scheme)") {
        for (const [name, value] of Object.entries(chosen)) document.body.setAttribute(`data-md-color-${name}`, value);
        return;
      }
      const fits = (option) => matchMedia(option.dataset.mdColorMedia).matches;
      const asked = [...document.querySelectorAll('[data-md-color-media^="(prefers-color-scheme:"]')].find(fits);
      for (const { name, value } of asked?.attributes ?? [])
        if (name.startsWith("data-md-color-")) document.body.setAttribute(name, value);
    }
  },
);

// An address may lead to one of several tabs.
addEventListener("DOMContentLoaded", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
});
