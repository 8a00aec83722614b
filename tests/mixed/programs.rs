//! Each combination solved by other programs: exact ones with the ends of amounts as rows, and a conic one for the product.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver, SolverStatus, SupportedConeT};
use zopa::certify::mixed::MixedPrinciple;
use zopa::games::mixed::MixedGame;
use zopa::numeric::Rational;
use zopa::numeric::linear_program::{LinearProgram, Outcome};
use zopa::numeric::random::Random;

use crate::common::{facts, random_game, solve};

/// Gains `start + rates a` with rows on the amounts `a`, written from the definitions.
struct Program {
    start: Vec<Rational>,
    /// For each amount one rate for each party.
    rates: Vec<Vec<Rational>>,
    rows: Vec<Vec<Rational>>,
    bounds: Vec<Rational>,
}

/// The program of every admissible combination.
fn programs(game: &MixedGame) -> Vec<Program> {
    let counts = game.frame().levels();
    let mut list = Vec::new();
    for combination in 0..counts.iter().product::<usize>() {
        let mut rest = combination;
        let mut levels = vec![0; counts.len()];
        for issue in (0..counts.len()).rev() {
            (levels[issue], rest) = (rest % counts[issue], rest / counts[issue]);
        }
        if !game.frame().is_admissible(&levels) {
            continue;
        }
        let start = (0..game.parties())
            .map(|party| game.frame().points(party, game.frame().gain(&levels, party)))
            .collect();
        let pieces: Vec<(usize, &zopa::games::mixed::Piece)> = game
            .continuous()
            .iter()
            .enumerate()
            .flat_map(|(place, own)| {
                own.stretches[levels[own.issue]].pieces.iter().map(move |piece| (place, piece))
            })
            .collect();
        let mut rows: Vec<Vec<Rational>> = (0..pieces.len())
            .map(|own| (0..pieces.len()).map(|other| Rational::from(i64::from(own == other))).collect())
            .collect();
        let mut bounds: Vec<Rational> = pieces.iter().map(|(_, piece)| piece.length.clone()).collect();
        for limit in game.limits() {
            let unit = |place: usize| -> Rational {
                limit.amounts.iter().filter(|(own, _)| *own == place).map(|(_, unit)| unit).sum()
            };
            rows.push(pieces.iter().map(|(place, _)| unit(*place)).collect());
            let mut left = limit.at_most.clone();
            for (issue, list) in &limit.levels {
                left -= &list[levels[*issue]];
            }
            for (place, unit) in &limit.amounts {
                let own = &game.continuous()[*place];
                left -= &(unit * &own.stretches[levels[own.issue]].from);
            }
            bounds.push(left);
        }
        list.push(Program {
            start,
            rates: pieces.iter().map(|(_, piece)| piece.rates.clone()).collect(),
            rows,
            bounds,
        });
    }
    list
}

impl Program {
    /// The greatest value of the objective over amounts, and `step` times the smallest gain, where nobody loses.
    fn greatest(&self, weights: &[Rational], step: i64) -> Option<Rational> {
        let step = Rational::from(step);
        let mut objective: Vec<Rational> = self
            .rates
            .iter()
            .map(|rates| rates.iter().zip(weights).map(|(rate, weight)| rate * weight).sum())
            .collect();
        objective.push(step);
        let mut rows: Vec<Vec<Rational>> =
            self.rows.iter().map(|row| row.iter().cloned().chain([Rational::ZERO]).collect()).collect();
        let mut bounds = self.bounds.clone();
        for (party, start) in self.start.iter().enumerate() {
            // Nobody's gain is below the step, which is at least 0.
            rows.push(self.rates.iter().map(|rates| -&rates[party]).chain([Rational::ONE]).collect());
            bounds.push(start.clone());
        }
        match LinearProgram::new(objective, rows, bounds).unwrap().solve(&mut |_| true).unwrap() {
            Outcome::Optimal { value, .. } => {
                let constant: Rational = self.start.iter().zip(weights).map(|(one, two)| one * two).sum();
                Some(&value + &constant)
            }
            Outcome::Infeasible { .. } => None,
            Outcome::Unbounded { .. } => panic!("amounts have ends"),
        }
    }

