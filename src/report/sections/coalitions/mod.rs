//! The answer of `zopa coalitions`.

mod breakaways;
mod concepts;
mod data;
mod groupings;
mod partition;

use indexmap::IndexMap;

pub use self::data::{
    BindingData, BreakawaysData, BrokenData, CoalitionalData, CoalitionsAnswer, CoalitionsView, ConceptData,
    DividendData, ExactConcept, PropertiesData, SubDealData, WeightData,
};
pub use self::groupings::{
    AgreementSizesData, AssumedData, DealData, ExactDeal, ExactRule, FreeRiderData, LeftOutData, OptionData,
    PartitionData, ReactionData, RuleData, SizeData, StabilityData, VariantData,
};
use crate::budget::Budget;
use crate::concepts::{Concept, Family, concept, family};
use crate::error::Error;
use crate::lower::{CoalitionGame, lower_coalitions};
use crate::model::Case;
use crate::model::coalitions::{ExternalityRule, Worths};
use crate::numeric::Decimals;
use crate::report::sections::coalitions::concepts::Asking;
use crate::report::sections::common::{Head, ModelRef, Sample, assumptions, fault};
use crate::study::scenario::Scenario;

/// What is asked about coalitions.
#[derive(Debug, Clone, Default)]
pub struct CoalitionsRequest {
    /// The concepts; `None` for those that fit the game and its size.
    pub concepts: Option<Vec<&'static Concept>>,
    /// How the others regroup; `None` for the rule of the case, else the pessimistic one.
    pub externality: Option<ExternalityRule>,
    /// How to estimate what is too large for an exact answer.
    pub sample: Option<Sample>,
}

/// The name of a concept for people.
#[must_use]
pub fn concept_title(id: &str) -> &str {
    concept(Family::Coalitional, id).map_or(id, |one| one.title)
}

/// Answers who must be in, who would leave, and how a surplus may be shared.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case has no coalitions, a what-if is wrong, or a claim failed its certificate.
pub fn coalitions_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    request: &CoalitionsRequest,
    budget: &Budget<'_>,
) -> Result<CoalitionsAnswer, Error> {
    let Some(block) = &scenario.case().coalitions else {
        return Err(lower_coalitions(scenario.case()).err().unwrap_or_else(|| fault("coalitions")));
    };
    let mut data = CoalitionalData {
        form: "sub_deals".to_owned(),
        unit: block.unit.clone(),
        sense: block.sense.word().to_owned(),
        players: block.players.iter().map(|name| name.text.clone()).collect(),
        complete: true,
        externality: None,
        sample: request.sample,
        everyone: None,
        concepts: Vec::new(),
        values: IndexMap::new(),
        properties: None,
        deals: IndexMap::new(),
        rules: IndexMap::new(),
        stability: None,
        agreements: IndexMap::new(),
        left_out: Vec::new(),
        reactions: partition::reactions(block)?,
        breakaways: None,
    };
    let is_silent =
        block.worths == Worths::Missing && request.concepts.is_none() && !block.breakaways.is_empty();
    if !is_silent {
        let lowered = lower_coalitions(scenario.case())?;
        let asking = Asking { players: &lowered.labels, request, budget };
        let is_partition = matches!(lowered.game, CoalitionGame::Partition(_));
        if let (Some(rule), false) = (request.externality, is_partition) {
            let message = format!("`--externality {}`: in this game the others do not matter", rule.word());
            return Err(Error::request(message, "leave it out; it is for [coalitions.partitions]"));
        }
        if let CoalitionGame::Partition(game) = &lowered.game {
            "partition".clone_into(&mut data.form);
            let declared = request.externality.or(block.externality);
            partition::answer(&asking, game, &lowered, declared, &chosen(request, true), &mut data)?;
        } else {
            "characteristic".clone_into(&mut data.form);
            let table = lowered.table().ok_or_else(too_many)?;
            asking.characteristic(&table, &chosen(request, false), &mut data)?;
        }
    }
    data.breakaways = breakaways::answer(scenario, budget)?;
    if data.breakaways.as_ref().is_some_and(|found| !found.complete) {
        data.complete = false;
    }
    let view = CoalitionsView {
        title: scenario.case().title.clone(),
        decimals: decimals(scenario.case()),
        case: case.to_owned(),
        assumptions: assumptions(scenario.case(), "coalitions.", case),
        named: request.concepts.is_some(),
    };
    Ok(CoalitionsAnswer { head: Head::new("coalitions", model, scenario), coalitional: data, view })
}

fn too_many() -> Error {
    Error::request(
        "there are too many players for a table of coalitions, which holds at most 25",
        "zopa power answers for any number of voters",
    )
}

/// The concepts that are asked for: those named, else those that fit.
fn chosen(request: &CoalitionsRequest, is_partition: bool) -> Vec<&'static Concept> {
    let fits = |one: &&Concept| is_partition || one.id != "externality_free";
    request.concepts.clone().unwrap_or_else(|| {
        // The prenucleolus and the nucleolus differ only where a player would get less than it has alone.
        family(Family::Coalitional).filter(fits).filter(|one| one.id != "prenucleolus").collect()
    })
}

/// The digits that the numbers of the coalitions support.
fn decimals(case: &Case) -> Decimals {
    let numbers = crate::model::path::numbers(case);
    let ours = numbers.iter().filter(|entry| entry.path.starts_with("coalitions."));
    Decimals::of(ours.map(|entry| &entry.quantity.value))
}
