//! One question about one case: what the command line, the published answers and `verify` have in common.
//!
//! - [`Ask`]: a command with its what-ifs and options.
//! - [`Loaded`]: a case with the bytes it was read from.
//! - [`ask`]: the [`Reply`], as text, JSON or CSV.
//! - [`published`]: runs the `[[expect]]` blocks of a case.
//! - [`verify`]: judges a saved answer.

pub mod options;
pub mod published;
pub mod verify;

use serde_json::Value;

use crate::budget::Budget;
use crate::concepts::Concept;
use crate::error::Error;
use crate::model::Case;
use crate::model::check::too_many_packages;
use crate::report::render::{csv, json, text};
use crate::report::sections::coalitions::{CoalitionsAnswer, CoalitionsRequest, coalitions_answer};
use crate::report::sections::common::{ModelRef, Sample};
use crate::report::sections::compose::{ComposeAnswer, compose_answer};
use crate::report::sections::divide::{DivideAnswer, divide_answer};
use crate::report::sections::equilibria::{EquilibriaAnswer, EquilibriaRequest, equilibria_answer};
use crate::report::sections::explain::{ExplainAnswer, explain_answer};
use crate::report::sections::mixed::{
    MixedWhyNotAnswer, MixedZoneAnswer, mixed_why_not_answer, mixed_zone_answer,
};
use crate::report::sections::power::{PowerAnswer, power_answer};
use crate::report::sections::sequence::{SequenceAnswer, sequence_answer};
use crate::report::sections::solve::{Solution, SolveAnswer, SolveRequest, solve_answer};
use crate::report::sections::solve_set::{SolveSetAnswer, solve_set_answer};
use crate::report::sections::threshold::{ThresholdAnswer, threshold_answer};
use crate::report::sections::why_not::{WhyNotAnswer, why_not_answer};
use crate::report::sections::zone::{ZoneAnswer, zone_answer};
use crate::study::change::Change;
use crate::study::scenario::Scenario;
use crate::study::space::Space;

/// A case with what is needed to name it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// Its name and the digest of its bytes.
    pub model: ModelRef,
    /// The case as a person typed it: a path or a built-in id.
    pub typed: String,
}

