//! The characters of old pages: those of Windows-1252, which is what pages in "ISO-8859-1" are in as well.

use memchr::memmem;

/// The character set that a page declares in its first 1,024 bytes, where the standard has it, in lower case.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    const WITHIN: usize = 1024;
    let head = bytes.get(..WITHIN.min(bytes.len()))?.to_ascii_lowercase();
    let at = memmem::find(&head, b"charset")? + b"charset".len();
    let rest = head.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let name: Vec<u8> = rest
        .iter()
        .copied()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

/// Whether a name stands for Windows-1252, as browsers have it.
pub(super) fn is_windows_1252(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "windows-1252",
        "cp1252",
        "x-cp1252",
        "iso-8859-1",
        "iso8859-1",
        "iso_8859-1",
        "latin1",
        "l1",
        "us-ascii",
        "ascii",
    ];
    NAMES.contains(&name)
}

/// The text of bytes in Windows-1252.
pub(super) fn windows_1252(bytes: &[u8]) -> String {
    // From 0x80 to 0x9F; what has no character is a control character, as browsers have it.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let character = |byte: &u8| match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        byte => char::from(*byte),
    };
    bytes.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        for (page, name) in [
            ("<meta charset=\"UTF-8\">", Some("utf-8")),
            ("<meta http-equiv=Content-Type content='text/html; charset = ISO-8859-1'>", Some("iso-8859-1")),
            ("<meta charset='shift_jis'>", Some("shift_jis")),
            ("<meta charset=\"\">", None),
            ("<p>none", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), name, "{page}");
        }
        assert_eq!(declared(format!("{}<meta charset=x>", " ".repeat(1024)).as_bytes()), None);
    }

    #[test]
    fn every_byte_is_a_character() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(windows_1252(&all).chars().count(), 256);
        assert_eq!(windows_1252(b"\x80 2.8 \x96 caf\xe9 \x93x\x94"), "€ 2.8 – café “x”");
    }
}
