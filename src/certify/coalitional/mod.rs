//! Claims about coalitional games, and the referee who recomputes them.

mod breakaway;

pub use self::breakaway::{Breakaways, Broken};
