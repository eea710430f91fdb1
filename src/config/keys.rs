//! Every key of `audit.toml`: its name, what it means, and what holds without it.
//!
//! The reader takes the names from here, `audit init` the words and the defaults, and tests hold the page and the JSON schema to it.

/// A key that may stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The whole name. `*` stands for a name of the user's own, `[]` for an entry of a list.
    pub name: &'static str,
    /// What it means, in a sentence without a full stop.
    pub about: &'static str,
    /// What holds without it, as it would be written; empty where that can't be written.
    pub default: &'static str,
    /// A value, as it is written.
    pub example: &'static str,
}

const fn key(name: &'static str, about: &'static str, default: &'static str, example: &'static str) -> Key {
    Key { name, about, default, example }
}

/// Every key, in the order in which the page and `audit init` have them.
pub const KEYS: &[Key] = &[
    key(
        "fail-on",
        "The severity at or above which a finding fails the run: error, warning, note or never",
        "\"error\"",
        "\"warning\"",
    ),
    key(
        "include",
        "Which files are taken from the folders that are searched",
        "[\"*.md\", \"*.markdown\", \"*.txt\", \"*.text\", \"*.html\", \"*.htm\", \"*.docx\", \"*.xlsx\", \"*.xlsm\", \"*.ods\", \"*.pdf\", \"*.odt\", \"*.pptx\", \"*.eml\"]",
        "[\"*.md\", \"*.rst\"]",
    ),
    key(
        "exclude",
        "Which files and folders are left out when folders are searched; a file that you name is audited anyway",
        "[]",
        "[\"drafts/\", \"README.md\"]",
    ),
    key("preview", "Whether preview rules raise what they find; by default they are off", "false", "true"),
    key(
        "profile",
        "What the texts are audited for: draft, one's own text before it goes out, or archive, what was published",
        "\"archive\"",
        "\"draft\"",
    ),
    key(
        "min-certainty",
        "How sure it must be that the numbers of a failing sum belong together, 0 to 100; without it, the line of the profile",
        "",
        "80",
    ),
    key(
        "text.dollar-sign",
        "The currency of a bare `$`, by its ISO 4217 code; US$, C$ and the like say it themselves",
        "\"USD\"",
        "\"CAD\"",
    ),
    key(
        "calendar.fiscal-year-starts",
        "The month in which fiscal years start, by its name or its number; without it, what a text says of its own",
        "",
        "\"July\"",
    ),
    key("rules.*", "The level of a rule: error, warning, note or off", "", "\"note\""),
    key(
        "metrics.*.aliases",
        "Names that mean the same as this metric",
        "[]",
        "[\"IT exports\", \"ICT export remittances\"]",
    ),
    key("facts.files", "Files of published figures to check by, from the folder of this file", "[]", "[\"facts.csv\"]"),
    key("facts.rows", "Published figures that stand here", "[]", ""),
    key("facts.rows[].metric", "What the figure measures", "", "\"ICT exports\""),
    key("facts.rows[].period", "The month, quarter, year or run of months that it is of", "", "\"April 2024\""),
    key("facts.rows[].value", "The figure, as a number or a text with its digits", "", "\"310\""),
    key(
        "facts.rows[].unit",
        "What it is counted in: a currency with or without a scale, %, or a noun",
        "",
        "\"USD million\"",
    ),
    key("facts.rows[].source", "Who published it", "", "\"State Bank\""),
    key("allow", "Findings that are accepted, each with a reason", "[]", ""),
    key("allow[].file", "The file, from the folder of this one", "", "\"releases/2024-05.md\""),
    key(
        "allow[].fingerprint",
        "The fingerprint of the finding: the `id` in the JSON report",
        "",
        "\"0123456789abcdef\"",
    ),
    key("allow[].reason", "Why", "", "\"restated basis, see note 3\""),
    key("overrides", "Settings for some of the files; of several that hold for a file, the last wins", "[]", ""),
    key("overrides[].files", "The files that it holds for", "", "[\"archive/**\"]"),
    key("overrides[].preview", "As `preview`, for these files", "", "true"),
    key("overrides[].profile", "As `profile`, for these files", "", "\"draft\""),
    key("overrides[].min-certainty", "As `min-certainty`, for these files", "", "70"),
    key("overrides[].text.dollar-sign", "As `text.dollar-sign`, for these files", "", "\"AUD\""),
    key(
        "overrides[].calendar.fiscal-year-starts",
        "As `calendar.fiscal-year-starts`, for these files",
        "",
        "\"April\"",
    ),
    key("overrides[].rules.*", "As `rules.*`, for these files", "", "\"off\""),
];

/// The names that may stand right below a table: those of `calendar`, or of the file for the empty name.
#[must_use]
pub fn below(table: &str) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for key in KEYS {
        let Some(rest) = key.name.strip_prefix(table) else { continue };
        let rest = if table.is_empty() { Some(rest) } else { rest.strip_prefix('.') };
        let Some(name) = rest.and_then(|rest| rest.split(['.', '[']).next()) else { continue };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The key of that name.
#[must_use]
pub fn of(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_a_table() {
        let top = [
            "fail-on",
            "include",
            "exclude",
            "preview",
            "profile",
            "min-certainty",
            "text",
            "calendar",
            "rules",
            "metrics",
            "facts",
            "allow",
            "overrides",
        ];
        assert_eq!(below(""), top);
        assert_eq!(below("overrides[]"), ["files", "preview", "profile", "min-certainty", "text", "calendar", "rules"]);
        assert_eq!(below("facts.rows[]"), crate::facts::RawRow::KEYS);
        assert_eq!(below("metrics.*"), ["aliases"]);
    }
}
