//! Claims about coalitional games, and the referee who recomputes them.
