//! What has changed since a commit, as the program `git` tells it.
//!
//! Git is asked instead of read: its program knows every form of repository, index and configuration there is. What users
//! have configured for their own eyes (colours, prefixes, other programs for differences) is switched off in each call.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::document::io_reason;

/// The files that differ from a commit, by their paths from the root of the file system.
#[derive(Debug, Default)]
pub struct Changes {
    /// The folder of the repository, without links.
    pub top: PathBuf,
    files: HashMap<PathBuf, Changed>,
}

/// What of a file has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// All of it, or lines were not asked for.
    Whole,
    /// These lines, from 1, each range half open, in order and apart.
    Lines(Vec<Range<usize>>),
}

impl Changes {
    /// What differs between the working tree and the commit from which `reference` and `HEAD` parted.
    ///
    /// The point of parting is what `git diff REF...` takes, too: what has happened in `reference` since then is not the
    /// change of this branch. The working tree is the other end, so that what is not committed yet counts as well, with
    /// new files that git does not know. `lines` asks which lines differ.
    pub fn since(reference: &str, lines: bool) -> Result<Self, String> {
        let top = PathBuf::from(&path(trimmed(&top()?)));
        let base = base(reference, &top)?;
        let mut changes = Self { top: top.canonicalize().unwrap_or_else(|_| top.clone()), files: HashMap::new() };
        let no_filters = no_filters(&top)?;
        let diff = |arguments: &[&str]| {
            let own: Vec<&str> = no_filters.iter().flat_map(|setting| ["-c", setting]).collect();
            git(&top, &[&own, arguments].concat())
        };
        let names = [
            "diff",
            "--name-only",
            "-z",
            "--diff-filter=d",
            "--find-renames",
            "--no-relative",
            "--no-ext-diff",
            "--no-textconv",
            &base,
            "--",
        ];
        for name in entries(&diff(&names)?) {
            let what = if lines { Changed::Lines(Vec::new()) } else { Changed::Whole };
            changes.files.insert(changes.top.join(path(name)), what);
        }
        if lines {
            let hunks = [
                "-c",
                "core.quotePath=false",
                "diff",
                "--unified=0",
                "--inter-hunk-context=0",
                "--diff-filter=d",
                "--find-renames",
                "--no-relative",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--text",
                "--submodule=short",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                &base,
                "--",
            ];
            for (name, lines) in patch(&diff(&hunks)?) {
                changes.files.insert(changes.top.join(path(&name)), Changed::Lines(lines));
            }
        }
        for name in entries(&git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?) {
            changes.files.insert(changes.top.join(path(name)), Changed::Whole);
        }
        Ok(changes)
    }

    /// What of a file has changed; `None` if the file is as it was.
    pub fn of(&self, file: &Path) -> Option<&Changed> {
        // The folder may be reached by a link, and the file may be one itself: git knows both by their own places.
        let name = file.file_name()?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let own = folder.canonicalize().ok().and_then(|folder| self.files.get(&folder.join(name)));
        own.or_else(|| self.files.get(&file.canonicalize().ok()?))
    }

    /// Whether a file or folder belongs to the repository itself: not to another one, be it outside or inside.
    pub fn covers(&self, path: &Path) -> bool {
        let Ok(whole) = path.canonicalize() else { return true };
        whole.ancestors().find(|folder| folder.join(".git").exists()).is_some_and(|folder| folder == self.top)
    }
}

/// Settings that switch off the filters of a repository's own configuration, through which a diff would run files of the working tree.
///
/// Those that the user has set up stay: without them all files of a large file storage would count as changed.
fn no_filters(top: &Path) -> Result<Vec<String>, String> {
    let listed = ["config", "--show-scope", "--includes", "-z", "--name-only", "--get-regexp", r"^filter\."];
    let output = run(top, &listed)?;
    // It ends with 1 where there is none.
    if output.status.code() == Some(1) {
        return Ok(Vec::new());
    }
    if !output.status.success() {
        return Err(format!("git could not be asked: {}", said(&output)));
    }
    let mut settings = vec![];
    let listed: Vec<&[u8]> = entries(&output.stdout).collect();
    for entry in listed.chunks_exact(2) {
        let (scope, key) = (entry[0], String::from_utf8_lossy(entry[1]));
        let Some((filter, _)) = key.rsplit_once('.').filter(|_| matches!(scope, b"local" | b"worktree")) else {
            continue;
        };
        if filter.contains('=') {
            return Err(format!("the repository has a filter `{filter}`, whose name keeps it from being switched off"));
        }
        settings.extend(["clean=", "process=", "required=false"].map(|setting| format!("{filter}.{setting}")));
    }
    settings.sort();
    settings.dedup();
    Ok(settings)
}

/// The folder of the repository in which the command runs.
fn top() -> Result<Vec<u8>, String> {
    let output = run(Path::new("."), &["rev-parse", "--show-toplevel"])?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = said(&output);
    Err(if said.contains("not a git repository") {
        "this folder is in no git repository".to_owned()
    } else {
        format!("git could not be asked: {said}")
    })
}