    /// The greatest product by an interior-point method on exponential cones; `None` where it finds none.
    fn product(&self) -> Option<f64> {
        let (amounts, parties) = (self.rates.len(), self.start.len());
        let (unknowns, height) = (amounts + parties, self.bounds.len() + amounts + 3 * parties);
        let mut matrix = vec![vec![0.0; unknowns]; height];
        let mut right: Vec<f64> = self.bounds.iter().map(Rational::to_f64).collect();
        right.resize(height, 0.0);
        for (row, own) in self.rows.iter().enumerate() {
            own.iter().enumerate().for_each(|(amount, entry)| matrix[row][amount] = entry.to_f64());
        }
        for (amount, rates) in self.rates.iter().enumerate() {
            matrix[self.bounds.len() + amount][amount] = -1.0;
            for (party, rate) in rates.iter().enumerate() {
                matrix[self.bounds.len() + amounts + 3 * party + 2][amount] = -rate.to_f64();
            }
        }
        for (party, start) in self.start.iter().enumerate() {
            // (log g, 1, g) in the cone.
            let first = self.bounds.len() + amounts + 3 * party;
            matrix[first][amounts + party] = -1.0;
            right[first + 1] = 1.0;
            right[first + 2] = start.to_f64();
        }
        let goal: Vec<f64> =
            (0..unknowns).map(|unknown| if unknown < amounts { 0.0 } else { -1.0 }).collect();
        let mut cones = vec![SupportedConeT::NonnegativeConeT(self.bounds.len() + amounts)];
        cones.extend((0..parties).map(|_| SupportedConeT::ExponentialConeT()));
        let settings = DefaultSettingsBuilder::default().verbose(false).build().unwrap();
        let quadratic = CscMatrix::<f64>::zeros((unknowns, unknowns));
        let sparse = CscMatrix::from(&matrix);
        let mut solver = DefaultSolver::new(&quadratic, &goal, &sparse, &right, &cones, settings).unwrap();
        solver.solve();
        let solved = matches!(solver.solution.status, SolverStatus::Solved | SolverStatus::AlmostSolved);
        solved.then(|| {
            let gain = |party: usize| {
                let earned =
                    self.rates.iter().zip(&solver.solution.x).map(|(rates, x)| rates[party].to_f64() * x);
                self.start[party].to_f64() + earned.sum::<f64>()
            };
            (0..parties).map(gain).product()
        })
    }
}

#[test]
fn ideals_the_smallest_gain_and_the_sum_are_those_of_exact_programs_for_every_combination() {
    let mut random = Random::new(81);
    let mut open = 0;
    for case in 0..40 {
        let parties = 2 + case % 3;
        let game = random_game(&mut random, parties);
        let programs = programs(&game);
        let best = |weights: &[Rational], step: i64| {
            programs.iter().filter_map(|program| program.greatest(weights, step)).max()
        };
        let nothing = vec![Rational::ZERO; parties];
        let Some(facts) = facts(&game) else {
            assert_eq!(best(&nothing, 1), None);
            continue;
        };
        open += 1;
        for party in 0..parties {
            let mut weights = nothing.clone();
            weights[party] = Rational::ONE;
            assert_eq!(best(&weights, 0).as_ref(), Some(&facts.ideals[party].gain));
        }
        let smallest =
            |principle: MixedPrinciple| solve(&game, principle).found().unwrap().gains.iter().min().cloned();
        assert_eq!(best(&nothing, 1), smallest(MixedPrinciple::Egalitarian));
        assert_eq!(best(&nothing, 1), smallest(MixedPrinciple::Leximin));
        let sum: Rational = solve(&game, MixedPrinciple::Utilitarian).found().unwrap().gains.iter().sum();
        assert_eq!(best(&vec![Rational::ONE; parties], 0), Some(sum));
    }
    assert!(open > 15, "{open}");
}

#[test]
fn the_product_is_the_greatest_that_a_conic_program_finds_in_any_combination() {
    let mut random = Random::new(82);
    let mut compared = 0;
    for case in 0..40 {
        let game = random_game(&mut random, 2 + case % 3);
        let answer = solve(&game, MixedPrinciple::Nash);
        let Some(choice) = answer.found() else { continue };
        let own: f64 = choice.gains.iter().map(Rational::to_f64).product();
        let best = programs(&game).iter().filter_map(Program::product).fold(0.0_f64, f64::max);
        if best > 0.0 {
            compared += 1;
            assert!((own - best).abs() <= 1e-4 * own, "{own} {best}");
        }
    }
    assert!(compared > 12, "{compared}");
}
