//! Explaining one number, judged: what `zopa explain` does after reading and before printing; form and size are in the names.
//!
//! `mali-2024` is the built-in case. `opposed` is written here: issues of ten levels, worth 0 to 9 to half of the parties and
//! 9 to 0 to the others, with weights that differ; walk-away values are 4.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::budget::Budget;
use zopa::catalogue::entry;
use zopa::format::{Format, read};
use zopa::model::Case;
use zopa::study::change::Change;
use zopa::study::explain::{Outcome, Target, explain};
use zopa::study::scenario::Scenario;

/// A number of every kind of cost: of a package that a principle picks, a share, an input, counts.
const PATHS: [&str; 6] = [
    "solve.nash.P0",
    "solve.kalai_smorodinsky.shares.P0",
    "solve.nash.runner_up.lead",
    "parties.P0.walk_away",
    "zone.acceptable",
    "zone.efficient",
];

fn opposed(issues: usize, parties: usize) -> Case {
    let mut text = "[model]\nid = \"opposed\"\n".to_owned();
    for party in 0..parties {
        let _ = writeln!(text, "[parties.P{party}]\nname = \"P{party}\"\nwalk_away = 4");
    }
    let labels: Vec<String> = (0..10).map(|level| format!("\"l{level}\"")).collect();
    let each = |number: &dyn Fn(usize) -> String| {
        let pairs = (0..parties).map(|party| format!("P{party} = {}", number(party)));
        pairs.collect::<Vec<_>>().join(", ")
    };
    for issue in 0..issues {
        let weights = each(&|party| (1 + (3 * issue + 5 * party) % 7).to_string());
        let values = each(&|party| match party % 2 {
            0 => "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]".to_owned(),
            _ => "[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]".to_owned(),
        });
        let _ = writeln!(text, "[issues.i{issue}]\nlevels = [{}]", labels.join(", "));
        let _ = writeln!(text, "weight = {{ {weights} }}\nvalues = {{ {values} }}");
    }
    read(text.as_bytes(), Format::Toml).case.expect("a case")
}

fn explanations(criterion: &mut Criterion) {
    let budget = Budget::unlimited();
    let mali = || entry("mali-2024").and_then(|entry| entry.read().case).expect("a built-in case");
    let cases = [
        ("mali-2024", mali()),
        ("opposed, 10^4 x 3", opposed(4, 3)),
        ("opposed, 10^5 x 3", opposed(5, 3)),
        ("opposed, 10^6 x 3", opposed(6, 3)),
    ];
    for (name, case) in &cases {
        let first = case.signatories().next().map(|party| party.id.text.clone()).expect("a signatory");
        let paths = PATHS.map(|path| path.replace("P0", &first));
        let mut group = criterion.benchmark_group(*name);
        group.sample_size(10).warm_up_time(Duration::from_millis(200));
        group.measurement_time(Duration::from_secs(1));
        let mut bench = |path: &str, changes: &[Change]| {
            let scenario = Scenario::new(case, changes).expect("a scenario");
            let target = Target::parse(case, path).expect("a path");
            let run = || explain(&scenario, &target, &budget).expect("an explanation");
            assert!(matches!(run(), Outcome::Explained(_)), "{name}: {path}");
            group.bench_function(path, |bencher| bencher.iter(|| black_box(run())));
        };
        for path in &paths {
            bench(path, &[]);
        }
        if *name == "mali-2024" {
            let attack = Change::from_flag("--shock", "mlf_attacks").expect("a what-if");
            bench("why_not.shortfall", &[attack]);
        }
        group.finish();
    }
}

criterion_group!(benches, explanations);
criterion_main!(benches);
