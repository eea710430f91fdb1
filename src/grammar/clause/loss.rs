//! A profit beside a loss: "a profit of A, compared with a loss of B" lie A and B apart.
//!
//! A loss is printed without a sign. Where just one of two levels is called a loss, it stands below zero; two losses are compared as
//! they are printed.

use smallvec::SmallVec;

use super::boundary::start_of;
use super::frame::Frame;
use super::{Draft, Operand, word_at};
use crate::grammar::lexicon::{GuardWord, Word};
use crate::grammar::token::{Flow, Sentence, Token, TokenKind};
use crate::model::Role;

/// Turns the sign of the one level that is a loss. Where the other one may be a loss as well, or the loss be part of a name ("loss
/// reserve"), the levels are tried both ways.
pub fn sign(sentence: &Sentence, frame: &Frame, draft: &mut Draft) {
    let (Some(new), Some(old)) = (frame.new, frame.old) else { return };
    let tokens = &sentence.tokens;
    // What is said of a level stands before it, from the other level on or from where the statement starts.
    let said = |level: usize, other: usize| {
        if other < level { other + 1..level } else { start_of(tokens, level)..level }
    };
    let (role, loss, other) = match (loss(tokens, new), loss(tokens, old)) {
        (Some(loss), None) => (Role::New, loss, said(old, new)),
        (None, Some(loss)) => (Role::Old, loss, said(new, old)),
        _ => return,
    };
    if other.clone().any(|at| is_loss_word(tokens, at)) {
        return;
    }
    let profit =
        |(at, flow): &(u32, Flow)| other.contains(&(*at as usize)) && matches!(flow, Flow::Surplus | Flow::Revenue);
    let named = sentence.flows.iter().any(profit);
    // "a loss of $3 million, compared with $5 million": both are losses.
    if role == Role::New && !named {
        return;
    }
    let turn = |(other, operand): &(Role, Operand)| match operand {
        Operand::Amount(at) if *other == role => (role, Operand::Loss(*at)),
        _ => (*other, operand.clone()),
    };
    let turned: SmallVec<[_; 1]> = draft.readings.iter().map(|roles| roles.iter().map(turn).collect()).collect();
    if named && loss == Loss::Plain {
        draft.readings = turned;
    } else {
        draft.readings.extend(turned);
    }
}

/// How an amount is called a loss.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// "a net loss of A", "a loss was A", "an A net loss".
    Plain,
    /// With other words between, which may name something else: "loss before tax of A", "loss reserve of A".
    Loose,
}

/// How the words around an amount call it a loss, if they do.
fn loss(tokens: &[Token], amount: usize) -> Option<Loss> {
    let noun = |at: usize| matches!(tokens.get(at).map(|token| token.kind), Some(TokenKind::Other | TokenKind::Name));
    if let Some(at) = (amount + 1..amount + 4).find(|at| !noun(*at)).filter(|at| is_loss_word(tokens, *at)) {
        return Some(if noun(at + 1) { Loss::Loose } else { Loss::Plain });
    }
    let light = |at: &usize| {
        noun(*at)
            || matches!(
                tokens[*at].kind,
                TokenKind::Period(_)
                    | TokenKind::Word(
                        Word::Of | Word::Article | Word::Adverb | Word::Record | Word::Total | Word::Be | Word::At
                    )
            )
    };
    let at = (amount.saturating_sub(8)..amount).rev().find(|at| !light(at)).filter(|at| is_loss_word(tokens, *at))?;
    Some(if (at + 1..amount).any(noun) { Loss::Loose } else { Loss::Plain })
}

fn is_loss_word(tokens: &[Token], at: usize) -> bool {
    word_at(tokens, at) == Some(Word::Guard(GuardWord::Loss))
}
