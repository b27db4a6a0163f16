// What differs from one type of question to another. A kind gets the question's <fieldset>, and
// offers: answered; missing, the word that asks for an answer; score(), the share that is right, 0
// to 1, or null if it is not scored; verdict() and reasons(), which do not give the answer away;
// mark(all), lock(on), clear(all); first, the control to focus.
// Right answers are read from the page's own answer, so that they stand in one place.
(() => {
  "use strict";

  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[‘’]/g, "'")
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[\s.!?…,;:]+$/, "")
      .trim();
  const { fill, make } = handbookTools;

  // Says on a control's row, in words, whether it is right.
  function label(row, right, text) {
    row.dataset.mark = right ? "right" : "wrong";
    row.querySelector(".hb-mark")?.remove();
    row.append(make("span", "hb-mark", text));
  }

  function unlabel(row) {
    delete row.dataset.mark;
    row.querySelector(".hb-mark")?.remove();
  }

  class Choices {
    missing = "choose_first";

    constructor(fieldset, words) {
      this.words = words;
      this.inputs = [...fieldset.querySelectorAll(".hb-options input")];
      const letter = (li) => String.fromCharCode(64 + li.value);
      this.items = new Map([...fieldset.querySelectorAll(".hb-answer li")].map((li) => [letter(li), li]));
      for (const input of this.inputs) this.quote(input);
    }

    // Puts an option's text above its reason, for the reason is also shown elsewhere.
    quote(input) {
      const item = this.items.get(input.value);
      if (item.querySelector(".hb-reason")) return;
      const reason = make("div", "hb-reason");
      const quote = make("p", "hb-quote");
      quote.append(...[...input.parentElement.childNodes].slice(1).map((node) => node.cloneNode(true)));
      reason.append(quote, ...item.childNodes);
      item.append(reason);
    }

    get chosen() {
      return this.inputs.filter((input) => input.checked).map((input) => input.value);
    }

    get answered() {
      return this.chosen.length > 0;
    }

    get total() {
      return [...this.items.values()].filter((li) => "right" in li.dataset).length;
    }

    get hits() {
      return this.chosen.filter((letter) => this.isRight(letter)).length;
    }

    isRight(letter) {
      return "right" in this.items.get(letter).dataset;
    }

    // A wrong tick costs what a right one earns.
    score() {
      return Math.max(0, (2 * this.hits - this.chosen.length) / this.total);
    }

    verdict() {
      const { hits: right, total } = this;
      const partly = total > 1 && right;
      return partly && fill(this.words.verdict_partly, { right, total, wrong: this.chosen.length - right });
    }

    reasons() {
      return this.chosen.map((letter) => this.items.get(letter).querySelector(".hb-reason"));
    }

    mark(all) {
      const { words } = this;
      for (const input of this.inputs) {
        const right = this.isRight(input.value);
        if (!input.checked && !(all && right)) continue;
        const missed = right && !input.checked && this.total > 1;
        const text = missed ? words.mark_missed : right ? words.mark_right : words.mark_wrong;
        label(input.closest(".hb-option"), right, input.checked ? `${text} (${words.your_choice})` : text);
      }
    }

    lock(on) {
      for (const input of this.inputs) input.disabled = on;
    }

    clear(all) {
      for (const input of this.inputs) {
        if (all || !this.isRight(input.value)) input.checked = false;
        if (all || !input.checked) unlabel(input.closest(".hb-option"));
      }
    }

    get first() {
      return this.inputs.find((input) => input.checked) ?? this.inputs[0];
    }
  }

  // Steps move by buttons. Nothing counts as an answer before something was moved.
  class Ordering {
    missing = "order_first";
    answered = false;

    constructor(fieldset, words, announce) {
      this.words = words;
      this.announce = announce;
      this.list = fieldset.querySelector(".hb-options");
      this.start = [...this.list.children];
      fieldset.querySelector(".hb-how").textContent = words.order_move;
      for (const row of this.start) {
        row.querySelector("select").hidden = true;
        for (const way of ["up", "down"]) {
          const button = make("button", "hb-move", way === "up" ? "↑" : "↓");
          button.type = "button";
          button.dataset.way = way;
          button.setAttribute("aria-label", `${words[`move_${way}`]}: ${this.text(row)}`);
          button.addEventListener("click", () => this.move(row, button));
          row.append(button);
        }
      }
      this.refresh();
    }

    get rows() {
      return [...this.list.children];
    }

    text(row) {
      return row.querySelector(".hb-text").textContent.trim();
    }

    move(row, button) {
      const other = button.dataset.way === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (button.dataset.way === "up") other.before(row);
      else other.after(row);
      this.answered = true;
      this.refresh();
      // At the end of the list the pressed button can do no more: its twin takes the focus.
      const twin = row.querySelector(`.hb-move:not([aria-disabled="true"])`);
      (button.getAttribute("aria-disabled") === "true" ? twin : button).focus();
      const place = this.rows.indexOf(row) + 1;
      this.announce(fill(this.words.moved, { text: this.text(row), place, total: this.rows.length }));
    }

    refresh() {
      const { rows } = this;
      rows.forEach((row, index) => {
        const [up, down] = row.querySelectorAll(".hb-move");
        up.setAttribute("aria-disabled", index === 0);
        down.setAttribute("aria-disabled", index === rows.length - 1);
        unlabel(row);
      });
    }

    get places() {
      return this.rows.map((row) => Number(row.dataset.place));
    }

    get hits() {
      const { places } = this;
      return places.filter((place, index) => index && place === places[index - 1] + 1).length;
    }

    score() {
      return this.hits / (this.rows.length - 1);
    }

    verdict() {
      return this.hits && fill(this.words.verdict_ordering, { right: this.hits, total: this.rows.length - 1 });
    }

    reasons() {
      return [];
    }

    mark(all) {
      if (!all) return;
      this.rows.forEach((row, index) => {
        const right = Number(row.dataset.place) === index + 1;
        label(row, right, right ? this.words.mark_right : this.words.mark_wrong);
      });
    }

    lock(on) {
      for (const button of this.list.querySelectorAll(".hb-move")) button.disabled = on;
    }

    clear(all) {
      if (all) {
        this.list.append(...this.start);
        this.answered = false;
      }
      this.refresh();
    }

    get first() {
      return this.list.querySelector(`.hb-move:not([aria-disabled="true"])`);
    }
  }

  class Matching {
    missing = "match_first";

    constructor(fieldset, words) {
      this.words = words;
      this.selects = [...fieldset.querySelectorAll(".hb-options select")];
    }

    get answered() {
      return this.selects.every((select) => select.value);
    }

    isRight(select) {
      return "right" in (select.selectedOptions[0]?.dataset ?? {});
    }

    get hits() {
      return this.selects.filter((select) => this.isRight(select)).length;
    }

    score() {
      return this.hits / this.selects.length;
    }

    verdict() {
      return fill(this.words.verdict_matching, { right: this.hits, total: this.selects.length });
    }

    reasons() {
      return [];
    }

    mark() {
      for (const select of this.selects) {
        const right = this.isRight(select);
        label(select.closest(".hb-row"), right, right ? this.words.mark_right : this.words.mark_wrong);
      }
    }

    lock(on) {
      for (const select of this.selects) select.disabled = on;
    }

    clear(all) {
      for (const select of this.selects) {
        if (all || !this.isRight(select)) select.value = "";
        if (!select.value) unlabel(select.closest(".hb-row"));
      }
    }

    get first() {
      return this.selects.find((select) => !select.value) ?? this.selects[0];
    }
  }

  class ShortAnswer {
    missing = "write_first";

    constructor(fieldset, words) {
      this.words = words;
      this.input = fieldset.querySelector(".hb-options input");
      this.accepted = [...fieldset.querySelectorAll("[data-accept]")].map((li) => folded(li.textContent));
      this.near = [...fieldset.querySelectorAll("[data-near]")];
    }

    get answered() {
      return folded(this.input.value) !== "";
    }

    score() {
      return this.accepted.includes(folded(this.input.value)) ? 1 : 0;
    }

    verdict() {}

    reasons() {
      const typed = folded(this.input.value);
      return this.near.filter((near) => folded(near.textContent) === typed).map((near) => near.closest(".hb-reason"));
    }

    mark() {
      const right = this.score() === 1;
      label(this.input.closest(".hb-options"), right, right ? this.words.mark_right : this.words.mark_wrong);
    }

    lock(on) {
      this.input.readOnly = on;
    }

    clear(all) {
      if (all || !this.score()) this.input.value = "";
      unlabel(this.input.closest(".hb-options"));
    }

    get first() {
      return this.input;
    }
  }

  class Reflection {
    missing = "write_first";

    constructor(fieldset, words) {
      this.words = words;
      this.area = fieldset.querySelector("textarea");
      this.ticks = [...fieldset.querySelectorAll(".hb-answer input")];
    }

    get answered() {
      return this.area.value.trim() !== "";
    }

    score() {
      return null;
    }

    verdict() {}

    reasons() {
      return [];
    }

    mark() {}

    lock(on) {
      this.area.readOnly = on;
    }

    clear(all) {
      if (!all) return;
      this.area.value = "";
      for (const tick of this.ticks) tick.checked = false;
    }

    get first() {
      return this.area;
    }
  }

  globalThis.handbookKinds = {
    "multiple-choice": Choices,
    "multiple-response": Choices,
    "true-false": Choices,
    ordering: Ordering,
    matching: Matching,
    "short-answer": ShortAnswer,
    reflection: Reflection,
  };
})();
