//! zopa: is there a deal that every party prefers to no deal, what does it need, and what closes it?
//!
//! A *case* says who negotiates about what, what each outcome is worth to each party, and what each has without a
//! deal. The library turns it into a game of whole numbers, counts the packages that nobody would refuse (the
//! *zone of possible agreement*), finds what fairness principles pick from them, and judges every claim from the
//! game alone before it is shown. Nothing is decided by rounding.
//!
//! ```
//! use zopa::{bargaining::zone::zone, budget::Budget, catalogue::entry, study::scenario::Scenario};
//!
//! let case = entry("mali-2024").and_then(|entry| entry.read().case).expect("a built-in case");
//! let lowered = Scenario::new(&case, &[])?.lower()?;
//! let zone = zone(&lowered.game, &Budget::unlimited());
//! let facts = zone.answer().found().expect("an open zone, with its certificate");
//! assert_eq!((facts.acceptable, facts.admissible), (21, 2160));
//! # Ok::<(), zopa::error::Error>(())
//! ```
//!
//! **The model speaks names, the solvers speak indices, the reports translate back.** In the order in which a case
//! goes through them:
//!
//! 1. [`mod@format`]: a file becomes a case, or a list of everything that is wrong with it.
//! 2. [`model`]: the case as the modeller wrote it; [`catalogue`]: the built-in ones.
//! 3. [`study`]: what-ifs and other questions that need more than one solve.
//! 4. [`lower`]: a case becomes a game, with labels for the way back.
//! 5. [`games`]: the game, validated data without an algorithm.
//! 6. [`bargaining`]: the zone and the principles; [`coalitional`], [`power`] and [`composition`]: who must be in;
//!    [`concepts`]: the list of them.
//! 7. [`certify`]: judges a claim from the game alone.
//! 8. [`report`]: answers as data, and as text, JSON and CSV.
//! 9. [`ask`]: one question about one case, from what-ifs to the answer.
//! 10. `cli`: the command line, with the feature `cli` (on by default).
//!
//! Below them: [`numeric`] (exact numbers), [`coalition`] (sets of players), [`budget`] (how long a solver may go on), [`diagnostic`] (findings)
//! and [`error`]. An [`error::Error`] means that no answer could be looked for; an empty zone is an answer.
//!
//! To build a case in code see `examples/embed.rs`; for the layout of the code, `docs/ARCHITECTURE.md`.

pub mod ask;
pub mod bargaining;
pub mod budget;
pub mod catalogue;
pub mod certify;
#[cfg(feature = "cli")]
pub mod cli;
pub mod coalition;
pub mod coalitional;
pub mod composition;
pub mod concepts;
pub mod diagnostic;
pub mod error;
pub mod extensive;
pub mod format;
pub mod games;
pub mod lower;
pub mod model;
pub mod numeric;
pub mod power;
pub mod report;
pub mod strategic;
pub mod study;
