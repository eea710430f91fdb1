//! Learns the weights of the linker from labelled passages.
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read};

use claim_audit::document::Format;
use claim_audit::link::feature;
use claim_audit::link::training::{Example, examples};
use claim_audit::model::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Passage {
    #[serde(default)]
    doc: String,
    #[serde(default)]
    corpus: String,
    #[serde(default)]
    format: String,
    text: String,
    claims: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    kind: String,
    #[serde(default)]
    optional: bool,
    quantities: Vec<GoldQuantity>,
}

#[derive(Deserialize)]
struct GoldQuantity {
    role: String,
    start: Option<usize>,
    end: Option<usize>,
    #[serde(default)]
    unit: String,
}

struct Labelled {
    example: Example,
    /// The right candidate.
    right: usize,
    /// The pairs that the label has (for the measure).
    pairs: usize,
    right_pairs: Vec<Vec<bool>>,
    fold: usize,
    weight: f64,
    partial: bool,
    corpus: usize,
    text: std::rc::Rc<str>,
}

fn open(path: &str) -> Box<dyn BufRead> {
    let file = std::fs::File::open(path).unwrap();
    if path.ends_with(".gz") {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(file).read_to_end(&mut text).unwrap();
        Box::new(std::io::Cursor::new(text))
    } else {
        Box::new(BufReader::new(file))
    }
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

const RESULTS: &[(&str, &[&str])] = &[
    ("change", &["percent", "difference", "multiple"]),
    ("share", &["share"]),
    ("growth_rate", &["percent"]),
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|a| a == "mine") {
        mine(&args[1..]);
        return;
    }
    let out = args.first().expect("usage: train OUT.tsv FILE[:partial][*weight] ...");
    let mut names: Vec<String> = Vec::new();
    let mut numbers: HashMap<(u64, usize), u32> = HashMap::new();
    let mut data: Vec<Labelled> = Vec::new();
    let mut corpora: Vec<String> = Vec::new();
    let folds = 5;
    let mut documents = std::collections::HashSet::new();
    for arg in &args[1..] {
        let (path, weight) = arg.split_once('*').map_or((arg.as_str(), 1.0), |(p, w)| (p, w.parse().unwrap()));
        let (path, partial) = path.strip_suffix(":partial").map_or((path, false), |p| (p, true));
        for line in open(path).lines() {
            let passage: Passage = serde_json::from_str(&line.unwrap()).unwrap();
            let base = passage.doc.rsplit('/').next().unwrap_or_default().to_owned();
            if partial {
                if documents.contains(&base) { continue; }
            } else {
                documents.insert(base);
            }
            let text = &passage.text;
            let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut number = |template, head, values: &[u16]| {
                let key = feature::place(template, head, values);
                let next = names.len() as u32;
                *numbers.entry(key).or_insert_with(|| {
                    names.push(feature::name(template, head, values));
                    next
                })
            };
            let found = examples(text, if passage.format == "md" { Format::Markdown } else { Format::Text }, false, &mut number);
            let corpus = corpora.iter().position(|c| *c == passage.corpus).unwrap_or_else(|| {
                corpora.push(passage.corpus.clone());
                corpora.len() - 1
            });
            let fold = (hash(&format!("{}{}", passage.corpus, passage.doc)) >> 20) as usize % folds;
            let at = |q: &GoldQuantity| Some((*bytes.get(q.start?)?, *bytes.get(q.end?)?));
            let meets = |span: Span, q: &GoldQuantity| {
                at(q).is_some_and(|(s, e)| (span.start as usize) < e && s < span.end as usize)
            };
            for example in found {
                let mut skip = false;
                let mut gold: Option<&Gold> = None;
                for claim in &passage.claims {
                    let Some((_, results)) = RESULTS.iter().find(|(kind, _)| *kind == claim.kind) else { continue };
                    let mut anchor = None;
                    for role in *results {
                        if let Some(q) = claim.quantities.iter().find(|q| q.role == *role) {
                            anchor = Some(q);
                            break;
                        }
                    }
                    let Some(anchor) = anchor else { continue };
                    if meets(example.anchor, anchor) {
                        if claim.optional {
                            skip = true;
                        } else if gold.is_none() {
                            gold = Some(claim);
                        }
                    }
                }
                if gold.is_none() && (skip || partial) {
                    continue;
                }
                let mut right = 0;
                let mut pairs = 0;
                let score = |candidate: &claim_audit::link::training::ExampleCandidate, gold: &Gold| -> Option<i32> {
                    let kind = candidate.kind?;
                    if kind.name() != gold.kind {
                        return None;
                    }
                    let mut hits = 0;
                    for (role, span) in &candidate.roles {
                        let hit = gold.quantities.iter().any(|q| q.role == role.name() && meets(*span, q));
                        if !hit {
                            return None;
                        }
                        hits += 1;
                    }
                    Some(hits)
                };
                if let Some(gold) = gold {
                    let mut best = 0;
                    for (at, candidate) in example.candidates.iter().enumerate() {
                        if let Some(hits) = score(candidate, gold)
                            && hits > best
                        {
                            best = hits;
                            right = at;
                        }
                    }
                    let n = gold.quantities.len();
                    pairs = n * (n - 1) / 2;
                }
                let right_pairs = example
                    .candidates
                    .iter()
                    .map(|candidate| {
                        let mut flags: Vec<bool> = vec![candidate.kind.is_some() && gold.is_some_and(|g| g.kind == candidate.kind.map_or("", |k| k.name()))];
                        for (role, span) in &candidate.roles {
                            flags.push(gold.is_some_and(|g| {
                                g.kind == candidate.kind.map_or("", |k| k.name())
                                    && g.quantities.iter().any(|q| q.role == role.name() && meets(*span, q))
                            }));
                        }
                        let mut pairs = Vec::new();
                        for i in 0..flags.len() {
                            for j in i + 1..flags.len() {
                                pairs.push(flags[i] && flags[j]);
                            }
                        }
                        pairs
                    })
                    .collect();
                if partial {
                    // Only which of the like candidates is meant was proven, not that there is none.
                    let roles = |c: &claim_audit::link::training::ExampleCandidate| {
                        let mut r: Vec<_> = c.roles.iter().map(|(r, _)| *r).collect();
                        r.sort();
                        (c.kind.map(|k| k.name()), r)
                    };
                    if right == 0 { continue; }
                    let wanted = roles(&example.candidates[right]);
                    let mut example = example;
                    let keep: Vec<bool> = example.candidates.iter().map(|c| roles(c) == wanted).collect();
                    let new_right = keep[..right].iter().filter(|k| **k).count();
                    let mut it = keep.iter();
                    example.candidates.retain(|_| *it.next().unwrap());
                    if example.candidates.len() < 2 { continue; }
                    data.push(Labelled { example, right: new_right, pairs: 0, right_pairs: Vec::new(), fold: folds, weight, partial, corpus, text: text.as_str().into() });
                    continue;
                }
                data.push(Labelled { example, right, pairs, right_pairs, fold: if partial { folds } else { fold }, weight, partial, corpus, text: text.as_str().into() });
            }
        }
        eprintln!("{path}: {} examples, {} features", data.len(), names.len());
    }
    // Rare features say nothing.
    let mut counts = vec![0u32; names.len()];
    for d in &data {
        let mut seen: Vec<u32> = d.example.edges.iter().flatten().copied().collect();
        seen.extend(d.example.candidates.iter().flat_map(|c| c.own.iter().copied()));
        seen.sort_unstable();
        seen.dedup();
        for f in seen {
            counts[f as usize] += 1;
        }
    }
    let l2: f64 = std::env::var("L2").ok().and_then(|x| x.parse().ok()).unwrap_or(0.003);
    let epochs: usize = std::env::var("EPOCHS").ok().and_then(|x| x.parse().ok()).unwrap_or(12);
    let least: u32 = std::env::var("LEAST").ok().and_then(|x| x.parse().ok()).unwrap_or(4);
    let mut total = [0usize; 3];
    let mut exact = [0usize; 2];
    let mut curve = vec![[0usize; 2]; 20];
    let mut held_scores: Vec<(Vec<f64>, usize, bool)> = Vec::new();
    let mut by_corpus = vec![[0usize; 3]; corpora.len()];
    let cv = std::env::var("NOCV").is_err();
    let mut log = std::env::var("LOG").ok().map(|p| std::fs::File::create(p).unwrap());
    for held in 0..if cv { folds } else { 0 } {
        let w = learn(&data, &counts, names.len(), |d| d.fold != held, l2, epochs, least);
        for d in data.iter().filter(|d| d.fold == held) {
            let (best, p) = predict(d, &w);
            held_scores.push((scores(d, &w), d.right, !d.example.candidates[best].roles.is_empty()));
            let found: usize = d.right_pairs[best].len();
            let right = d.right_pairs[best].iter().filter(|x| **x).count();
            for (i, v) in [right, found, d.pairs].into_iter().enumerate() {
                total[i] += v;
                by_corpus[d.corpus][i] += v;
            }
            exact[0] += usize::from(best == d.right);
            exact[1] += 1;
            if d.example.candidates[best].kind.is_some() && d.example.candidates[best].roles.len() >= 1 {
                let b = ((p * 20.0) as usize).min(19);
                curve[b][0] += usize::from(best == d.right);
                curve[b][1] += 1;
            }
            if let Some(log) = &mut log
                && best != d.right
            {
                use std::io::Write;
                let cut = |s: &Span| &d.text[s.start as usize..s.end as usize];
                let show = |c: &claim_audit::link::training::ExampleCandidate| format!("{} {}", c.kind.map_or("none", |k| k.name()), c.roles.iter().map(|(r, s)| format!("{}={}", r.name(), cut(s))).collect::<Vec<_>>().join(" "));
                let a = d.example.anchor;
                let marked = format!("{}[[{}]]{}", &d.text[..a.start as usize], cut(&a), &d.text[a.end as usize..]);
                writeln!(log, "{:.2} {:?} | got {} | want {} {}\n    {}", p, d.example.sort, show(&d.example.candidates[best]), show(&d.example.candidates[d.right]), if d.pairs > d.right_pairs[d.right].len() { "(PARTLY OUT OF REACH)" } else { "" }, marked.replace('\n', " ")).unwrap();
            }
        }
    }
    if cv {
        let f1 = |t: &[usize; 3]| 200.0 * t[0] as f64 / (t[1] + t[2]).max(1) as f64;
        println!("exact {}/{}  pairs right {} found {} gold {}  P {:.1} R {:.1} F1 {:.1}", exact[0], exact[1], total[0], total[1], total[2], 100.0 * total[0] as f64 / total[1] as f64, 100.0 * total[0] as f64 / total[2] as f64, f1(&total));
        for (c, t) in corpora.iter().zip(&by_corpus).filter(|(_, t)| t[2] > 0) {
            print!("{c} {:.1}  ", f1(t));
        }
        println!();
        for (b, [right, all]) in curve.iter().enumerate().filter(|(_, c)| c[1] > 0) {
            print!("{:.2}:{}/{} ", (b as f64 + 0.5) / 20.0, right, all);
        }
        println!();
    }
    let mut temperature = 1.0;
    if cv {
        let loss = |t: f64| -> f64 {
            held_scores.iter().map(|(s, right, _)| {
                let max = s.iter().copied().fold(f64::MIN, f64::max) * t;
                let z: f64 = s.iter().map(|v| (v * t - max).exp()).sum();
                z.ln() + max - s[*right] * t
            }).sum()
        };
        let mut best = f64::MAX;
        for step in 10..40 {
            let t = f64::from(step) / 20.0;
            if loss(t) < best { best = loss(t); temperature = t; }
        }
        println!("temperature {temperature} loss {:.1} (1: {:.1})", best, loss(1.0));
        let edges = [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 1.1];
        for pair in edges.windows(2) {
            let (mut n, mut ok) = (0, 0);
            for (s, right, linked) in &held_scores {
                if !linked { continue; }
                let (b, max) = s.iter().copied().enumerate().fold((0, f64::MIN), |b, (i, v)| if v > b.1 { (i, v) } else { b });
                let z: f64 = s.iter().map(|v| ((v - max) * temperature).exp()).sum();
                let p = 1.0 / z;
                if p >= pair[0] && p < pair[1] { n += 1; ok += usize::from(b == *right); }
            }
            print!("[{}..{}) {ok}/{n}  ", pair[0], pair[1]);
        }
        println!();
    }
    let w = learn(&data, &counts, names.len(), |_| true, l2, epochs, least);
    let mut lines: Vec<(String, i32)> = names.iter().zip(&w).map(|(n, w)| (n.clone(), (w * 100.0 * temperature).round() as i32)).filter(|(_, w)| *w != 0).collect();
    lines.sort();
    let mut text = String::new();
    for (name, weight) in &lines {
        text.push_str(&format!("{name}\t{weight}\n"));
    }
    std::fs::write(out, text).unwrap();
    eprintln!("{} weights", lines.len());
}

