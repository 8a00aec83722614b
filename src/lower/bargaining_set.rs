//! Lowers a case that gives a bargaining set directly to a convex set.

use crate::error::Error;
use crate::games::bargaining_set::{BargainingSet, InvalidSet};
use crate::lower::bargaining::Overlay;
use crate::model::given_set::GivenShape;
use crate::model::{Case, Quantity};
use crate::numeric::Rational;

/// The convex set of a case: all mixtures of its points or vertices, or what meets its rows.
///
/// Points that what-ifs add to a party's utility of every agreement are taken off its walk-away value instead, which
/// leaves the same gains.
///
/// # Errors
///
/// [`Error::Request`] if the case gives no set, or numbers that need too many digits.
pub fn lower_set(case: &Case, overlay: &Overlay) -> Result<BargainingSet, Error> {
    let Some(given) = &case.bargaining else {
        return Err(Error::request("this case gives packages, not a convex set", "use --over lotteries"));
    };
    let numbers = |list: &Vec<Quantity>| list.iter().map(|one| one.value.clone()).collect::<Vec<_>>();
    let shift = |id: &str| -> Rational {
        let own = overlay.shifts.iter().filter(|(party, _)| party == id);
        own.map(|(_, shift)| shift).sum()
    };
    let walk_away = numbers(&given.disagreement);
    let disagreement =
        case.signatories().zip(&walk_away).map(|(party, value)| value - &shift(&party.id.text)).collect();
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
    };
    set.map_err(|error| {
        let hint = match &error {
            InvalidSet::TooFine { .. } => "round the utilities to what is known",
            _ => "give each point, vertex or row one number for each signatory",
        };
        Error::request(error.to_string(), hint)
    })
}
