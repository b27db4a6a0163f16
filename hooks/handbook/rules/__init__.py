"""What makes the trainers' pages complete and correct."""