impl Loaded {
    /// A case that was read from `bytes`.
    #[must_use]
    pub fn new(case: Case, bytes: &[u8], typed: &str) -> Self {
        let model = ModelRef::of(&case, bytes);
        Self { case, model, typed: typed.to_owned() }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum Question {
    /// Is there a deal that everybody prefers to no deal?
    Zone,
    /// Which deals do fairness principles point to?
    Solve(SolveRequest),
    /// Who blocks, by how much, and what small change opens it?
    WhyNot,
    /// Who must be in, who would leave?
    Coalitions(CoalitionsRequest),
    /// Who decides in a vote?
    Power {
        /// The indices.
        indices: Vec<&'static Concept>,
        /// How to estimate what is too large for an exact answer.
        sample: Option<Sample>,
    },
    /// Which groups are acceptable?
    Compose,
    /// What would everybody do, if nobody could gain by doing something else?
    Equilibria(EquilibriaRequest),
    /// Who gets which issue, if two parties divide them?
    Divide,
    /// Does the plan work, and on what does it hinge?
    Sequence,
    /// For which values of a number is there a zone?
    Threshold {
        /// Path of the number.
        of: String,
        /// Path of a second number, for the region of both.
        and: Option<String>,
    },
    /// How does one number follow from the file?
    Explain {
        /// The number, in the words of the answers or of the case.
        path: String,
    },
}

/// A question with its what-ifs.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// What is changed for this run.
    pub changes: Vec<Change>,
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Question::Zone`].
    Zone(Box<ZoneAnswer>),
    /// To [`Question::Zone`] where issues have amounts.
    MixedZone(Box<MixedZoneAnswer>),
    /// To [`Question::Solve`].
    Solve(Box<SolveAnswer>),
    /// To [`Question::Solve`] over a convex set.
    SolveSet(Box<SolveSetAnswer>),
    /// To [`Question::WhyNot`].
    WhyNot(Box<WhyNotAnswer>),
    /// To [`Question::WhyNot`] where issues have amounts.
    MixedWhyNot(Box<MixedWhyNotAnswer>),
    /// To [`Question::Coalitions`].
    Coalitions(Box<CoalitionsAnswer>),
    /// To [`Question::Power`].
    Power(Box<PowerAnswer>),
    /// To [`Question::Compose`].
    Compose(Box<ComposeAnswer>),
    /// To [`Question::Equilibria`].
    Equilibria(Box<EquilibriaAnswer>),
    /// To [`Question::Divide`].
    Divide(Box<DivideAnswer>),
    /// To [`Question::Sequence`].
    Sequence(Box<SequenceAnswer>),
    /// To [`Question::Threshold`].
    Threshold(Box<ThresholdAnswer>),
    /// To [`Question::Explain`].
    Explain(Box<ExplainAnswer>),
}

/// Answers one question about one case.
///
/// # Errors
///
/// [`Error`] if the case or a what-if is wrong.
pub fn ask(loaded: &Loaded, ask: &Ask, budget: &Budget<'_>) -> Result<Reply, Error> {
    let scenario = Scenario::new(&loaded.case, &ask.changes)?;
    let (model, typed) = (&loaded.model, loaded.typed.as_str());
    let is_merged = match &ask.question {
        Question::Zone => true,
        Question::WhyNot | Question::Threshold { .. } => !scenario.case().is_mixed(),
        Question::Solve(request) => request.over.unwrap_or(Space::of(scenario.case())) == Space::Packages,
        _ => false,
    };
    if !is_merged {
        // Everything else looks at packages one by one.
        let levels: Vec<usize> = scenario.case().issues.iter().map(|issue| issue.levels.len()).collect();
        if let Some(finding) = too_many_packages(&levels) {
            return Err(Error::Case(vec![finding]));
        }
    }
    Ok(match &ask.question {
        Question::Zone if scenario.case().is_mixed() => {
            Reply::MixedZone(Box::new(mixed_zone_answer(&scenario, model, typed, budget)?))
        }
        Question::Zone => Reply::Zone(Box::new(zone_answer(&scenario, model, typed, budget)?)),
        Question::Solve(request) => match request.over.unwrap_or(Space::of(scenario.case())) {
            Space::Packages => {
                Reply::Solve(Box::new(solve_answer(&scenario, model, typed, request, budget)?))
            }
            space => {
                Reply::SolveSet(Box::new(solve_set_answer(&scenario, model, typed, space, request, budget)?))
            }
        },
        Question::WhyNot if scenario.case().is_mixed() => {
            Reply::MixedWhyNot(Box::new(mixed_why_not_answer(&scenario, model, typed, budget)?))
        }
        Question::WhyNot => Reply::WhyNot(Box::new(why_not_answer(&scenario, model, typed, budget)?)),
        Question::Coalitions(request) => {
            Reply::Coalitions(Box::new(coalitions_answer(&scenario, model, typed, request, budget)?))
        }
        Question::Power { indices, sample } => {
            Reply::Power(Box::new(power_answer(&scenario, model, typed, indices, *sample, budget)?))
        }
        Question::Compose => Reply::Compose(Box::new(compose_answer(&scenario, model, typed, budget)?)),
        Question::Equilibria(request) => {
            Reply::Equilibria(Box::new(equilibria_answer(&scenario, model, typed, request, budget)?))
        }
        Question::Divide => Reply::Divide(Box::new(divide_answer(&scenario, model, typed)?)),
        Question::Sequence => Reply::Sequence(Box::new(sequence_answer(&scenario, model, typed, budget)?)),
        Question::Threshold { of, and } => {
            let answer = threshold_answer(&scenario, model, typed, of, and.as_deref(), budget)?;
            Reply::Threshold(Box::new(answer))
        }
        Question::Explain { path } => {
            Reply::Explain(Box::new(explain_answer(&scenario, model, typed, path, budget)?))
        }
    })
}

impl Reply {
    /// For a person.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Zone(answer) => text::zone(answer),
            Self::MixedZone(answer) => text::mixed_zone(answer),
            Self::Solve(answer) => text::solve(answer),
            Self::SolveSet(answer) => text::solve_set(answer),
            Self::WhyNot(answer) => text::why_not(answer),
            Self::MixedWhyNot(answer) => text::mixed_why_not(answer),
            Self::Coalitions(answer) => text::coalitions(answer),
            Self::Power(answer) => text::power(answer),
            Self::Compose(answer) => text::compose(answer),
            Self::Equilibria(answer) => text::equilibria(answer),
            Self::Divide(answer) => text::divide(answer),
            Self::Sequence(answer) => text::sequence(answer),
            Self::Threshold(answer) => text::threshold(answer),
            Self::Explain(answer) => text::explain(answer),
        }
    }

    /// For a script.
    #[must_use]
    pub fn json(&self) -> String {
        match self {
            Self::Zone(answer) => json::json(answer),
            Self::MixedZone(answer) => json::json(answer),
            Self::Solve(answer) => json::json(answer),
            Self::SolveSet(answer) => json::json(answer),
            Self::WhyNot(answer) => json::json(answer),
            Self::MixedWhyNot(answer) => json::json(answer),
            Self::Coalitions(answer) => json::json(answer),
            Self::Power(answer) => json::json(answer),
            Self::Compose(answer) => json::json(answer),
            Self::Equilibria(answer) => json::json(answer),
            Self::Divide(answer) => json::json(answer),
            Self::Sequence(answer) => json::json(answer),
            Self::Threshold(answer) => json::json(answer),
            Self::Explain(answer) => json::json(answer),
        }
    }

    /// For a script, as a tree.
    #[must_use]
    pub fn tree(&self) -> Value {
        match self {
            Self::Zone(answer) => json::tree(answer),
            Self::MixedZone(answer) => json::tree(answer),
            Self::Solve(answer) => json::tree(answer),
            Self::SolveSet(answer) => json::tree(answer),
            Self::WhyNot(answer) => json::tree(answer),
            Self::MixedWhyNot(answer) => json::tree(answer),
            Self::Coalitions(answer) => json::tree(answer),
            Self::Power(answer) => json::tree(answer),
            Self::Compose(answer) => json::tree(answer),
            Self::Equilibria(answer) => json::tree(answer),
            Self::Divide(answer) => json::tree(answer),
            Self::Sequence(answer) => json::tree(answer),
            Self::Threshold(answer) => json::tree(answer),
            Self::Explain(answer) => json::tree(answer),
        }
    }

    /// For a spreadsheet; `None` where rows make no sense.
    #[must_use]
    pub fn csv(&self) -> Option<String> {
        match self {
            Self::Zone(answer) => Some(csv::zone(&answer.zone.parties)),
            Self::MixedZone(answer) => Some(csv::zone(&answer.zone.parties)),
            Self::Solve(answer) => Some(csv::solve(answer)),
            Self::SolveSet(answer) => Some(csv::solve_set(answer)),
            Self::WhyNot(_) | Self::MixedWhyNot(_) => None,
            Self::Coalitions(answer) => Some(csv::coalitions(answer)),
            Self::Power(answer) => Some(csv::power(answer)),
            Self::Compose(answer) => Some(csv::compose(answer)),
            Self::Equilibria(answer) => Some(csv::equilibria(answer)),
            Self::Divide(answer) => Some(csv::divide(answer)),
            Self::Sequence(answer) => Some(csv::sequence(answer)),
            Self::Threshold(answer) => Some(csv::threshold(answer)),
            Self::Explain(answer) => Some(csv::explain(answer)),
        }
    }

    /// Lines `NE,...` as other programs of the field print equilibria; `None` for other answers.
    #[must_use]
    pub fn gambit(&self) -> Option<String> {
        match self {
            Self::Equilibria(answer) => Some(text::gambit(answer)),
            _ => None,
        }
    }

    /// Did something stay undecided?
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Zone(answer) => {
                let zone = &answer.zone;
                !zone.complete || !zone.closes_complete && zone.way == "listed"
            }
            Self::MixedZone(answer) => !answer.zone.complete,
            Self::Solve(answer) => {
                let open = |solution: &Solution| solution.status == "undecided";
                answer.status == "undecided" || answer.solutions.values().any(open)
            }
            Self::SolveSet(answer) => answer.status == "undecided",
            Self::WhyNot(answer) => !answer.why_not.complete,
            Self::MixedWhyNot(answer) => !answer.why_not.complete,
            Self::Coalitions(answer) => !answer.coalitional.complete,
            Self::Power(answer) => !answer.unsettled.is_empty(),
            Self::Compose(answer) => !answer.compose.complete,
            Self::Equilibria(answer) => answer.status == "undecided",
            Self::Divide(_) => false,
            Self::Sequence(answer) => !answer.sequence.complete || answer.sequence.status == "not_answered",
            Self::Threshold(answer) => !answer.threshold.complete,
            Self::Explain(answer) => answer.explain.status == "undecided",
        }
    }
}
