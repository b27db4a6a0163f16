"""The reference page for trainers: every field of a scenario, from the models themselves."""

from handbook.fields import MAX_TEXT
from handbook.quiz.fields import Part, rows
from handbook.scenario.proofs import CHOICES, STEPS, WAY_OUT
from handbook.scenario.schema import scenario_schema
from handbook.templates import environment

PARTS = {"Node": "A step", "Line": "A choice", "Ending": "An ending"}

EXAMPLE = """
title: The third trip
module: de-escalation
objectives: [story-before-facts, offer-two-options]
start: counter
nodes:
  counter:
    text: "Sam, red in the face: “Third time I have come in. Where is my order?”"
    tension: 3
    choices:
      - say: “Three trips for one order. Let me find it now.”
        grade: best
        feedback: You name what it cost Sam, and one thing that you do now.
        to: search
      - say: “Please calm down, and tell me the number of your order.”
        grade: poor
        feedback: An order to calm down makes you an opponent. Sam gets louder.
        to: louder
  search:
    text: It stands in another branch. Sam waits.
    tension: 2
    choices:
      - say: “Shall I have it sent to your home, or here by five?”
        grade: best
        feedback: Two ways that both work give Sam something to decide.
        to: promise-kept
      - say: “It is in another branch, so you will have to drive there.”
        grade: weak
        feedback: It is true, and it costs Sam a fourth trip without a choice.
        to: fourth-trip
  louder:
    text: Sam strikes the counter and leans over it.
    tension: 4
    choices:
      - say: “That was the wrong thing to say. You have come three times.”
        grade: best
        feedback: You take back what hurt, and say what it is about for Sam.
        to: search
      - say: Step back and fetch Ana.
        grade: weak
        feedback: Two are safer than one, and Sam has to tell it all again.
        to: fourth-trip
        safe: true
      - say: “I do not have to take this from you.”
        grade: poor
        feedback: It may be so, and now it is about you and not the order.
        to: walked-out
endings:
  promise-kept:
    outcome: good
    text: Sam nods and leaves an address.
    debrief: Which words turned it?
    objectives: [story-before-facts, offer-two-options]
  fourth-trip:
    outcome: mixed
    text: Sam gets the order in the end, and says no thanks.
    debrief: Where could Sam have decided something?
  walked-out:
    outcome: poor
    text: Sam leaves, and tells everybody in the queue why.
    debrief: What did Sam want to hear first?
"""


def scenario_fields_page() -> str:
    """The page as Markdown: the scenario, its parts, what is proved, and an example."""
    schema = scenario_schema()
    template = environment().get_template("scenario-fields.md")
    return template.render(
        max_text=MAX_TEXT,
        scenario=rows(schema),
        parts=[Part(title, rows(schema["$defs"][name])) for name, title in PARTS.items()],
        way_out=WAY_OUT,
        choices=CHOICES,
        steps=STEPS,
        example=EXAMPLE.strip("\n"),
    )
