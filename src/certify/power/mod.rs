//! Claims about voting games, and the referee who recomputes them.
