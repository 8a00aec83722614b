//! Files that are no case at all: no panic, no hang, one clear finding.

use zopa::format::{Format, MAX_BYTES, read};

use crate::case::{BASE, line, said};

#[test]
fn an_empty_file_is_told_how_to_start() {
    for text in ["", " \n\t\n", "\u{feff}"] {
        assert_eq!(
            said(text),
            [
                "-: error[Z005]: the file is empty, expected a case -> `zopa init` writes a small case to start from"
            ]
        );
    }
}

#[test]
fn bytes_that_are_no_utf8_are_placed() {
    let mut bytes = b"[model]\nid = \"caf".to_vec();
    bytes.extend([0xE9, b'"', b'\n']);
    let messages: Vec<_> = read(&bytes, Format::Toml).findings.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["error[Z001]: the file is not UTF-8 text: byte 17, on line 2, is 0xE9"]);
    let utf16 = read(b"\xFF\xFE[\0m\0", Format::Toml);
    assert_eq!(utf16.findings[0].hint, "this looks like UTF-16: save the file as UTF-8");
}

#[test]
fn an_absurd_size_is_refused_unread() {
    let bytes = vec![b'#'; MAX_BYTES + 1];
    let messages: Vec<_> = read(&bytes, Format::Toml).findings.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["error[Z019]: the file has 4194305 bytes, at most 4194304 are read"]);
}

#[test]
fn deep_nesting_is_refused_before_the_stack_ends() {
    let depth = 100_000;
    let dots = vec!["a"; depth].join(".");
    let toml = [
        format!("a = {}", "[".repeat(depth)),
        format!("a = {}", "{a=".repeat(depth)),
        format!("[{dots}]\n"),
        format!("{dots} = 1"),
        format!("a = {}1{}", "[".repeat(70), "]".repeat(70)),
        // 79 dotted keys in each of 79 inline tables: within both limits of the parser, 6241 tables deep.
        format!("a = {}1{}", format!("{{{} = ", vec!["a"; 79].join(".")).repeat(79), "}".repeat(79)),
    ];
    let json = [format!("[{}", "[".repeat(depth)), format!("{{\"a\":{}", "{\"a\":".repeat(depth))];
    let texts =
        toml.iter().map(|text| (text, Format::Toml)).chain(json.iter().map(|text| (text, Format::Json)));
    for (text, format) in texts {
        let found = read(text.as_bytes(), format);
        assert!(found.case.is_none());
        let lines: Vec<_> = found.findings.iter().map(|finding| line(finding, text)).collect();
        let first = lines.first().map(String::as_str).unwrap_or_default();
        assert!(
            lines.iter().any(|line| line.contains("Z019") || line.contains("Z002")) && lines.len() < 10,
            "{} findings, first {first}",
            lines.len()
        );
    }
}

#[test]
fn hostile_files_are_read_in_time() {
    let many = |pattern: &str, bytes: usize| {
        let mut text = String::with_capacity(bytes + 100);
        for number in 0.. {
            if text.len() >= bytes {
                break;
            }
            text.push_str(&pattern.replace('%', &number.to_string()));
        }
        text
    };
    let size = 1024 * 1024;
    let texts = [
        many("[a%.b]\n", size / 2) + &many("[a%]\n", size / 2),
        many("[parties.%]\nname='x'\n", size),
        many("]", size),
        many("= ", size / 8),
        many("=\n", size / 8),
        format!("[a]\n[a]\n{}", many("k = 1\n", size / 8)),
        many("[a%.b]\n", size / 16) + &many("[a%]\n", size / 16),
        many("=\n", size),
        many("k% = 1\n", size),
        format!("{BASE}[shocks.x]\nshift = {{ {} }}\n", many("p% = 1, ", size)),
        format!("{BASE}[shocks.x]\nset = {{ {} }}\n", many("'issues.pause.weight.P%' = 1, ", size)),
        format!("{BASE}[conditions.x]\nrequire = {{ {} }}\n", many("p% = 'x', ", size)),
        format!("{BASE}[conditions.x]\nrequire = {{ pause = [{}] }}\n", many("'x%', ", size)),
        format!("{BASE}[issues.x]\nlevels = [{}]\n", many("%, ", size)),
        format!("{BASE}[issues.x]\nlevels = [{}]\n", many("nan, ", size)),
    ];
    for text in texts {
        let started = std::time::Instant::now();
        let found = read(text.as_bytes(), Format::Toml);
        assert!(found.case.is_none() && found.findings.len() <= 1001, "{} findings", found.findings.len());
        // Ten times what an optimised build needs on a slow machine; a quadratic search takes minutes.
        assert!(started.elapsed().as_secs() < 20, "{:?} for {}", started.elapsed(), &text[..60]);
        println!("{:?} {} findings: {:?}", started.elapsed(), found.findings.len(), &text[text.len() - 20..]);
    }
}