fn scores(d: &Labelled, w: &[f64]) -> Vec<f64> {
    let edges: Vec<f64> = d.example.edges.iter().map(|e| e.iter().map(|f| w[*f as usize]).sum()).collect();
    d.example.candidates.iter().map(|c| c.edges.iter().map(|e| edges[*e as usize]).sum::<f64>() + c.own.iter().map(|f| w[*f as usize]).sum::<f64>()).collect()
}

fn predict(d: &Labelled, w: &[f64]) -> (usize, f64) {
    let s = scores(d, w);
    let (best, max) = s.iter().copied().enumerate().fold((0, f64::MIN), |b, (i, v)| if v > b.1 { (i, v) } else { b });
    let z: f64 = s.iter().map(|v| (v - max).exp()).sum();
    (best, 1.0 / z)
}

/// Learns, drops what weighs little, and learns again with what is left, so that it takes over what was dropped.
fn learn(data: &[Labelled], counts: &[u32], n: usize, keep: impl Fn(&Labelled) -> bool, l2: f64, epochs: usize, least: u32) -> Vec<f64> {
    let cut: f64 = std::env::var("CUT").ok().and_then(|x| x.parse().ok()).unwrap_or(0.12);
    let first = descend(data, counts, n, &keep, l2, epochs, least);
    let left: Vec<u32> = counts.iter().zip(&first).map(|(c, w)| if w.abs() >= cut { *c } else { 0 }).collect();
    descend(data, &left, n, &keep, l2, epochs, least)
}

