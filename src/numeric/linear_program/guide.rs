//! Where a solver in doubles says that an optimum is, looked at exactly.
//!
//! A [`Guide`] names the unknowns that are above 0 and the rows that hold with equality. The two square systems that follow
//! are solved in fractions, and what comes out is taken only if it is an optimum and every unknown, slack and multiplier that
//! may differ from 0 does: then the point and its multipliers are the only ones, and no other method can answer otherwise.

use crate::numeric::linear_program::{LinearProgram, Outcome};
use crate::numeric::{Rational, dot, linear_system};

/// A solver that says where to look.
pub(in crate::numeric::linear_program) trait Guide {
    /// Where the optimum seems to be; `None` if there seems to be none, or many.
    fn hint(&self, program: &LinearProgram) -> Option<Hint>;
}

/// Where an optimum seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::numeric::linear_program) struct Hint {
    /// The unknowns above 0, ascending.
    pub(in crate::numeric::linear_program) positive: Vec<usize>,
    /// The rows that hold with equality, as many, ascending.
    pub(in crate::numeric::linear_program) tight: Vec<usize>,
}

/// The only optimum, if it is where `guide` says.
pub(in crate::numeric::linear_program) fn guided(
    program: &LinearProgram,
    guide: &dyn Guide,
) -> Option<Outcome> {
    let Hint { positive, tight } = guide.hint(program)?;
    let (unknowns, rows) = (program.objective.len(), program.rows.len());
    let fits = positive.len() == tight.len()
        && positive.iter().all(|&unknown| unknown < unknowns)
        && tight.iter().all(|&row| row < rows);
    if !fits {
        return None;
    }
    let matrix: Vec<Vec<Rational>> = tight
        .iter()
        .map(|&row| positive.iter().map(|&unknown| program.rows[row][unknown].clone()).collect())
        .collect();
    let columns: Vec<Vec<Rational>> = (0..positive.len())
        .map(|column| matrix.iter().map(|row: &Vec<Rational>| row[column].clone()).collect())
        .collect();
    let right: Vec<Rational> = tight.iter().map(|&row| program.bounds[row].clone()).collect();
    let gains: Vec<Rational> = positive.iter().map(|&unknown| program.objective[unknown].clone()).collect();
    let mut point = vec![Rational::ZERO; unknowns];
    for (&unknown, value) in positive.iter().zip(linear_system::solve(&matrix, &right)?) {
        point[unknown] = value;
    }
    let mut multipliers = vec![Rational::ZERO; rows];
    for (&row, value) in tight.iter().zip(linear_system::solve(&columns, &gains)?) {
        multipliers[row] = value;
    }
    let is_above =
        |list: &[Rational], places: &[usize]| places.iter().all(|&place| list[place].is_positive());
    let keeps = |row: usize| {
        let sum = dot(&program.rows[row], &point);
        if tight.contains(&row) { sum == program.bounds[row] } else { sum < program.bounds[row] }
    };
    let costs = |unknown: usize| -> Rational {
        tight.iter().map(|&row| &multipliers[row] * &program.rows[row][unknown]).sum()
    };
    let pays = |unknown: usize| {
        let cost = costs(unknown);
        let gain = &program.objective[unknown];
        if positive.contains(&unknown) { cost == *gain } else { cost > *gain }
    };
    let is_only = is_above(&point, &positive)
        && is_above(&multipliers, &tight)
        && (0..rows).all(keeps)
        && (0..unknowns).all(pays);
    let value = dot(&program.objective, &point);
    is_only.then_some(Outcome::Optimal { point, value, multipliers })
}

/// HiGHS: Huangfu and Hall 2018, Mathematical Programming Computation 10.
#[cfg(feature = "highs")]
pub(in crate::numeric::linear_program) struct Highs;

