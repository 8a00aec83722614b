//! The axioms of each principle, over random convex sets of two to five parties, given by vertices and by rows.
//!
//! Numbers are small and whole, so that ties, vertices on the disagreement point and parties that cannot gain are
//! common. The seed is fixed. Expected answers are never computed here; each test states a property that its source
//! proves. Nash and Raiffa points need not be fractions:
//! they are compared up to 10^-9, all else exactly.

use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, prop_assume, proptest};
use proptest::test_runner::{RngSeed, TestCaseError};
use zopa::certify::bargaining_set::{Agreement, Evidence, SetPoint};
use zopa::games::bargaining_set::{BargainingSet, Shape};
use zopa::numeric::Rational;

use crate::common::{ask, in_proportion, may_be_near, quick, weighted, whole};

/// A set as data: vertices, or rows with their bounds.
#[derive(Debug, Clone)]
struct Set {
    disagreement: Vec<Rational>,
    vertices: Vec<Vec<Rational>>,
    rows: Vec<(Vec<Rational>, Rational)>,
}

impl Set {
    fn parties(&self) -> usize {
        self.disagreement.len()
    }

    fn build(&self) -> BargainingSet {
        let disagreement = self.disagreement.clone();
        if self.vertices.is_empty() {
            let (rows, bounds) = self.rows.iter().cloned().unzip();
            return BargainingSet::from_rows(disagreement, rows, bounds).unwrap();
        }
        BargainingSet::from_vertices(disagreement, &self.vertices).unwrap()
    }

    /// The gains that a principle gives, if it picks a point.
    fn gains(&self, name: &str) -> Option<Vec<Rational>> {
        self.claim(name).map(|point| point.gains)
    }

    /// The certified point; an answer that is none must be a certified reason.
    fn claim(&self, name: &str) -> Option<SetPoint> {
        let answer = ask(name, &self.build());
        assert!(answer.found().is_some() || answer.refutation().is_some(), "{name}: {answer:?}");
        answer.found().map(|point| point.clone().into_claim())
    }

    /// The gains, or for a sum, which many points may reach, what each party has at its own end.
    fn canonical(&self, name: &str) -> Option<Vec<Rational>> {
        let point = self.claim(name)?;
        match &point.evidence {
            Evidence::Sum { ends, .. } => {
                Some(ends.iter().enumerate().map(|(party, end)| end.gains[party].clone()).collect())
            }
            _ => Some(point.gains),
        }
    }

    fn ideals(&self) -> Option<Vec<Rational>> {
        self.claim("kalai_smorodinsky")
            .map(|point| point.ideals.into_iter().map(|ideal| ideal.gain).collect())
    }

    /// Each utility `u` of `party` becomes `factor * u + shift`.
    fn rescaled(&self, party: usize, factor: i64, shift: i64) -> Self {
        let (factor, shift) = (Rational::from(factor), Rational::from(shift));
        let mut set = self.clone();
        let points = set.vertices.iter_mut().chain([&mut set.disagreement]);
        points.for_each(|point| point[party] = &(&point[party] * &factor) + &shift);
        for (row, bound) in &mut set.rows {
            row[party] = &row[party] / &factor;
            *bound += &(&row[party] * &shift);
        }
        set
    }

    /// Party `place` of the answer is party `order[place]` of this set.
    fn permuted(&self, order: &[usize]) -> Self {
        let permute = |list: &Vec<Rational>| -> Vec<Rational> {
            order.iter().map(|&place| list[place].clone()).collect()
        };
        Self {
            disagreement: permute(&self.disagreement),
            vertices: self.vertices.iter().map(permute).collect(),
            rows: self.rows.iter().map(|(row, bound)| (permute(row), bound.clone())).collect(),
        }
    }

