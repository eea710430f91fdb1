//! How far a long run has come, on the last line of the terminal.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// A run that takes no longer than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// The line is drawn no more often than this.
const PAUSE: Duration = Duration::from_millis(100);

/// How many columns the bar takes.
const BAR: usize = 24;

/// The line of a run over so many documents.
///
/// It stands behind everything that was printed and is taken away before more is, so that it never mixes with a report that goes to the
/// same terminal.
#[derive(Debug)]
pub struct Progress {
    total: usize,
    done: usize,
    next: Instant,
    /// Whether the line is on the screen.
    shown: bool,
    active: bool,
    unicode: bool,
}

impl Progress {
    /// A run over `total` documents that begins now; nothing is ever drawn unless it is `active`.
    pub fn new(total: usize, active: bool, unicode: bool) -> Self {
        Self { total, done: 0, next: Instant::now() + PATIENCE, shown: false, active, unicode }
    }

    /// One document more is done; whether it is time to draw.
    pub fn step(&mut self) -> bool {
        self.done += 1;
        self.active && self.is_due(Instant::now())
    }

    fn is_due(&mut self, now: Instant) -> bool {
        let due = now >= self.next;
        if due {
            self.next = now + PAUSE;
        }
        due
    }

    /// Draws the line.
    pub fn draw(&mut self, terminal: &mut dyn Write) -> io::Result<()> {
        self.shown = true;
        write!(terminal, "\r\u{1b}[K{}", self.line())?;
        terminal.flush()
    }

    /// Says what is done behind the documents, if the run has been long by now.
    pub fn say(&mut self, what: &str, terminal: &mut dyn Write) -> io::Result<()> {
        if self.active && (self.shown || self.is_due(Instant::now())) {
            self.shown = true;
            write!(terminal, "\r\u{1b}[K{what}")?;
            terminal.flush()?;
        }
        Ok(())
    }

    /// Takes the line away, where there is one.
    pub fn clear(&mut self, terminal: &mut dyn Write) -> io::Result<()> {
        if self.shown {
            self.shown = false;
            write!(terminal, "\r\u{1b}[K")?;
            terminal.flush()?;
        }
        Ok(())
    }

    fn line(&self) -> String {
        let full = (self.done * BAR).checked_div(self.total).unwrap_or(BAR).min(BAR);
        let (done, open) = if self.unicode { ("━", "─") } else { ("#", "-") };
        format!("{}{} {} of {} documents", done.repeat(full), open.repeat(BAR - full), self.done, self.total)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nothing_is_drawn_before_half_a_second_and_not_at_every_step() {
        let mut progress = Progress::new(400, true, false);
        let start = progress.next;
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        assert!(start > Instant::now());
        assert!(!progress.is_due(Instant::now()));
        let drawn: Vec<u64> = (0..6).map(|n| n * 60).filter(|time| progress.is_due(at(*time))).collect();
        assert_eq!(drawn, [0, 120, 240]);
        assert!(!Progress::new(1, false, false).step());
    }

    #[test]
    fn the_line_comes_and_goes() {
        let mut progress = Progress::new(400, true, false);
        let mut terminal = Vec::new();
        progress.clear(&mut terminal).unwrap();
        assert!(terminal.is_empty());
        progress.done = 100;
        progress.draw(&mut terminal).unwrap();
        progress.clear(&mut terminal).unwrap();
        let text = String::from_utf8(terminal).unwrap();
        assert_eq!(text, "\r\u{1b}[K######------------------ 100 of 400 documents\r\u{1b}[K");
        assert!(Progress { done: 0, total: 0, unicode: true, ..progress }.line().starts_with("━━"));
    }
}
