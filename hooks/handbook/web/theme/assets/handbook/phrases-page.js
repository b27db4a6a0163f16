// The page “Phrase bank”: shows the lines of one situation, or those that hold a word.
(() => {
  "use strict";

  const bank = document.querySelector(".hb-phrases");
  if (!bank) return;
  const words = JSON.parse(bank.dataset.words);
  const { fill } = handbookTools;
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’]/g, "'").toLowerCase();

  // A situation: its heading, what follows it as far as the next one, and its rows.
  const parts = [...bank.querySelectorAll("h2")].map((heading) => {
    const all = [heading];
    for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) all.push(next);
    const rows = all.flatMap((one) => [...one.querySelectorAll("tbody tr")]);
    return { id: heading.id, title: heading.firstChild.textContent.trim(), all, rows: rows.map((row) => ({ row, text: plain(row.textContent) })) };
  });

  const form = document.createElement("form");
  form.className = "hb-filter";
  const field = (label, control) => {
    const around = document.createElement("label");
    around.append(label, control);
    form.append(around);
    return control;
  };
  const situation = field(words.phrases_situation, document.createElement("select"));
  situation.add(new Option(words.phrases_all, ""));
  for (const { id, title } of parts) situation.add(new Option(title, id));
  const word = field(words.phrases_filter, document.createElement("input"));
  word.type = "search";
  word.autocomplete = "off";
  const said = document.createElement("p");
  said.setAttribute("role", "status");

  const show = () => {
    const wanted = plain(word.value.trim());
    let count = 0;
    for (const { id, all, rows } of parts) {
      let here = 0;
      for (const { row, text } of rows) {
        row.hidden = !text.includes(wanted);
        here += !row.hidden;
      }
      const hidden = !here || Boolean(situation.value && situation.value !== id);
      for (const one of all) one.hidden = hidden;
      if (!hidden) count += here;
    }
    said.textContent = count > 1 ? fill(words.phrases_count, { count }) : count ? words.phrases_one : words.phrases_none;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.append(said);
  bank.prepend(form);
  show();
})();