    /// Together with its mirror image in the first two parties: of vertices all of both, of rows what meets both.
    fn mirrored(&self) -> Self {
        let mut set = self.clone();
        set.disagreement[1] = set.disagreement[0].clone();
        let swapped = |list: &Vec<Rational>| {
            let mut list = list.clone();
            list.swap(0, 1);
            list
        };
        set.vertices.extend(self.vertices.iter().map(swapped));
        set.rows.extend(self.rows.iter().map(|(row, bound)| (swapped(row), bound.clone())));
        set
    }

    /// More of it: one more vertex, or each bound raised.
    fn larger(&self, extra: &[i64]) -> Self {
        let mut set = self.clone();
        if set.vertices.is_empty() {
            for ((_, bound), more) in set.rows.iter_mut().zip(extra.iter().cycle()) {
                *bound += &Rational::from(more.abs());
            }
        } else {
            let point = extra[..self.parties()].iter().zip(&self.disagreement);
            set.vertices.push(point.map(|(&more, own)| &Rational::from(more) + own).collect());
        }
        set
    }

    /// Less of it that still holds a point: the vertices of its mixture and every other one; or one more row through it.
    fn smaller_around(&self, point: &SetPoint, row: &[i64]) -> Self {
        let mut set = self.clone();
        let built = self.build();
        match built.shape() {
            Shape::Vertices(_) => {
                let Agreement::Mixture(parts) = &point.agreement else { panic!("a mixture") };
                let kept =
                    self.vertices.iter().enumerate().filter(|(place, _)| {
                        place % 2 == 0 || parts.iter().any(|part| part.vertex == *place)
                    });
                set.vertices = kept.map(|(_, vertex)| vertex.clone()).collect();
            }
            Shape::Rows(_) => {
                let row = whole(&row[..self.parties()]);
                let bound = row.iter().zip(built.utilities(&point.agreement.gains(&built)));
                let bound = bound.map(|(one, two)| one * &two).sum();
                set.rows.push((row, bound));
            }
            Shape::Amounts(_) => panic!("sets here are hulls and polyhedra"),
        }
        set
    }

    /// What everybody together could still gain from `gains` without a loss of anybody.
    fn waste(&self, gains: &[Rational]) -> Rational {
        let left = Self { disagreement: self.build().utilities(gains), ..self.clone() };
        let Some(SetPoint { evidence: Evidence::Sum { most, .. }, .. }) = left.claim("utilitarian") else {
            // Rounded down by disposal: not feasible as a start means that the point is out of the set.
            panic!("{gains:?} is outside of {self:?}")
        };
        most
    }

    /// What everybody could still gain equally.
    fn equal_waste(&self, gains: &[Rational]) -> Rational {
        let left = Self { disagreement: self.build().utilities(gains), ..self.clone() };
        left.claim("egalitarian").and_then(|point| point.step().cloned()).unwrap()
    }
}

fn numbers(length: usize, range: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Vec<Rational>> {
    proptest::collection::vec(range, length).prop_map(|list| whole(&list))
}

/// Up to ten vertices, some of them below the disagreement point.
fn hulls() -> impl Strategy<Value = Set> {
    (2_usize..=5).prop_flat_map(|parties| {
        let vertices = proptest::collection::vec(numbers(parties, -2..=9), 1..=10);
        (vertices, numbers(parties, -3..=2)).prop_map(|(vertices, disagreement)| Set {
            disagreement,
            vertices,
            rows: Vec::new(),
        })
    })
}

/// Up to five rows, some of them with gains that make room, and one that gives gains an end.
fn polyhedra() -> impl Strategy<Value = Set> {
    (2_usize..=5).prop_flat_map(|parties| {
        let row = (numbers(parties, -1..=4), (-1_i64..=20).prop_map(Rational::from));
        (proptest::collection::vec(row, 0..=4), numbers(parties, -2..=1), 1_i64..=30).prop_map(
            move |(mut rows, disagreement, most)| {
                rows.push((whole(&vec![1; parties]), most.into()));
                Set { disagreement, vertices: Vec::new(), rows }
            },
        )
    })
}

fn sets() -> impl Strategy<Value = Set> {
    proptest::strategy::Union::new([hulls().boxed(), polyhedra().boxed()])
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 150,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5E75),
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    }
}

