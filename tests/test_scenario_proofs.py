"""The proofs of scenarios against a walk along every way there is, and against any file at all."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import EXAMPLE
from generated import make_scenario
from handbook.model import Scenario
from handbook.problem import Problem
from handbook.scenario.graph import arrows, best_path, graph, longest, loops, reached, way
from handbook.scenario.load import ScenarioDraft, read_scenario
from handbook.scenario.model import ScenarioFile
from handbook.scenario.proofs import UNSOUND, prove
from handbook.source import Document
from test_fuzz import mutated, some_yaml, values

GOOD = (EXAMPLE / "quizzes" / "scenarios" / "two-at-once.yml").read_bytes()
GRAPH_RULES = {
    "unknown-step",
    "duplicate-step",
    "one-best",
    "unreachable-step",
    "no-way-out",
    "unsafe-best",
    "bad-best-path",
    "no-recovery",
    "no-poor-ending",
    "loop",
    "long-path",
    "many-steps",
}
FEEDBACK = "It tells the learner why, in words enough."
STEPS = [f"s-{number}" for number in range(7)]
ENDINGS = ["e-good", "e-mixed", "e-poor"]


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any scenario of a few steps: well made, with loops, cut off, unsafe, or with targets that do not exist."""
    lead = draw(st.sampled_from([0, 0, 5, 7]))  # steps in a row before the others, for a long way
    steps = [*(f"l-{number}" for number in range(lead)), *STEPS[: draw(st.integers(1, len(STEPS)))]]
    onward = draw(st.booleans())  # half of them lead on only, for else nearly all would have loops
    rare = st.integers(0, 60).map(lambda number: number == 0)
    nodes = {}
    for place, name in enumerate(steps):
        ahead = [*(steps[place + 1 :] if onward else steps), *ENDINGS]
        if place < lead:
            ahead = [steps[place + 1], steps[place + 1], *ENDINGS]
        grades = draw(
            st.permutations(["best", *draw(st.lists(st.sampled_from(["weak", "poor"]), min_size=1, max_size=3))])
        )
        choices = [
            {
                "say": f"Words {number}",
                "grade": "best" if draw(rare) else grade,
                "feedback": FEEDBACK,
                "to": "nowhere" if draw(rare) else draw(st.sampled_from(ahead)),
                "safe": draw(st.booleans()),
            }
            for number, grade in enumerate(grades)
        ]
        nodes[name] = {"text": "Somebody speaks.", "tension": draw(st.integers(1, 5)), "choices": choices}
    outcome = st.sampled_from(["good", "mixed", "poor"])
    endings = {
        name: {
            "outcome": draw(outcome) if draw(st.integers(0, 5)) == 0 else name[2:],
            "text": "It ends.",
            "debrief": "Why?",
        }
        for name in ENDINGS
    }
    if draw(rare):
        endings[steps[0]] = endings["e-poor"]
    return scenario(nodes, endings, draw(st.sampled_from(["nowhere", "e-good"])) if draw(rare) else steps[0])


def scenario(nodes: dict, endings: dict, start: str) -> Scenario:
    head = {"title": "Any", "module": "any", "objectives": ["any"], "start": start}
    meta = ScenarioFile.model_validate({**head, "nodes": nodes, "endings": endings})
    return Scenario("any", "quizzes/scenarios/any.yml", meta, Document("quizzes/scenarios/any.yml", data={}))