fn descend(data: &[Labelled], counts: &[u32], n: usize, keep: impl Fn(&Labelled) -> bool, l2: f64, epochs: usize, least: u32) -> Vec<f64> {
    let mut w = vec![0.0; n];
    let mut g2 = vec![1e-6; n];
    let mut order: Vec<usize> = (0..data.len()).filter(|i| keep(&data[*i])).collect();
    let mut state = 0x1234_5678_9abc_def0u64;
    let mut grad: HashMap<u32, f64> = HashMap::new();
    for epoch in 0..epochs {
        for i in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        let rate = 0.25 / (1.0 + epoch as f64 * 0.3);
        for &at in &order {
            let d = &data[at];
            let s = scores(d, &w);
            let max = s.iter().copied().fold(f64::MIN, f64::max);
            let z: f64 = s.iter().map(|v| (v - max).exp()).sum();
            grad.clear();
            for (c, (candidate, v)) in d.example.candidates.iter().zip(&s).enumerate() {
                let p = (v - max).exp() / z;
                let delta = (if c == d.right { 1.0 } else { 0.0 } - p) * d.weight;
                if delta.abs() < 1e-4 {
                    continue;
                }
                for f in candidate.edges.iter().flat_map(|e| d.example.edges[*e as usize].iter()).chain(&candidate.own) {
                    *grad.entry(*f).or_insert(0.0) += delta;
                }
            }
            for (f, g) in &grad {
                let f = *f as usize;
                if counts[f] < least {
                    continue;
                }
                let g = g - l2 * w[f];
                g2[f] += g * g;
                w[f] += rate * g / f64::sqrt(g2[f]);
            }
        }
    }
    w
}

