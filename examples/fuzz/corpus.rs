//! The files that are broken: those of the tests, and of the shared reference if it is beside the project.

use std::path::{Path, PathBuf};

use zopa::format::Format;
use zopa::format::files::FilesFormat;

use crate::kind::Kind;

/// What stands between the files of one case.
const BETWEEN: &[u8] = b"\0-\0";

/// The files of one case.
pub(crate) fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// Every folder with a domain and profiles: the domain is the file that gives no values.
pub(crate) fn folders(format: FilesFormat) -> Vec<(Kind, Vec<u8>)> {
    let (name, roots, mark) = match format {
        FilesFormat::Genius => {
            ("xml", ["tests/data/genius", "../shared/reference/files/genius"], "evaluation=")
        }
        _ => ("json", ["tests/data/geniusweb", "../shared/reference/files/geniusweb"], "LinearAdditive"),
    };
    let mut paths = Vec::new();
    roots.iter().for_each(|root| collect(Path::new(root), &[name], &mut paths));
    paths.sort();
    let mut corpus = Vec::new();
    for folder in paths.chunk_by(|one, other| one.parent() == other.parent()) {
        let is_one = |path: &&PathBuf| path.file_name().is_some_and(|name| name != "specials.json");
        let texts: Vec<String> =
            folder.iter().filter(is_one).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
        let is_profile = |text: &&String| text.contains(mark) || text.contains("<evaluator");
        let Some(domain) = texts.iter().find(|text| !is_profile(text)) else { continue };
        let profiles = texts.iter().filter(is_profile).take(3);
        let files: Vec<&[u8]> = std::iter::once(domain).chain(profiles).map(|text| text.as_bytes()).collect();
        corpus.push((Kind::Files(format), files.join(BETWEEN)));
    }
    corpus
}

/// Every table of a kind.
pub(crate) fn tables(format: FilesFormat) -> Vec<(Kind, Vec<u8>)> {
    let folder = if format == FilesFormat::Ktab { "tests/data/ktab" } else { "tests/data/spreadsheets" };
    let mut paths = Vec::new();
    collect(Path::new(folder), &["csv", "tsv"], &mut paths);
    paths.sort();
    paths.iter().filter_map(|path| Some((Kind::Files(format), std::fs::read(path).ok()?))).collect()
}

/// Every game file of a kind.
pub(crate) fn games(kind: Kind) -> Vec<(Kind, Vec<u8>)> {
    let mut paths = Vec::new();
    for root in ["tests/data", "../shared/reference/files/games"] {
        collect(Path::new(root), &[kind.extension()], &mut paths);
    }
    paths.sort();
    paths.iter().filter_map(|path| Some((kind, std::fs::read(path).ok()?))).collect()
}

/// Every case file with its JSON rendering.
pub(crate) fn corpus() -> Vec<(Kind, Vec<u8>)> {
    let mut paths = Vec::new();
    for root in ["models", "tests/data"] {
        collect(Path::new(root), &["toml", "json"], &mut paths);
    }
    paths.sort();
    let mut corpus = Vec::new();
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if path.extension().is_some_and(|extension| extension == "json") {
            corpus.push((Kind::Case(Format::Json), text.into_bytes()));
            continue;
        }
        if let Some(json) = rendered(&text) {
            corpus.push((Kind::Case(Format::Json), json));
        }
        corpus.push((Kind::Case(Format::Toml), text.into_bytes()));
    }
    corpus
}

fn collect(folder: &Path, extensions: &[&str], paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, extensions, paths);
        } else if path.extension().and_then(|one| one.to_str()).is_some_and(|one| extensions.contains(&one)) {
            paths.push(path);
        }
    }
}

/// The same tree as JSON.
fn rendered(text: &str) -> Option<Vec<u8>> {
    fn value(node: &toml::de::DeValue<'_>) -> serde_json::Value {
        match node {
            toml::de::DeValue::Integer(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
            toml::de::DeValue::Float(number) => serde_json::from_str(number.as_str()).unwrap_or_default(),
            toml::de::DeValue::Boolean(answer) => (*answer).into(),
            toml::de::DeValue::Array(list) => list.iter().map(|item| value(item.get_ref())).collect(),
            toml::de::DeValue::Table(entries) => table(entries),
            toml::de::DeValue::String(text) => text.as_ref().into(),
            toml::de::DeValue::Datetime(date) => date.to_string().into(),
        }
    }
    fn table(entries: &toml::de::DeTable<'_>) -> serde_json::Value {
        let pairs = entries.iter().map(|(key, item)| (key.get_ref().to_string(), value(item.get_ref())));
        serde_json::Value::Object(pairs.collect())
    }
    let document = toml::de::DeTable::parse(text).ok()?;
    serde_json::to_vec_pretty(&table(document.get_ref())).ok()
}
