//! What follows where the worth of a bloc depends on how the others group.

use indexmap::IndexMap;

use crate::certify::coalitional::{DealFacts, ExternalityTable, Marks, OverRanges, Terms};
use crate::certify::{Certificate, Verdict};
use crate::coalition::{Coalition, Partition, partitions};
use crate::coalitional::agreement_sizes::agreement_sizes;
use crate::coalitional::deals::deal;
use crate::coalitional::externality::characteristic;
use crate::coalitional::reaction::{Ranged, reaction};
use crate::coalitional::stability::stability;
use crate::concepts::{Concept, Entry, Family, concept};
use crate::error::Error;
use crate::games::partition::{Leaving, PartitionGame, Share, Unanswerable};
use crate::lower::{LoweredCoalitions, externality};
use crate::model::Quantity;
use crate::model::coalitions::{Coalitions, ExternalityRule};
use crate::numeric::Rational;
use crate::report::number::{Num, Total, exact};
use crate::report::sections::coalitions::concepts::Asking;
use crate::report::sections::coalitions::{
    AgreementSizesData, AssumedData, CoalitionalData, DealData, ExactDeal, ExactRule, FreeRiderData,
    LeftOutData, OptionData, PartitionData, ReactionData, RuleData, SizeData, StabilityData, VariantData,
};
use crate::report::sections::common::{CertificateData, fault};

/// Partitions that are all listed; of more, only the stable ones.
const PARTITIONS_LISTED: usize = 60;

/// Stable partitions that are listed where there are many.
const STABLE_LISTED: usize = 100;

/// Players up to which the table of each rule is listed.
const WORTHS_UP_TO: usize = 6;

