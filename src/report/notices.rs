//! What may have to be said of an input, and not of what a text claims: each by its name, with a page as a rule has.

use crate::model::Severity;

/// One kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The name, as reports and `audit explain` use it.
    pub name: &'static str,
    /// How grave it is.
    pub level: Severity,
    /// The user's page, as Markdown.
    pub page: &'static str,
}

/// Every kind of notice.
///
/// ```
/// use claim_audit::report::notices;
/// let names: Vec<_> = notices::ALL.iter().map(|kind| kind.name).collect();
/// assert!(names.contains(&"unused-allow"));
/// assert_eq!(notices::find("unreadable"), Some(&notices::UNREADABLE));
/// ```
pub const ALL: [&Kind; 12] = [
    &UNREADABLE,
    &EMPTY,
    &NO_DOCUMENTS,
    &BAD_FACT,
    &BAD_ALLOW,
    &UNUSED_ALLOW,
    &NOT_ENGLISH,
    &NO_SUMS,
    &UNSOLVED,
    &TOO_LARGE,
    &LEFT_OUT,
    &GUESSED,
];

/// The kind of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Kind> {
    ALL.into_iter().find(|kind| kind.name == name)
}

/// A file could not be read.
pub const UNREADABLE: Kind = Kind {
    name: "unreadable",
    level: Severity::Error,
    page: "# What it says

A file or folder that was named could not be read: it is gone, may not be read, is not a text file, or is larger than the limit.
The remaining files were still audited.

# Why it matters

What was not read was not checked. So that nobody takes silence for approval, the command ends with 3, whatever was found elsewhere.

# Example

```text
audit: error: draft.rtf: is an RTF file; save it as .docx, plain text or Markdown, for example with `soffice --convert-to docx`
```

# What to do

Do what the message says: correct the path, convert the file, or raise the limit with `--max-size`. Files that are never to be read are left out
of folders by `exclude` in `audit.toml`.",
};

/// A file has no text in it.
pub const EMPTY: Kind = Kind {
    name: "empty",
    level: Severity::Warning,
    page: "# What it says

A file has nothing in it but blanks.

# Why it matters

An empty file is more often a slip (a step before that wrote nothing, a pipe that broke) than meant.

# Example

```text
audit: warning: draft.md: the file is empty, so nothing was checked
```

# What to do

Look at what writes the file, or leave it out of the paths.",
};

/// A folder has no document in it.
pub const NO_DOCUMENTS: Kind = Kind {
    name: "no-documents",
    level: Severity::Warning,
    page: "# What it says

A folder that was named holds no file that is read: none with the ending of a document, or all are left out by `.gitignore` or `audit.toml`.
A snapshot of `audit snapshot` that is named without its document is none to read either.

# Why it matters

A check that reads nothing passes. That is seldom what is wanted.

# Example

```text
audit: warning: releases: none of the 12 files in releases is .txt, .md, .html, .docx, .xlsx, .ods, .pdf, .odt, .pptx or .eml, so nothing was checked; a file with another ending is read if you name it
```

# What to do

Correct the path, name the file itself, or let `include` in `audit.toml` take files with other endings.",
};

/// A document is not in English.
pub const NOT_ENGLISH: Kind = Kind {
    name: "not-english",
    level: Severity::Warning,
    page: "# What it says

A document was read, and hardly any of it is English prose: it is in another language, or holds nothing but names and figures. No claim was
found in it.

# Why it matters

`audit` reads English. Of a text in another language it checks nothing, and \"no findings\" would look like approval.

# Example

```text
audit: warning[not-english]: bericht.txt: hardly a sentence of this file is English prose, so nothing in it was checked
```

# What to do

Audit the English version. Leave texts in other languages out of folders with `exclude` in `audit.toml` or with `--exclude`.",
};

/// A document is full of numbers and states no sum.
pub const NO_SUMS: Kind = Kind {
    name: "no-sums",
    level: Severity::Note,
    page: "# What it says

A document has forty numbers or more, and no sentence states a sum with them: no change, share, total or average whose numbers stand together.

# Why it matters

None of those numbers was checked. They may be wrong.

# Example

```text
audit: note[no-sums]: scores.txt: 45 numbers, but no sentence states a sum, so none of them was checked
```

# What to do

Nothing, if the text is a list. If it does state sums, `audit extract` shows what was read of it; a table that was pasted without its
lines is better audited as a file of its own (.csv, .xlsx).",
};

/// A row of reference facts could not be read.
pub const BAD_FACT: Kind = Kind {
    name: "bad-fact",
    level: Severity::Error,
    page: "# What it says

A row of published figures could not be read. In a file of `--facts`, or under `[facts]` in `audit.toml`, a metric, a period, a number or a unit is
missing or is none. The other rows count.

# Why it matters

What such a row says is not held against the texts, so a figure that contradicts it would not be found. The command ends with 3.

# Example

```text
audit: error: facts.csv:2:5: `Smarch` is not a period; expected a month (April 2024, 2024-04), a quarter (Q1 2024), …
```

# What to do

Put the row right at the place that is named. docs/configuration.md has the fields.",
};