#[cfg(feature = "highs")]
impl Guide for Highs {
    fn hint(&self, program: &LinearProgram) -> Option<Hint> {
        use highs::{ColProblem, HighsModelStatus, Sense};

        let doubles = |list: &[Rational]| list.iter().map(Rational::to_f64).collect::<Vec<f64>>();
        let mut model = ColProblem::default();
        // Every row measured by its greatest entry.
        let measures: Vec<f64> = program
            .rows
            .iter()
            .map(|row| doubles(row).iter().fold(0.0_f64, |most, entry| most.max(entry.abs())))
            .map(|most| if most > 0.0 { most } else { 1.0 })
            .collect();
        let ends: Vec<_> = program
            .bounds
            .iter()
            .zip(&measures)
            .map(|(bound, measure)| model.add_row(..=bound.to_f64() / measure))
            .collect();
        let all = measures.iter().copied().chain(doubles(&program.bounds)).chain(doubles(&program.objective));
        if !all.into_iter().all(f64::is_finite) {
            return None;
        }
        for (unknown, gain) in doubles(&program.objective).into_iter().enumerate() {
            let column = program.rows.iter().zip(&measures).zip(&ends);
            let column = column.map(|((row, measure), end)| (*end, row[unknown].to_f64() / measure));
            let entries: Vec<_> = column.filter(|(_, entry)| entry.abs() > 0.0).collect();
            model.add_column(gain, 0.0.., entries);
        }
        let mut model = model.try_optimise(Sense::Maximise).ok()?;
        model.make_quiet();
        model.try_set_option("threads", 1).ok()?;
        let solved = model.try_solve().ok()?;
        if solved.status() != HighsModelStatus::Optimal {
            return None;
        }
        let solution = solved.get_solution();
        let away = |list: &[f64]| -> Vec<usize> {
            let most = list.iter().fold(0.0_f64, |most, own| most.max(own.abs()));
            (0..list.len()).filter(|&place| list[place].abs() > 1e-9 * most).collect()
        };
        Some(Hint { positive: away(solution.columns()), tight: away(solution.dual_rows()) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Guide, Hint, guided};
    use crate::numeric::Rational;
    use crate::numeric::linear_program::{LinearProgram, Outcome};
    use crate::numeric::random::Random;

    /// A guide that knows the answer, or points elsewhere.
    struct Fixed(Hint);

    impl Guide for Fixed {
        fn hint(&self, _: &LinearProgram) -> Option<Hint> {
            Some(self.0.clone())
        }
    }

    fn random_program(random: &mut Random, [rows, unknowns]: [usize; 2], span: u64) -> LinearProgram {
        let mut list = |length: usize, least: i64| -> Vec<Rational> {
            (0..length).map(|_| Rational::from(random.below(span) as i64 + least)).collect()
        };
        let objective = list(unknowns, 1);
        let matrix = (0..rows).map(|_| list(unknowns, 1)).collect();
        LinearProgram::new(objective, matrix, list(rows, 1)).expect("a program")
    }

    fn away(list: &[Rational]) -> Vec<usize> {
        (0..list.len()).filter(|&place| !list[place].is_zero()).collect()
    }

    #[test]
    fn a_right_hint_gives_the_exact_answer_and_a_wrong_one_gives_none() {
        let mut random = Random::new(23);
        let (mut taken, mut left) = (0, 0);
        for case in 0..600 {
            let shape = [1 + random.below(6) as usize, 1 + random.below(6) as usize];
            let program = random_program(&mut random, shape, if case % 3 == 0 { 3 } else { 1000 });
            let exact = program.solve(&mut |_| true).expect("an outcome");
            let Outcome::Optimal { point, multipliers, .. } = &exact else { continue };
            let hint = Hint { positive: away(point), tight: away(multipliers) };
            match guided(&program, &Fixed(hint.clone())) {
                Some(found) => {
                    taken += 1;
                    assert_eq!(found, exact);
                    // Another basis is another point, which is no optimum, or not the only one.
                    for place in 0..hint.positive.len() {
                        let mut wrong = hint.clone();
                        wrong.positive[place] = (wrong.positive[place] + 1) % shape[1];
                        assert!(wrong == hint || guided(&program, &Fixed(wrong)).is_none());
                    }
                    let mut short = hint;
                    short.tight.pop();
                    assert!(guided(&program, &Fixed(short)).is_none());
                }
                None => left += 1,
            }
        }
        assert!(taken > 300 && left > 20, "{taken} {left}");
    }

    #[test]
    fn where_several_points_are_best_no_hint_is_taken() {
        let numbers = |list: &[i64]| list.iter().map(|&number| Rational::from(number)).collect::<Vec<_>>();
        // All of x + y = 1 is best.
        let program =
            LinearProgram::new(numbers(&[1, 1]), vec![numbers(&[1, 1])], numbers(&[1])).expect("a program");
        for unknown in 0..2 {
            let hint = Hint { positive: vec![unknown], tight: vec![0] };
            assert_eq!(guided(&program, &Fixed(hint)), None);
        }
        let beyond = Hint { positive: vec![7], tight: vec![0] };
        assert_eq!(guided(&program, &Fixed(beyond)), None);
    }

    #[cfg(feature = "highs")]
    #[test]
    fn with_highs_every_program_has_the_answer_that_it_has_without() {
        let mut random = Random::new(24);
        let mut taken = 0;
        for case in 0..300 {
            let shape = [1 + random.below(30) as usize, 1 + random.below(30) as usize];
            let program = random_program(&mut random, shape, if case % 3 == 0 { 3 } else { 1_000_000 });
            let exact = program.in_whole_numbers(&mut |_| true).expect("an outcome");
            if let Some(found) = guided(&program, &super::Highs) {
                taken += 1;
                assert_eq!(found, exact);
            }
            assert_eq!(program.solve(&mut |_| true), Some(exact));
        }
        assert!(taken > 150, "{taken}");
    }
}
