// What the other scripts share.
globalThis.handbookTools = {
  // A text from the catalogue with its parts filled in.
  fill: (text, values) => text.replace(/\{(\w+)\}/g, (part, name) => values[name] ?? part),

  make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  },
};