fn is_near(one: &[Rational], other: &[Rational]) -> bool {
    one.iter().zip(other).all(|(one, other)| {
        let (one, other) = (one.to_f64(), other.to_f64());
        (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
    })
}

/// The same points: exactly, but for products.
fn is_same(name: &str, one: Option<Vec<Rational>>, other: Option<Vec<Rational>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) if may_be_near(name) => is_near(&one, &other),
        (one, other) => one == other,
    }
}

fn rotated(parties: usize, turn: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parties).collect();
    order.rotate_left(turn % parties);
    order.swap(0, 1);
    order
}

/// A Raiffa point is weakly efficient up to its gap and not above the ideal gains. Everybody who can gain does; the first
/// step gives each an n-th of its ideal gain.
fn between_share_and_ideals(set: &Set, name: &str) -> Result<(), TestCaseError> {
    let Some(point) = set.claim(name) else { return Ok(()) };
    let parties = Rational::from(set.parties() as i64);
    for (gain, ideal) in point.gains.iter().zip(&point.ideals) {
        prop_assert!(*gain <= ideal.gain, "{}", name);
        let most = gain + &(&ideal.gain * &point.gap());
        prop_assert!(name != "raiffa_discrete" || &most * &parties >= ideal.gain, "{}", name);
        prop_assert!(most.is_positive() || ideal.gain.is_zero(), "{}", name);
    }
    let least = if name == "raiffa_continuous" { 1e-9 } else { 1e-12 };
    prop_assert!(point.gap().to_f64() <= least);
    // Nobody can still gain without a loss of somebody, up to the gap.
    let most = point.ideals.iter().map(|ideal| ideal.gain.to_f64()).fold(0.0, f64::max);
    prop_assert!(set.equal_waste(&point.gains).to_f64() <= least * most);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_principle_treats_parties_alike(set in sets(), turn in 0_usize..5) {
        let order = rotated(set.parties(), turn);
        for (name, _) in quick() {
            let permuted = set.canonical(name)
                .map(|gains| order.iter().map(|&place| gains[place].clone()).collect());
            prop_assert!(is_same(name, set.permuted(&order).canonical(name), permuted), "{}", name);
        }
    }

    #[test]
    fn every_principle_is_symmetric(set in sets()) {
        let set = set.mirrored();
        for (name, _) in quick() {
            let Some(gains) = set.canonical(name) else { continue };
            prop_assert!(is_same(name, Some(vec![gains[0].clone()]), Some(vec![gains[1].clone()])), "{}", name);
        }
    }

    #[test]
    fn nash_raiffa_and_shares_of_ideals_ignore_rescaled_utility(
        set in sets(), party in 0_usize..5, factor in 1_i64..50, shift in -90_i64..90,
    ) {
        let party = party % set.parties();
        let other = set.rescaled(party, factor, shift);
        for name in ["nash", "kalai_smorodinsky", "lex_kalai_smorodinsky", "raiffa_discrete"] {
            let scaled = set.gains(name).map(|mut gains| {
                gains[party] = &gains[party] * &Rational::from(factor);
                gains
            });
            prop_assert!(is_same(name, other.gains(name), scaled), "{}", name);
        }
    }

    #[test]
    fn every_principle_ignores_shifted_utility(set in sets(), party in 0_usize..5, shift in -90_i64..90) {
        let other = set.rescaled(party % set.parties(), 1, shift);
        for (name, _) in quick() {
            prop_assert!(is_same(name, other.canonical(name), set.canonical(name)), "{}", name);
        }
    }

    // Nash 1950, Econometrica 18.

    #[test]
    fn nash_is_independent_of_irrelevant_alternatives(set in sets(), row in proptest::collection::vec(-1_i64..4, 5)) {
        prop_assume!(set.claim("nash").is_some());
        let point = set.claim("nash").unwrap();
        let smaller = set.smaller_around(&point, &row);
        prop_assert!(is_near(&smaller.gains("nash").unwrap(), &point.gains));
    }

    #[test]
    fn nash_is_efficient_and_gives_everybody_a_gain(set in sets()) {
        let Some(gains) = set.gains("nash") else {
            // Not defined only if somebody can gain nothing.
            prop_assert!(set.ideals().is_none_or(|ideals| ideals.iter().any(Rational::is_zero)));
            return Ok(());
        };
        prop_assert!(gains.iter().all(Rational::is_positive));
        prop_assert!(set.waste(&gains).to_f64() < 1e-9);
    }

    #[test]
    fn nash_gap_is_far_below_what_is_allowed(set in sets()) {
        prop_assume!(set.claim("nash").is_some());
        prop_assert!(set.claim("nash").unwrap().gap().to_f64() < 1e-25);
    }

    #[test]
    fn nash_of_two_parties_is_a_fraction(set in sets()) {
        prop_assume!(set.parties() == 2 && set.claim("nash").is_some());
        prop_assert!(set.claim("nash").unwrap().gap().is_zero());
    }

    // Kalai 1977, International Journal of Game Theory 6.

    #[test]
    fn weighted_nash_with_equal_weights_is_nash(set in sets(), weight in 1_i64..6) {
        let answer = weighted(&set.build(), &whole(&vec![weight; set.parties()]));
        prop_assert!(is_same("nash", answer.found().map(|point| point.gains.clone()), set.gains("nash")));
    }

    #[test]
    fn weighted_nash_gives_a_party_no_less_for_more_weight(
        set in sets(), weights in proptest::collection::vec(1_i64..4, 5), more in 1_i64..4,
    ) {
        let mut weights = whole(&weights[..set.parties()]);
        let before = weighted(&set.build(), &weights);
        prop_assume!(before.found().is_some());
        weights[0] += &Rational::from(more);
        let after = weighted(&set.build(), &weights);
        let gain = |point: &SetPoint| point.gains[0].to_f64();
        prop_assert!(gain(after.found().unwrap()) >= gain(before.found().unwrap()) - 1e-9);
    }

    #[test]
    fn weighted_nash_of_weights_that_may_be_zero_is_proved(
        set in sets(), weights in proptest::collection::vec(0_i64..3, 5),
    ) {
        let weights = whole(&weights[..set.parties()]);
        prop_assume!(weights.iter().any(Rational::is_positive));
        let answer = weighted(&set.build(), &weights);
        prop_assert!(answer.found().is_some() || answer.refutation().is_some(), "{:?}", answer);
        if let Some(point) = answer.found() {
            prop_assert!(point.gap().to_f64() < 1e-25);
        }
    }

    // Kalai and Smorodinsky 1975, Econometrica 43.

    #[test]
    fn kalai_smorodinsky_is_weakly_efficient(set in sets()) {
        let Some(gains) = set.gains("kalai_smorodinsky") else { return Ok(()) };
        prop_assert!(set.equal_waste(&gains).is_zero());
    }

    #[test]
    fn kalai_smorodinsky_of_two_gives_no_less_if_only_the_own_prospects_grow(
        set in sets(), extra in proptest::collection::vec(0_i64..9, 5),
    ) {
        // Individual monotonicity: the larger set has the same ideal gain for the other.
        prop_assume!(set.parties() == 2);
        let larger = set.larger(&extra);
        let (Some(before), Some(after)) = (set.ideals(), larger.ideals()) else { return Ok(()) };
        let name = "kalai_smorodinsky";
        let (small, large) = (set.gains(name).unwrap(), larger.gains(name).unwrap());
        for party in 0..2 {
            // Parties without prospects are left out, which is another solution.
            if before[1 - party] == after[1 - party] && before.iter().all(Rational::is_positive) {
                prop_assert!(large[party] >= small[party]);
            }
        }
    }

    // Imai 1983, Econometrica 51.

    #[test]
    fn lex_kalai_smorodinsky_and_leximin_waste_nothing(set in sets()) {
        for (name, first) in [("leximin", "egalitarian"), ("lex_kalai_smorodinsky", "kalai_smorodinsky")] {
            let Some(gains) = set.gains(name) else { continue };
            prop_assert!(set.waste(&gains).is_zero(), "{}", name);
            // Nobody has less than before the continuation.
            let before = set.gains(first).unwrap();
            prop_assert!(gains.iter().zip(&before).all(|(after, before)| after >= before), "{}", name);
        }
    }

    #[test]
    fn lex_kalai_smorodinsky_and_leximin_ignore_what_is_removed(
        set in sets(), row in proptest::collection::vec(-1_i64..4, 5),
    ) {
        let Some(point) = set.claim("leximin") else { return Ok(()) };
        prop_assert_eq!(set.smaller_around(&point, &row).gains("leximin"), Some(point.gains));
    }

    // Kalai 1977, Econometrica 45.

    #[test]
    fn egalitarian_gives_nobody_less_in_a_larger_set(
        set in sets(), extra in proptest::collection::vec(-3_i64..12, 5), ratios in proptest::collection::vec(1_i64..5, 5),
    ) {
        let larger = set.larger(&extra);
        let Some(before) = set.gains("egalitarian") else { return Ok(()) };
        let after = larger.gains("egalitarian").unwrap();
        prop_assert!(after.iter().zip(&before).all(|(after, before)| after >= before));
        prop_assert!(before.iter().all(|gain| *gain == before[0]));
        let ratios = whole(&ratios[..set.parties()]);
        let gains = |set: &Set| in_proportion(&set.build(), &ratios).found().unwrap().gains.clone();
        prop_assert!(gains(&larger).iter().zip(gains(&set)).all(|(after, before)| *after >= before));
    }

    #[test]
    fn proportional_and_egalitarian_are_weakly_efficient(
        set in sets(), ratios in proptest::collection::vec(1_i64..5, 5),
    ) {
        let Some(gains) = set.gains("egalitarian") else { return Ok(()) };
        prop_assert!(set.equal_waste(&gains).is_zero());
        let ratios = whole(&ratios[..set.parties()]);
        let answer = in_proportion(&set.build(), &ratios);
        let gains = &answer.found().unwrap().gains;
        prop_assert!(set.equal_waste(gains).is_zero());
        prop_assert!(gains.iter().zip(&ratios).all(|(gain, own)| gain * &ratios[0] == &gains[0] * own));
    }

    // Chun 1988, Economics Letters 26.

    #[test]
    fn equal_loss_takes_the_same_from_each_ideal_gain(set in sets()) {
        let Some(point) = set.claim("equal_loss") else { return Ok(()) };
        prop_assert!(set.equal_waste(&point.gains).is_zero());
        let loss = point.step().unwrap().clone();
        for (gain, ideal) in point.gains.iter().zip(&point.ideals) {
            prop_assert!(!gain.is_negative() && *gain <= ideal.gain);
            prop_assert!(&ideal.gain - gain == loss || (gain.is_zero() && ideal.gain <= loss));
        }
        // With two parties nobody is pushed down to the disagreement point before the loss is equal.
        if set.parties() == 2 {
            let lost: Vec<Rational> =
                point.gains.iter().zip(&point.ideals).map(|(gain, ideal)| &ideal.gain - gain).collect();
            prop_assert_eq!(&lost[0], &lost[1]);
        }
    }

    #[test]
    fn equal_loss_gives_nobody_less_in_a_larger_set_with_the_same_ideals(
        set in sets(), extra in proptest::collection::vec(-1_i64..7, 5),
    ) {
        let larger = set.larger(&extra);
        let Some(before) = set.claim("equal_loss") else { return Ok(()) };
        let after = larger.claim("equal_loss").unwrap();
        let ideals = |point: &SetPoint| -> Vec<Rational> {
            point.ideals.iter().map(|ideal| ideal.gain.clone()).collect()
        };
        prop_assume!(ideals(&before) == ideals(&after));
        prop_assert!(after.gains.iter().zip(&before.gains).all(|(after, before)| after >= before));
    }

    // Raiffa 1953, Contributions to the Theory of Games II.

    #[test]
    fn raiffa_discrete_lies_between_a_share_of_the_ideals_and_the_ideals(set in sets()) {
        between_share_and_ideals(&set, "raiffa_discrete")?;
    }

    // Harsanyi 1955, Journal of Political Economy 63.

    #[test]
    fn utilitarian_sum_is_nowhere_greater(set in sets()) {
        let Some(point) = set.claim("utilitarian") else { return Ok(()) };
        let Evidence::Sum { most, ends, .. } = &point.evidence else { panic!("a sum") };
        prop_assert_eq!(&point.gains.iter().sum::<Rational>(), most);
        for (name, _) in quick() {
            let sum: Rational = set.gains(name).unwrap_or_default().iter().sum();
            prop_assert!(sum.to_f64() <= most.to_f64() + 1e-9, "{}", name);
        }
        // Each party has at its own end at least what it has at the others.
        for (party, own) in ends.iter().enumerate() {
            prop_assert!(ends.iter().all(|other| other.gains[party] <= own.gains[party]));
        }
    }
}

