// Makes a quiz check itself. The page is complete without this script: real inputs, and each
// answer in a <details>. The types of question are in quiz-kinds.js.
(() => {
  "use strict";

  const { fill, make } = handbookTools;
  const round = (number) => Math.round(number * 10) / 10;

  // `state` is open (to be answered), missed (not right, may be tried again), done (right, or the
  // answer was shown) or stored (done on an earlier visit). `points` is what the first check
  // earned, 0 to 1; null before that, and for kinds that are not scored.
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

    get finished() {
      return this.state === "done" || this.state === "stored";
    }

    // Judges the answer; gives the words for it. Only the first of a round is kept.
    check() {
      const score = this.kind.score();
      if (this.points === null) {
        this.points = score;
        const sure = this.ask?.querySelector(":checked")?.value === "yes";
        handbookProgress.record(this.fieldset.dataset, score, sure);
      }
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

    // Shows what the browser has kept of this question.
    restore({ fp, points, at }) {
      if (fp !== this.fieldset.dataset.fp) return this.say(this.words.answer_changed, [], "note");
      this.state = "stored";
      this.points = points;
      this.kind.lock(true);
      const date = new Date(at).toLocaleDateString(this.words.locale, { dateStyle: "long" });
      const tone = !this.scored ? "note" : points === 1 ? "right" : "wrong";
      this.say(fill(this.words[`stored_${tone}`], { date }), [], tone);
      this.answer.hidden = false;
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
      this.data = parts.map((part) => part.dataset);
      this.stop = new AbortController();
      // Enter in a radio group would send the form; checking stays an act of its own.
      this.form.addEventListener("submit", (event) => event.preventDefault(), { signal: this.stop.signal });
      for (const question of this.questions) this.prepare(question);
      if (this.deferred) this.prepareFinish();
      if (this.whole) this.prepareProgress();
      for (const question of this.questions) this.label(question);
      this.news(this.form);
      this.dataset.ready = "";
    }

    disconnectedCallback() {
      this.stop?.abort();
      this.questions = undefined;
    }

    button(text, act, className = "") {
      const button = make("button", `hb-button ${className}`, text);
      button.type = "button";
      // A double click is one wish, not two: its second half must not press what comes next.
      const once = (event) => event.detail > 1 || act();
      button.addEventListener("click", once, { signal: this.stop.signal });
      return button;
    }

    prepare(question) {
      question.answer.hidden = true;
      question.main = this.button("", () => this.press(question), "hb-button--main");
      question.reveal = this.button(this.words.show_answer, () =>
        this.tell(question, question.close(this.words.verdict_shown)),
      );
      question.actions.replaceChildren(question.main, question.reveal);
      const form = this.querySelector(".hb-sure-form");
      if (form && question.scored) {
        question.ask = form.content.firstChild.cloneNode(true);
        for (const input of question.ask.querySelectorAll("input")) input.name = `sure:${question.fieldset.id}`;
        question.actions.before(question.ask);
      }
      // A review is no quiz of its own, and asks everything anew.
      const kept = this.dataset.quiz && handbookProgress.find(question.fieldset.dataset);
      if (kept) question.restore(kept);
    }

    prepareProgress() {
      const { signal } = this.stop;
      this.ask = this.querySelector(".hb-ask");
      this.count = this.querySelector(".hb-count");
      this.over = this.button("", () => (this.allDone() ? this.showResult() : this.retry(this.questions)));
      this.count.after(this.over);
      const ask = () => handbookProgress.update(({ settings }) => (settings.sure = this.ask.checked));
      this.ask.addEventListener("change", ask, { signal });
      document.addEventListener("handbook-progress", () => this.refresh(), { signal });
      this.refresh();
    }

    // What the store says now; another tab may have changed it.
    refresh() {
      const tally = handbookProgress.tally(this.data);
      this.count.textContent = fill(this.words.quiz_done, tally);
      this.count.hidden = this.over.hidden = !(this.dataset.quiz && tally.done);
      this.ask.checked = handbookProgress.read().settings.sure;
      for (const question of this.questions) this.label(question);
    }

    news(place) {
      const text = this.words[handbookProgress.news()] ?? "";
      if (text) place.prepend(make("p", "hb-notice", text));
      return text;
    }

    // One button a question: its label says what it does next, so that focus can stay on it.
    label(question) {
      const { words } = this;
      const last = question === this.questions.at(-1);
      const after = !this.whole ? null : this.allDone() || last ? words.see_result : words.next_question;
      const check = question.scored ? words.check : words.compare;
      const labels = { open: check, missed: words.try_again, done: after, stored: words.answer_again };
      question.main.textContent = labels[question.state];
      question.main.hidden = !labels[question.state];
      question.reveal.hidden = question.state !== "missed";
      question.actions.hidden = this.deferred && question.state !== "stored";
      if (question.ask) {
        question.ask.hidden = !this.ask?.checked || question.state === "stored";
        question.ask.disabled = question.ask.hidden || question.state !== "open";
      }
      if (this.deferred) this.querySelector(".hb-finish").hidden = this.allDone();
      if (this.over) this.over.textContent = this.allDone() ? words.see_result : words.start_over;
    }

    allDone() {
      return this.questions.every((question) => question.finished);
    }

    press(question) {
      if (question.state === "open") return this.check(question);
      if (question.state !== "done") {
        question.reopen(question.state === "stored");
        this.label(question);
        this.announce("");
        return question.focus();
      }
      const place = this.questions.indexOf(question);
      const open = [...this.questions.slice(place), ...this.questions].find((other) => !other.finished);
      return open ? this.goTo(open) : this.showResult();
    }

    check(question) {
      if (!question.kind.answered) {
        const missing = this.words[question.kind.missing];
        question.say(missing, [], "note");
        return this.announce(missing);
      }
      this.tell(question, question.check());
    }

    // Says the verdict with the reason; focus goes to the verdict where its button is gone.
    tell(question, verdict) {
      this.label(question);
      const reasons = question.kind.reasons().map((reason) => reason.textContent.trim());
      this.announce([verdict, ...reasons, this.news(question.verdict)].join(" ").trim());
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
      place.replaceChildren(note, this.button(this.words.finish, () => this.finishAll(note), "hb-button--main"));
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
      for (const question of this.questions.filter((one) => !one.finished)) {
        question.close(question.kind.answered ? question.check() : this.words.verdict_open);
        this.label(question);
      }
      this.showResult();
    }

    showResult() {
      const { words } = this;
      const scored = this.questions.filter((question) => question.scored);
      const total = scored.length;
      const points = scored.reduce((sum, question) => sum + question.points, 0);
      const percent = total ? Math.floor((100 * points) / total + 1e-9) : 100;
      const { passMark } = this.dataset;
      const missed = scored.filter((question) => question.points < 1);
      const score = fill(words.result_score, { points: round(points), total, percent });
      const mark = percent >= passMark ? words.result_pass : words.result_fail;
      const verdict = fill(this.dataset.quiz ? mark : words.review_done, { pass_mark: passMark });
      const buttons = make("div", "hb-actions");
      if (missed.length) buttons.append(this.button(words.retry_missed, () => this.retry(missed), "hb-button--main"));
      buttons.append(this.button(words.start_over, () => this.retry(this.questions)));
      const panel = this.querySelector(".hb-result");
      panel.replaceChildren(
        make("h2", "", words.result_title),
        make("p", "hb-score", score),
        make("p", "", verdict),
        ...(missed.length ? this.readAgain(missed) : [make("p", "", words.result_all)]),
        buttons,
      );
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
      for (const link of links.values()) list.appendChild(make("li")).append(link.cloneNode(true));
      return [make("p", "hb-group", this.words.read_again), list];
    }

    retry(questions) {
      for (const question of questions) question.reopen(true);
      for (const question of this.questions) this.label(question);
      this.querySelector(".hb-result").hidden = true;
      this.warned = undefined;
      this.announce("");
      this.goTo(questions[0]);
    }
  }

  customElements.define("handbook-quiz", HandbookQuiz);
})();