def ways(meta: ScenarioFile, name: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way from a step, one choice after the other, to an ending or to a step that was before."""
    if name in before or name in meta.endings:
        yield (*before, name)
        return
    for line in meta.nodes[name].choices:
        yield from ways(meta, line.to, (*before, name))


def by_walking(meta: ScenarioFile) -> set[str]:
    """The rules that a scenario breaks, found out the slow and simple way."""
    names = [*meta.nodes, *meta.endings]
    targets = [line.to for node in meta.nodes.values() for line in node.choices]
    broken = set()
    if len(set(names)) < len(names):
        broken.add("duplicate-step")
    if meta.start not in meta.nodes or any(target not in names for target in targets):
        broken.add("unknown-step")
    if broken:
        return broken
    all_ways = list(ways(meta, meta.start))
    everywhere = [one for name in meta.nodes for one in ways(meta, name)]

    def ends(name: str) -> set[str]:
        """The outcomes that can be met from a step or ending."""
        return {meta.endings[one[-1]].outcome for one in ways(meta, name) if one[-1] in meta.endings}

    if {name for one in all_ways for name in one} != set(names):
        broken.add("unreachable-step")
    if any(one[-1] in one[:-1] for one in everywhere):
        broken.add("loop")
    elif max(map(len, all_ways)) > 9:
        broken.add("long-path")
    best = {name: [line for line in node.choices if line.grade == "best"] for name, node in meta.nodes.items()}
    if any(len(lines) != 1 for lines in best.values()):
        broken.add("one-best")
    for name, node in meta.nodes.items():
        if node.tension >= 4 and not [line for line in node.choices if line.safe]:
            broken.add("no-way-out")
        if node.tension == 5 and len(best[name]) == 1:
            to = meta.nodes.get(best[name][0].to)
            if not best[name][0].safe or (to and to.tension == 5):
                broken.add("unsafe-best")
    here, visited = meta.start, []
    while here in meta.nodes and here not in visited:
        visited.append(here)
        for line in meta.nodes[here].choices:
            if line.grade == "poor" and ends(line.to) == {"poor"}:
                broken.add("no-recovery")
        if len(best[here]) != 1:
            break
        here = best[here][0].to
    if here in meta.endings and meta.endings[here].outcome != "good":
        broken.add("bad-best-path")
    if "poor" not in {ending.outcome for ending in meta.endings.values()}:
        broken.add("no-poor-ending")
    return broken


@given(made=scenarios())
def test_the_proofs_find_what_a_walk_finds(made: Scenario) -> None:
    found = {problem.rule for problem in prove(made)}
    assert found == by_walking(made.meta)
    if found & {"duplicate-step", "unknown-step"}:
        return
    steps = graph(made.meta)
    walked = list(ways(made.meta, made.meta.start))
    assert reached(steps, [made.meta.start]) == {name for one in walked for name in one}
    for name in steps:
        shortest = way(steps, made.meta.start, {name})
        lengths = [one.index(name) + 1 for one in walked if name in one]
        assert len(shortest) == min(lengths, default=0)
    for one in loops(steps, made.meta.start):
        assert one[0] == one[-1]
        assert all(after in steps[name] for name, after in pairwise(one))
        steps[one[-2]] = [target for target in steps[one[-2]] if target != one[-1]]
    assert not [*loops(steps, made.meta.start)], "without the choices that were told, a loop is left"
    if "loop" not in found:
        assert len(longest(steps, made.meta.start)) == max(map(len, walked))


def test_the_walk_meets_every_rule() -> None:
    """The random scenarios break each rule now and then, and some of them none."""
    met: list[frozenset[str]] = []

    @settings(max_examples=600)
    @given(made=scenarios())
    def collect(made: Scenario) -> None:
        met.append(frozenset(problem.rule for problem in prove(made)))

    collect()
    assert frozenset() in met
    assert GRAPH_RULES - frozenset().union(*met) == {"many-steps"}


def test_a_scenario_of_the_largest_size_is_proved() -> None:
    """Paths of thousands of steps, a loop at each: nothing calls itself, and messages stay short."""
    count = 1500
    made = make_scenario(count, back=True)
    problems = list(prove(scenario(made["nodes"], made["endings"], made["start"])))
    assert {problem.rule for problem in problems} == {"loop", "many-steps"}
    assert max(len(str(problem)) for problem in problems) < 400
    forth = make_scenario(count)
    assert {problem.rule for problem in prove(scenario(forth["nodes"], forth["endings"], forth["start"]))} == {
        "long-path",
        "many-steps",
    }


def test_a_long_way_is_shown_by_its_ends() -> None:
    assert arrows(["a", "b"]) == "a → b"
    assert (
        arrows([str(number) for number in range(20)]) == "0 → 1 → 2 → 3 → 4 → 5 → … → 14 → 15 → 16 → 17 → 18 → 19"
    )


def test_a_scenario_keeps_its_fingerprint_while_its_graph_stays(tmp_path: Path) -> None:
    def fingerprint(old: str, new: str) -> str:
        text = GOOD.decode()
        assert old in text
        draft, _ = load(tmp_path, text.replace(old, new, 1).encode())
        return draft.scenario.meta.fingerprint()

    same = fingerprint("Two at once", "Two at once")
    assert same == fingerprint("Ben pays.", "Ben is paying.") == fingerprint("tension: 2", "tension: 3")
    changes = [("grade: weak", "grade: poor"), ("to: sigh", "to: turn"), ("outcome: mixed", "outcome: good")]
    assert len({same, *(fingerprint(*change) for change in changes)}) == 4


def test_choices_have_an_order_of_their_own(tmp_path: Path) -> None:
    made = load(tmp_path, GOOD)[0].scenario
    for name, node in made.meta.nodes.items():
        assert sorted(line.say for line in made.shown(name)) == sorted(line.say for line in node.choices)
        assert made.shown(name) == made.shown(name)
    assert best_path(made.meta) == ["door", "turn", "served"]


def load(folder: Path, raw: bytes) -> tuple[ScenarioDraft | None, list[Problem]]:
    path = folder / "any.yml"
    path.write_bytes(raw)
    draft, problems = read_scenario(path, "quizzes/scenarios/any.yml")
    lines = raw.count(b"\n") + raw.count(b"\r") + 1
    whole = draft is not None and draft.scenario is not None
    assert whole or problems
    assert not whole or not {problem.rule for problem in problems} & UNSOUND
    assert all(1 <= p.line <= lines and p.column >= 1 and p.message and "\n" not in str(p) for p in problems)
    return draft, problems


@given(raw=st.binary(max_size=300))
def test_any_bytes(raw: bytes, tmp_path: Path) -> None:
    load(tmp_path, raw)


@given(text=some_yaml)
def test_any_yaml(text: str, tmp_path: Path) -> None:
    load(tmp_path, text.encode("utf-8", "surrogatepass"))


@given(raw=mutated([GOOD]))
def test_mutated_scenarios(raw: bytes, tmp_path: Path) -> None:
    load(tmp_path, raw)


@given(
    fields=st.dictionaries(
        st.sampled_from(("title", "objectives", "channel", "start", "nodes", "endings")), values
    )
)
def test_any_values(fields: dict, tmp_path: Path) -> None:
    load(tmp_path, json.dumps(fields).encode("utf-8", "surrogatepass"))
