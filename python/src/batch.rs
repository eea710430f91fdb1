//! Many texts at a time, compared with each other as the files of a folder are.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use claim_audit::accept::{Acceptor, Comment, relevel_conflicts};
use claim_audit::auditor::audit_as;
use claim_audit::conflicts::{Compared, Sources, compare};
use claim_audit::document::Format;
use claim_audit::facts::{DocumentFacts, Ledger};
use claim_audit::report::{Json, LedgerReport, Summary};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;

use crate::settings::{Settings, format_of};

/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// The JSON report of many texts; `progress` is told how many more are done.
#[pyfunction]
#[pyo3(signature = (texts, paths, format, settings, threads, progress))]
pub fn audit_batch(
    py: Python<'_>,
    texts: Vec<PyBackedStr>,
    paths: Vec<PyBackedStr>,
    format: Option<&str>,
    settings: &Settings,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<u8>> {
    let read = Read::all(py, &texts, &paths, format, settings, threads, progress.as_ref())?;
    Ok(py.detach(|| {
        let mut out = Vec::new();
        Json::default().header(&mut out);
        for (number, document) in read.documents.iter().enumerate() {
            if number > 0 {
                out.extend_from_slice(b",\n");
            }
            out.extend_from_slice(document);
        }
        let Read { mut summary, ledger, mut comments, acceptor, .. } = read;
        let texts = Texts { texts: &texts, paths: &paths };
        let mut compared = compared(&ledger, &texts, settings);
        let counts = acceptor.conflicts(&mut compared, &mut comments);
        summary.compare(&compared);
        summary.accept(counts.allowed, counts.known);
        let notices = acceptor.unused(&comments, paths.iter().map(|path| &**path));
        Json::default().finish(&summary, &notices, &compared, &mut out);
        out
    }))
}

/// The ledger of many texts, a JSON object a line.
#[pyfunction]
#[pyo3(signature = (texts, paths, format, settings, threads, progress))]
pub fn facts(
    py: Python<'_>,
    texts: Vec<PyBackedStr>,
    paths: Vec<PyBackedStr>,
    format: Option<&str>,
    settings: &Settings,
    threads: usize,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<u8>> {
    let read = Read::all(py, &texts, &paths, format, settings, threads, progress.as_ref())?;
    Ok(py.detach(|| {
        let texts = Texts { texts: &texts, paths: &paths };
        let compared = compared(&read.ledger, &texts, settings);
        LedgerReport::Jsonl.render(&read.ledger, &compared, &texts)
    }))
}

/// The texts held against each other, by the levels that hold for each.
fn compared(ledger: &Ledger, texts: &Texts<'_>, settings: &Settings) -> Compared {
    let mut compared = compare(ledger, texts);
    let holding: HashMap<&str, _> = texts.paths.iter().map(|path| (&**path, settings.of(path))).collect();
    let nothing = settings.of("");
    let of = |path: &str| holding.get(path).unwrap_or(&nothing);
    relevel_conflicts(&mut compared, |path| &of(path).levels, |path| &of(path).preview);
    compared
}

/// What came of the texts, each by itself.
struct Read {
    documents: Vec<Vec<u8>>,
    summary: Summary,
    ledger: Ledger,
    comments: Vec<(u32, Comment)>,
    acceptor: Acceptor,
}

/// What came of one text.
struct Done {
    json: Vec<u8>,
    summary: Summary,
    facts: DocumentFacts,
    comments: Vec<Comment>,
}

impl Read {
    fn all(
        py: Python<'_>,
        texts: &[PyBackedStr],
        paths: &[PyBackedStr],
        format: Option<&str>,
        settings: &Settings,
        threads: usize,
        progress: Option<&Py<PyAny>>,
    ) -> PyResult<Self> {
        if texts.len() != paths.len() {
            let message = format!("{} texts and {} paths: each text needs one", texts.len(), paths.len());
            return Err(PyValueError::new_err(message));
        }
        let formats: Vec<Format> = paths.iter().map(|path| format_of(path, format)).collect::<PyResult<_>>()?;
        let acceptor = settings.acceptor();
        let one = |at: usize| {
            let path = &*paths[at];
            let judged = audit_as(path, &texts[at], formats[at], &settings.of(path), &acceptor);
            let mut summary = Summary::of(&judged.report);
            summary.accept(judged.counts.allowed, judged.counts.known);
            Done { json: judged.json(), summary, facts: judged.report.facts, comments: judged.comments }
        };
        let done = in_threads(py, texts.len(), threads, one, progress)?;
        let mut read = Self {
            documents: Vec::with_capacity(texts.len()),
            summary: Summary::default(),
            ledger: Ledger::default(),
            comments: Vec::new(),
            acceptor,
        };
        for (number, done) in (0..).zip(done) {
            read.documents.push(done.json);
            read.summary.add(&done.summary);
            read.ledger.add(number, done.facts);
            read.comments.extend(done.comments.into_iter().map(|comment| (number, comment)));
        }
        Ok(read)
    }
}

/// Does the work in threads with the lock released; stops for signals, and for whatever `progress` raises.
fn in_threads<T: Send>(
    py: Python<'_>,
    len: usize,
    threads: usize,
    one: impl Fn(usize) -> T + Sync,
    progress: Option<&Py<PyAny>>,
) -> PyResult<Vec<T>> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let found: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(len));
    py.detach(|| {
        let (send, told) = channel::<()>();
        thread::scope(|scope| {
            for _ in 0..threads.clamp(1, len.max(1)) {
                let send = send.clone();
                let (next, stop, found, one) = (&next, &stop, &found, &one);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= len {
                            break;
                        }
                        let done = one(at);
                        found.lock().unwrap_or_else(PoisonError::into_inner).push((at, done));
                        if send.send(()).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            let watched = watch(&told, progress);
            // Whoever still works is at its last text.
            stop.store(true, Ordering::Relaxed);
            watched
        })
    })?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, done)| done).collect())
}

/// Waits for the threads, and tells the interpreter meanwhile.
fn watch(told: &std::sync::mpsc::Receiver<()>, progress: Option<&Py<PyAny>>) -> PyResult<()> {
    loop {
        let mut done = 0_usize;
        let until = std::time::Instant::now() + LOOK;
        let over = loop {
            match told.recv_timeout(until.saturating_duration_since(std::time::Instant::now())) {
                Ok(()) => done += 1,
                Err(RecvTimeoutError::Timeout) => break false,
                Err(RecvTimeoutError::Disconnected) => break true,
            }
        };
        Python::attach(|py| {
            py.check_signals()?;
            match progress {
                Some(progress) if done > 0 => progress.call1(py, (done,)).map(drop),
                _ => Ok(()),
            }
        })?;
        if over {
            return Ok(());
        }
    }
}

/// The texts, to be cited.
struct Texts<'t> {
    texts: &'t [PyBackedStr],
    paths: &'t [PyBackedStr],
}

impl Sources for Texts<'_> {
    fn path(&self, document: u32) -> Cow<'_, str> {
        self.paths.get(document as usize).map_or(Cow::Borrowed(""), |path| Cow::Borrowed(&**path))
    }

    fn text(&self, document: u32) -> Option<Cow<'_, str>> {
        self.texts.get(document as usize).map(|text| Cow::Borrowed(&**text))
    }

    fn configured(&self, _key: u64) -> Option<Cow<'_, str>> {
        None
    }
}
