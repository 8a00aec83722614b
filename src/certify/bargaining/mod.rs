//! Claims about a finite bargaining game, and the referee who recomputes them.
//!
//! - [`ZoneFacts`]: counts, greatest utilities, levels inside the zone, efficient points.
//! - [`Choice`]: the packages that a [`Principle`] points to.
//! - [`NoStrictGain`]: why the Nash solution is not defined.
//! - [`Closest`], [`Blocking`]: how far an empty zone is from open, and who blocks it; [`LargeClosest`], [`LargeBlocking`]: the
//!   same where there are too many packages to look at.
//! - [`OpenValues`], [`NashDeals`]: for which values of one number the zone is open, and where the Nash deal changes;
//!   judged by a [`LineReferee`].
//! - [`Bound`]: how good any package can be, with weights that leave few to look at; [`Reached`]: a party's best, likewise.
//! - [`LargeFacts`]: what is known of a zone with too many packages to look at, with its efficient points for two parties.
//! - [`Referee`]: up to [`RECOUNT_LIMIT`] packages it walks through all of them, one by one, with nothing but
//!   the definitions of the game; beyond, it checks what is necessary and says so.
//!
//! Reference for the definitions: Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977; Chun 1988 (equal loss).

mod choice;
mod contenders;
mod empty;
mod keys;
mod large;
mod line;
mod nash_deals;
mod open_values;
mod products;
mod recount;
mod zone;

pub use self::choice::{Choice, NoStrictGain, Principle, RunnerUp};
pub use self::empty::{Blocking, Closest};
pub use self::large::{Bound, Efficient, Excluded, LargeBlocking, LargeClosest, LargeFacts, Reached};
pub use self::line::{LineReferee, Sample};
pub use self::nash_deals::{Deal, NashChange, NashDeals};
pub use self::open_values::{OpenValues, Shown};
pub use self::recount::{Count, RECOUNT_LIMIT, Referee};
pub use self::zone::ZoneFacts;