/// Writes passages of files whose numbers prove a relation.
fn mine(args: &[String]) {
    use std::io::Write;
    let mut out = std::fs::File::create(&args[0]).unwrap();
    let mut kept: HashMap<String, usize> = HashMap::new();
    let most: u64 = std::env::var("CHANCE").ok().and_then(|x| x.parse().ok()).unwrap_or(30_000);
    for list in &args[1..] {
        let corpus = std::path::Path::new(list).file_name().unwrap().to_string_lossy().to_string();
        let mut files: Vec<_> = std::fs::read_dir(list).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort_by_key(|f| hash(&f.to_string_lossy()));
        let mut total = 0;
        for file in files {
            if total > 3000 { break; }
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            if text.len() > 400_000 { continue; }
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
                let agrees = |c: &claim_audit::link::training::ExampleCandidate| c.kind == best.kind && c.roles.iter().all(|r| best.roles.contains(r));
                if !holding.iter().all(|(c, _)| agrees(c)) { continue; }
                let accident: u64 = full.iter().filter(|(c, _)| !agrees(c)).map(|(_, (_, p))| *p).sum::<u64>() + chance;
                if *chance > most || accident > 400_000 || best.roles.len() < 2 { continue; }
                let mut order: Vec<(u32, String)> = best.roles.iter().map(|(r, s)| (s.start, r.name().to_owned())).collect();
                order.push((e.anchor.start, "result".into()));
                order.sort();
                let shape = format!("{corpus} {:?} {}", e.sort, order.iter().map(|o| o.1.as_str()).collect::<Vec<_>>().join(" "));
                let n = kept.entry(shape.clone()).or_insert(0);
                if *n >= 250 { continue; }
                *n += 1;
                shapes.push(shape);
                let cut = |s: Span| text[..s.start as usize].chars().count()..text[..s.end as usize].chars().count();
                let result = match (best.kind.unwrap().name(), e.sort) {
                    ("share", _) => "share",
                    (_, claim_audit::link::candidate::Sort::Percent) => "percent",
                    (_, claim_audit::link::candidate::Sort::Multiple) => "multiple",
                    _ => "difference",
                };
                let mut quantities = vec![serde_json::json!({"role": result, "start": cut(e.anchor).start, "end": cut(e.anchor).end})];
                for (r, s) in &best.roles {
                    quantities.push(serde_json::json!({"role": r.name(), "start": cut(*s).start, "end": cut(*s).end}));
                }
                claims.push(serde_json::json!({"kind": best.kind.unwrap().name(), "quantities": quantities}));
            }
            if !claims.is_empty() {
                total += claims.len();
                writeln!(out, "{}", serde_json::json!({"doc": file.to_string_lossy(), "corpus": corpus, "text": text, "claims": claims})).unwrap();
            }
        }
        eprintln!("{corpus}: {total}");
    }
    let mut shapes: Vec<_> = kept.into_iter().collect();
    shapes.sort_by_key(|s| std::cmp::Reverse(s.1));
    for (s, n) in shapes.iter().take(60) { println!("{n} {s}"); }
}
