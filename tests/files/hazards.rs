//! What real files get wrong: read where there is one reading, refused with file, line and reason where not.

use std::time::Instant;

use zopa::format::files::FilesFormat::Genius;
use zopa::format::files::{SourceFile, read_files};
use zopa::numeric::random::Random;

use crate::mutate::letters;
use crate::{case, errors, lines, read};

const DOMAIN: &str = "<utility_space><objective name=\"D\">\n<issue index=\"0\" name=\"R&D\"><item value=\"a&b\"/><item value=\"c\"/></issue>\n</objective></utility_space>";
const PROFILE: &str = "<utility_space><objective>\n<issue index=\"0\" name=\"R&amp;D\"><item value=\"a&b\" evaluation=\"1\"/><item value=\"c\" evaluation=\"0\"/></issue>\n<weight index=\"0\" value=\"1\"/>\n</objective></utility_space>";

#[test]
fn raw_ampersands_and_late_declarations_are_read() {
    let late = format!("<!-- made by hand -->\n<?xml version=\"1.0\"?>\n{DOMAIN}");
    let case = case(Genius, &[&late, PROFILE]);
    assert_eq!((case.issues[0].label.as_str(), case.issues[0].levels[0].as_str()), ("R&D", "a&b"));
}

#[test]
fn bytes_of_another_encoding_are_read_with_a_warning() {
    let domain = DOMAIN.replace("a&b", "caf\u{e9}");
    let profile = PROFILE.replace("a&b", "caf\u{e9}");
    let latin = |text: &str| text.chars().map(|letter| letter as u8).collect::<Vec<u8>>();
    let file = |name: &str, bytes| SourceFile { name: name.to_owned(), bytes };
    let found = read_files(Genius, &[file("d", latin(&domain)), file("p", profile.into_bytes())]);
    assert_eq!(found.case.unwrap().issues[0].levels[0].as_str(), "café");
    assert_eq!(
        lines(&found.findings[..1], &found.texts),
        [
            "d:1 : warning[Z001]: the file is not UTF-8 and does not say what it is: it is read as Windows-1252 -> numbers cannot suffer; if names look wrong, save the file as UTF-8"
        ]
    );
}

#[test]
fn each_problem_has_its_file_its_line_and_its_reason() {
    let domain = |issues: &str| format!("<utility_space><objective>\n{issues}</objective></utility_space>");
    let one = domain("<issue index=\"1\" name=\"x\"><item value=\"a\"/><item value=\"b\"/></issue>\n");
    let profile = |issue: &str, rest: &str| {
        format!("<utility_space><objective>\n{issue}\n{rest}\n</objective></utility_space>")
    };
    let good = "<issue index=\"1\" name=\"x\"><item value=\"a\" evaluation=\"1\"/><item value=\"b\" evaluation=\"2\"/></issue>";
    let weight = "<weight index=\"1\" value=\"1\"/>";
    for (files, expected) in [
        (
            [
                domain("<issue name=\"x\" type=\"integer\" lowerbound=\"0\" upperbound=\"9000000000\"/>"),
                profile(good, weight),
            ],
            "domain.x:2 <issue name=\"x\" type=\"integer\" lowerboun: error[Z019]: issue `x` goes from 0 to 9000000000: 9000000001 levels, at most 2000 are solved",
        ),
        (
            [
                domain(
                    "<issue name=\"x\" etype=\"real\"><range lowerbound=\"9.5\" upperbound=\"9.5\"/></issue>",
                ),
                profile(good, weight),
            ],
            "domain.x:2 <issue name=\"x\" etype=\"real\">: error[Z013]: issue `x` goes from 9.5 to 9.5, expected the lower end first",
        ),
        (
            [domain("<issue name=\"x\" type=\"discrete\" vtype=\"integer\"/>"), profile(good, weight)],
            "domain.x:2 integer: error[Z027]: issue `x` is `discrete` and `integer`, expected one type",
        ),
        (
            [one.clone(), profile(&good.replace("\"2\"", "\"null\""), weight)],
            "A.x:2 null: error[Z012]: the evaluation of `b` of issue `x` is `null`, expected a number of at most 40 digits",
        ),
        (
            [one.clone(), profile(&good.replace(" evaluation=\"2\"", ""), weight)],
            "A.x:2 <item value=\"b\"/>: error[Z005]: item `b` has no `evaluation`",
        ),
        (
            [one.clone(), profile(&good.replace("\"b\"", "\"bb\""), weight)],
            "A.x:2 x: error[Z005]: issue `x` says nothing of `b` of the domain",
        ),
        (
            [one.clone(), profile(good, "")],
            "A.x:2 x: error[Z005]: issue `x` has no weight: none has the index 1 -> add <weight index=\"...\" value=\"...\"/> to the objective",
        ),
        (
            [one.clone(), profile(good, "<weight index=\"1\" value=\"0\"/>")],
            "A.x:3 0: error[Z014]: weights of party `A` add to 0, expected more than 0 -> give A a weight on at least one issue, or remove it from [parties]",
        ),
        (
            [one.clone(), profile(&good.replace("evaluation=\"1\"", "evaluation=\"1"), weight)],
            "A.x:2 <: error[Z002]: not well-formed XML: syntax error: attribute value not closed: `\"` not found before end of input",
        ),
        (
            [one.clone(), profile(good, "<weight index=\"1\" value=\"&w;\"/>")],
            "A.x:3 &w;: error[Z002]: `&w;` is no character that XML knows by itself -> write the character itself, or &amp; for an &; definitions of a file are not used",
        ),
        (
            [one.clone(), "<utility_space><objective>\n<issue>".to_owned()],
            "A.x:2 <issue>: error[Z002]: not well-formed XML: the file ends, but <issue> is not closed",
        ),
        (
            [one.clone(), "u1, u2\n".to_owned()],
            "A.x:1 : error[Z002]: not well-formed XML: the file holds no element",
        ),
        (
            [one.clone(), "<html/>".to_owned()],
            "A.x:1 <html/>: error[Z004]: the file is about <html>, expected <negotiation_template> or <utility_space> -> is this a domain or a profile of GENIUS?",
        ),
    ] {
        let found = errors(Genius, &[&files[0], &files[1]]);
        assert!(found.contains(&expected.to_owned()), "expected {expected}\nfound {found:#?}");
    }
}

