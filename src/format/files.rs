//! Cases in the files of other tools, one or several: the way in.
//!
//! [`read_files`] takes the files in the order in which they were named, decodes each (`decoded`) and gives
//! the case with what was found in any of them. Places count through all files, which [`Texts`] knows.
//! [`FilesFormat::of`] knows a table by its name or its first rows.
//!
//! A file that is no UTF-8 says in its declaration what it is, or is taken as Windows-1252, with a warning: the
//! numbers of such a file are the same in every encoding, only names can suffer.

use crate::diagnostic::texts::Texts;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::format::{MAX_BYTES, genius, geniusweb, ktab, spreadsheet};
use crate::model::Case;
use crate::model::check::check;

/// A tool whose cases stand in files of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilesFormat {
    /// GENIUS: a domain in XML, and a profile in XML for each party.
    Genius,
    /// GeniusWeb: a domain in JSON, and a profile in JSON for each party.
    GeniusWeb,
    /// A table of separated values with a row for each party, issue and level.
    Spreadsheet,
    /// KTAB: a table of actors with influence, positions and salience.
    Ktab,
}

impl FilesFormat {
    /// The format of a file that is a table; `None` for any other.
    ///
    /// - `name`: the name of the file; one that ends in `.csv` or `.tsv` is a table, and one that ends in nothing
    ///   known is if its first rows are those of one.
    ///
    /// ```
    /// use zopa::format::files::FilesFormat;
    ///
    /// assert_eq!(FilesFormat::of("-", b"party;issue;level;weight;value\n"), Some(FilesFormat::Spreadsheet));
    /// assert_eq!(FilesFormat::of("a.csv", b"A,,1,1,\nActor,Description,Influence"), Some(FilesFormat::Ktab));
    /// assert_eq!(FilesFormat::of("a.toml", b"party,issue,level,weight,value\n"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        if ["toml", "json", "nfg", "efg", "xml"].contains(&extension.as_str()) {
            return None;
        }
        // Two rows tell; a long first cell in quotes is no row of a table that is meant.
        let text = decoded(&bytes[..bytes.len().min(HEAD)]).0;
        match ["csv", "tsv"].contains(&extension.as_str()) {
            _ if ktab::is_ktab(&text) => Some(Self::Ktab),
            true => Some(Self::Spreadsheet),
            false => spreadsheet::is_spreadsheet(&text).then_some(Self::Spreadsheet),
        }
    }

    /// Does a case of this format stand in one file?
    #[must_use]
    pub fn is_one_file(self) -> bool {
        matches!(self, Self::Spreadsheet | Self::Ktab)
    }
}

/// How many bytes of a file are looked at to know what it is.
const HEAD: usize = 1 << 16;

/// A file with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, with or without folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came out of one file or several.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFiles {
    /// The case; `None` if any finding is an error.
    pub case: Option<Case>,
    /// Errors, warnings and notes in order of their place.
    pub findings: Vec<Diagnostic>,
    /// The files as they were read, for the places of the findings.
    pub texts: Texts,
}

/// Reads a case from the files of another tool: a table; or the domain first, then one profile for each party.
///
/// Never panics. Cost: about linear in the sizes of the files.
///
/// ```
/// use zopa::format::files::{FilesFormat, SourceFile, read_files};
///
/// let domain = r#"<utility_space><objective name="Rent">
///     <issue index="1" name="rent" type="discrete"><item value="low"/><item value="high"/></issue>
/// </objective></utility_space>"#;
/// let profile = r#"<utility_space><objective>
///     <issue index="1" name="rent" type="discrete"><item value="low" evaluation="4"/><item value="high" evaluation="3"/></issue>
///     <weight index="1" value="1"/>
/// </objective><reservation value="0.5"/></utility_space>"#;
/// let file = |name: &str, text: &str| SourceFile { name: name.into(), bytes: text.into() };
/// let read = read_files(FilesFormat::Genius, &[file("rent.xml", domain), file("Tenant.xml", profile)]);
/// let case = read.case.unwrap();
/// assert_eq!(case.parties[0].id.text, "Tenant");
/// assert_eq!(case.issues[0].values[0].1[1].value, "3/4".parse::<zopa::numeric::Rational>()?);
/// # Ok::<(), zopa::numeric::ParseRationalError>(())
/// ```
#[must_use]
pub fn read_files(format: FilesFormat, files: &[SourceFile]) -> ReadFiles {
    let mut findings = Findings::default();
    let mut parts = Vec::with_capacity(files.len());
    let mut troubles = Vec::with_capacity(files.len());
    for file in files {
        let (text, trouble) = decoded(&file.bytes);
        parts.push((file.name.clone(), text));
        troubles.push(trouble);
    }
    let texts = Texts::new(parts);
    for (number, trouble) in troubles.into_iter().enumerate() {
        if let Some(trouble) = trouble {
            findings
                .push(trouble.at(crate::diagnostic::Span::from(texts.start(number)..texts.start(number))));
        }
    }
    if format.is_one_file() && texts.count() != 1 {
        let message = format!("{} files were named, a table is one", texts.count());
        findings.push(Diagnostic::error(Code::WrongLength, message).hint("name one file"));
    } else if !format.is_one_file() && texts.count() < 2 {
        let finding = Diagnostic::error(Code::MissingKey, "a domain and at least one profile are needed");
        findings.push(finding.hint("name the domain first, then one profile for each party"));
    }
    // A file that could not be decoded would only be reported again, as empty.
    let case = match format {
        _ if findings.errors() > 0 => None,
        FilesFormat::Genius => genius::read(&texts, &mut findings),
        FilesFormat::GeniusWeb => geniusweb::read(&texts, &mut findings),
        FilesFormat::Spreadsheet => spreadsheet::read(&texts, &mut findings),
        FilesFormat::Ktab => ktab::read(&texts, &mut findings),
    };
    if let Some(case) = &case
        && findings.errors() == 0
    {
        // Salience need not add to 100: its reader says where it cannot be meant.
        let is_said =
            |one: &Diagnostic| format == FilesFormat::Ktab && one.code == Code::WeightSum && !one.is_error();
        findings.extend(check(case).into_iter().filter(|one| !is_said(one)));
    }
    let case = case.filter(|_| findings.errors() == 0);
    ReadFiles { case, findings: findings.into_sorted(), texts }
}

