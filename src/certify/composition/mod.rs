//! Claims about the composition of a group, and the referee who recomputes them.
