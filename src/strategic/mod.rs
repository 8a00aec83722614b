//! Strategic games: equilibria, and what reasoning alone rules out.
