//! What `zopa threshold` answers, as plain data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::Decimals;
use crate::report::number::{Num, Total};
use crate::report::sections::common::{CertificateData, Head, Package};
use crate::report::sections::interval::IntervalData;

/// The whole answer of `zopa threshold`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThresholdAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// For which values of the number the zone is open.
    pub threshold: ThresholdData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: ThresholdView,
}

/// For which values of a number the zone is open, all else as it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThresholdData {
    /// Path of the number.
    pub of: String,
    /// The number in words.
    pub name: String,
    /// `open` or `empty`: the zone at the present value. `undecided` if the values are not known.
    pub status: String,
    /// Whether all that was asked was found: the values, every row for a second number, and, where packages are listed, where
    /// the Nash deal changes.
    pub complete: bool,
    /// How it was found: `listed` by looking at every package; `searched` by weights that leave few packages to look at, where
    /// there are too many; `combined` by a proof for each combination of levels, where issues have amounts. Only over a list it
    /// is asked where the Nash deal changes.
    pub way: String,
    /// Why the values or the changes are not known; null if they are.
    pub reason: Option<String>,
    /// The present value.
    pub value: Num,
    /// The lower end of the range that the file states; null if it states none.
    pub low: Option<Num>,
    /// The upper end of that range.
    pub high: Option<Num>,
    /// The values that the number can have at all.
    pub legal: IntervalData,
    /// The values for which the zone is open, ascending; none if it never is, or if they are not known.
    pub intervals: Vec<IntervalData>,
    /// Lower end of the interval that holds the present value, else of the nearest one; null if it has none.
    pub from: Option<Num>,
    /// Upper end of the same.
    pub to: Option<Num>,
    /// Does the lower end belong to it?
    pub from_closed: bool,
    /// Does the upper end belong to it?
    pub to_closed: bool,
    /// Exact fractions.
    pub exact: ThresholdExact,
    /// Packages that are acceptable at the ends of the intervals.
    pub shown: Vec<ShownData>,
    /// What was recomputed about the values; null if they are not known.
    pub certificate: Option<CertificateData>,
    /// The Nash deal at the present value; null if it is not known.
    pub nash: Option<NashDealData>,
    /// Where the Nash deal over packages changes, from the least legal value to the greatest; null if that is not known.
    pub nash_changes: Option<Vec<NashChangeData>>,
    /// What was recomputed about the changes; null if they are not known.
    pub nash_certificate: Option<CertificateData>,
    /// The same for several values of a second number; null if none was named.
    pub region: Option<RegionData>,
}

/// Exact fractions of a threshold.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ThresholdExact {
    /// The present value.
    pub value: String,
    /// The lower end of the stated range.
    pub low: Option<String>,
    /// The upper end of the stated range.
    pub high: Option<String>,
    /// Lower end of the interval that holds the present value, else of the nearest one.
    pub from: Option<String>,
    /// Upper end of the same.
    pub to: Option<String>,
}

/// A package that is acceptable at a value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShownData {
    /// The value.
    pub at: Num,
    /// The value as an exact fraction.
    pub at_exact: String,
    /// The package.
    pub package: Package,
}

/// The packages with the greatest product of gains.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NashDealData {
    /// The packages, first in file order first, at most 20 of them; none where no package leaves everybody a gain.
    pub packages: Vec<Package>,
    /// How many there are.
    pub total: Total,
}

/// A value at which the Nash deal changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NashChangeData {
    /// The value; where it is no fraction, a number less than 2^-79 below it.
    pub at: Num,
    /// Is it known exactly? If not, it lies between `low` and `high`.
    pub rational: bool,
    /// The value or what it lies between.
    pub exact: NashChangeExact,
    /// The deal just below it.
    pub before: NashDealData,
    /// The deal at it; where it lies between two fractions, the packages that may be best there.
    pub here: NashDealData,
    /// The deal just above it.
    pub after: NashDealData,
}

/// Where a Nash deal changes, as exact fractions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NashChangeExact {
    /// The value; null if it is no fraction.
    pub at: Option<String>,
    /// A fraction that it is not below.
    pub low: String,
    /// A fraction that it is not above.
    pub high: String,
}

/// The open values of one number for several values of a second one. Between two rows nothing is stated.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RegionData {
    /// Path of the second number.
    pub and: String,
    /// The second number in words.
    pub name: String,
    /// Its present value.
    pub value: Num,
    /// One row for each of its values, ascending.
    pub rows: Vec<RowData>,
}

/// The open values of the first number at one value of the second.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RowData {
    /// The value of the second number.
    pub at: Num,
    /// The same as an exact fraction.
    pub at_exact: String,
    /// Is it the present value?
    pub present: bool,
    /// Is it a value at which the zone opens or closes while the first number is what it is now?
    pub end: bool,
    /// The values of the first number for which the zone is open; null if they are not known.
    pub intervals: Option<Vec<IntervalData>>,
    /// Packages that are acceptable at the ends of the intervals, while the second number has this value.
    pub shown: Vec<ShownData>,
    /// Strength of the certificate; null if the values are not known.
    pub strength: Option<String>,
}

/// What the text of a threshold needs beside the JSON.
#[derive(Debug, Clone)]
pub struct ThresholdView {
    /// Title of the case.
    pub title: String,
    /// The case as a word in a command.
    pub case: String,
    /// How many digits of the number to print.
    pub digits: Decimals,
    /// How many digits of a second number to print.
    pub other_digits: Decimals,
    /// For each change of the Nash deal what changes, in words.
    pub changes: Vec<Vec<String>>,
    /// A second number that goes with a walk-away value: that of the next party.
    pub other: Option<String>,
}
