//! The answer of `zopa divide`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::adjusted_winner::{adjusted_winner, greatest_product};
use crate::certify::Verdict;
use crate::certify::division::DividedItems;
use crate::error::Error;
use crate::lower::{LoweredDivision, lower_division};
use crate::numeric::{Decimals, Rational};
use crate::report::number::{Fractions, Num, Numbers, exact};
use crate::report::sections::common::{CertificateData, Head, ModelRef, certificate_data, fault};
use crate::study::scenario::Scenario;

/// The whole answer of `zopa divide`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DivideAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// The two parties, the first first.
    pub parties: Vec<String>,
    /// For each item what the whole of it is worth to each party, in its own points.
    pub items: IndexMap<String, Numbers>,
    /// What all items together are worth to each party.
    pub totals: Numbers,
    /// `adjusted_winner` and `nash`: the division that each picks.
    pub solutions: IndexMap<String, DivisionData>,
    /// Everything that text needs and JSON does not.
    #[serde(skip)]
    pub view: DivideView,
}

/// A division of the items.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DivisionData {
    /// For each party the share of each item that it gets, those of which it gets nothing left out.
    pub gets: IndexMap<String, Numbers>,
    /// What each party gets, in its own points.
    pub points: Numbers,
    /// The same as a share of all its points.
    pub shares: Numbers,
    /// Items of which both get something.
    pub divided: Vec<String>,
    /// What one point of each party counts, so that each item is with whom it is worth most.
    pub prices: Numbers,
    /// Numbers as exact fractions.
    pub exact: ExactDivision,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// Numbers of a division as exact fractions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactDivision {
    /// For each party the share of each item that it gets.
    pub gets: IndexMap<String, Fractions>,
    /// What each party gets, in its own points.
    pub points: Fractions,
    /// The same as a share of all its points.
    pub shares: Fractions,
    /// What one point of each party counts.
    pub prices: Fractions,
}

/// What the text needs beside the JSON.
#[derive(Debug, Clone)]
pub struct DivideView {
    /// Title of the case.
    pub title: String,
    /// How many digits to print.
    pub decimals: Decimals,
    /// The case as a word in a command.
    pub case: String,
    /// Name of each item by id.
    pub names: IndexMap<String, String>,
}

/// Divides the issues of a scenario between its two signatories.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case is wrong or is not about two parties with weights, or a claim failed its certificate.
pub fn divide_answer(scenario: &Scenario, model: &ModelRef, case: &str) -> Result<DivideAnswer, Error> {
    let lowered = lower_division(scenario.case())?;
    let names = Names(&lowered);
    let found = [
        ("adjusted_winner", adjusted_winner(&lowered.division)),
        ("nash", greatest_product(&lowered.division)),
    ];
    let mut solutions = IndexMap::new();
    for (id, answer) in found {
        let Verdict::Found(divided) = &answer.verdict else { return Err(fault(id)) };
        let certificate = certificate_data(
            divided.certificate(),
            &|party| names.0.parties.get(party).map(|one| one.id.clone()).unwrap_or_default(),
            &|_| IndexMap::new(),
        );
        solutions.insert(id.to_owned(), names.division(divided, certificate));
    }
    let division = &lowered.division;
    let items =
        lowered.items.iter().enumerate().map(|(item, (id, _))| {
            (id.clone(), names.by_party(|party| division.points(party)[item].clone()))
        });
    let weights = scenario.case().issues.iter().flat_map(|issue| &issue.weight);
    Ok(DivideAnswer {
        head: Head::new("divide", model, scenario),
        parties: lowered.parties.iter().map(|party| party.id.clone()).collect(),
        items: items.collect(),
        totals: names.by_party(|party| division.total(party).clone()),
        solutions,
        view: DivideView {
            title: scenario.case().title.clone(),
            decimals: Decimals::of(weights.map(|(_, weight)| &weight.value)),
            case: case.to_owned(),
            names: lowered.items.iter().cloned().collect(),
        },
    })
}

struct Names<'a>(&'a LoweredDivision);

impl Names<'_> {
    fn by_party(&self, number: impl Fn(usize) -> Rational) -> Numbers {
        let parties = self.0.parties.iter().enumerate();
        parties.map(|(place, party)| (party.id.clone(), Num(number(place)))).collect()
    }

    fn division(&self, divided: &DividedItems, certificate: CertificateData) -> DivisionData {
        let LoweredDivision { division, parties, items } = self.0;
        let own = |party: usize| -> Numbers {
            let share = |to_first: &Rational| match party {
                0 => to_first.clone(),
                _ => &Rational::ONE - to_first,
            };
            let shares =
                items.iter().zip(&divided.to_first).map(|((id, _), one)| (id.clone(), Num(share(one))));
            shares.filter(|(_, share)| !share.0.is_zero()).collect()
        };
        let gets: IndexMap<String, Numbers> =
            parties.iter().enumerate().map(|(party, name)| (name.id.clone(), own(party))).collect();
        let points = self.by_party(|party| divided.received(division, party));
        let shares = self.by_party(|party| {
            divided.received(division, party).checked_div(division.total(party)).unwrap_or_default()
        });
        let prices = self.by_party(|party| divided.prices[party].clone());
        DivisionData {
            exact: ExactDivision {
                gets: gets.iter().map(|(party, own)| (party.clone(), exact(own))).collect(),
                points: exact(&points),
                shares: exact(&shares),
                prices: exact(&prices),
            },
            divided: divided.divided().map(|item| items[item].0.clone()).collect(),
            gets,
            points,
            shares,
            prices,
            certificate,
        }
    }
}
