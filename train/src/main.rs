//! The commands of the trainer.

use claim_audit_train::learn::{Settings, learn, written};
use claim_audit_train::measure::{ablate, cross_validate};
use claim_audit_train::mine::mine;
use claim_audit_train::passages::{ALWAYS, Data, Source};

const USAGE: &str = "\
claim-audit-train learn OUT.tsv FILE[:partial][*WEIGHT] …   writes weights, and says how they do on folds by cluster
claim-audit-train curve FILE …                              the calibration curve on folds by cluster, with the evidence of the sum
claim-audit-train ablate FILE:test … FILE …                 what each group of features adds
claim-audit-train mine OUT.jsonl FOLDER …                   passages that prove themselves";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let sources = |files: &[&str]| files.iter().map(|file| Source::parse(file)).collect::<Result<Vec<_>, _>>();
    let settings = Settings::from_environment();
    match arguments.split_first() {
        Some((&"learn", [out, files @ ..])) if !files.is_empty() => {
            let data = Data::read(&sources(files)?, false)?;
            let temperature = cross_validate(&data, settings);
            let weights = learn(&data, settings, |one| one.fold <= ALWAYS, |_| false);
            std::fs::write(out, written(&data.names, &weights, temperature))?;
        }
        Some((&"curve", files)) if !files.is_empty() => {
            cross_validate(&Data::read(&sources(files)?, true)?, settings);
        }
        Some((&"ablate", files)) if !files.is_empty() => ablate(&Data::read(&sources(files)?, true)?, settings),
        Some((&"mine", [out, folders @ ..])) if !folders.is_empty() => {
            mine(&[&[*out], folders].concat().into_iter().map(str::to_owned).collect::<Vec<_>>());
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
