//! Designators: a number behind the word for a kind of thing tells which one of them is meant.
//!
//! ```ebnf
//! designator = word , [ "." | ":" ] , number , { ( "," | "and" | "or" | "to" | "&" | dash ) , number } ;
//! word       = "Section" | "Flight" | "Boeing" | "Season" | … ;
//! ```
//!
//! Common nouns that are as often counted ("day", "season", "game") designate only with a capital, as headings and names have it.

use std::sync::LazyLock;

use crate::grammar::lexicon::Word;
use crate::grammar::non_quantity::NonQuantity;
use crate::grammar::period;
use crate::grammar::scan::{Scanner, run_length};
use crate::grammar::table::Table;
use crate::grammar::token::{AmountUnit, Token, TokenKind};

/// A word that makes the number behind it a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// However it is written.
    Any(NonQuantity),
    /// Only with a capital.
    Capital(NonQuantity),
    /// Where nothing that is counted follows: "Scope 3 emissions", but not "Notes 5 readers sent".
    Uncounted,
    /// Only as an abbreviation, with its point: "p. 15", "art. 332".
    Abbreviated,
    /// A word before something to call or look up, also with a colon between them.
    Code,
}

static LABELS: LazyLock<Table<Label, 1024>> = LazyLock::new(|| {
    Table::new(&[
        (CAPITALS, Label::Capital(NonQuantity::Designator)),
        (DESIGNATORS, Label::Any(NonQuantity::Designator)),
        (PRODUCTS, Label::Capital(NonQuantity::Name)),
        (INDICES, Label::Any(NonQuantity::Name)),
        (AGES, Label::Any(NonQuantity::Age)),
        (UNCOUNTED, Label::Uncounted),
        (ABBREVIATED, Label::Abbreviated),
        (CODES, Label::Code),
    ])
});

/// Things that are numbered and never counted after their word.
const DESIGNATORS: &str = "no nos number page pages chapter chapters section sections subsection subsections article articles figure \
figures fig table note phase version room suite floor flight route routes tier step type grade covid item rule rules act form forms \
level exhibit exhibits appendix annex clause clauses paragraph paragraphs line v gate terminal highway channel top category class stage \
week lot unit block street st slide slides footnote endnote appendices annexes title titles verse verses hwy interstate apartment apt \
precinct lease patent patents padd padds docket proposition ordinance locker runway ss";

/// Common nouns that name one of several with a capital.
const CAPITALS: &str = "acts schedule schedules day season seasons volume vol episode part units measure measures condition conditions lot \
zone zones area district ward division group sector goal goals game round race lane match question squadron battalion brigade regiment \
company platoon pier dock bay hall studio radio camp bunker bus junction exit row stand court year grades key stages levels layer layers \
phases steps plan option scenario model mark mk cat band bracket cohort study trial cluster node generation reactor shaft mine well tower \
building house mission apollo gemini soyuz sdg sdgs co opus op symphony sonata amendment bill prop initiative count counts charge \
directive regulation convention protocol recommendation principle decree order tables chart charts box resolution gen amendments region regions stream panel package wave pillar pillars batch series session site tract parcel corridor \
squad crew team bank pump tank pad compound strategy objective outcome output component element domain wharf berth hangar hut cabin";

/// Makers and products whose models are numbers.
const PRODUCTS: &str = "boeing airbus embraer iphone ipad ios android windows office playstation xbox galaxy pixel kindle bluetooth hdmi \
usb hdr hevc wifi wi-fi gpt llama sims fifa vitamin omega uranium carbon strontium cesium caesium iodine formula";

/// Indices and lists that are named after how many they hold.
const INDICES: &str = "inc fortune s&p poor nasdaq ftse nikkei russell stoxx dax sensex asx topix csi hsi";

/// Things that are numbered as often as counted before their word.
const UNCOUNTED: &str = "scope scopes notes licence license licences licenses subclass tranche tranches proposal proposals map maps \
image images photo picture verse stanza bullet enquiry inquiry priority task milestone module seat hole holes called dialed dialled";

/// Abbreviations of such words.
const ABBREVIATED: &str = "p pp art arts para paras sec secs ch cl reg regs pt app ex exh vol";

