//! Can the worths of blocs be divided so that every coalition has at least its floor?
//!
//! The question is whether a linear program has a solution: one payoff for each player, one equation for each bloc,
//! one inequality for each coalition. One member of each bloc takes what the others leave, so that only
//! inequalities remain; those that the present division breaks are added one at a time, and the dual simplex with
//! the least-index rule (which cannot cycle) repairs them.
//!
//! All numbers are whole: a pivot multiplies and divides by the determinant of the basis, and the division leaves no
//! remainder. Entries are determinants of at most nine rows with entries -1, 0 and 1, so at most 9^4.5 < 2^15
//! (Hadamard), times a sum of fewer than 2^5 worths of at most 2^62 in one column; products of two stay below 2^112.
//!
//! References: Lemke 1954 (dual simplex); Terlaky 1985 (least index); Edmonds 1967 (whole numbers).

use crate::games::partition::MAX_PARTITION_PLAYERS;

/// Columns of the program: players but one for each bloc.
const COLUMNS: usize = MAX_PARTITION_PLAYERS;

/// Players by local index, coalitions as words of them.
pub(in crate::coalitional) struct Division<'b> {
    /// Number of players, less than [`MAX_PARTITION_PLAYERS`].
    pub(in crate::coalitional) players: usize,
    /// Blocs that cover the players, with their worths.
    pub(in crate::coalitional) blocs: &'b [(usize, i64)],
}

/// A payoff for each coalition, all multiplied by `factor`.
pub(in crate::coalitional) struct Payoffs {
    pub(in crate::coalitional) factor: i128,
    /// By the word of the coalition.
    pub(in crate::coalitional) of: Vec<i128>,
}

/// `basic * factor = constant + sum of coefficients * nonbasic`.
struct Row {
    variable: usize,
    constant: i128,
    coefficients: [i128; COLUMNS],
}

struct Dictionary {
    factor: i128,
    nonbasic: Vec<usize>,
    rows: Vec<Row>,
}

impl Division<'_> {
    /// A division in which `coalition` has at least `floors[coalition]`, for each but the empty one; `None` if there
    /// is none.
    pub(in crate::coalitional) fn above(&self, floors: &[i64]) -> Option<Payoffs> {
        let takers: usize = self.blocs.iter().map(|(bloc, _)| bloc & bloc.wrapping_neg()).sum();
        let free: Vec<usize> = (0..self.players).filter(|player| takers >> player & 1 == 0).collect();
        let mut dictionary = Dictionary { factor: 1, nonbasic: (0..free.len()).collect(), rows: Vec::new() };
        loop {
            let payoffs = self.payoffs(&dictionary, &free, floors);
            let lack = |&word: &usize| payoffs.of[word] - i128::from(floors[word]) * payoffs.factor;
            let worst = (1..1 << self.players).min_by_key(lack)?;
            if lack(&worst) >= 0 {
                return Some(payoffs);
            }
            let mut constant = -i128::from(floors[worst]);
            let mut slopes = [0_i128; COLUMNS];
            for &(bloc, worth) in self.blocs {
                let taken = worst & bloc & bloc.wrapping_neg() != 0;
                constant += if taken { i128::from(worth) } else { 0 };
                for (column, &player) in
                    free.iter().enumerate().filter(|(_, player)| bloc >> **player & 1 == 1)
                {
                    slopes[column] = i128::from(worst >> player & 1 == 1) - i128::from(taken);
                    constant += slopes[column] * i128::from(floors[1 << player]);
                }
            }
            dictionary.add(free.len() + dictionary.rows.len(), constant, &slopes);
            if !dictionary.repair() {
                return None;
            }
        }
    }

    fn payoffs(&self, dictionary: &Dictionary, free: &[usize], floors: &[i64]) -> Payoffs {
        let factor = dictionary.factor;
        let mut single = [0_i128; COLUMNS];
        for &player in free {
            single[player] = i128::from(floors[1 << player]) * factor;
        }
        for row in dictionary.rows.iter().filter(|row| row.variable < free.len()) {
            single[free[row.variable]] += row.constant;
        }
        for &(bloc, worth) in self.blocs {
            let others = bloc & (bloc - 1);
            let given: i128 = (0..self.players)
                .filter(|player| others >> player & 1 == 1)
                .map(|player| single[player])
                .sum();
            single[bloc.trailing_zeros() as usize] = i128::from(worth) * factor - given;
        }
        let mut of = vec![0; 1 << self.players];
        for word in 1..of.len() {
            of[word] = of[word & (word - 1)] + single[word.trailing_zeros() as usize];
        }
        Payoffs { factor, of }
    }
}