/// The commit from which a reference and `HEAD` parted.
fn base(reference: &str, top: &Path) -> Result<String, String> {
    let commit = |name: &str| {
        let name = format!("{name}^{{commit}}");
        let output = run(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?;
        let hash = String::from_utf8_lossy(trimmed(&output.stdout)).into_owned();
        Ok::<_, String>(output.status.success().then_some(hash))
    };
    let Some(head) = commit("HEAD")? else {
        return Err("the repository has no commit yet".to_owned());
    };
    let shallow = git(top, &["rev-parse", "--is-shallow-repository"])?;
    let shallow = trimmed(&shallow) == b"true";
    let Some(other) = commit(reference)? else {
        let remote = format!("origin/{reference}");
        let hint = if commit(&remote)?.is_some() {
            format!("; did you mean `{remote}`?")
        } else if shallow {
            format!("; the clone is shallow, so it may be missing here: git fetch origin {reference}")
        } else {
            "; branches, tags and commits are known by `git rev-parse`".to_owned()
        };
        return Err(format!("git knows no commit `{reference}`{hint}"));
    };
    let output = run(top, &["merge-base", &other, &head])?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(trimmed(&output.stdout)).into_owned());
    }
    Err(if shallow {
        format!(
            "the clone is too shallow to tell where HEAD and `{reference}` parted: git fetch --unshallow \
             (in GitHub Actions, fetch-depth: 0 for actions/checkout; in GitLab, GIT_DEPTH: 0)"
        )
    } else {
        format!("HEAD and `{reference}` have no commit in common")
    })
}

/// What git prints, where it must not fail.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = run(folder, arguments)?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("git could not be asked: {}", said(&output))) }
}

/// A repository may name programs for git to run, and it may be somebody else's.
const NO_PROGRAMS: [&str; 4] = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    // What is only read needs no lock, which another run may hold; its words are asked for in one language.
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(NO_PROGRAMS).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "git is not installed, or not on the PATH".to_owned(),
        _ => format!("git could not be run: {}", io_reason(&error)),
    })
}

/// What git says is wrong: its first line of consequence, and what it advises.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ").trim_start_matches("fatal: ").to_owned()
}

/// The changed lines of each file in a patch without context, by names from the top of the repository.
fn patch(text: &[u8]) -> Vec<(Vec<u8>, Vec<Range<usize>>)> {
    let mut files: Vec<(Vec<u8>, Vec<Range<usize>>)> = Vec::new();
    // So many lines of the hunk are still to come; they may look like headers.
    let mut rest = 0;
    for line in text.split(|byte| *byte == b'\n') {
        if rest > 0 {
            rest -= usize::from(line.starts_with(b"+") || line.starts_with(b"-"));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            // A name with a space in it is closed by a tab.
            let name = unquoted(name.strip_suffix(b"\t").unwrap_or(name));
            files.push((name.strip_prefix(b"b/").unwrap_or(&name).to_owned(), Vec::new()));
        } else if let Some((old, new)) = hunk(line) {
            rest = old.len() + new.len();
            if let Some((_, lines)) = files.last_mut().filter(|_| !new.is_empty()) {
                lines.push(new);
            }
        }
    }
    files
}

/// The lines before and after of `@@ -3,0 +4,2 @@ …`.
fn hunk(line: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
    let line = std::str::from_utf8(line.strip_prefix(b"@@ -")?.split(|byte| *byte == b'@').next()?).ok()?;
    let (old, new) = line.trim_end().split_once(" +")?;
    let range = |text: &str| {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
        Some(start..start.checked_add(count)?)
    };
    Some((range(old)?, range(new)?))
}

/// A name as it is, which git puts into quotes if it holds quotes, backslashes or control characters.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let Some(inner) = name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) else {
        return name.to_owned();
    };
    let mut bytes = inner.iter().copied();
    let mut out = Vec::with_capacity(inner.len());
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'a') => out.push(7),
            Some(b'b') => out.push(8),
            Some(b't') => out.push(b'\t'),
            Some(b'n') => out.push(b'\n'),
            Some(b'v') => out.push(11),
            Some(b'f') => out.push(12),
            Some(b'r') => out.push(b'\r'),
            Some(first @ b'0'..=b'7') => {
                let digits = [first, bytes.next().unwrap_or(b'0'), bytes.next().unwrap_or(b'0')];
                let value = digits.iter().fold(0_u16, |sum, digit| (sum << 3) | u16::from(digit & 7));
                out.push(value.to_le_bytes()[0]);
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

/// Entries that are closed by NUL.
fn entries(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == 0).filter(|entry| !entry.is_empty())
}

fn trimmed(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}

/// A path from git, which need not be UTF-8 where the system's paths need not be.
fn path(bytes: &[u8]) -> std::borrow::Cow<'_, OsStr> {
    #[cfg(unix)]
    return std::borrow::Cow::Borrowed(std::os::unix::ffi::OsStrExt::from_bytes(bytes));
    #[cfg(not(unix))]
    std::borrow::Cow::Owned(String::from_utf8_lossy(bytes).into_owned().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_patch() {
        let text = b"diff --git a/a b.md b/a b.md\nindex 1..2 100644\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -3 +3,2 @@ Title\n\
            -++ b/no.md\n+++ b/no.md\n+new\n@@ -9,2 +10,0 @@\n-gone\n--- gone\n\\ No newline at end of file\n\
            diff --git \"a/\\303\\274\\\"\\t.md\" x\n--- /dev/null\n+++ \"b/\\303\\274\\\"\\t.md\"\n@@ -0,0 +1 @@\n+one\n";
        let found: Vec<_> = patch(text).into_iter().map(|(name, lines)| (name, format!("{lines:?}"))).collect();
        let wanted = [("a b.md", "[3..5]"), ("\u{fc}\"\t.md", "[1..2]")];
        assert_eq!(found, wanted.map(|(name, lines)| (name.as_bytes().to_vec(), lines.to_owned())));
    }

    #[test]
    fn what_is_no_hunk() {
        for line in ["@@ -1 @@", "@@ -a +b @@", "@@ -1 +18446744073709551615,9 @@", "@@@ -1 -1 +1 @@@", "x"] {
            assert_eq!(hunk(line.as_bytes()), None, "{line}");
        }
    }
}
