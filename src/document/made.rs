//! How files that this program wrote are known, so that none of them is audited in its turn.

/// What a snapshot begins with, behind which stands the number of its form.
pub const SNAPSHOT_HEAD: &str = "audit snapshot ";

/// The ending of a snapshot, behind the whole name of its document.
pub const SNAPSHOT_ENDING: &str = ".audit";

/// What a report in Markdown or plain text begins with where it is written to a file, so that it is not audited in its turn.
pub const REPORT_HEAD: &str = "<!-- audit: report -->";

/// How a report for a browser says what made it.
pub const REPORT_PAGE: &str = r#"<meta name="generator" content="claim-audit"/>"#;

/// Whether a text is a report of this program, by what it begins with.
///
/// A report quotes the wrong sums of others: audited with the texts of its folder it would be blamed for each.
#[must_use]
pub fn is_report(text: &str) -> bool {
    // The page says so in its head, behind its title.
    let is_page = text.starts_with("<!DOCTYPE html>")
        && text.split_once("</title>").is_some_and(|(_, behind)| behind.trim_start().starts_with(REPORT_PAGE));
    is_page || text.starts_with(REPORT_HEAD)
}