/// Everything about a game in partition function form.
pub(super) fn answer(
    asking: &Asking<'_>,
    game: &PartitionGame,
    lowered: &LoweredCoalitions,
    declared: Option<ExternalityRule>,
    concepts: &[&'static Concept],
    data: &mut CoalitionalData,
) -> Result<(), Error> {
    for asked in &lowered.deals {
        let found = deal(game, &asked.deal, lowered.status_quo.as_ref()).map_err(unanswerable)?;
        let Verdict::Found(facts) = &found.verdict else { return Err(fault("deals")) };
        data.deals
            .insert(asked.id.clone(), deal_data(asking, facts, asked.label.clone(), facts.certificate()));
    }
    let together = Partition::new(game.players(), vec![game.everyone()]).ok();
    data.everyone = together.and_then(|together| game.worth(&together, game.everyone())).map(Num);
    data.agreements = agreements(asking, game)?;
    if let Err(reason) = game.table() {
        return left_out(asking, &reason, concepts, data);
    }
    let rule = declared.unwrap_or(ExternalityRule::Pessimistic);
    data.externality = Some(rule.word().to_owned());
    for one in ExternalityRule::ALL {
        let Some(assumed) = externality(one, lowered.status_quo.as_ref()) else {
            if one == rule {
                let message = format!("the rule `{}` needs a status quo", one.word());
                return Err(Error::request(message, "add coalitions.status_quo, such as \"A | B+C\""));
            }
            continue;
        };
        let found = characteristic(game, &assumed, asking.budget).map_err(unanswerable)?;
        match &found.verdict {
            Verdict::Found(table) => {
                let rule_data = rule_data(asking, table, asking.certificate(table.certificate()))?;
                data.complete &= rule_data.core_empty.is_some();
                data.rules.insert(one.word().to_owned(), rule_data);
                if one == rule {
                    values(asking, game, table, concepts, data)?;
                }
            }
            Verdict::Undecided { .. } => data.complete = false,
            Verdict::NoneExists(_) | Verdict::Refused(_) => return Err(fault("externality rules")),
        }
    }
    data.stability = stable(asking, game)?;
    data.complete &= data.stability.is_some();
    Ok(())
}

/// What is left where not all partitions can be looked at: it is named, and unsettled if it was asked for by name.
fn left_out(
    asking: &Asking<'_>,
    reason: &Unanswerable,
    concepts: &[&'static Concept],
    data: &mut CoalitionalData,
) -> Result<(), Error> {
    let is_too_large = matches!(reason, Unanswerable::TooManyPlayers { .. });
    if let (Some(rule), false) = (asking.request.externality, is_too_large) {
        let message = format!("`--externality {}`: here all others stand alone", rule.word());
        return Err(Error::request(message, "leave it out; it is for [coalitions.partitions]"));
    }
    let completeness = if is_too_large { "unknown" } else { "not_stated" };
    let questions = ["rules", "stability"].into_iter().chain(concepts.iter().map(|one| one.id));
    data.left_out = questions
        .map(|question| LeftOutData {
            question: question.to_owned(),
            completeness: completeness.to_owned(),
            reason: reason.to_string(),
        })
        .collect();
    // Without a name only what fits the game and its size is asked.
    data.complete &= asking.request.concepts.is_none() && asking.request.externality.is_none();
    Ok(())
}

/// Which sizes of one agreement hold, where sizes alone count.
fn agreements(
    asking: &Asking<'_>,
    game: &PartitionGame,
) -> Result<IndexMap<String, AgreementSizesData>, Error> {
    let mut found = IndexMap::new();
    if game.players() < 2 {
        return Ok(found);
    }
    for leaving in Leaving::ALL {
        let answer = match agreement_sizes(game, leaving) {
            Ok(answer) => answer,
            // The question is not one of this game.
            Err(Unanswerable::NotBySize | Unanswerable::NotStated) => continue,
            Err(reason) => return Err(unanswerable(reason)),
        };
        let Verdict::Found(facts) = &answer.verdict else { return Err(fault("agreements")) };
        let among = |holds: &dyn Fn(usize) -> bool| -> Vec<Total> {
            let sizes = facts.sizes.iter().map(|one| one.size).filter(|&size| holds(size));
            sizes.map(|size| Total(size as u128)).collect()
        };
        let stable: Vec<Total> = facts.stable().map(|size| Total(size as u128)).collect();
        let sizes = facts.sizes.iter().map(|one| SizeData {
            size: Total(one.size as u128),
            worth: Num(&one.slack + &(&one.outside * &Rational::from(one.size as i64))),
            outside: Num(one.outside.clone()),
            outside_exact: one.outside.to_string(),
            slack: Num(one.slack.clone()),
            slack_exact: one.slack.to_string(),
        });
        let data = AgreementSizesData {
            internal: among(&|size| facts.is_internally_stable(size)),
            external: among(&|size| facts.is_externally_stable(size)),
            greatest_stable: stable.last().copied(),
            stable,
            sizes: sizes.collect(),
            certificate: Some(asking.certificate(facts.certificate())),
        };
        found.insert(leaving.word().to_owned(), data);
    }
    Ok(found)
}

/// The concepts of the game that follows from the rule that counts.
fn values(
    asking: &Asking<'_>,
    game: &PartitionGame,
    table: &ExternalityTable,
    concepts: &[&'static Concept],
    data: &mut CoalitionalData,
) -> Result<(), Error> {
    for one in concepts {
        let value = match one.entry {
            Entry::PartitionValue(value) => {
                let answer = value(game).map_err(unanswerable)?;
                let mut read =
                    asking.read(&answer, |facts, data| data.value = Some(asking.numbers(&facts.value)))?;
                read.exact.value = read.value.as_ref().map(exact);
                Some(read)
            }
            _ => asking.concept(&table.game, one)?,
        };
        let Some(value) = value else { continue };
        data.complete &= asking.is_settled(&value);
        data.values.insert(one.id.to_owned(), value);
        data.concepts.push(one.id.to_owned());
    }
    Ok(())
}

/// What follows from one rule: core, least core and Shapley value of everybody together.
fn rule_data(
    asking: &Asking<'_>,
    table: &ExternalityTable,
    certificate: CertificateData,
) -> Result<RuleData, Error> {
    let ask = |id: &str| match concept(Family::Coalitional, id) {
        Some(one) => asking.concept(&table.game, one),
        None => Ok(None),
    };
    let (core, least, shapley) = (ask("core")?, ask("least_core")?, ask("shapley")?);
    let epsilon = least.as_ref().and_then(|least| least.epsilon.clone());
    let shapley = shapley.filter(|value| value.status == "found").and_then(|value| value.value);
    let players = asking.players.players.len();
    let coalitions = if players <= WORTHS_UP_TO { Coalition::all(players).bits() } else { 0 };
    let assumed = (1..=coalitions).map(Coalition::from_bits).map(|coalition| AssumedData {
        members: asking.players.ids(coalition),
        worth: Num(table.game.worth(coalition)),
        partition: table.assumed(coalition).map(|partition| asking.blocs(partition)).unwrap_or_default(),
    });
    Ok(RuleData {
        worths: assumed.collect(),
        core_empty: core.and_then(|core| core.empty),
        exact: ExactRule {
            epsilon: epsilon.as_ref().map(|epsilon| epsilon.0.to_string()),
            shapley: shapley.as_ref().map(exact),
        },
        epsilon,
        shapley,
        certificate: Some(certificate),
    })
}

fn deal_data(
    asking: &Asking<'_>,
    facts: &DealFacts,
    label: Option<String>,
    certificate: &Certificate,
) -> DealData {
    let players = asking.players;
    let members: Vec<usize> = facts.deal.members().members().collect();
    let numbers = |values: &[Rational]| asking.some(&members, values);
    let variant = |party: Option<usize>, share: Share, terms: &Terms| VariantData {
        party: party.map(|player| asking.id(player)),
        share: share.word().to_owned(),
        outside: numbers(&terms.outside),
        surplus_exact: terms.surplus.to_string(),
        holds: !terms.surplus.is_negative(),
        surplus: Num(terms.surplus.clone()),
    };
    let by_rule =
        Share::ALL.into_iter().zip(&facts.by_rule).map(|(share, terms)| variant(None, share, terms));
    let alone = facts.variations.iter().map(|one| variant(Some(one.player), one.share, &one.terms));
    let surplus = &facts.declared.surplus;
    let holds = !surplus.is_negative();
    let equal = Rational::new(1, members.len() as i128).unwrap_or_default();
    let split: Vec<Rational> =
        facts.declared.outside.iter().map(|outside| outside + &(surplus * &equal)).collect();
    let equal_split = holds.then(|| numbers(&split));
    let outside = numbers(&facts.declared.outside);
    let options = facts.deal.outside().iter().map(|option| {
        let data =
            OptionData { partition: asking.blocs(&option.partition), share: option.share.word().to_owned() };
        (asking.id(option.player), data)
    });
    let riders = facts.bystanders.iter().map(|one| (one.bloc, &one.with_deal - &one.apart));
    DealData {
        label,
        members: players.ids(facts.deal.members()),
        partition: asking.blocs(facts.deal.partition()),
        worth: Num(facts.worth.clone()),
        exact: ExactDeal {
            outside: exact(&outside),
            surplus: surplus.to_string(),
            equal_split: equal_split.as_ref().map(exact),
        },
        outside,
        options: options.collect::<IndexMap<_, _>>(),
        surplus: Num(surplus.clone()),
        holds,
        equal_split,
        guarantee: Num(facts.guarantee.clone()),
        critical: facts.first_to_leave.iter().map(|&player| asking.id(player)).collect(),
        most_disruptive: facts.most_disruptive.iter().map(|&player| asking.id(player)).collect(),
        under: by_rule.chain(alone).collect(),
        depends_on_rule: facts.depends_on_rule,
        free_riders: riders
            .filter(|(_, gain)| gain.is_positive())
            .map(|(bloc, gain)| FreeRiderData { members: players.ids(bloc), gain: Num(gain) })
            .collect(),
        certificate: Some(asking.certificate(certificate)),
    }
}

fn stable(asking: &Asking<'_>, game: &PartitionGame) -> Result<Option<StabilityData>, Error> {
    let found = stability(game, Leaving::RestStays, asking.budget).map_err(unanswerable)?;
    let facts = match &found.verdict {
        Verdict::Found(facts) => facts,
        Verdict::Undecided { .. } => return Ok(None),
        Verdict::NoneExists(_) | Verdict::Refused(_) => return Err(fault("stability")),
    };
    let is_short = facts.marks.len() <= PARTITIONS_LISTED;
    let mut list = Vec::new();
    let mut efficient = (None, Vec::new());
    for (partition, marks) in partitions(game.players()).zip(&facts.marks) {
        let blocs = partition.blocs().iter();
        let worths: Vec<Rational> =
            blocs.map(|&bloc| game.worth(&partition, bloc).unwrap_or_default()).collect();
        let total: Rational = worths.iter().sum();
        if efficient.0.as_ref().is_none_or(|best| total > *best) {
            efficient = (Some(total.clone()), Vec::new());
        }
        if efficient.0.as_ref() == Some(&total) && efficient.1.len() < STABLE_LISTED {
            efficient.1.push(asking.blocs(&partition));
        }
        if is_short || (holds(marks) && list.len() < STABLE_LISTED) {
            list.push(PartitionData {
                partition: asking.blocs(&partition),
                worths: worths.into_iter().map(Num).collect(),
                total: Num(total),
                internal: marks.internal,
                external: marks.external,
                merger_proof: marks.merger_proof,
            });
        }
    }
    Ok(Some(StabilityData {
        partitions: Total(facts.marks.len() as u128),
        internal: Total(facts.internal as u128),
        external: Total(facts.external as u128),
        stable: Total(facts.stable as u128),
        merger_proof: Total(facts.merger_proof as u128),
        holding: Total(facts.marks.iter().filter(|marks| holds(marks)).count() as u128),
        efficient: efficient.1,
        list,
        certificate: Some(asking.certificate(facts.certificate())),
    }))
}

/// Would a partition hold by itself: nobody leaves, no two blocs gain by joining?
fn holds(marks: &Marks) -> bool {
    marks.internal && marks.merger_proof
}

/// What those would do who are left out.
pub(super) fn reactions(block: &Coalitions) -> Result<IndexMap<String, ReactionData>, Error> {
    let ranged = |quantity: &Quantity| {
        let ends = quantity.range.as_ref().map(|range| (range.low.clone(), range.high.clone()));
        let (low, high) = ends.unwrap_or_else(|| (quantity.value.clone(), quantity.value.clone()));
        Ranged { low, value: quantity.value.clone(), high }
    };
    let mut found = IndexMap::new();
    for written in &block.reactions {
        let answer = reaction(&ranged(&written.benefit), &ranged(&written.cost));
        let Verdict::Found(facts) = &answer.verdict else { return Err(fault("reactions")) };
        let over_ranges = match facts.over_ranges {
            OverRanges::Accepts => "never",
            OverRanges::Punishes => "always",
            OverRanges::Depends => "sometimes",
        };
        let data = ReactionData {
            label: written.label.clone(),
            benefit: Num(facts.benefit.1.clone()),
            cost: Num(facts.cost.1.clone()),
            punishes: facts.punishes,
            break_even: Num(facts.break_even.clone()),
            over_ranges: over_ranges.to_owned(),
        };
        found.insert(written.party.text.clone(), data);
    }
    Ok(found)
}

/// A game that is too large for a question.
fn unanswerable(reason: Unanswerable) -> Error {
    Error::request(reason.to_string(), "leave players out, or join those that always act together")
}
