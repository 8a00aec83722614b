//! The shape of a zone where issues have amounts: how much of all there is it takes up, its corners, and, for two parties,
//! its efficient part.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::bargaining::mixed::MixedZone;
use crate::budget::Budget;
use crate::certify::mixed::{CellCorners, FrontierEnd};
use crate::certify::{Answer, Certified, Verdict};
use crate::error::Error;
use crate::numeric::Rational;
use crate::report::number::{Fractions, Num, Numbers, exact};
use crate::report::sections::common::{CertificateData, Valued, fault};
use crate::report::sections::mixed::MixedNames;

/// Most corners that are listed.
const MOST_VERTICES: usize = 256;

/// How much of all admissible packages nobody loses by, where every level is as likely as another and every amount of its
/// range as any other.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeShare {
    /// The share, from 0 to 1.
    pub value: Num,
    /// The same as an exact fraction.
    pub exact: String,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// The corners of the zone.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Regions {
    /// The combinations that leave room.
    pub combinations: Vec<ZoneRegion>,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// The amounts of one combination at which nobody loses: all that lie between its corners.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ZoneRegion {
    /// The label of its level for each discrete issue.
    pub levels: IndexMap<String, String>,
    /// The corners of the amounts.
    pub vertices: Vec<VertexData>,
}

/// A corner.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VertexData {
    /// The amount of each continuous issue.
    pub amounts: Numbers,
    /// Utility less walk-away value of each party.
    pub gains: Numbers,
    /// The same as exact fractions.
    pub exact: VertexFractions,
}

/// Amounts and gains as exact fractions.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VertexFractions {
    /// The amount of each continuous issue.
    pub amounts: Fractions,
    /// Gain of each party.
    pub gains: Fractions,
}

/// The efficient part of the zone of two parties: nothing is better for one and no worse for the other.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrontierData {
    /// Lines of gains, from the least gain of the first party to its greatest. Between its ends a line runs over the packages with
    /// amounts in between.
    pub pieces: Vec<FrontierLine>,
    /// What was recomputed.
    pub certificate: CertificateData,
}

/// A line of efficient gains; both ends are the same where it is a single package.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrontierLine {
    /// Where the first party gains least.
    pub from: FrontierPoint,
    /// Where it gains most.
    pub to: FrontierPoint,
}

/// An end of a line of efficient gains.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrontierPoint {
    /// Whether the end is efficient itself; else another line improves on it.
    pub closed: bool,
    /// The package and what it is worth.
    #[serde(flatten)]
    pub value: Valued,
}

/// What an answer holds; `None` for what was not found out.
fn found<T, R>(answer: Option<Answer<T, R>>) -> Result<Option<Certified<T>>, Error> {
    match answer.map(|answer| answer.verdict) {
        Some(Verdict::Found(found)) => Ok(Some(found)),
        Some(Verdict::Refused(_)) => Err(fault("zone")),
        _ => Ok(None),
    }
}

pub(in crate::report::sections::mixed) fn share(
    names: &MixedNames<'_>,
    zone: &MixedZone<'_>,
    budget: &Budget<'_>,
) -> Result<Option<VolumeShare>, Error> {
    let share = found(zone.share(budget))?;
    Ok(share.map(|share| VolumeShare {
        value: Num(share.share.clone()),
        exact: share.share.to_string(),
        certificate: names.certificate(share.certificate()),
    }))
}

pub(in crate::report::sections::mixed) fn regions(
    names: &MixedNames<'_>,
    zone: &MixedZone<'_>,
    budget: &Budget<'_>,
) -> Result<Option<Regions>, Error> {
    let Some(corners) = found(zone.corners(budget))? else { return Ok(None) };
    let mut combinations = Vec::new();
    let mut count = 0;
    for (levels, cell) in zone.combinations().zip(&corners.cells) {
        let CellCorners::Corners(list) = cell else { continue };
        count += list.len();
        if count > MOST_VERTICES {
            return Ok(None);
        }
        let vertices = list.iter().map(|amounts| vertex(names, levels, amounts)).collect();
        combinations.push(ZoneRegion { levels: discrete(names, levels), vertices });
    }
    Ok(Some(Regions { combinations, certificate: names.certificate(corners.certificate()) }))
}

/// The label of each discrete issue.
fn discrete(names: &MixedNames<'_>, levels: &[usize]) -> IndexMap<String, String> {
    let issues = names.lowered.labels.issues.iter().zip(levels).enumerate();
    let discrete = issues.filter(|(place, _)| names.continuous(*place).is_none());
    discrete.map(|(_, (issue, &level))| (issue.id.clone(), issue.levels[level].clone())).collect()
}

fn vertex(names: &MixedNames<'_>, levels: &[usize], amounts: &[Rational]) -> VertexData {
    let package = crate::games::mixed::MixedPackage { levels: levels.to_vec(), amounts: amounts.to_vec() };
    let valued = names.valued(&package);
    let amounts = valued.amounts.unwrap_or_default();
    let exact = VertexFractions { amounts: exact(&amounts), gains: valued.exact.gains };
    VertexData { amounts, gains: valued.gains, exact }
}

pub(in crate::report::sections::mixed) fn frontier(
    names: &MixedNames<'_>,
    zone: &MixedZone<'_>,
    budget: &Budget<'_>,
) -> Result<Option<FrontierData>, Error> {
    let Some(frontier) = found(zone.frontier(budget))? else { return Ok(None) };
    let point =
        |end: &FrontierEnd| FrontierPoint { closed: end.is_closed, value: names.valued(&end.package) };
    let pieces = frontier.pieces.iter().map(|piece| {
        let [from, to] = &piece.ends;
        FrontierLine { from: point(from), to: point(to) }
    });
    Ok(Some(FrontierData {
        pieces: pieces.collect(),
        certificate: names.certificate(frontier.certificate()),
    }))
}
