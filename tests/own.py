"""The handbook itself, read once for all the tests that look at it; none of them changes it."""

from conftest import ROOT
from handbook import read_handbook

HANDBOOK, PROBLEMS = read_handbook(ROOT)
