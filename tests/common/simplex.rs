//! A plain linear program in fractions, as textbooks have it: the second method of tests.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use zopa::numeric::Rational;

/// The greatest `goal * z` with `row * z <= right` for each row and `z >= 0`; every `right` is at least 0 and the
/// greatest value is finite. The simplex method on a full tableau with Bland's rule.
pub fn greatest(goal: &[Rational], rows: &[(Vec<Rational>, Rational)]) -> Rational {
    let (width, height) = (goal.len(), rows.len());
    let mut table: Vec<Vec<Rational>> = rows
        .iter()
        .enumerate()
        .map(|(at, (row, right))| {
            let slack = (0..height).map(|other| Rational::from(i64::from(at == other)));
            row.iter().cloned().chain(slack).chain([right.clone()]).collect()
        })
        .collect();
    let mut costs: Vec<Rational> = goal.to_vec();
    costs.resize(width + height + 1, Rational::ZERO);
    let mut basis: Vec<usize> = (width..width + height).collect();
    while let Some(entering) = costs[..width + height].iter().position(Rational::is_positive) {
        let ratio = |row: usize| &table[row][width + height] / &table[row][entering];
        let rising = (0..height).filter(|&row| table[row][entering].is_positive());
        let leaving =
            rising.min_by(|&one, &two| ratio(one).cmp(&ratio(two)).then(basis[one].cmp(&basis[two])));
        let leaving = leaving.expect("a finite program");
        let pivot = table[leaving][entering].clone();
        table[leaving]
            .iter_mut()
            .filter(|entry| !entry.is_zero())
            .for_each(|entry| *entry = &*entry / &pivot);
        let kept = table[leaving].clone();
        let others = table.iter_mut().enumerate().filter(|(row, _)| *row != leaving).map(|(_, row)| row);
        for row in others.chain([&mut costs]) {
            let factor = row[entering].clone();
            if !factor.is_zero() {
                let pairs = row.iter_mut().zip(&kept).filter(|(_, kept)| !kept.is_zero());
                pairs.for_each(|(entry, kept)| *entry -= &(&factor * kept));
            }
        }
        basis[leaving] = entering;
    }
    -&costs[width + height]
}
