//! Games of any number of players in normal form: pure equilibria, one equilibrium to a certified regret,
//! dominance and rationalisability, and reasons to select.

#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on must fail
#[path = "nplayer/dominance.rs"]
mod dominance;
#[path = "nplayer/games.rs"]
mod games;
#[path = "nplayer/near.rs"]
mod near;
#[path = "nplayer/pure.rs"]
mod pure;
#[path = "nplayer/selection.rs"]
mod selection;
