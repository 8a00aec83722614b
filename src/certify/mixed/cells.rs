//! The combinations of a mixed game, counted by the judge itself.

use crate::certify::bargaining_set::Measure;
use crate::games::mixed::MixedGame;

/// Calls `each` with the place and the levels of every admissible combination of the frame, the last issue fastest, and with
/// what can be measured of its agreements; says how many there are.
pub(in crate::certify::mixed) fn each_cell(
    game: &MixedGame,
    mut each: impl FnMut(usize, &[usize], &Measure<'_>),
) -> usize {
    let counts = game.frame().levels();
    let mut levels = vec![0; counts.len()];
    let mut place = 0;
    loop {
        if game.frame().is_admissible(&levels) {
            // A consistent game has a set for each combination; were there none, the places would not fit the claim.
            if let Ok(set) = game.cell(&levels) {
                each(place, &levels, &Measure::new(&set));
                place += 1;
            }
        }
        let Some(last) = (0..counts.len()).rev().find(|&issue| levels[issue] + 1 < counts[issue]) else {
            return place;
        };
        levels[last] += 1;
        levels[last + 1..].fill(0);
    }
}
