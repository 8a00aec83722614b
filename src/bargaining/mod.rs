//! Bargaining: the zone of a finite game and the solutions over its packages.
