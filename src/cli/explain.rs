//! `audit explain`: the rules' own pages, and single claims in full.

use std::io;
use std::path::Path;

use super::outlet::Frame;
use super::run::{Options, Piece, Run, go_through, misconfigured, misused};
use super::setup::Setup;
use super::texts::Texts;
use super::{Edge, Exit, ExplainArguments};
use crate::accept::hold_back;
use crate::audit::audit_with;
use crate::conflicts::compare;
use crate::document::{Input, visible, visible_lines};
use crate::model::Severity;
use crate::report::{Human, Wanted, explained, is_fingerprint, notices};
use crate::rules::{self, Rule};

/// Prints the page of a rule, a line for each rule, or what was made of a claim.
pub fn explain(arguments: &ExplainArguments, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let Some(what) = &arguments.what else {
        let width = rules::all().iter().map(|rule| rule.name().len()).max().unwrap_or(0);
        for rule in rules::all() {
            let mark = if rule.is_preview() { " (preview)" } else { "" };
            writeln!(edge.stdout, "{:width$}  {}{mark}", rule.name(), rules::gist(rule.page()))?;
        }
        writeln!(edge.stdout, "\nof inputs, and not of what a text claims:")?;
        for kind in notices::ALL {
            writeln!(edge.stdout, "{:width$}  {}", kind.name, rules::gist(kind.page))?;
        }
        writeln!(edge.stdout, "\n`audit explain RULE` prints a rule's page.")?;
        return Ok(Exit::Clean);
    };
    let page = rules::find(what).map(|rule| (rule.name(), rule.page()));
    if let Some((name, page)) = page.or_else(|| notices::find(what).map(|kind| (kind.name, kind.page))) {
        if arguments.paths.is_empty() {
            let is_preview = rules::find(name).is_some_and(Rule::is_preview);
            let mark = if is_preview { " (preview)" } else { "" };
            writeln!(edge.stdout, "{name}{mark}\n\n{}", page.trim())?;
            if is_preview {
                writeln!(edge.stdout, "\n{PREVIEW}")?;
            }
            return Ok(Exit::Clean);
        }
        return misused("the page of a rule takes no paths; paths go with a fingerprint", edge);
    }
    let lower = what.to_ascii_lowercase();
    if is_fingerprint(&lower) {
        return claims(arguments, None, &Wanted::Fingerprint(lower), edge);
    }
    if let Some((path, line)) = what.rsplit_once(':')
        && let Ok(line) = line.parse()
        && arguments.paths.is_empty()
    {
        return claims(arguments, Some(path), &Wanted::Line(line), edge);
    }
    misused(&unknown(what), edge)
}

/// What the page of a preview rule ends with.
const PREVIEW: &str = "\
# Preview

The rule is off unless it is switched on: its alarms on real text have not been right often enough to be raised unasked. What it finds right \
counts as right; a claim that fails by it alone counts as unchecked (\"preview rule\"). `--preview`, `preview = true` in audit.toml, or the \
rule's own level under [rules] switches it on.";

/// What may have been meant by what is neither a rule nor a claim.
fn unknown(what: &str) -> String {
    let digits = what.chars().filter(char::is_ascii_hexdigit).count();
    let is_near = digits >= 6 && digits == what.chars().count() && what.contains(|c: char| c.is_ascii_digit());
    if is_near {
        return format!(
            "`{what}` is no whole fingerprint: it has {digits} digits of 16; `audit --format json` shows each under `id`"
        );
    }
    if Path::new(what).is_file() {
        return format!("`{what}` is a file; name a line of it as well, for example {what}:1");
    }
    if Path::new(what).is_dir() {
        return format!(
            "`{what}` is a folder; name a file and a line, for example {}",
            Path::new(what).join("draft.md:1").display()
        );
    }
    match rules::suggest(what).or_else(|| rules::nearest(what, &notices::ALL.map(|kind| kind.name))) {
        Some(name) => format!("there is no rule `{what}`; did you mean `{name}`?"),
        None => format!("there is no rule `{what}`; `audit explain` lists them all"),
    }
}

/// Prints the claims, or the conflict, that are wanted.
fn claims(arguments: &ExplainArguments, path: Option<&str>, wanted: &Wanted, edge: &mut Edge<'_>) -> io::Result<Exit> {
    let mut paths = arguments.paths.clone();
    paths.extend(path.map(Into::into));
    if paths.is_empty() {
        paths.push(".".into());
    }
    let (found, setup) = match Setup::find(&arguments.setup, &paths, None) {
        Ok(prepared) => prepared,
        Err(errors) => return misconfigured(&errors, edge),
    };
    let bad_rows = setup.notices(Some(&mut *edge.stderr))?;
    let (unicode, width) = (edge.unicode, edge.width);
    let arrow = if unicode { "→" } else { "->" };
    let options = Options::default();
    let render = |input: &Input, text: &str| {
        let report = audit_with(
            text,
            input.format,
            setup.naming(input),
            setup.preview(&input.shown),
            setup.options(input).line(),
        );
        let rendered = explained(&visible(&input.shown), &report, wanted, arrow);
        let rendered = visible_lines(&rendered).into_owned().into_bytes();
        Piece { rendered: vec![rendered], facts: report.facts, ..Piece::default() }
    };
    let mut any = false;
    let finish = |run: &mut Run| {
        run.notices.splice(..0, bad_rows);
        any = run.printed;
        let texts = Texts::of(&found, &setup, run, options.read);
        let mut compared = compare(&run.ledger, &texts);
        hold_back(&mut compared, |path| setup.preview(path));
        compared.conflicts.retain(|conflict| match wanted {
            Wanted::Fingerprint(id) => conflict.id == *id,
            Wanted::Line(line) => conflict.facts.iter().any(|cited| cited.line == *line && Some(&*cited.path) == path),
        });
        any |= !compared.conflicts.is_empty();
        let mut out = Vec::new();
        let human = Human { width, color: false, unicode, verbose: true, quiet: true };
        human.conflicts(&compared.conflicts, &texts, &mut out);
        vec![out]
    };
    let run = go_through(&found, options, &[Frame::default()], edge, render, finish)?;
    if run.notices.iter().any(|notice| notice.severity == Severity::Error) {
        return Ok(Exit::Unreadable);
    }
    if any {
        return Ok(Exit::Clean);
    }
    match wanted {
        Wanted::Fingerprint(id) => writeln!(
            edge.stderr,
            "audit: error: no claim has the fingerprint {id} here; `audit --format json` shows each under `id`"
        )?,
        Wanted::Line(line) => writeln!(edge.stderr, "audit: error: no claim stands on line {line}")?,
    }
    Ok(Exit::Usage)
}
