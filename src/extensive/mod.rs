//! Extensive games: what follows from looking ahead, move by move.
