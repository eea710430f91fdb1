//! Passages that prove themselves: texts without labels in which numbers fit so exactly that chance is out.

use std::collections::HashMap;
use std::io::Write;

use claim_audit::document::Format;
use claim_audit::link::candidate::Sort;
use claim_audit::link::training::{ExampleCandidate, examples};
use claim_audit::model::Span;

use crate::cluster::hash;

/// Writes passages of files whose numbers prove a relation.
pub fn mine(args: &[String]) {
    let mut out = std::fs::File::create(&args[0]).unwrap();
    let mut kept: HashMap<String, usize> = HashMap::new();
    let most: u64 = std::env::var("CHANCE").ok().and_then(|x| x.parse().ok()).unwrap_or(30_000);
    for list in &args[1..] {
        let corpus = std::path::Path::new(list).file_name().unwrap().to_string_lossy().to_string();
        let mut files: Vec<_> = std::fs::read_dir(list).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort_by_key(|f| hash(&f.to_string_lossy()));
        let mut total = 0;
        for file in files {
            if total > 3000 {
                break;
            }
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            if text.len() > 400_000 {
                continue;
            }
            let mut shapes: Vec<String> = Vec::new();
            let mut number = |_, _, _: &[u16]| 0u32;
            let format = if file.extension().is_some_and(|e| e == "md") { Format::Markdown } else { Format::Text };
            let found = examples(&text, format, true, &mut number);
            let mut claims = Vec::new();
            for e in found {
                let full: Vec<_> = e.candidates.iter().filter_map(|c| Some((c, c.sum?))).collect();
                let holding: Vec<_> = full.iter().filter(|(_, (holds, _))| *holds).collect();
                // The largest of those that hold, and no other that disagrees.
                let Some((best, (_, chance))) = holding.iter().max_by_key(|(c, _)| c.roles.len()) else { continue };
                let agrees =
                    |c: &ExampleCandidate| c.kind == best.kind && c.roles.iter().all(|r| best.roles.contains(r));
                if !holding.iter().all(|(c, _)| agrees(c)) {
                    continue;
                }
                let accident: u64 = full.iter().filter(|(c, _)| !agrees(c)).map(|(_, (_, p))| *p).sum::<u64>() + chance;
                if *chance > most || accident > 400_000 || best.roles.len() < 2 {
                    continue;
                }
                let mut order: Vec<(u32, String)> =
                    best.roles.iter().map(|(r, s)| (s.start, r.name().to_owned())).collect();
                order.push((e.anchor.start, "result".into()));
                order.sort();
                let shape = format!(
                    "{corpus} {:?} {}",
                    e.sort,
                    order.iter().map(|o| o.1.as_str()).collect::<Vec<_>>().join(" ")
                );
                let n = kept.entry(shape.clone()).or_insert(0);
                if *n >= 250 {
                    continue;
                }
                *n += 1;
                shapes.push(shape);
                let cut = |s: Span| text[..s.start as usize].chars().count()..text[..s.end as usize].chars().count();
                let result = match (best.kind.unwrap().name(), e.sort) {
                    ("share", _) => "share",
                    (_, Sort::Percent) => "percent",
                    (_, Sort::Multiple) => "multiple",
                    _ => "difference",
                };
                let mut quantities =
                    vec![serde_json::json!({"role": result, "start": cut(e.anchor).start, "end": cut(e.anchor).end})];
                for (r, s) in &best.roles {
                    quantities.push(serde_json::json!({"role": r.name(), "start": cut(*s).start, "end": cut(*s).end}));
                }
                claims.push(serde_json::json!({"kind": best.kind.unwrap().name(), "quantities": quantities}));
            }
            if !claims.is_empty() {
                total += claims.len();
                writeln!(
                    out,
                    "{}",
                    serde_json::json!({"doc": file.to_string_lossy(), "corpus": corpus, "text": text, "claims": claims})
                )
                .unwrap();
            }
        }
        eprintln!("{corpus}: {total}");
    }
    let mut shapes: Vec<_> = kept.into_iter().collect();
    shapes.sort_by_key(|s| std::cmp::Reverse(s.1));
    for (s, n) in shapes.iter().take(60) {
        println!("{n} {s}");
    }
}
