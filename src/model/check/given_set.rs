//! What a bargaining set that a case gives directly shows by itself.

use crate::diagnostic::{Code, Diagnostic, short};
use crate::games::frontier::{InvalidFrontier, MAX_POWER};
use crate::model::check::Checker;
use crate::model::check::counted;
use crate::model::given_set::{CurveError, GivenCurve, GivenSet, GivenShape, PARAMETER};
use crate::numeric::Rational;

/// Lists have one number for each signatory, and a curve is a frontier.
pub(super) fn given_set(checker: &mut Checker<'_>, given: &GivenSet) {
    lengths(checker, given);
    if let GivenShape::Curve(curve) = &given.shape {
        given_curve(checker, curve);
    }
}

fn lengths(checker: &mut Checker<'_>, given: &GivenSet) {
    let key = given.shape.key();
    let one = match &given.shape {
        GivenShape::Points(_) => "point",
        GivenShape::Vertices(_) => "vertex",
        GivenShape::Rows(_) => "row",
        GivenShape::Curve(_) => "curve",
    };
    if given.shape.count() == 0 {
        let message = format!("`{key}` of [bargaining] is an empty list, expected at least one {one}");
        checker.push(Diagnostic::error(Code::EmptyChoice, message));
    }
    let expected = checker.case.signatories().count();
    if given.disagreement.is_empty() && checker.case.signatories().all(|party| party.walk_away.is_some()) {
        // Files are spared this: their reader moves walk-away values into the disagreement point.
        let finding = Diagnostic::error(Code::MissingKey, "[bargaining] has no `disagreement`");
        checker.push(finding.hint("add one walk-away value for each signatory"));
    }
    if checker.gaps.any("parties") || expected == 0 {
        return;
    }
    let rows = given.shape.lists().enumerate().map(|(place, row)| (format!("{one} {}", place + 1), row));
    let disagreement = Some(("`disagreement`".to_owned(), &given.disagreement));
    for (what, row) in rows.chain(disagreement.filter(|(_, row)| !row.is_empty())) {
        if row.len() != expected {
            let message = format!(
                "{what} of [bargaining] has {}, expected {expected}, one for each signatory",
                counted(row.len(), "number")
            );
            checker
                .push(Diagnostic::error(Code::WrongLength, message).at(row.first().and_then(|one| one.span)));
        }
    }
}

/// A curve is the frontier of a convex set of two signatories.
fn given_curve(checker: &mut Checker<'_>, curve: &GivenCurve) {
    let signatories: Vec<&str> = checker.case.signatories().map(|party| party.id.text.as_str()).collect();
    if !checker.gaps.any("parties") && signatories.len() != 2 && !signatories.is_empty() {
        let message = format!("a curve is for two signatories, this case has {}", signatories.len());
        let finding = Diagnostic::error(Code::WrongLength, message).at(curve.from.span);
        checker.push(finding.hint("give the set by `vertices` or `rows`"));
        return;
    }
    // Where nobody has anything, which changes nothing about the curve.
    let Err(error) = curve.frontier([Rational::ZERO, Rational::ZERO]) else { return };
    let whole = |place: usize| curve.utilities.get(place).and_then(|own| own.span);
    let at =
        |place: usize, range: (usize, usize)| curve.utilities.get(place).and_then(|own| own.place(range));
    let name = |party: usize| {
        signatories.get(party).map_or_else(|| (party + 1).to_string(), |id| format!("`{}`", short(id)))
    };
    let finding = match error {
        CurveError::Count => {
            let found = counted(curve.utilities.len(), "expression");
            let message = format!("`utilities` of the curve of [bargaining] has {found}, expected 2");
            Diagnostic::error(Code::WrongLength, message).at(whole(0).or(curve.from.span))
        }
        CurveError::UnknownName(place, found, range) => {
            let message =
                format!("`{}` is not known in a curve, expected `{PARAMETER}` or a number", short(&found));
            Diagnostic::error(Code::UnknownNumber, message).at(at(place, range))
        }
        CurveError::DivisionByZero(place, range) => {
            Diagnostic::error(Code::OutOfRange, "the curve of [bargaining] divides by zero")
                .at(at(place, range))
        }
        CurveError::TooLong(place) => Diagnostic::error(
            Code::TooLarge,
            "a utility of the curve of [bargaining] is too long to work out",
        )
        .at(whole(place)),
        CurveError::Frontier(reason) => {
            let no_frontier = |message: String, span| Diagnostic::error(Code::NoFrontier, message).at(span);
            match reason {
                InvalidFrontier::NoRange { from, to } => {
                    let message = format!("`to` of the curve of [bargaining] is {to}, expected more than {from}");
                    Diagnostic::error(Code::OutOfRange, message).at(curve.to.span)
                }
                InvalidFrontier::TooHigh { party, power } => {
                    let message =
                        format!("the utility of {} has powers of `s` up to {power}, at most {MAX_POWER}", name(party));
                    let finding = Diagnostic::error(Code::TooLarge, message).at(whole(party));
                    checker.push(finding.hint("write a simpler curve, or give points on it as `vertices`"));
                    return;
                }
                InvalidFrontier::NoValue { party } => no_frontier(
                    format!("the utility of {} divides by zero on the way", name(party)),
                    whole(party),
                ),
                InvalidFrontier::TurnsBack { party } => no_frontier(
                    format!("the utility of {} turns back on the way, or stands still", name(party)),
                    whole(party),
                ),
                InvalidFrontier::SameWay => no_frontier(
                    format!("both {} and {} gain with `{PARAMETER}`, or both lose", name(0), name(1)),
                    whole(0),
                ),
                InvalidFrontier::StandsStill => no_frontier(
                    "the curve of [bargaining] stands still at some `s`".to_owned(),
                    whole(0),
                ),
                _ => no_frontier(
                    "the curve of [bargaining] bends inwards: lotteries over its points would be better for both"
                        .to_owned(),
                    whole(1),
                ),
            }
            .hint("one signatory gains where the other loses, ever more for each unit: shorten the range of `s`")
        }
    };
    checker.push(finding);
}