const AGES: &str = "aged age ages";

/// Words before something that is looked up and not counted.
const CODES: &str = "tel telephone phone mobile cell fax call whatsapp zip postal postcode isbn iso id hotline cusip isin sedol aba swift iban \
abn acn ein ticker sku upc doi cfr";

impl Scanner<'_> {
    /// What the digits here are if the words before say that they are a label: "No. 3", "page 12", "aged 65".
    pub(in crate::grammar::scan) fn label(&self, digits: usize) -> Option<NonQuantity> {
        let (last, before) = self.out.tokens.split_last()?;
        let (what, code) = match last.kind {
            TokenKind::Symbol => {
                let identifies = matches!(self.text_of(last), "#" | "@" | "/" | "_" | "§");
                return identifies.then_some(NonQuantity::Identifier);
            }
            // "quarter 4 (Oct to Dec)": a year has four of them.
            TokenKind::Other if matches!(self.text_of(last), "quarter" | "Quarter") => {
                let quarter = digits == 1
                    && matches!(self.rest().as_bytes(), [b'1'..=b'4', b' ' | b',' | b')' | b'.' | b';', ..]);
                (quarter.then_some(Label::Uncounted)?, false)
            }
            // "slide 13" is no change, "Note 3" no bond.
            TokenKind::Other | TokenKind::Name | TokenKind::Word(Word::Change(..) | Word::Guard(_)) => {
                (self.labels(last, before)?, false)
            }
            // "No 10 said"
            TokenKind::Word(Word::Not) if self.text_of(last) == "No" && self.noun(self.pos + digits).is_none() => {
                (Label::Any(NonQuantity::Designator), false)
            }
            TokenKind::Stop | TokenKind::Colon => {
                let word = before.last()?;
                // "No. 3": the same word as "no", told apart by the point.
                if word.kind == TokenKind::Word(Word::Not) {
                    return (last.kind == TokenKind::Stop).then_some(NonQuantity::Designator);
                }
                if !matches!(word.kind, TokenKind::Other | TokenKind::Name) {
                    return None;
                }
                match self.labels(word, &[])? {
                    Label::Abbreviated if last.kind == TokenKind::Stop => (Label::Any(NonQuantity::Designator), false),
                    Label::Uncounted => return None,
                    label => (label, last.kind == TokenKind::Colon),
                }
            }
            _ => return None,
        };
        let what = match what {
            Label::Any(what) | Label::Capital(what) if !code => what,
            Label::Uncounted if self.noun(self.pos + digits).is_none() => NonQuantity::Designator,
            Label::Code => NonQuantity::Identifier,
            _ => return None,
        };
        // "Season 2024", "the Nasdaq 2.5 percent".
        let year = what == NonQuantity::Designator && period::period(self.rest()).is_ok();
        let counted = what != NonQuantity::Age && self.has_unit();
        (!year && !counted).then_some(what)
    }

    fn labels(&self, word: &Token, before: &[Token]) -> Option<Label> {
        let text = self.text_of(word);
        let label = LABELS.get(text)?;
        // A noun right behind a preposition, without an article, is no plain one: "on day 4".
        let bare = || {
            let led = before.last().is_some_and(|token| {
                matches!(
                    token.kind,
                    TokenKind::Word(Word::On | Word::In | Word::At | Word::By | Word::Time | Word::Since)
                )
            });
            led && !super::super::is_plural(text)
        };
        let capital = text.bytes().any(|byte| byte.is_ascii_uppercase());
        (capital || !matches!(label, Label::Capital(_)) || bare()).then_some(label)
    }

    /// Whether the number here has a unit or a scale of its own.
    fn has_unit(&self) -> bool {
        let Some((amount, end)) = self.one_amount(self.pos, None) else { return false };
        let printed = self.text.get(self.pos..end).unwrap_or_default();
        // "Rule 12b-2" has no unit.
        let letter = printed.ends_with(|c: char| c.is_ascii_alphabetic())
            && printed.bytes().rev().nth(1).is_some_and(|byte| byte.is_ascii_digit());
        !letter && (amount.unit != AmountUnit::Count(None) || amount.scale.is_some())
    }

    /// How long a label is that starts here: "17A(d)-15", "8,200,746", "10-K".
    pub(super) fn label_length(&self) -> usize {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut len = 0;
        loop {
            len += run_length(&rest[len..], |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/'));
            match bytes.get(len..).unwrap_or_default() {
                [b',', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] if bytes[len - 1].is_ascii_digit() => len += 1,
                behind => match clause(behind) {
                    0 => break,
                    clause => len += clause,
                },
            }
        }
        rest[..len.max(1)].trim_end_matches(['.', '-', '/']).len()
    }

    /// "Seasons 1, 2 and 3", "ages 16 to 20": what the bare number that ends at `end` is if a label before goes on to it.
    pub(super) fn listed_on(&self, end: usize) -> Option<NonQuantity> {
        let (last, before) = self.out.tokens.split_last()?;
        let links = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Comma | TokenKind::Dash | TokenKind::Word(Word::And | Word::Or | Word::To | Word::Time)
            )
        };
        // "Level 3 4": the mark of a footnote on a label.
        if matches!(last.kind, TokenKind::Opaque(NonQuantity::Designator)) && self.noun(end).is_none() {
            return Some(NonQuantity::Footnote);
        }
        // "(Bell and Dow 2005: 324)": the page of a source.
        let source = last.kind == TokenKind::Colon
            && matches!(before.last().map(|token| token.kind), Some(TokenKind::Period(_)))
            && self.text.get(end..).is_some_and(|behind| behind.starts_with([')', '-', '–', ';']));
        if source {
            return Some(NonQuantity::Designator);
        }
        // "Page 2 of 11"
        let of = last.kind == TokenKind::Word(Word::Of)
            && matches!(before.last().map(|token| token.kind), Some(TokenKind::Opaque(NonQuantity::Designator)));
        if of && self.noun(end).is_none() {
            return Some(NonQuantity::Designator);
        }
        if !links(last) {
            return None;
        }
        let named = match before.split_last()? {
            (token, more) if links(token) => more.last()?,
            (token, _) => token,
        };
        let TokenKind::Opaque(what) = named.kind else { return None };
        let goes_on = matches!(
            what,
            NonQuantity::Age | NonQuantity::Designator | NonQuantity::Name | NonQuantity::Day | NonQuantity::Identifier
        );
        let behind = self.text.get(end..)?;
        let of_them = behind.strip_prefix(" of ").is_some_and(|rest| {
            ["them", "these", "those", "which", "whom", "its", "their"].iter().any(|word| rest.starts_with(word))
        });
        // "scope 1 & 2 emissions"
        let next = |from: &str| {
            from.parse::<u32>().ok().is_some_and(|from| {
                end.checked_sub(1).and_then(|_| self.text.get(self.pos..end)).and_then(|to| to.parse().ok())
                    == Some(from + 1)
            })
        };
        let follows = what == NonQuantity::Designator && next(self.text_of(named));
        let counted = self.noun(end).is_some() && !follows || of_them;
        (goes_on && !counted).then_some(what)
    }

    /// The words of a token.
    pub(super) fn text_of(&self, token: &Token) -> &str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }
}

/// How long the "(k)" or "(c)(3)" is that hangs on a number, the name of a paragraph of some law.
pub(super) fn clause(behind: &[u8]) -> usize {
    let mut len = 0;
    while let [b'(', inside @ ..] = behind.get(len..).unwrap_or_default() {
        let letters = inside.iter().take(4).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let first = inside.first().is_some_and(u8::is_ascii_lowercase);
        if inside.get(letters) != Some(&b')') || letters == 0 || len == 0 && !first {
            break;
        }
        len += letters + 2;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_known() {
        for words in [DESIGNATORS, CAPITALS, PRODUCTS, INDICES, UNCOUNTED, ABBREVIATED, AGES, CODES] {
            for word in words.split_whitespace() {
                assert!(LABELS.get(word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn paragraphs_of_laws() {
        assert_eq!([clause(b"(k) plan"), clause(b"(c)(3)"), clause(b"(3)"), clause(b" (a)")], [3, 6, 0, 0]);
    }
}
