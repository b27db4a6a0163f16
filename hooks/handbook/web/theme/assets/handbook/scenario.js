// Plays a scenario: one step at a time, with a trail back. The page is complete without this
// script: each choice is a link to what follows from it, and scenario.css shows just that.
(() => {
  "use strict";

  const POINTS = { good: 1, mixed: 0.5, poor: 0 };
  const { fill, make } = handbookTools;

  class HandbookScenario extends HTMLElement {
    connectedCallback() {
      this.words = JSON.parse(this.dataset.words);
      this.sections = [...this.querySelectorAll("section")];
      this.steps = this.querySelector(".hb-steps");
      for (const link of this.querySelectorAll("a.hb-say, .hb-actions a")) this.turn(link);
      for (const heading of this.querySelectorAll("h2")) {
        heading.tabIndex = -1;
        heading.prepend(make("span", "hb-which"));
      }
      this.start(false);
      // Whoever comes by a link to a step sees that one.
      const aim = this.sections.find(({ id }) => location.hash === `#${id}`);
      if (aim) this.show(aim);
      this.stop = new AbortController();
      document.addEventListener("handbook-progress", () => this.played(), { signal: this.stop.signal });
      this.played();
      this.dataset.ready = "";
    }

    disconnectedCallback() {
      this.stop.abort();
    }

    // A link to another section becomes a button that goes there.
    turn(link) {
      const target = this.sections.find(({ id }) => id === link.hash.slice(1));
      const button = this.button(link.className, () => {
        if (target.dataset.grade) this.path.push(target);
        else if (target === this.sections[0]) this.start(false);
        else if (target.matches(".hb-best")) return this.enter(this.start(true));
        this.enter(target);
      });
      button.append(...link.childNodes);
      link.replaceWith(button);
    }

    button(className, act) {
      const button = make("button", className);
      button.type = "button";
      // A double click is one wish, not two: its second half must not press what comes next.
      button.addEventListener("click", ({ detail }) => detail > 1 || act());
      return button;
    }

    // `guided` leaves the best choice of each step, and keeps no result.
    start(guided) {
      this.guided = guided;
      this.path = []; // the choices so far, each as the section that follows from it
      return this.show(this.sections[0]);
    }

    show(shown) {
      for (const section of this.sections) section.hidden = section !== shown;
      const number = this.path.length + !shown.dataset.grade;
      if (shown.matches(".hb-scene")) {
        const word = this.words[this.guided ? "scenario_best_step" : "scenario_step"];
        shown.querySelector(".hb-which").textContent = fill(word, { number });
        // How the tension moved depends on where one comes from.
        const moved = this.path.at(-1)?.querySelector(".hb-tension");
        if (moved) shown.querySelector(".hb-tension").replaceWith(moved.cloneNode(true));
        for (const [n, { parentNode }] of shown.querySelectorAll(".hb-say").entries()) {
          parentNode.hidden = this.guided && this.follow(shown, n).dataset.grade !== "best";
        }
      }
      this.steps.hidden = !this.path.length;
      this.steps.lastChild.replaceChildren(...this.path.map((step, n) => this.trail(step, n)));
      return shown;
    }

    follow(scene, number) {
      return this.sections[this.sections.indexOf(scene) + 1 + number];
    }

    // A step of the trail: the words, what they were worth, and the way back.
    trail(step, number) {
      const said = step.querySelector(".hb-said").textContent;
      const back = this.button("hb-back", () => {
        this.path.length = number;
        this.enter(this.scene(step));
      });
      back.append(make("span", "hb-back-said", said), make("span", "hb-worth", step.querySelector(".hb-group").textContent));
      back.setAttribute("aria-label", fill(this.words.scenario_back, { number: number + 1, said }));
      const item = make("li");
      item.dataset.grade = step.dataset.grade;
      item.append(back);
      return item;
    }

    scene(step) {
      return this.sections.slice(0, this.sections.indexOf(step)).findLast((section) => section.matches(".hb-scene"));
    }

    // Shows a section, says what it holds, and moves focus to it.
    enter(section) {
      this.show(section);
      const told = section.querySelectorAll(".hb-tension, .hb-happens, .hb-coach");
      this.querySelector(".hb-status").textContent = [...told].map((part) => part.innerText).join(" ");
      if (section.dataset.outcome && this.path.length && !this.guided) this.keep(section);
      section.querySelector("h2").focus();
    }

    keep({ id, dataset: { outcome } }) {
      const { question, fp } = this.dataset;
      handbookProgress.update(({ questions }) => {
        const kept = questions[question];
        const before = [id].concat(kept?.fp === fp ? kept.seen : []);
        const seen = this.sections.map((section) => section.id).filter((other) => before.includes(other));
        questions[question] = { kind: "scenario", fp, points: POINTS[outcome], at: new Date().toISOString(), outcome, seen };
      });
    }

    // What the store says of earlier plays, and why it keeps nothing.
    played() {
      const line = this.querySelector(".hb-played");
      const kept = handbookProgress.find(this.dataset);
      const news = handbookWords[handbookProgress.news()];
      if (news) line.before(make("p", "hb-notice", news));
      const { at, outcome, seen, fp } = kept ?? {};
      const date = new Date(at).toLocaleDateString(this.words.locale, { dateStyle: "long" });
      const ending = this.words[`outcome_${outcome}`];
      line.hidden = !ending;
      const same = fp === this.dataset.fp;
      const values = { date, ending, seen: seen?.length ?? 0, total: this.dataset.endings };
      line.textContent = fill(this.words[same ? "scenario_played" : "scenario_changed"], values);
    }
  }

  customElements.define("handbook-scenario", HandbookScenario);
})();
