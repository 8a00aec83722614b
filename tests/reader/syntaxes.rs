//! The same tree in TOML and in JSON is the same case.

use zopa::format::{Format, Read, read};

use crate::case::{BASE, as_json, base_with, line, without_spans};

fn both(toml: &str) -> [Read; 2] {
    let json = as_json(toml);
    [read(toml.as_bytes(), Format::Toml), read(json.as_bytes(), Format::Json)]
}

#[test]
fn json_and_toml_read_to_the_same_case() {
    for path in crate::case::SOUND {
        let text = std::fs::read_to_string(path).unwrap();
        let [toml, json] = both(&text);
        assert_eq!(toml.findings, []);
        assert_eq!(json.findings, []);
        assert_eq!(without_spans(&toml.case.unwrap()), without_spans(&json.case.unwrap()), "{path}");
    }
}

#[test]
fn json_and_toml_get_the_same_words() {
    let broken =
        base_with("levels = [0, 10]", "level = [0, 10]").replace("walk_away = 30", "walk_away = \"x\"");
    let [toml, json] = both(&broken);
    let words = |read: &Read| read.findings.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(words(&toml).len(), 2);
    assert_eq!(words(&toml), words(&json));
}

#[test]
fn json_findings_have_their_line() {
    let text = "{\n  \"model\": {\"id\": \"x\", \"id\": \"y\"},\n  \"parties\": [1]\n}";
    let read = read(text.as_bytes(), Format::Json);
    let lines: Vec<_> = read.findings.iter().map(|finding| line(finding, text)).collect();
    assert_eq!(
        lines,
        [
            "2: error[Z010]: `id` is given twice ^ the second one -> keep one of the two, or give the second another name",
            "3: error[Z004]: [parties] is a list, expected a table of names",
            "-: error[Z005]: the case has no [issues], [bargaining], [coalitions], [contact_group], [game] or [sequence] \
         -> add at least one issue: [issues.NAME] with levels, weight and values",
        ]
    );
}

#[test]
fn json_is_strict() {
    for (text, expected) in [
        ("{\"a\": 1,}", "1: error[Z002]: not well-formed JSON: trailing commas are not allowed"),
        ("{\n// no\n}", "2: error[Z002]: not well-formed JSON: comments are not allowed"),
        ("{\"a\": NaN}", "1: error[Z002]: not well-formed JSON: unexpected token"),
        ("{\"a\": 1", "1: error[Z002]: not well-formed JSON: unterminated object"),
        ("[]", "1: error[Z004]: the case is a list, expected a table"),
    ] {
        let read = read(text.as_bytes(), Format::Json);
        assert_eq!(read.findings.iter().map(|one| line(one, text)).collect::<Vec<_>>(), [expected]);
    }
}

#[test]
fn the_format_is_told_by_name_or_else_by_the_first_byte() {
    assert_eq!(Format::of("case.TOML", b"{"), Format::Toml);
    assert_eq!(Format::of("case.json", b"x = 1"), Format::Json);
    assert_eq!(Format::of("-", b"\xEF\xBB\xBF \n {"), Format::Json);
    assert_eq!(Format::of("-", b"# {\n"), Format::Toml);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing_but_the_places() {
    let windows = format!("\u{feff}{}", BASE.replace('\n', "\r\n"));
    let plain = read(BASE.as_bytes(), Format::Toml).case.unwrap();
    let read_windows = read(windows.as_bytes(), Format::Toml);
    assert_eq!(without_spans(&plain), without_spans(&read_windows.case.unwrap()));
    let broken = windows.replace("walk_away = 30", "walk_away = nan");
    let lines: Vec<_> =
        read(broken.as_bytes(), Format::Toml).findings.iter().map(|finding| line(finding, &broken)).collect();
    assert_eq!(lines, ["14: error[Z012]: `walk_away` of party `MOV` is `nan`, expected a finite number"]);
    let json = format!("\u{feff}{}", as_json(BASE));
    assert_eq!(without_spans(&plain), without_spans(&read(json.as_bytes(), Format::Json).case.unwrap()));
}

#[test]
fn points_without_a_disagreement_take_the_walk_away_values() {
    let text = std::fs::read_to_string("tests/data/points.toml").unwrap();
    let moved = text
        .replace("disagreement = [-5, 0]\n", "")
        .replace("name = \"Player 1\"", "name = \"Player 1\"\nwalk_away = { value = -5, source = \"paper\" }")
        .replace("name = \"Player 2\"", "name = \"Player 2\"\nwalk_away = { value = 0, source = \"paper\" }");
    let read = read(moved.as_bytes(), Format::Toml);
    assert_eq!(read.findings, []);
    let case = read.case.unwrap();
    let values: Vec<_> =
        case.bargaining.unwrap().disagreement.iter().map(|one| one.value.to_string()).collect();
    assert_eq!(values, ["-5", "0"]);
    assert!(case.parties.iter().all(|party| party.walk_away.is_none()));
}