proptest! {
    // Most are proved in doubles; where somebody cannot gain, or many faces meet, it takes a second.
    #![proptest_config(ProptestConfig { cases: 50, ..config() })]

    #[test]
    fn raiffa_continuous_lies_between_nothing_and_the_ideals_of_mixtures(set in hulls()) {
        between_share_and_ideals(&set, "raiffa_continuous")?;
    }

    #[test]
    fn raiffa_continuous_of_mixtures_treats_parties_alike(set in hulls(), turn in 0_usize..5) {
        let order = rotated(set.parties(), turn);
        let gains = set.gains("raiffa_continuous");
        let permuted = gains.map(|gains| order.iter().map(|&place| gains[place].clone()).collect());
        prop_assert!(is_same("raiffa_continuous", set.permuted(&order).gains("raiffa_continuous"), permuted));
    }
}

proptest! {
    // Each takes long: a claim of thousands of polynomials.
    #![proptest_config(ProptestConfig { cases: 8, ..config() })]

    #[test]
    fn raiffa_continuous_lies_between_nothing_and_the_ideals(set in sets()) {
        prop_assume!(set.parties() <= 4);
        between_share_and_ideals(&set, "raiffa_continuous")?;
    }

    #[test]
    fn raiffa_continuous_treats_parties_alike_whatever_their_units(
        set in sets(), turn in 0_usize..5, factor in 1_i64..50, shift in -90_i64..90,
    ) {
        prop_assume!(set.parties() <= 3);
        let name = "raiffa_continuous";
        let order = rotated(set.parties(), turn);
        let gains = set.gains(name);
        let permuted =
            gains.as_ref().map(|gains| order.iter().map(|&place| gains[place].clone()).collect());
        prop_assert!(is_same(name, set.permuted(&order).gains(name), permuted));
        let scaled = gains.map(|mut gains| {
            gains[0] = &gains[0] * &Rational::from(factor);
            gains
        });
        prop_assert!(is_same(name, set.rescaled(0, factor, shift).gains(name), scaled));
    }

    #[test]
    fn raiffa_continuous_is_symmetric(set in sets()) {
        prop_assume!(set.parties() <= 3);
        let Some(gains) = set.mirrored().gains("raiffa_continuous") else { return Ok(()) };
        prop_assert!(is_near(&gains[..1], &gains[1..2]));
    }
}
