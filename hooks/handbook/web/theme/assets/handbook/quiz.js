// Makes a quiz check itself. The page is complete without this script: real inputs, and each
// answer in a <details>. Right answers are read from there, so that they stand in one place.
(() => {
  "use strict";

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (part, name) => values[name] ?? part);
  const round = (number) => Math.round(number * 10) / 10;

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // One question. `state` is open (to be answered), missed (checked, not right, may be tried
  // again), or done (right, or the answer was shown). `points` is what the first check earned.
  class Question {
    constructor(fieldset, words) {
      this.fieldset = fieldset;
      this.words = words;
      this.answer = fieldset.querySelector(".hb-answer");
      this.actions = this.place("hb-actions");
      this.verdict = this.place("hb-verdict");
      this.verdict.tabIndex = -1;
      this.inputs = [...fieldset.querySelectorAll(".hb-options input")];
      const letter = (li) => String.fromCharCode(64 + li.value);
      this.items = new Map([...this.answer.querySelectorAll("li")].map((li) => [letter(li), li]));
      for (const input of this.inputs) this.quote(input);
      this.state = "open";
      this.points = null;
    }

    // A place above the answer for what the script adds; a quiz that is moved on its page keeps it.
    place(className) {
      const there = this.fieldset.querySelector(`.${className}`);
      if (there) return there;
      const made = make("div", className);
      made.hidden = true;
      this.answer.before(made);
      return made;
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

    get right() {
      return [...this.items].filter(([, li]) => "right" in li.dataset).map(([letter]) => letter);
    }

    isRight(letter) {
      return this.right.includes(letter);
    }

    // The share of the question that is earned, 0 to 1: a wrong tick costs what a right one earns.
    score() {
      const hits = this.chosen.filter((letter) => this.isRight(letter)).length;
      const wrong = this.chosen.length - hits;
      return Math.max(0, (hits - wrong) / this.right.length);
    }

    // Judges what is chosen; gives the words for it.
    check() {
      const score = this.score();
      this.points ??= score;
      this.state = score === 1 ? "done" : "missed";
      return score === 1 ? this.close(this.words.verdict_right) : this.explain(score);
    }

    // Not right: says why for what was chosen, and leaves the answer for another try.
    explain(score) {
      const hits = this.chosen.filter((letter) => this.isRight(letter)).length;
      const verdict =
        this.right.length > 1 && hits
          ? fill(this.words.verdict_partly, {
              right: hits,
              total: this.right.length,
              wrong: this.chosen.length - hits,
            })
          : this.words.verdict_wrong;
      for (const letter of this.chosen) this.mark(letter);
      this.say(verdict, this.chosen.map((letter) => this.items.get(letter)), score ? "partly" : "wrong");
      return verdict;
    }

    // Ends the question: every option gets its mark, and all reasons are open to read.
    close(verdict) {
      this.state = "done";
      this.points ??= 0;
      for (const input of this.inputs) {
        input.disabled = true;
        if (input.checked || this.isRight(input.value)) this.mark(input.value);
      }
      this.say(verdict, [], this.score() === 1 ? "right" : "wrong");
      this.answer.hidden = false;
      this.answer.open = true;
      return verdict;
    }

    mark(letter) {
      const { words } = this;
      const option = this.inputs.find((input) => input.value === letter).closest(".hb-option");
      const right = this.isRight(letter);
      const chosen = this.chosen.includes(letter);
      option.dataset.mark = right ? "right" : "wrong";
      option.querySelector(".hb-mark")?.remove();
      const missed = right && !chosen && this.right.length > 1;
      const label = missed ? words.mark_missed : right ? words.mark_right : words.mark_wrong;
      option.append(make("span", "hb-mark", chosen ? `${label} (${words.your_choice})` : label));
    }

    say(verdict, reasons, tone) {
      const lines = [make("p", "hb-verdict-line", verdict)];
      for (const item of reasons) lines.push(item.querySelector(".hb-reason").cloneNode(true));
      this.verdict.replaceChildren(...lines);
      this.verdict.dataset.tone = tone;
      this.verdict.hidden = false;
    }

    // Back to a question that can be answered; right ticks stay unless `all` is set.
    reopen(all) {
      for (const input of this.inputs) {
        input.disabled = false;
        if (all || !this.isRight(input.value)) input.checked = false;
        const option = input.closest(".hb-option");
        if (!input.checked || all) {
          delete option.dataset.mark;
          option.querySelector(".hb-mark")?.remove();
        }
      }
      this.verdict.hidden = true;
      this.verdict.replaceChildren();
      this.answer.hidden = true;
      this.answer.open = false;
      this.state = "open";
      if (all) this.points = null;
    }

    focus() {
      (this.inputs.find((input) => input.checked) ?? this.inputs[0]).focus();
    }
  }

  class HandbookQuiz extends HTMLElement {
    connectedCallback() {
      if (this.questions) return;
      this.words = window.handbookWords;
      this.whole = "whole" in this.dataset;
      this.deferred = this.whole && this.dataset.feedback === "deferred";
      this.status = this.querySelector(".hb-status");
      this.form = this.querySelector("form");
      this.questions = [...this.querySelectorAll(".hb-question")].map((part) => new Question(part, this.words));
      this.stop = new AbortController();
      // Enter in a radio group would send the form; checking stays an act of its own.
      this.form.addEventListener("submit", (event) => event.preventDefault(), { signal: this.stop.signal });
      this.form.reset(); // browsers bring choices back after a reload, without their feedback
      for (const question of this.questions) this.prepare(question);
      if (this.deferred) this.prepareFinish();
      this.dataset.ready = "";
    }

    disconnectedCallback() {
      this.stop?.abort();
      this.questions = undefined;
    }

    button(className, act) {
      const button = make("button", `hb-button ${className}`);
      button.type = "button";
      // A double click is one wish, not two: its second half must not press what comes next.
      const once = (event) => event.detail > 1 || act();
      button.addEventListener("click", once, { signal: this.stop.signal });
      return button;
    }

    prepare(question) {
      question.answer.hidden = true;
      question.main = this.button("hb-button--main", () => this.press(question));
      question.reveal = this.button("", () => this.reveal(question));
      question.reveal.textContent = this.words.show_answer;
      question.actions.replaceChildren(question.main, question.reveal);
      question.actions.hidden = this.deferred;
      this.label(question);
    }

    // One button a question: its label says what it does next, so that focus can stay on it.
    label(question) {
      const { words } = this;
      const last = question === this.questions.at(-1);
      const after = !this.whole ? null : this.allDone() || last ? words.see_result : words.next_question;
      const labels = { open: words.check, missed: words.try_again, done: after };
      const text = labels[question.state];
      question.main.hidden = !text;
      question.main.textContent = text ?? "";
      question.reveal.hidden = question.state !== "missed";
    }

    allDone() {
      return this.questions.every((question) => question.state === "done");
    }

    press(question) {
      if (question.state === "open") return this.check(question);
      if (question.state === "missed") {
        question.reopen(false);
        this.label(question);
        this.announce("");
        return question.focus();
      }
      const next = this.questions.slice(this.questions.indexOf(question) + 1).find((other) => other.state !== "done");
      const open = next ?? this.questions.find((other) => other.state !== "done");
      return open ? this.goTo(open) : this.showResult();
    }

    check(question) {
      if (!question.chosen.length) {
        question.say(this.words.choose_first, [], "note");
        return this.announce(this.words.choose_first);
      }
      const verdict = question.check();
      this.label(question);
      this.tell(question, verdict);
    }

    reveal(question) {
      const verdict = question.close(this.words.verdict_shown);
      this.label(question);
      this.tell(question, verdict);
    }

    // Announces the verdict with the reason; focus goes to the verdict where its button is gone.
    tell(question, verdict) {
      const letters = question.chosen.filter((letter) => question.items.has(letter));
      const reasons = letters.map((letter) => question.items.get(letter).querySelector(".hb-reason").textContent.trim());
      this.announce([verdict, ...reasons].join(" "));
      if (!question.actions.contains(document.activeElement) || document.activeElement.hidden) question.verdict.focus();
    }

    announce(text) {
      this.status.textContent = text;
    }

    goTo(question) {
      question.fieldset.scrollIntoView({ block: "start" });
      question.focus();
    }

    prepareFinish() {
      const place = this.querySelector(".hb-finish");
      const note = make("p", "hb-note");
      this.finish = this.button("hb-button--main", () => this.finishAll(note));
      this.finish.textContent = this.words.finish;
      place.replaceChildren(note, this.finish);
      place.hidden = false;
    }

    // Deferred feedback: everything is checked at once. The first press with gaps only warns.
    finishAll(note) {
      const open = this.questions.filter((question) => question.state === "open" && !question.chosen.length);
      const numbers = open.map((question) => this.questions.indexOf(question) + 1).join(", ");
      if (open.length && this.warned !== numbers) {
        this.warned = numbers;
        note.textContent = fill(this.words.open_questions, { count: open.length, numbers });
        return this.announce(note.textContent);
      }
      note.textContent = "";
      for (const question of this.questions.filter((one) => one.state !== "done")) {
        question.points ??= question.score();
        question.close(
          !question.chosen.length
            ? this.words.verdict_open
            : question.points === 1
              ? this.words.verdict_right
              : this.words.verdict_wrong,
        );
      }
      this.querySelector(".hb-finish").hidden = true;
      this.showResult();
    }

    showResult() {
      const { words } = this;
      const total = this.questions.length;
      const points = this.questions.reduce((sum, question) => sum + question.points, 0);
      const percent = Math.floor((100 * points) / total + 1e-9);
      const passMark = Number(this.dataset.passMark);
      const missed = this.questions.filter((question) => question.points < 1);
      const score = fill(words.result_score, { points: round(points), total, percent });
      const verdict = fill(percent >= passMark ? words.result_pass : words.result_fail, { pass_mark: passMark });
      const parts = [
        make("h2", "", words.result_title),
        make("p", "hb-score", score),
        make("p", "", verdict),
        ...(missed.length ? [this.readAgain(missed)] : [make("p", "", words.result_all)]),
      ];
      const buttons = make("div", "hb-actions");
      if (missed.length) {
        const retry = this.button("hb-button--main", () => this.retry(missed));
        retry.textContent = words.retry_missed;
        buttons.append(retry);
      }
      const over = this.button("", () => this.retry(this.questions));
      over.textContent = words.start_over;
      buttons.append(over);
      const panel = this.querySelector(".hb-result");
      panel.replaceChildren(...parts, buttons);
      panel.dataset.passed = percent >= passMark ? "yes" : "no";
      panel.hidden = false;
      this.announce(`${score} ${verdict}`);
      panel.focus();
      panel.scrollIntoView({ block: "nearest" });
    }

    // Each section once, in the order of the questions.
    readAgain(missed) {
      const links = new Map(
        missed.map((question) => question.answer.querySelector(".hb-section a")).map((link) => [link.href, link]),
      );
      const list = make("ul");
      for (const link of links.values()) {
        const item = make("li");
        item.append(link.cloneNode(true));
        list.append(item);
      }
      const block = make("div");
      block.append(make("p", "hb-group", this.words.read_again), list);
      return block;
    }

    retry(questions) {
      for (const question of questions) question.reopen(true);
      for (const question of this.questions) this.label(question);
      this.querySelector(".hb-result").hidden = true;
      if (this.deferred) this.querySelector(".hb-finish").hidden = false;
      this.warned = undefined;
      this.announce("");
      this.goTo(questions[0]);
    }
  }

  customElements.define("handbook-quiz", HandbookQuiz);
})();