/// An order to accept findings that can't be followed.
pub const BAD_ALLOW: Kind = Kind {
    name: "bad-allow",
    level: Severity::Warning,
    page: "# What it says

A comment that is to accept findings is not understood. It accepts nothing, as it names no rule or none that there is, gives no reason, or orders something
else than `allow`.

# Why it matters

Whoever wrote it takes a finding for accepted that is not, or believes that a reason has been given.

# Example

```text
<!-- audit: allow wrong-percent -->
```

There is no reason. This is right:

```text
<!-- audit: allow wrong-percent -- restated basis, see note 3 -->
```

# What to do

Write the comment in that form: the rule, or several with commas, two hyphens, and the reason.",
};

/// An order to accept findings where there are none.
pub const UNUSED_ALLOW: Kind = Kind {
    name: "unused-allow",
    level: Severity::Warning,
    page: "# What it says

A finding is accepted that is not there. A comment `<!-- audit: allow … -->`, or an entry `[[allow]]` in `audit.toml`, has nothing to accept: the sentence
was put right or reworded, or the comment does not stand right before it.

# Why it matters

An `allow` that matches nothing would hide the next mistake in that place, with a reason that was given for another one.

# Example

```text
<!-- audit: allow wrong-total -- of which items are rounded -->
Exports rose 23.7% to $2.825 billion from $2.284 billion.
```

# What to do

Take the comment or the entry out. If the finding is still there, move the comment right before its paragraph, heading, list item or table, or
give the entry the fingerprint that the finding has now: the `id` in the JSON report.",
};

/// Not everything that is joined was followed.
pub const UNSOLVED: Kind = Kind {
    name: "unsolved",
    level: Severity::Note,
    page: "# What it says

Not all that follows from the numbers was worked out. So many of them are joined by claims, in all documents together, that it would take too long.

# Why it matters

There may be more conflicts between documents, or fewer ways to put one right, than are reported. What is reported is right.

# Example

```text
audit: note[unsolved]: .: too many linked numbers to check all of them; …
```

# What to do

Audit parts of the folder by themselves: a year, an office, a product.",
};

/// A number has more digits than can be reckoned with.
pub const TOO_LARGE: Kind = Kind {
    name: "too-large",
    level: Severity::Note,
    page: "# What it says

An amount of money has more than 28 digits. It was left alone, and no sum was done with it.

# Why it matters

No amount is as large as that: digits were doubled, or numbers ran into each other when a text was converted. A claim with such an amount can't be checked.

# Example

```text
audit: note[too-large]: draft.md:3:21: a number of 41 digits is larger than audit can work with; it was skipped
```

# What to do

Look at the place, and write the amount with a scale word, or with the digits that it has.",
};

/// How a file is written was guessed.
pub const GUESSED: Kind = Kind {
    name: "guessed-format",
    level: Severity::Note,
    page: "# What it says

A text is not in UTF-8 and does not say what it is in, or a file of separated values has other marks between its fields or before decimals than the
usual ones. It was read as what it looks most like.

# Why it matters

Letters and digits without accents are the same in nearly every character set, and so are most sums. A currency sign, a dash or a quotation mark may be
another one: £ in Windows-1252 is Ł in Windows-1250. A comma that is taken for one between thousands makes a figure a thousand times as large.

# Example

```text
audit: note: draft.txt: not UTF-8; read as windows-1252, which is a guess; --encoding names another
```

# What to do

Look whether the guess is right. Save a text as UTF-8, or say what it is in: `--encoding windows-1250`. In a file of separated values, a first line
`sep=;` says what stands between the fields.",
};

/// Something in a file was not read.
pub const LEFT_OUT: Kind = Kind {
    name: "left-out",
    level: Severity::Note,
    page: "# What it says

A file was read, and something in it was not: a hidden sheet, a page that is a picture, an attachment of a kind that is not read.

# Why it matters

What was not read was not checked. So that nobody takes silence for approval, it is named.

# Example

```text
audit: note: budget.xlsx: the sheet Old is hidden, and was left out
```

# What to do

If it matters, show the sheet, recognise the text of the scan, or save the attachment and audit it by itself.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_lacks_a_heading() {
        for kind in ALL {
            let headings: Vec<_> = kind.page.lines().filter(|line| line.starts_with("# ")).collect();
            assert_eq!(headings, ["# What it says", "# Why it matters", "# Example", "# What to do"], "{}", kind.name);
            assert!(crate::rules::find(kind.name).is_none(), "{} is a rule, too", kind.name);
            assert!(!crate::rules::gist(kind.page).is_empty());
        }
    }
}
