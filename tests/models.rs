//! The list of built-in cases: by concept it holds those whose published answers are of the concept, and no others.

#![allow(clippy::unwrap_used)]

use zopa::catalogue::ENTRIES;
use zopa::concepts::CONCEPTS;
use zopa::error::Error;
use zopa::report::render::text;
use zopa::report::sections::models::{Listing, models_answer};

fn ids(listing: Listing<'_>) -> Vec<String> {
    models_answer(listing).unwrap().models.into_iter().map(|model| model.id).collect()
}

#[test]
fn a_concept_lists_the_cases_whose_files_expect_an_answer_of_it() {
    for concept in CONCEPTS {
        let name = concept.name();
        let found = ids(Listing::Of(&name));
        assert!(!found.is_empty(), "{name}");
        for entry in ENTRIES {
            // Paths stand in quotes in the files: "solutions.nash.gains.GOV".
            let is_there = entry.text.contains(&format!("\"{}.", concept.path()));
            assert_eq!(found.iter().any(|id| id == entry.id), is_there, "{name}: {}", entry.id);
        }
    }
    assert_eq!(ids(Listing::ByShelf).len(), ENTRIES.len());
}

#[test]
fn published_answers_are_counted_by_concept() {
    let answer = models_answer(Listing::Of("lex_kalai_smorodinsky")).unwrap();
    // models/textbook/roth-1979.toml expects a utility for each of three parties.
    let [model] = answer.models.as_slice() else { unreachable!("{:?}", answer.models) };
    assert_eq!((model.id.as_str(), model.concepts["lex_kalai_smorodinsky"]), ("roth-1979", 3));
    assert!(model.expectations > 3);
    assert!(text::models(&answer).ends_with("  [3 published answers]\n"), "{}", text::models(&answer));
}

#[test]
fn a_name_that_two_families_share_is_told_apart() {
    assert!(ids(Listing::Of("shapley")).contains(&"airport-123".to_owned()));
    assert!(ids(Listing::Of("power.shapley")).contains(&"eec-1958".to_owned()));
    assert!(!ids(Listing::Of("power.shapley")).contains(&"airport-123".to_owned()));
    assert_eq!(ids(Listing::Of("banzhaf")), ids(Listing::Of("power.banzhaf")));
}

#[test]
fn an_unknown_concept_gets_the_nearest_name_or_the_list() {
    for (name, hint) in [
        ("nahs", "did you mean `nash`?"),
        ("power.shaply", "did you mean `power.shapley`?"),
        ("bargaining", "zopa models --by-concept lists the concepts"),
        ("", "zopa models --by-concept lists the concepts"),
    ] {
        match models_answer(Listing::Of(name)) {
            Err(Error::Request { message, hint: found }) => {
                assert_eq!((message, found), (format!("unknown concept `{name}`"), hint.to_owned()));
            }
            other => unreachable!("{other:?}"),
        }
    }
}

#[test]
fn the_list_by_concept_names_each_concept_once_and_every_case_with_an_answer_of_one() {
    let answer = models_answer(Listing::ByConcept).unwrap();
    let page = text::models(&answer);
    let starts: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let names: Vec<String> = CONCEPTS.iter().map(|concept| concept.name()).collect();
    assert_eq!(starts.len(), names.len());
    assert!(names.iter().all(|name| starts.contains(&name.as_str())), "{page}");
    for model in answer.models.iter().filter(|model| !model.concepts.is_empty()) {
        assert!(page.split_whitespace().any(|word| word == model.id), "{}", model.id);
    }
    assert!(page.lines().all(|line| line.chars().count() <= 100 && line.trim_end() == line), "{page}");
}
