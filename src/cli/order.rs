//! Work done in parallel whose results come out in order.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

/// Does `work` for 0, 1, 2, … `count` − 1 on several threads and hands each result to `deliver` in that order.
///
/// There is no thread that only collects: whoever finishes the result that is next in line delivers it, and those that wait behind it.
/// Results that come early wait in a window of a few for each thread; whoever would run further ahead sleeps, so memory stays bounded.
/// When `deliver` breaks off, the rest of the work is left undone.
pub fn in_order<T: Send, B: Send>(
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    deliver: impl FnMut(T) -> ControlFlow<B> + Send,
) -> ControlFlow<B> {
    // As much as the main thread has, so that a document is read alike on every thread.
    const STACK: usize = 8 << 20;
    in_order_on(|| Builder::new().stack_size(STACK), threads, count, work, deliver)
}

/// The same with threads of any kind.
fn in_order_on<T: Send, B: Send>(
    thread: impl Fn() -> Builder,
    threads: usize,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut deliver: impl FnMut(T) -> ControlFlow<B> + Send,
) -> ControlFlow<B> {
    let threads = threads.min(count);
    if threads <= 1 {
        return (0..count).map(work).try_for_each(deliver);
    }
    let window = threads * 8;
    let next = AtomicUsize::new(0);
    let line =
        Mutex::new(Line { first: 0, waiting: VecDeque::with_capacity(window), deliver: &mut deliver, broken: None });
    let moved = Condvar::new();
    let worker = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return;
            }
            let result = work(index);
            let mut line = lock(&line);
            while line.broken.is_none() && index >= line.first + window {
                line = moved.wait(line).unwrap_or_else(PoisonError::into_inner);
            }
            if line.broken.is_some() {
                return;
            }
            if line.put(index, result) {
                moved.notify_all();
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no more threads, those that there are do the work.
            if thread().spawn_scoped(scope, worker).is_err() {
                break;
            }
        }
        worker();
    });
    match line.into_inner().unwrap_or_else(PoisonError::into_inner).broken {
        Some(value) => ControlFlow::Break(value),
        None => ControlFlow::Continue(()),
    }
}

/// The results that wait for their turn.
struct Line<'d, T, B, D> {
    /// Which result is next.
    first: usize,
    /// Results from `first` on, as far as they are there.
    waiting: VecDeque<Option<T>>,
    deliver: &'d mut D,
    broken: Option<B>,
}

impl<T, B, D: FnMut(T) -> ControlFlow<B>> Line<'_, T, B, D> {
    /// Takes a result and delivers what can be delivered; says whether the line has moved.
    fn put(&mut self, index: usize, result: T) -> bool {
        let place = index - self.first;
        while self.waiting.len() <= place {
            self.waiting.push_back(None);
        }
        self.waiting[place] = Some(result);
        let before = self.first;
        while let Some(Some(result)) = self.waiting.front_mut().map(Option::take) {
            self.waiting.pop_front();
            self.first += 1;
            if let ControlFlow::Break(value) = (self.deliver)(result) {
                self.broken = Some(value);
                break;
            }
        }
        self.first > before
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A poisoned lock means that another worker panicked; `scope` passes that panic on, so going on here does no harm.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_for_any_number_of_threads() {
        for threads in [0, 1, 2, 3, 16] {
            let mut seen = Vec::new();
            let ended = in_order(
                threads,
                500,
                |n| {
                    // Some take longer than a whole window of others.
                    if n % 50 == 0 {
                        std::thread::sleep(std::time::Duration::from_millis(2));
                    }
                    n
                },
                |n| {
                    seen.push(n);
                    ControlFlow::<()>::Continue(())
                },
            );
            assert_eq!(ended, ControlFlow::Continue(()));
            assert_eq!(seen, (0..500).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn threads_that_can_not_be_made_are_done_without() {
        // No system has room for a stack of this size.
        let thread = || Builder::new().stack_size(1 << 60);
        let mut seen = Vec::new();
        let deliver = |n| {
            seen.push(n);
            ControlFlow::<()>::Continue(())
        };
        assert_eq!(in_order_on(thread, 8, 100, |n| n, deliver), ControlFlow::Continue(()));
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn stops_when_told_to() {
        for threads in [1, 2, 5] {
            let mut seen = 0;
            let ended = in_order(
                threads,
                10_000,
                |n| n,
                |n| {
                    seen += 1;
                    if n == 20 { ControlFlow::Break(n) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!((ended, seen), (ControlFlow::Break(20), 21), "{threads} threads");
        }
    }
}