impl Dictionary {
    /// Adds `constant + sum of slopes * original variables >= 0`, written in the present nonbasic variables.
    ///
    /// The original variables are numbered first, `nonbasic.len()` of them.
    fn add(&mut self, variable: usize, constant: i128, slopes: &[i128; COLUMNS]) {
        let mut row = Row { variable, constant: constant * self.factor, coefficients: [0; COLUMNS] };
        for (column, variable) in self.nonbasic.iter().enumerate() {
            if *variable < self.nonbasic.len() {
                row.coefficients[column] += slopes[*variable] * self.factor;
            }
        }
        for other in self.rows.iter().filter(|other| other.variable < self.nonbasic.len()) {
            let slope = slopes[other.variable];
            row.constant += slope * other.constant;
            for (kept, coefficient) in row.coefficients.iter_mut().zip(&other.coefficients) {
                *kept += slope * coefficient;
            }
        }
        self.rows.push(row);
    }

    /// Pivots until no constant is below 0; false if that cannot be.
    fn repair(&mut self) -> bool {
        loop {
            let short = self.rows.iter().enumerate().filter(|(_, row)| row.constant < 0);
            let Some((leaves, row)) = short.min_by_key(|(_, row)| row.variable) else { return true };
            let raises = (0..self.nonbasic.len()).filter(|&column| row.coefficients[column] > 0);
            let Some(enters) = raises.min_by_key(|&column| self.nonbasic[column]) else { return false };
            self.pivot(leaves, enters);
        }
    }

    fn pivot(&mut self, leaves: usize, enters: usize) {
        let factor = self.factor;
        let row = &mut self.rows[leaves];
        let pivot = row.coefficients[enters];
        row.constant = -row.constant;
        row.coefficients.iter_mut().for_each(|coefficient| *coefficient = -*coefficient);
        row.coefficients[enters] = factor;
        std::mem::swap(&mut row.variable, &mut self.nonbasic[enters]);
        let (constant, coefficients) = (row.constant, row.coefficients);
        for (_, other) in self.rows.iter_mut().enumerate().filter(|(place, _)| *place != leaves) {
            let rate = other.coefficients[enters];
            other.coefficients[enters] = 0;
            other.constant = (pivot * other.constant + rate * constant) / factor;
            for (kept, coefficient) in other.coefficients.iter_mut().zip(&coefficients) {
                *kept = (pivot * *kept + rate * coefficient) / factor;
            }
        }
        self.factor = pivot;
    }
}

#[cfg(test)]
mod tests {
    use super::Division;

    #[test]
    fn the_core_of_a_majority_game_opens_where_it_should() {
        // Three players, any two of whom have 2: all three need 3 (Shapley 1967: balanced weights 1/2 each).
        let floors = [0, 0, 0, 2, 0, 2, 2, 3];
        for (worth, open) in [(2, false), (3, true), (4, true)] {
            let mut floors = floors;
            floors[7] = worth;
            let division = Division { players: 3, blocs: &[(7, worth)] };
            assert_eq!(division.above(&floors).is_some(), open, "{worth}");
        }
        // Two of them with 2 and the third with nothing leave each pair with the third short.
        assert!(Division { players: 3, blocs: &[(3, 2), (4, 0)] }.above(&floors).is_none());
        assert!(Division { players: 3, blocs: &[(3, 4), (4, 0)] }.above(&[0, 0, 0, 4, 0, 2, 2, 4]).is_some());
    }

    #[test]
    fn a_division_keeps_worths_and_floors() {
        // A convex game of five: the square of the number of members has a core (Shapley 1971).
        let floors: Vec<i64> = (0_u32..32).map(|word| i64::from(word.count_ones()).pow(2)).collect();
        let payoffs = Division { players: 5, blocs: &[(31, 25)] }.above(&floors).expect("a core");
        assert_eq!(payoffs.of[31], 25 * payoffs.factor);
        assert!((0..32).all(|word| payoffs.of[word] >= i128::from(floors[word]) * payoffs.factor));
        assert!(Division { players: 5, blocs: &[(31, 24)] }.above(&floors).is_none());
        assert!(Division { players: 5, blocs: &[(7, 9), (24, 4)] }.above(&floors).is_none());
    }
}