/// The text of a file, and what is to be said about its encoding.
///
/// UTF-8 with or without a mark, UTF-16 with one, and what an XML declaration names; anything else as Windows-1252, in which
/// every byte is a character.
fn decoded(bytes: &[u8]) -> (String, Option<Diagnostic>) {
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has {} bytes, at most {MAX_BYTES} are read", bytes.len());
        return (String::new(), Some(Diagnostic::error(Code::TooLarge, message)));
    }
    let wide = |from: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks(2).map(|pair| from([pair[0], pair.get(1).copied().unwrap_or(0)]));
        char::decode_utf16(units).collect::<Result<String, _>>()
    };
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(wide(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Some(wide(u16::from_be_bytes)),
        _ => None,
    };
    match utf16 {
        Some(Ok(text)) => return (text, None),
        Some(Err(_)) => {
            let finding = Diagnostic::error(Code::NotUtf8, "the file begins as UTF-16 and is none");
            return (String::new(), Some(finding.hint("save the file as UTF-8 in your editor")));
        }
        None => {}
    }
    // The mark would stand before the first line; spans count the text without it.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let text = bytes.iter().map(|&byte| windows_1252(byte)).collect();
    if says_so(bytes) {
        return (text, None);
    }
    let message = "the file is not UTF-8 and does not say what it is: it is read as Windows-1252";
    let finding = Diagnostic::warning(Code::NotUtf8, message);
    (text, Some(finding.hint("numbers cannot suffer; if names look wrong, save the file as UTF-8")))
}

/// Does the XML declaration name an encoding in which each byte is a character of Western Europe?
fn says_so(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).to_ascii_lowercase();
    let Some((_, declaration)) = head.split_once("<?xml") else { return false };
    let declaration = declaration.split("?>").next().unwrap_or_default();
    ["iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252"]
        .iter()
        .any(|name| declaration.contains(name))
}

/// The character of a byte; the five that Windows-1252 leaves open are control characters, as in Latin-1.
fn windows_1252(byte: u8) -> char {
    const HIGH: [u16; 32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152,
        0x8D, 0x17D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122,
        0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
    ];
    match byte {
        0x80..=0x9F => char::from_u32(u32::from(HIGH[usize::from(byte - 0x80)])).unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::{decoded, windows_1252};

    #[test]
    fn files_of_other_encodings_are_decoded() {
        assert_eq!(decoded(b"\xEF\xBB\xBFa").0, "a");
        assert_eq!(decoded(b"\xFF\xFEa\0\xE9\0"), ("aé".to_owned(), None));
        assert_eq!(decoded(b"\xFE\xFF\0a\0\xE9"), ("aé".to_owned(), None));
        assert!(decoded(b"\xFF\xFE\0\xD8a\0").1.expect("a finding").is_error());
        let latin = b"<!-- x --><?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\xE9";
        assert!(decoded(latin).0.ends_with('é') && decoded(latin).1.is_none());
        assert!(!decoded(b"caf\xE9").1.expect("a finding").is_error());
        assert_eq!(windows_1252(0x80), '€');
        assert_eq!(windows_1252(0x9F), 'Ÿ');
    }
}
