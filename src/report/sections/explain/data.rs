//! The answer of `zopa explain` as plain data.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::numeric::Decimals;
use crate::report::number::{Num, Total};
use crate::report::sections::common::{CertificateData, Head, Package};
use crate::report::sections::show::NumberData;

/// The whole answer of `zopa explain`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExplainAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// How the number follows.
    pub explain: ExplainData,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: ExplainView,
}

/// How one number follows from the numbers of a case.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExplainData {
    /// Path of the number, with its words written out.
    pub path: String,
    /// `input`, `walk_away`, `utility`, `gain`, `product`, `best`, `slack`, `ideal`, `share`, `lead`, `count` or
    /// `shortfall`.
    pub kind: String,
    /// `explained`, `missing` if the case has no such number, or `undecided` if the run was cut short.
    pub status: String,
    /// Why there is no such number, if there is none.
    pub reason: Option<String>,
    /// What the number is, in words.
    pub text: String,
    /// The number.
    pub value: Option<Num>,
    /// The same as an exact fraction.
    pub exact: Option<String>,
    /// The command that answers the number, without the case and what-ifs; null for a number that is only put in.
    pub answered_by: Option<String>,
    /// How many packages are exactly as good as the one that is looked at, itself included; it is the first in file order.
    pub total: Total,
    /// Conditions, limits and forbidden combinations that a package named or fixed does not meet, by path.
    pub breaks: Vec<String>,
    /// How each number that is needed follows; the last account is of the number asked for, and is its explanation.
    pub accounts: Vec<AccountData>,
    /// Every number of the case that is used, once; of a count every number that it rests on.
    pub inputs: Vec<InputData>,
    /// The sources of these numbers.
    pub sources: IndexMap<String, InputSource>,
    /// What was recomputed; null if there is no number.
    pub certificate: Option<CertificateData>,
}

/// How one number follows, line by line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AccountData {
    /// Path of the number; it can be explained by itself.
    pub path: String,
    /// The package that it is about.
    pub package: Option<Package>,
    /// The package that it is compared with.
    pub compared_with: Option<Package>,
    /// The lines; the value of the last is the number.
    pub lines: Vec<LineData>,
    /// The number.
    pub value: Num,
    /// The same as an exact fraction.
    pub exact: String,
}

/// One line of an account.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineData {
    /// What the line is about: `input`, `weights`, `issue`, `point`, `interaction`, `shock`, `utility`, `walk_away`,
    /// `gain`, `loss`, `shortfall`, `product`, `share`, `difference` or `lead`; for counts `packages`, `limit`,
    /// `forbidden`, `fix`, `condition`, `refuses`, `exactly`, `on_boundary` or `efficient`.
    pub kind: String,
    /// The path of what it is about, where it is about a part of the case: `issues.autonomy`, `parties.GOV`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// The label of the level, of an issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// The same in words.
    pub text: String,
    /// How the value follows from the terms: `sum`, `difference` (the first less the second), `product`, `quotient` (the
    /// first over the second), `share` (the first times the second, over the third) or `greatest`; without terms it is 0.
    pub operation: String,
    /// What it takes.
    pub terms: Vec<TermData>,
    /// The value.
    pub value: Num,
    /// The same as an exact fraction.
    pub exact: String,
    /// The source of the condition, limit or forbidden combination that the line is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// For a line of a count, the what-ifs under which `zopa zone` counts what is left, if there are such: as admissible
    /// packages, and once a party was asked as acceptable ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub find: Option<Vec<String>>,
}

/// One thing that a line takes: a number of the case, a line, an account, or a plain number.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct TermData {
    /// Path of a number of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// An earlier line of the same account, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The last line of an earlier account, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<usize>,
    /// Its value.
    pub value: Num,
    /// The same as an exact fraction.
    pub exact: String,
}

/// A number of the case that is used.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InputData {
    /// The number as it is used, with its range, source and note; one that a what-if sets has none of these.
    #[serde(flatten)]
    pub number: NumberData,
    /// The what-if that changed it, as a flag.
    pub changed_by: Option<String>,
    /// The number as it stands in the file, if a what-if changed it.
    pub in_file: Option<NumberData>,
}

/// A source of numbers that are used.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InputSource {
    /// `article`, `public`, `paper`, `elicited` or `assumption`.
    pub kind: String,
    /// Author, year, title.
    pub cite: String,
    /// How many of the numbers used rest on it.
    pub inputs: usize,
    /// How many of the conditions, limits and forbidden combinations used rest on it.
    pub demands: usize,
}

/// What the text of an explanation needs beside the JSON.
#[derive(Debug, Clone)]
pub struct ExplainView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print of what is rounded.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Unit of the levels of each issue that has one, by path.
    pub units: IndexMap<String, String>,
    /// Names of the conditions and the like that the package does not meet.
    pub breaks: Vec<String>,
}