#[test]
fn all_problems_of_all_files_are_listed_at_once() {
    let domain = "<utility_space><objective>\n<issue index=\"1\" name=\"x\" type=\"integer\" lowerbound=\"1\"/>\n<issue index=\"1\" name=\"y\"><item value=\"a\"/><item value=\"a\"/></issue></objective></utility_space>";
    let profile = "<utility_space><objective>\n<issue index=\"1\" name=\"z\"><item value=\"a\" evaluation=\"?\"/></issue></objective><reservation value=\"none\"/></utility_space>";
    let found = errors(Genius, &[domain, profile, "<a", "<b/><c/>"]);
    for (file, count) in [("domain.x", 3), ("A.x", 3), ("B.x", 1), ("C.x", 1)] {
        assert!(found.iter().filter(|line| line.starts_with(file)).count() >= count, "{file}: {found:#?}");
    }
}

#[test]
fn a_profile_whose_value_is_given_twice_is_refused() {
    let profile =
        PROFILE.replace("<item value=\"c\"", "<item value=\"c\" evaluation=\"8\"/><item value=\"c\"");
    assert_eq!(
        errors(Genius, &[DOMAIN, &profile]),
        [
            "A.x:2 c: error[Z010]: `c` of issue `R&D` is given twice, with evaluations 8 and 0 & A.x:2 c the first -> remove the one that is not meant"
        ]
    );
}

/// Definitions that would grow without end, nesting without end, and sizes that are only promised.
#[test]
fn hostile_files_are_refused_in_time() {
    let laughs = "<!DOCTYPE a [<!ENTITY b \"&c;&c;&c;\"><!ENTITY c \"&d;&d;\">]><utility_space><objective name=\"&b;\"/></utility_space>";
    let deep = "<a>".repeat(1_000_000);
    let many = format!("<utility_space {}/>", "a=\"\" b='' ".repeat(300_000));
    let issues: String = (0..20_000)
        .map(|number| {
            format!("<issue name=\"{number}\" type=\"integer\" lowerbound=\"0\" upperbound=\"1999\"/>")
        })
        .collect();
    let wide = format!("<utility_space><objective>{issues}</objective></utility_space>");
    let items: String = (0..60_000).map(|number| format!("<item value=\"{number}\"/>")).collect();
    let long =
        format!("<utility_space><objective><issue name=\"x\">{items}</issue></objective></utility_space>");
    for text in [laughs, &deep, &many, &wide, &long, "<a b=\"", "&", "<", "<?xml", "<!--", "]]>", ""] {
        let started = Instant::now();
        let found = read(Genius, &[text, PROFILE]);
        assert!(found.case.is_none() && found.findings.len() <= 1001, "{text:.40}");
        let found = read(Genius, &[DOMAIN, text]);
        assert!(found.case.is_none() && found.findings.len() <= 1001, "{text:.40}");
        assert!(started.elapsed().as_secs() < 20, "{:?} for {text:.40}", started.elapsed());
        for finding in found.findings {
            assert!(finding.message.len() < 600 && finding.hint.len() < 600, "{finding}");
        }
    }
}

/// The small sister of `examples/fuzz`.
#[test]
fn broken_files_never_panic_and_a_case_has_no_error_beside_it() {
    const PIECES: [&str; 16] = [
        "<",
        ">",
        "/",
        "\"",
        "'",
        "&",
        "&#0;",
        " ",
        "0",
        "1",
        "-",
        "e9",
        ".",
        "<issue>",
        "</objective>",
        "é",
    ];
    let mut whole = 0;
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let mut files = [DOMAIN, PROFILE].map(str::to_owned);
        let file = &mut files[seed as usize % 2];
        *file = letters(file, &PIECES, &mut random);
        let found = read(Genius, &[&files[0], &files[1]]);
        assert_eq!(found.case.is_none(), found.findings.iter().any(|one| one.is_error()), "seed {seed}");
        // Every place is a place of a file, at the start of a character.
        lines(&found.findings, &found.texts);
        whole += usize::from(found.case.is_some());
    }
    assert!(whole > 200, "{whole}");
}
