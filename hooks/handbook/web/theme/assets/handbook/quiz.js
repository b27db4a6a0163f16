// Makes a quiz check itself. The page is complete without this script: real inputs, and each
// answer in a <details>. What the types of question do differently is in quiz-kinds.js.
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
  // again), or done (right, or the answer was shown). `points` is what the first check earned,
  // 0 to 1; null before that, and for kinds that are not scored.
  class Question {
    constructor(fieldset, words, announce) {
      this.fieldset = fieldset;
      this.words = words;
      this.answer = fieldset.querySelector(".hb-answer");
      this.actions = this.place("hb-actions");
      this.verdict = this.place("hb-verdict");
      this.verdict.tabIndex = -1;
      this.kind = new handbookKinds[fieldset.dataset.type](fieldset, words, announce);
      this.scored = this.kind.score() !== null;
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

    // Judges the answer; gives the words for it.
    check() {
      const score = this.kind.score();
      this.points ??= score;
      if (score === null) return this.close(this.words.verdict_compare);
      if (score === 1) return this.close(this.words.verdict_right);
      this.state = "missed";
      const verdict = this.kind.verdict() || this.words.verdict_wrong;
      this.kind.mark(false);
      this.say(verdict, this.kind.reasons(), "wrong");
      return verdict;
    }

    // Ends the question: every part gets its mark, and all reasons are open to read.
    close(verdict) {
      this.state = "done";
      if (this.scored) this.points ??= 0;
      this.kind.lock(true);
      this.kind.mark(true);
      this.say(verdict, [], !this.scored ? "note" : this.kind.score() === 1 ? "right" : "wrong");
      this.answer.hidden = false;
      this.answer.open = true;
      return verdict;
    }

    say(verdict, reasons, tone) {
      const lines = reasons.map((reason) => reason.cloneNode(true));
      this.verdict.replaceChildren(make("p", "hb-verdict-line", verdict), ...lines);
      this.verdict.dataset.tone = tone;
      this.verdict.hidden = false;
    }

    // Back to a question that can be answered; what was right stays unless `all` is set.
    reopen(all) {
      this.kind.lock(false);
      this.kind.clear(all);
      this.verdict.hidden = true;
      this.verdict.replaceChildren();
      this.answer.hidden = true;
      this.answer.open = false;
      this.state = "open";
      if (all) this.points = null;
    }

    focus() {
      this.kind.first.focus();
    }
  }

  class HandbookQuiz extends HTMLElement {
    connectedCallback() {
      if (this.questions) return;
      this.words = handbookWords;
      this.whole = "whole" in this.dataset;
      this.deferred = this.whole && this.dataset.feedback === "deferred";
      this.status = this.querySelector(".hb-status");
      this.form = this.querySelector("form");
      this.form.reset(); // browsers bring choices back after a reload, without their feedback
      const announce = (text) => this.announce(text);
      const parts = [...this.querySelectorAll(".hb-question")];
      this.questions = parts.map((part) => new Question(part, this.words, announce));
      this.stop = new AbortController();
      // Enter in a radio group would send the form; checking stays an act of its own.
      this.form.addEventListener("submit", (event) => event.preventDefault(), { signal: this.stop.signal });
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
      const check = question.scored ? words.check : words.compare;
      const labels = { open: check, missed: words.try_again, done: after };
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
      if (!question.kind.answered) {
        const missing = this.words[question.kind.missing];
        question.say(missing, [], "note");
        return this.announce(missing);
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
      const reasons = question.kind.reasons().map((reason) => reason.textContent.trim());
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
      const open = this.questions.filter((question) => question.state === "open" && !question.kind.answered);
      const numbers = open.map((question) => this.questions.indexOf(question) + 1).join(", ");
      if (open.length && this.warned !== numbers) {
        this.warned = numbers;
        note.textContent = fill(this.words.open_questions, { count: open.length, numbers });
        return this.announce(note.textContent);
      }
      note.textContent = "";
      for (const question of this.questions.filter((one) => one.state !== "done")) {
        const { words } = this;
        if (question.kind.answered) question.points ??= question.kind.score();
        const scored = question.points === 1 ? words.verdict_right : question.kind.verdict() || words.verdict_wrong;
        const verdict = question.scored ? scored : words.verdict_compare;
        question.close(question.kind.answered ? verdict : words.verdict_open);
      }
      this.querySelector(".hb-finish").hidden = true;
      this.showResult();
    }

    showResult() {
      const { words } = this;
      const scored = this.questions.filter((question) => question.scored);
      const total = scored.length;
      const points = scored.reduce((sum, question) => sum + question.points, 0);
      const percent = total ? Math.floor((100 * points) / total + 1e-9) : 100;
      const passMark = Number(this.dataset.passMark);
      const missed = scored.filter((question) => question.points < 1);
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
