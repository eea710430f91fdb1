//! What is said beside a level of a change: the share that it has of something else, its ratio to something else.
//!
//! ```ebnf
//! shares = level , share , … , level , share ;                   (* A, or P of sales, up from A, or P; A (P of the total), from A (P) *)
//! share  = { noun } , ( [ "," ] , "or" , PERCENT | "(" , PERCENT , ( ")" | "of" ) ) ;   (* or a MULTIPLE in its place *)
//! ratio  = MULTIPLE , ( noun | ( article | pronoun ) , { noun } ) ;   (* 1.9 times EBITDA, but not: 1.9 times the figure of 2010 *)
//! ```
//!
//! Examples:
//! - `Net income was $4.2 million, or 12.0% of sales, down from $5.1 million, or 14.1%.` → `change down new=4200000 old=5100000`
//! - `Fees were $41.0 million (35.0% of the total), up from $37.2 million (33.1%).` → `change up new=41000000 old=37200000`
//! - `Net income was $4.2 million, down from $5.1 million, or 17.6%.` → `change down new=4200000 old=5100000 percent=17.6`
//! - `Debt fell to $2.4 billion, or 1.9 times EBITDA, from $2.9 billion.` → `change down new=2400000000 old=2900000000`
//! - `The stock trades at $45, or 15 times earnings, up from $39, or 13 times.` → `change up new=45 old=39`
//! - `Sales rose to $2.4 billion, or 1.9 times the figure of 2010, from $1.3 billion.` → `change up new=2400000000 old=1300000000 multiple=1.9`

use super::boundary::start_of;
use super::frame::Frame;
use super::{Operand, class_at, word_at};
use crate::grammar::lexicon::Word;
use crate::grammar::token::{Class, Token, TokenKind};

/// Takes the percentage or the multiple out of a frame both of whose levels have one beside them: each is a share of its own
/// whole or a ratio to its own base, and neither is the change.
pub fn leave_out_shares(tokens: &[Token], frame: &mut Frame) {
    let Some(old) = frame.old else { return };
    let Some(of_old) = share_beside(tokens, old) else { return };
    let Some(new) = frame.new.or_else(|| level_before(tokens, frame, old)) else { return };
    let Some(of_new) = share_beside(tokens, new) else { return };
    if class_at(tokens, of_new) != class_at(tokens, of_old) {
        return;
    }
    frame.percent = frame.percent.filter(|percent| ![of_new, of_old].contains(percent));
    let beside = [Some(Operand::Amount(of_new)), Some(Operand::Amount(of_old))];
    if beside.contains(&frame.multiple) {
        frame.multiple = None;
    }
}

/// The percentage or the ratio beside a level: "A, or P", "A (P of sales)", a few nouns stepped over.
fn share_beside(tokens: &[Token], level: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    let noun = |token: &&Token| {
        matches!(
            token.kind,
            TokenKind::Other
                | TokenKind::Name
                | TokenKind::Period(_)
                | TokenKind::Word(Word::Article | Word::Pronoun | Word::Of | Word::In | Word::Total | Word::Adverb)
        )
    };
    let lead = level + 1 + tokens.get(level + 1..)?.iter().take(LONGEST).take_while(noun).count();
    let comma = tokens.get(lead).is_some_and(|token| token.kind == TokenKind::Comma);
    let lead = lead + usize::from(comma);
    let open = !comma && tokens.get(lead).is_some_and(|token| token.kind == TokenKind::Open);
    if !open && word_at(tokens, lead) != Some(Word::Or) {
        return None;
    }
    let hedged = matches!(word_at(tokens, lead + 1), Some(Word::Hedge(_) | Word::Adverb));
    let share = lead + 1 + usize::from(hedged);
    let ends = word_at(tokens, share + 1) == Some(Word::Of)
        || tokens.get(share + 1).is_some_and(|token| token.kind == TokenKind::Close);
    let fits = matches!(class_at(tokens, share), Some(Class::Percent | Class::Multiple));
    (fits && (!open || ends)).then_some(share)
}

/// The nearest amount before a frame that is of the class of its earlier value.
fn level_before(tokens: &[Token], frame: &Frame, old: usize) -> Option<usize> {
    let start = start_of(tokens, frame.tokens.start);
    (start..frame.tokens.start).rev().find(|at| class_at(tokens, *at) == class_at(tokens, old))
}
