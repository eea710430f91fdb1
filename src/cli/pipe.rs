//! Streams whose reader may leave before the run is over, as in `audit | head`.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether anybody still reads standard output; once nobody does, nobody will.
#[derive(Debug, Clone, Default)]
pub struct Closed(Arc<AtomicBool>);

impl Closed {
    /// Whether the reader has left.
    #[must_use]
    pub fn is_so(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A stream that takes what is written to it when its reader has left, too: the exit code and the reports in files are wanted still.
pub struct Pipe<'p> {
    out: &'p mut (dyn Write + Send),
    closed: Closed,
}

impl<'p> Pipe<'p> {
    /// A stream that says by `closed` when its reader has left.
    pub fn new(out: &'p mut (dyn Write + Send), closed: Closed) -> Self {
        Self { out, closed }
    }

    /// What came of writing; `instead` where there is nobody to read it.
    fn or<T>(&mut self, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>, instead: T) -> io::Result<T> {
        if self.closed.is_so() {
            return Ok(instead);
        }
        match write(self.out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.0.store(true, Ordering::Relaxed);
                Ok(instead)
            }
            result => result,
        }
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.or(|out| out.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.or(|out| out.flush(), ())
    }
}
