"""A training handbook read from plain files: lessons, quizzes, sources.

`read_handbook` turns the trainers' files into one frozen `Handbook` and a list of every
`Problem` found; everything else in this package is a view of that object. Nothing here
knows a site engine.
"""

from handbook.model import Handbook
from handbook.problem import Problem
from handbook.read import read_handbook

__version__ = "0.1.0"

__all__ = ["Handbook", "Problem", "read_handbook"]
