//! Voting games and power indices: who decides, and how often.
