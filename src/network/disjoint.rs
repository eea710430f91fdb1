//! Disjoint sets: what hangs together, however long the chain.

/// Things numbered from zero, in sets that are joined two by two.
#[derive(Debug, Clone)]
pub(crate) struct Disjoint(Vec<u32>);

impl Disjoint {
    /// Each thing by itself.
    pub(crate) fn new(size: usize) -> Self {
        Self((0..size).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect())
    }

    /// The smallest thing of a set, which stands for it.
    pub(crate) fn of(&mut self, at: u32) -> u32 {
        let mut at = at;
        while let Some(above) = self.above(at) {
            let top = self.above(above).unwrap_or(above);
            if let Some(place) = self.0.get_mut(at as usize) {
                *place = top;
            }
            at = above;
        }
        at
    }

    fn above(&self, at: u32) -> Option<u32> {
        self.0.get(at as usize).copied().filter(|above| *above != at)
    }

    /// Makes one set of two.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.of(a), self.of(b));
        // The smaller number stays on top; with the paths halved on each look-up that is fast enough.
        if let Some(place) = self.0.get_mut(a.max(b) as usize) {
            *place = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_over_any_chain() {
        let mut sets = Disjoint::new(6);
        sets.join(4, 2);
        sets.join(5, 4);
        sets.join(1, 0);
        assert_eq!((0..6).map(|at| sets.of(at)).collect::<Vec<_>>(), [0, 0, 2, 3, 2, 2]);
        // What is not there is by itself.
        assert_eq!(sets.of(9), 9);
    }
}
