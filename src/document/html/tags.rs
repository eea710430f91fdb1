//! Tags with so many attributes that no page has them, cut before they reach the tokenizer.
//!
//! The tokenizer goes from one quoted attribute to the next by calling itself: each costs stack, and some ten thousand of them, 40 kB of
//! text, would end the run for all files. So behind the first hundred of a tag it is shown blanks, as many as there are bytes, so
//! that all it says of places stays right.

use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;

use html5gum::emitters::ForwardingEmitter;
use html5gum::{DefaultEmitter, Emitter, Reader, Token, Tokenizer};

/// How many attributes of a tag are read.
const MOST: u32 = 100;

/// How far is looked at a time.
const LOOK: usize = 1024;

/// The tokens of a page.
pub fn tokens(source: &str) -> impl Iterator<Item = Token<usize>> {
    let attributes = Rc::new(Cell::new(0));
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let emitter = Counting { inner: emitter, attributes: Rc::clone(&attributes) };
    let reader = Cut { source: source.as_bytes(), at: 0, blank: 0, attributes };
    Tokenizer::new_with_emitter(reader, emitter).map(|Ok(token)| token)
}

/// Counts the attributes of the tag that is being read.
struct Counting {
    inner: DefaultEmitter<usize>,
    attributes: Rc<Cell<u32>>,
}

impl ForwardingEmitter for Counting {
    type Token = Token<usize>;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token<usize>> {
        &mut self.inner
    }

    fn init_start_tag(&mut self) {
        self.attributes.set(0);
        Emitter::init_start_tag(&mut self.inner);
    }

    fn init_end_tag(&mut self) {
        self.attributes.set(0);
        Emitter::init_end_tag(&mut self.inner);
    }

    fn init_attribute(&mut self) {
        self.attributes.set(self.attributes.get() + 1);
        Emitter::init_attribute(&mut self.inner);
    }
}

/// The page as the tokenizer is shown it.
struct Cut<'s> {
    source: &'s [u8],
    at: usize,
    /// Up to where blanks are shown.
    blank: usize,
    attributes: Rc<Cell<u32>>,
}

impl Cut<'_> {
    /// Looks whether the tag that is being read has enough attributes; the first byte of the last one is read.
    fn look(&mut self) {
        if self.attributes.get() > MOST {
            self.attributes.set(0);
            self.blank = self.at + rest_of_tag(self.source.get(self.at..).unwrap_or_default());
        }
    }
}

impl Reader for Cut<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.look();
        let byte = self.source.get(self.at).map(|byte| if self.at < self.blank { b' ' } else { *byte });
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        let next = self.source.get(self.at..self.at + text.len());
        let same = self.at >= self.blank
            && next.is_some_and(|next| if case_sensitive { next == text } else { next.eq_ignore_ascii_case(text) });
        self.at += if same { text.len() } else { 0 };
        Ok(same)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], one: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        self.look();
        if self.at < self.blank {
            self.at += 1;
            one[0] = b' ';
            return Ok(one.get(..1));
        }
        let rest = self.source.get(self.at..).unwrap_or_default();
        // One of the needles may be near where another is far: who looks to the end for each would look at all of it each time.
        let rest = rest.get(..rest.len().min(LOOK)).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let len = match needle {
            [a] => memchr::memchr(*a, rest),
            [a, b] => memchr::memchr2(*a, *b, rest),
            [a, b, c] => memchr::memchr3(*a, *b, *c, rest),
            [a, b, c, d] => {
                let three = memchr::memchr3(*a, *b, *c, rest);
                memchr::memchr(*d, rest.get(..three.unwrap_or(rest.len())).unwrap_or_default()).or(three)
            }
            _ => rest.iter().position(|byte| needle.contains(byte)),
        };
        let len = len.unwrap_or(rest.len()).max(1);
        self.at += len;
        Ok(rest.get(..len))
    }
}

/// How many bytes there are to the `>` that ends a tag, from within the name of an attribute.
fn rest_of_tag(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += match byte {
            b'>' => return at,
            b'=' => {
                let value = text.get(at + 1..).unwrap_or_default();
                let blanks = value.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let close = match value.get(blanks) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let inside = value.get(blanks + 1..).unwrap_or_default();
                        memchr::memchr(*quote, inside).map_or(text.len(), |end| blanks + 2 + end)
                    }
                    _ => blanks,
                };
                1 + close
            }
            _ => 1,
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<String> {
        let said = |token: Token<usize>| match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                Some(format!("{name} {} {}..{}", tag.attributes.len(), tag.span.start, tag.span.end))
            }
            Token::String(text) => Some(source.get(text.span.start..text.span.end).unwrap_or_default().to_owned()),
            _ => None,
        };
        tokens(source).filter_map(said).collect()
    }

    #[test]
    fn tags_are_cut_and_what_follows_keeps_its_place() {
        for quote in ["\"", "'"] {
            for count in [3, 100, 101, 50_000] {
                let attributes: Vec<String> = (0..count).map(|n| format!(" a{n}={quote}>{quote}")).collect();
                let attributes = attributes.concat();
                let page = format!("x<p{attributes} hidden>text</p><b title=y>z");
                let kept = if count < 100 { count + 1 } else { 101 };
                let first = page.find(">text").unwrap_or_default() + 1;
                let second = page.find("<b").unwrap_or_default();
                assert_eq!(
                    read(&page),
                    [
                        "x".to_owned(),
                        format!("p {kept} 1..{first}"),
                        "text".to_owned(),
                        format!("b 1 {second}..{}", second + 11),
                        "z".to_owned()
                    ]
                );
            }
        }
    }

    #[test]
    fn the_end_of_a_tag() {
        for (text, end) in
            [("bc>", 2), ("b=\">\">", 5), ("b = '>\"' c>", 10), ("b=c>", 3), ("b=\"", 3), ("", 0), ("b=", 2)]
        {
            assert_eq!(rest_of_tag(text.as_bytes()), end, "{text}");
        }
    }
}
