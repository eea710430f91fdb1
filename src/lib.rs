//! `claim-audit` reads prose, finds the arithmetic that the prose states, does it again, and says where it does not come out.
//!
//! # A tour
//!
//! A release comes in as text, and goes through one function:
//!
//! ```
//! use claim_audit::audit::audit;
//! use claim_audit::document::Format;
//! use claim_audit::model::{Kind, Role, Verdict};
//!
//! let release = "The surplus rose 17.8% to $2.429 billion from $1.997 billion. Remittances grew 12% to $276 million.";
//! let report = audit(release, Format::Text);
//!
//! // Two claims, in the order of the text. The first has its three numbers in roles.
//! let [surplus, remittances] = report.claims.as_slice() else { panic!("two sentences, two claims") };
//! assert_eq!(surplus.claim.kind, Kind::Change);
//! let roles: Vec<Role> = surplus.reading().roles.iter().map(|(role, _)| *role).collect();
//! assert_eq!(roles, [Role::Percent, Role::New, Role::Old]);
//!
//! // It does not come out, and says why and what the likeliest slip is.
//! assert_eq!(surplus.verdict, Verdict::Mismatch);
//! let finding = &surplus.findings[0];
//! assert_eq!(finding.rule, "wrong-percent");
//! assert_eq!(finding.arithmetic, "2.429 / 1.997 − 1 = 21.6% to 21.7%");
//! assert_eq!(surplus.causes[0].name, "base-new");
//! assert_eq!(surplus.causes[0].replacement.as_ref().unwrap().text, "21.6%");
//!
//! // The second leaves its base out: no finding, but a reason, and the base that the text implies.
//! assert_eq!((remittances.verdict, remittances.reason), (Verdict::Unchecked, Some("no base")));
//! assert_eq!(remittances.expected.as_ref().unwrap().role, Role::Old);
//! ```
//!
//! # With and without the command
//!
//! The feature `cli`, which is on unless it is switched off, holds the command and what only it needs. Programs that want the checks
//! take the crate with `default-features = false`; then it reads no file and prints nothing. [`auditor::audit_as`] does for a text all that
//! the command does: configuration, comments, levels, certainty. Reports can be owned ([`audit::DocumentReport::into_owned`]) and
//! are data for serde by the names of the JSON report. `pdf` and `mail` read those formats; `html` prints pages for a browser, and
//! `patterns` reads patterns of files in `audit.toml`.
//!
//! # How the stages fit
//!
//! [`document`] turns the bytes of a file into prose whose every character knows where it stands in the file. [`grammar`] reads
//! numbers, periods and the clauses around them. [`resolve`] finds what a clause leaves out, and makes [`model::Claim`]s: one
//! relation each, with every reading that the words allow. [`mod@link`] chooses which numbers belong together. [`rules`] do the sums; a claim fails only if each of its readings
//! does. [`causes`] guess at the slip. [`mod@audit`] goes this way for one document, [`mod@extract`] also keeps what no claim rests on, [`report`] prints what came of it,
//! [`auditor`] adds what configurations, comments and entries say, and `cli` is the command around it all. Each knows only those named before it, and [`model`] nobody.

pub mod accept;
pub mod audit;
pub mod auditor;
pub mod causes;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod conflicts;
pub mod document;
pub mod extract;
pub mod facts;
pub mod grammar;
pub mod link;
pub mod model;
pub mod network;
pub mod report;
pub mod resolve;
pub mod rules;
