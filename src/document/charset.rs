//! In which character set a text is: what it says itself, what its bytes prove, and at last a guess, which is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use super::read::{ReadError, ReadOptions, Remark, Text};

/// Decodes a text. `page` says that it may declare its character set as web pages do.
///
/// What the caller says goes before what the text declares, but a byte order mark before both, as browsers have it. Bytes
/// that are UTF-8 are nothing else, whatever they declare: no other text of more than a few words looks like it by chance.
pub(super) fn decode(bytes: Vec<u8>, page: bool, options: &ReadOptions) -> Result<Text, ReadError> {
    let (bytes, not_utf8) = match marked(&bytes) {
        None if options.encoding.is_none_or(|said| said == UTF_8) => match String::from_utf8(bytes) {
            Ok(text) => return Ok(text.into()),
            Err(error) => (error.as_bytes().to_vec(), Some(error.utf8_error().valid_up_to())),
        },
        // The mark is a character of its own that the text keeps.
        Some(marked) if marked == UTF_8 => match String::from_utf8(bytes) {
            Ok(text) => return Ok(text.into()),
            Err(error) => return Err(wrong_at(error.as_bytes(), error.utf8_error().valid_up_to())),
        },
        _ => (bytes, None),
    };
    let declared = || if page { declared(&bytes) } else { None };
    let named = match marked(&bytes).or(options.encoding) {
        Some(encoding) => Some(encoding),
        None => match declared() {
            Some(name) => match Encoding::for_label(name.as_bytes()) {
                None => return Err(ReadError::Charset { name }),
                some => some,
            },
            None => None,
        },
    };
    match (named, not_utf8) {
        (Some(encoding), Some(at)) if encoding == UTF_8 => Err(wrong_at(&bytes, at)),
        (Some(encoding), _) => whole(&bytes, encoding, options),
        (None, _) => guessed(&bytes, options),
    }
}

/// The character set that a byte order mark names, or that NUL bytes prove: every other byte of English in UTF-16 is one.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    const WITHIN: usize = 4096;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let head = bytes.get(..WITHIN.min(bytes.len()) & !1)?;
    memchr::memchr(0, head)?;
    let count = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (count(0), count(1));
    let most = |many: usize, few: usize| many * 2 > head.len() / 2 && few * 20 <= many;
    if most(odd, even) {
        Some(UTF_16LE)
    } else if most(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The text in an encoding that is known; bytes that it does not have are an error.
fn whole(bytes: &[u8], encoding: &'static Encoding, options: &ReadOptions) -> Result<Text, ReadError> {
    let (text, encoding, damaged) = encoding.decode(bytes);
    if damaged {
        return Err(ReadError::NotEncoded { encoding: encoding.name() });
    }
    fitting(text.into_owned(), options).map(Text::from)
}

/// The text in the encoding that is likeliest for its bytes.
fn guessed(bytes: &[u8], options: &ReadOptions) -> Result<Text, ReadError> {
    // Texts are English: without a region, a pound sign of Windows-1252 is read as a letter of Polish.
    const REGION: &[u8] = b"us";
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(REGION), Utf8Detection::Deny);
    let (text, encoding, damaged) = encoding.decode(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
    if damaged || text.contains(control) {
        let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        return Err(wrong_at(bytes, at));
    }
    let text = fitting(text.into_owned(), options)?;
    let message = format!("not UTF-8; read as {}, which is a guess; --encoding names another", encoding.name());
    Ok(Text { text, remarks: vec![Remark::Guessed(message)] })
}

fn fitting(text: String, options: &ReadOptions) -> Result<String, ReadError> {
    let (size, limit) = (text.len() as u64, options.limit());
    if size > limit { Err(ReadError::TooLarge { size: Some(size), limit }) } else { Ok(text) }
}

fn wrong_at(bytes: &[u8], offset: usize) -> ReadError {
    let line = memchr::memchr_iter(b'\n', bytes.get(..offset).unwrap_or_default()).count() + 1;
    ReadError::NotUtf8 { offset, line }
}

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

    fn read(bytes: &[u8]) -> (String, bool) {
        let read = decode(bytes.to_vec(), false, &ReadOptions::default());
        read.map_or_else(|error| (error.to_string(), false), |read| (read.text, !read.remarks.is_empty()))
    }

    #[test]
    fn what_the_bytes_prove_is_no_guess() {
        let wide =
            |order: fn(u16) -> [u8; 2]| -> Vec<u8> { "It rose 5%.\r\n".encode_utf16().flat_map(order).collect() };
        let sure = ("It rose 5%.\r\n".to_owned(), false);
        assert_eq!(read(&wide(u16::to_le_bytes)), sure);
        assert_eq!(read(&wide(u16::to_be_bytes)), sure);
        assert_eq!(read(&[b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat()), sure);
        assert_eq!(read("\u{feff}£5".as_bytes()), ("\u{feff}£5".to_owned(), false));
    }

    #[test]
    fn a_guess_is_told() {
        for (bytes, text) in [
            (
                &b"It cost \xA32.8 million, \x93a record\x94, in caf\xe9s."[..],
                "It cost £2.8 million, “a record”, in cafés.",
            ),
            (b"Sales rose by \xA35 million.", "Sales rose by £5 million."),
            (b"\x80 2.8 \x96 3.1", "€ 2.8 – 3.1"),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), true));
        }
        assert!(
            read(b"\x01\x02\xFF\xFA\x8D\x03").0.starts_with("not UTF-8 at byte 2 ("),
            "{:?}",
            read(b"\x01\x02\xFF\xFA\x8D\x03")
        );
    }

    #[test]
    fn what_the_caller_says_holds() {
        let polish = ReadOptions { encoding: Some(encoding_rs::WINDOWS_1250), ..ReadOptions::default() };
        assert_eq!(decode(b"\xA3\xF3d\x9F".to_vec(), false, &polish).map(|read| read.text), Ok("Łódź".to_owned()));
        let wide = ReadOptions { encoding: Some(UTF_16LE), ..ReadOptions::default() };
        assert_eq!(decode(b"abc".to_vec(), false, &wide), Err(ReadError::NotEncoded { encoding: "UTF-16LE" }));
    }
}
