//! The same passages give the same bytes, and weights that say what the passages show.

use claim_audit_train::learn::{Settings, learn, written};
use claim_audit_train::passages::{Data, Source};

/// Invented passages: "rose P% to NEW from OLD", with a level of something else before.
fn passages() -> String {
    let mut lines = String::new();
    for n in 0..40 {
        let (old, new) = (200 + 7 * n, 210 + 9 * n);
        let percent = 100.0 * (f64::from(new) / f64::from(old) - 1.0);
        let text = format!(
            "Port {n} took in ${} million. Its freight rose {percent:.1}% to ${new} million from ${old} million.",
            50 + n
        );
        let place = |part: &str| {
            let start = text.rfind(part).unwrap();
            (start, start + part.len())
        };
        let parts = [
            ("percent", format!("{percent:.1}%")),
            ("new", format!("${new} million")),
            ("old", format!("${old} million")),
        ];
        let quantities: Vec<_> = parts
            .iter()
            .map(|(role, part)| serde_json::json!({"role": role, "start": place(part).0, "end": place(part).1}))
            .collect();
        let claims = [serde_json::json!({"kind": "change", "quantities": quantities})];
        lines +=
            &serde_json::json!({"doc": format!("{n}"), "corpus": "made", "text": text, "claims": claims}).to_string();
        lines.push('\n');
    }
    lines
}

fn trained(path: &str) -> String {
    let data = Data::read(&[Source::parse(path).unwrap()], false).unwrap();
    assert_eq!(data.labelled.iter().filter(|one| one.right > 0).count(), 40);
    let settings = Settings { l2: 0.006, epochs: 6, least: 4, cut: 0.12 };
    let weights = learn(&data, settings, |_| true, |_| false);
    written(&data.names, &weights, 1.0)
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let path = std::env::temp_dir().join(format!("claim-audit-train-{}.jsonl", std::process::id()));
    std::fs::write(&path, passages()).unwrap();
    let (first, again) = (trained(path.to_str().unwrap()), trained(path.to_str().unwrap()));
    std::fs::remove_file(&path).unwrap();
    assert!(first == again, "two runs differ");
    let weight = |name: &str| -> i32 {
        let line = first.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        line.unwrap_or_else(|| panic!("no weight for {name}")).parse().unwrap()
    };
    assert!(weight("after 0 1 from") > 0, "what stands before \"from\" is the new value");
    assert!(weight("after 1 1 from") < 0, "and not the old one");
}
