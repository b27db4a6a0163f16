// Says at links to quizzes and modules how much of them is done, on every page.
(() => {
  "use strict";

  const LINKS = ".md-nav--primary a:not([href*='#']), .hb-goals a, .hb-card h3 a";
  const { fill, make } = handbookTools;

  function sign(done, total) {
    const sign = make("span", "hb-done", done < total ? `${done}/${total}` : "✓");
    sign.toggleAttribute("data-all", done === total);
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", fill(handbookWords.mark_done, { done, total }));
    return sign;
  }

  // A link does not say which questions a quiz has: the store keeps that when the quiz is opened.
  function visit({ dataset: { quiz: name, module } }, parts) {
    const questions = [...parts].map(({ dataset: { question, fp, was } }) => ({ question, fp, was }));
    const quiz = { module, questions };
    const known = handbookProgress.read().quizzes[name];
    if (JSON.stringify(known) !== JSON.stringify(quiz)) {
      handbookProgress.update((state) => (state.quizzes[name] = quiz));
    }
  }

  function mark() {
    const state = handbookProgress.read();
    const quizzes = Object.entries(state.quizzes);
    for (const link of document.querySelectorAll(LINKS)) {
      const [, folder, file] = link.pathname.match(/([^/]+)\/([^/]+)\.html$/) ?? [];
      const meant = quizzes.filter(([name, quiz]) =>
        folder === "quizzes" ? name === file : file === "index" && quiz.module === folder,
      );
      const { done, total } = handbookProgress.tally(meant.flatMap(([, quiz]) => quiz.questions), state);
      link.querySelector(".hb-done")?.remove();
      if (done) (link.querySelector(".md-ellipsis") ?? link).append(sign(done, total));
    }
  }

  document.addEventListener("handbook-progress", mark);
  for (const quiz of document.querySelectorAll("handbook-quiz[data-quiz][data-whole]")) {
    visit(quiz, quiz.querySelectorAll(".hb-question"));
  }
  mark();
})();
