//! Text to model: readers of case files.
