"""Quizzes: the format (`model`, `types`), reading (`load`), rules, option order, HTML."""
