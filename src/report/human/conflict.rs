//! A conflict for people: the sentence, and each place in its own file.

use miette::LabeledSpan;

use super::super::source::{Layout, Mark, Snippet};
use super::{Human, Problem};
use crate::conflicts::{Cited, Conflict, Sources};
use crate::document::{LineIndex, visible, visible_lines};
use crate::model::{Severity, Span};

impl Human {
    /// The conflicts, before the summary.
    pub fn conflicts(self, conflicts: &[Conflict], sources: &dyn Sources, out: &mut Vec<u8>) {
        for conflict in conflicts {
            // The places by their files, that of the first one first.
            let mut files: Vec<(u32, Vec<&Cited>)> = Vec::new();
            for cited in &conflict.facts {
                match files.iter_mut().find(|(document, _)| *document == cited.document) {
                    Some((_, places)) => places.push(cited),
                    None => files.push((cited.document, vec![cited])),
                }
            }
            for (number, (document, places)) in files.iter().enumerate() {
                let source = sources.text(*document).unwrap_or_default();
                let problem = self.part(conflict, number == 0, places, &source);
                let mut text = String::new();
                // Writing to a string cannot fail, and the snippet answers every span.
                let _ = self.handler().render_report(&mut text, &problem);
                out.extend_from_slice(problem.snippet.renumber(&text).as_bytes());
                out.push(b'\n');
            }
        }
    }

    /// The places of a conflict in one file.
    fn part(self, conflict: &Conflict, first: bool, places: &[&Cited], source: &str) -> Problem {
        let lines = LineIndex::new(source);
        let marks: Vec<Mark> =
            places.iter().map(|cited| Mark { span: cited.span, label: cited.label.chars().count() }).collect();
        let layout = Layout { width: self.width, unicode: self.unicode };
        let (path, statement) = places
            .first()
            .map_or((String::new(), Span::new(0, 0)), |cited| (visible(&cited.path).into_owned(), cited.span));
        let snippet = Snippet::new(&path, source, &lines, sentence(source, statement), &marks, layout);
        let labels = places.iter().enumerate().filter_map(|(index, cited)| {
            let (span, text) = (snippet.place(index)?, Some(visible(&cited.label).into_owned()));
            Some(if index == 0 {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            })
        });
        let labels = labels.collect();
        if first {
            let mut help = vec![conflict.arithmetic.clone()];
            help.extend(conflict.steps.iter().cloned());
            help.extend(conflict.repairs.iter().enumerate().map(|(at, repair)| {
                let lead = if at == 0 { "likely" } else { "or" };
                format!("{lead}: {}", conflict.repaired(repair))
            }));
            help.retain(|line| !line.is_empty());
            return Problem {
                code: format!("{}[{}]", conflict.severity.name(), conflict.rule),
                message: visible(&conflict.message).into_owned(),
                severity: conflict.severity,
                labels,
                help: visible_lines(&help.join("\n")).into_owned(),
                snippet,
            };
        }
        let said: Vec<_> = places.iter().map(|cited| cited.text.as_str()).collect();
        Problem {
            code: format!("see[{}]", conflict.rule),
            message: format!("{path} says {}", visible(&said.join(", "))),
            severity: Severity::Note,
            labels,
            help: String::new(),
            snippet,
        }
    }
}

/// The sentence around a number, as far as it is no longer than a few lines: to the break of a line or a full stop on both sides.
fn sentence(source: &str, span: Span) -> Span {
    const MOST: usize = 240;
    let (start, end) = (span.start as usize, span.end as usize);
    let from = (start.saturating_sub(MOST)..=start).find(|at| source.is_char_boundary(*at)).unwrap_or(start);
    let to = (end..=(end + MOST).min(source.len())).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(end);
    let (Some(before), Some(after)) = (source.get(from..start), source.get(end..to)) else { return span };
    let first = before.rfind('\n').max(before.rfind(". ").map(|at| at + 1)).map_or(from, |at| from + at + 1);
    let stop = after.find('\n').into_iter().chain(after.find(". ").map(|at| at + 1)).min();
    let last = stop.map_or(to, |at| end + at);
    Span::new(u32::try_from(first).unwrap_or(span.start), u32::try_from(last).unwrap_or(span.end))
}
