//! Lowers a case that gives a bargaining set directly to a convex set.

use crate::error::Error;
use crate::games::bargaining_set::{BargainingSet, InvalidSet};
use crate::games::frontier::Frontier;
use crate::lower::bargaining::Overlay;
use crate::model::given_set::{GivenCurve, GivenSet, GivenShape};
use crate::model::{Case, Quantity};
use crate::numeric::Rational;

/// The convex set of a case: all mixtures of its points or vertices, or what meets its rows.
///
/// # Errors
///
/// [`Error::Request`] if the case gives no set, or numbers that need too many digits.
pub fn lower_set(case: &Case, overlay: &Overlay) -> Result<BargainingSet, Error> {
    let Some(given) = &case.bargaining else {
        return Err(Error::request("this case gives packages, not a convex set", "use --over lotteries"));
    };
    if let GivenShape::Curve(curve) = &given.shape {
        let frontier = built(curve, disagreement(case, given, overlay))?;
        let Some(ends) = frontier.line() else {
            return Err(Error::request(
                "this case gives a curve, which is no set of vertices or rows",
                "use `zopa solve`",
            ));
        };
        let ends = ends.map(|end| end.to_vec());
        let set = BargainingSet::from_vertices(frontier.disagreement().to_vec(), &ends);
        return set
            .map_err(|error| Error::request(error.to_string(), "round the utilities to what is known"));
    }
    let numbers = |list: &Vec<Quantity>| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    let disagreement = disagreement(case, given, overlay);
    let set = match &given.shape {
        GivenShape::Points(points) | GivenShape::Vertices(points) => {
            let points: Vec<Vec<Rational>> = points.iter().map(numbers).collect();
            BargainingSet::from_vertices(disagreement, &points)
        }
        GivenShape::Rows(rows) => {
            let coefficients = rows.iter().map(|row| numbers(&row.coefficients)).collect();
            let bounds = rows.iter().map(|row| row.at_most.value.clone()).collect();
            BargainingSet::from_rows(disagreement, coefficients, bounds)
        }
        // Answered above.
        GivenShape::Curve(_) => BargainingSet::from_vertices(disagreement, &[]),
    };
    set.map_err(|error| {
        let hint = match &error {
            InvalidSet::TooFine { .. } => "round the utilities to what is known",
            _ => "give each point, vertex or row one number for each signatory",
        };
        Error::request(error.to_string(), hint)
    })
}

/// The frontier of a case that gives a curve; `None` for every other case, and for a straight line, which is a set of two
/// vertices.
///
/// # Errors
///
/// [`Error::Request`] if the curve is no frontier, which a checked case never has.
pub fn lower_frontier(case: &Case, overlay: &Overlay) -> Result<Option<Frontier>, Error> {
    let Some(given) = &case.bargaining else { return Ok(None) };
    let GivenShape::Curve(curve) = &given.shape else { return Ok(None) };
    let frontier = built(curve, disagreement(case, given, overlay))?;
    Ok(frontier.line().is_none().then_some(frontier))
}

fn built(curve: &GivenCurve, disagreement: Vec<Rational>) -> Result<Frontier, Error> {
    let broken = || Error::request("the curve of [bargaining] is no frontier", "run `zopa check`");
    let [first, second] = <[Rational; 2]>::try_from(disagreement).map_err(|_| broken())?;
    curve.frontier([first, second]).map_err(|_| broken())
}

/// What each signatory has without an agreement.
///
/// Points that what-ifs add to a party's utility of every agreement are taken off its walk-away value instead, which
/// leaves the same gains.
fn disagreement(case: &Case, given: &GivenSet, overlay: &Overlay) -> Vec<Rational> {
    let shift = |id: &str| -> Rational {
        let own = overlay.shifts.iter().filter(|(party, _)| party == id);
        own.map(|(_, shift)| shift).sum()
    };
    let walk_away = case.signatories().zip(&given.disagreement);
    walk_away.map(|(party, value)| &value.value - &shift(&party.id.text)).collect()
}
