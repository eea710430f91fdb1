//! Systems of numbers as three yearly releases state them: levels, changes, differences, shares and sums, all from true values, rounded as printed.
#![allow(dead_code)] // Each test uses its part.

use claim_audit::model::{Currency, Decimal, Quantity, Span, Unit, Value};
use claim_audit::network::{Network, Relation, Statement, VarId};

/// Numbers at random, the same for the same seed: `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From zero to below a bound.
    pub fn below(&mut self, bound: i64) -> i64 {
        (self.next() % bound.unsigned_abs()).cast_signed()
    }

    pub fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}

/// A printed number: digits with so many decimals, and how they are dressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub variable: usize,
    pub document: u32,
    /// The digits as an integer.
    pub digits: i64,
    pub decimals: u32,
    pub dress: Dress,
}

/// What stands around the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    Billion,
    Million,
    Percent,
}

impl Printed {
    pub fn text(&self) -> String {
        let digits = Decimal::new(self.digits, self.decimals);
        match self.dress {
            Dress::Billion => format!("${digits} billion"),
            Dress::Million => format!("${digits} million"),
            Dress::Percent => format!("{digits}%"),
        }
    }

    fn scale(&self) -> Decimal {
        Decimal::from(match self.dress {
            Dress::Billion => 1_000_000_000u64,
            Dress::Million => 1_000_000,
            Dress::Percent => 1,
        })
    }

    pub fn value(&self) -> Decimal {
        Decimal::new(self.digits, self.decimals) * self.scale()
    }

    pub fn ulp(&self) -> Decimal {
        Decimal::new(1, self.decimals) * self.scale()
    }

    fn quantity(&self, at: u32) -> Quantity {
        let unit = if self.dress == Dress::Percent { Unit::Percent } else { Unit::Money(Currency::USD) };
        let value = Value::Number { value: self.value(), ulp: self.ulp() };
        let end = at + u32::try_from(self.text().len()).unwrap();
        Quantity { span: Span::new(at, end), value, unit, hedge: None, period: None, per: None }
    }
}

/// How the variables of a system are related, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    Percent(usize, usize, usize),
    Difference(usize, usize, usize),
    Share(usize, usize, usize),
    Total(usize, Vec<usize>),
    Order(usize, usize),
}

/// Variables with true values (levels in thousands, percentages in millionths), what is printed of them, and how they are related.
#[derive(Debug, Clone, Default)]
pub struct System {
    pub truth: Vec<i64>,
    pub printed: Vec<Printed>,
    pub links: Vec<(Link, u32)>,
    /// The parts of each year.
    pub levels: Vec<Vec<usize>>,
    /// Their sums.
    pub totals: Vec<usize>,
}

impl System {
    /// Three releases on three to five parts and their total, each with the year before.
    pub fn at_random(seed: u64) -> Self {
        let mut random = Random(seed);
        let mut system = Self::default();
        let parts = usize::try_from(2 + random.below(4)).unwrap();
        let years = 4usize;
        let mut levels: Vec<Vec<usize>> = Vec::new();
        let mut totals: Vec<usize> = Vec::new();
        for year in 0..years {
            let mut of_year = Vec::new();
            for part in 0..parts {
                let before = levels.get(year.wrapping_sub(1)).map(|of_year: &Vec<usize>| system.truth[of_year[part]]);
                let level = match before {
                    // From a loss of a quarter to a gain of a half.
                    Some(before) => before / 1_000 * (750 + random.below(750)) + random.below(1_000),
                    None => 60_000 + random.below(4_000_000),
                };
                of_year.push(system.variable(level));
            }
            let sum = of_year.iter().map(|part| system.truth[*part]).sum();
            totals.push(system.variable(sum));
            levels.push(of_year);
        }
        for document in 0..u32::try_from(years - 1).unwrap() {
            let (old, new) = (document as usize, document as usize + 1);
            system.change(document, totals[new], totals[old], random.chance(50));
            let pairs: Vec<(usize, usize)> = levels[new].iter().copied().zip(levels[old].iter().copied()).collect();
            for (new, old) in pairs {
                if random.chance(70) {
                    system.change(document, new, old, false);
                } else {
                    system.level(document, new);
                }
                if random.chance(60) {
                    let share = system.ratio(new, totals[document as usize + 1], false);
                    system.print(document, share, 1, Dress::Percent);
                    system.links.push((Link::Share(new, totals[document as usize + 1], share), document));
                }
            }
            system.links.push((Link::Total(totals[new], levels[new].clone()), document));
            if random.chance(30) {
                system.links.push((Link::Order(levels[new][0], totals[new]), document));
            }
        }
        system.levels = levels;
        system.totals = totals;
        system
    }

    pub fn variable(&mut self, truth: i64) -> usize {
        self.truth.push(truth);
        self.truth.len() - 1
    }

    /// "rose p% to N from O", with the difference if wanted.
    fn change(&mut self, document: u32, new: usize, old: usize, difference: bool) {
        let percent = self.ratio(new, old, true);
        self.level(document, new);
        self.level(document, old);
        self.print(document, percent, 1, Dress::Percent);
        self.links.push((Link::Percent(new, old, percent), document));
        if difference {
            let step = self.variable(self.truth[new] - self.truth[old]);
            self.level(document, step);
            self.links.push((Link::Difference(new, old, step), document));
        }
    }

    /// A variable that is the share of one level in another, or the growth from it, in percent; truncated at the millionth.
    pub fn ratio(&mut self, new: usize, old: usize, growth: bool) -> usize {
        let (new, old) = (i128::from(self.truth[new]), i128::from(self.truth[old]));
        let ratio = new * 100_000_000 / old - if growth { 100_000_000 } else { 0 };
        self.variable(i64::try_from(ratio).unwrap())
    }

    /// Prints a level in billions with three decimals, or in millions with one below a billion.
    pub fn level(&mut self, document: u32, variable: usize) {
        if self.truth[variable].abs() >= 1_000_000 {
            self.print(document, variable, 3, Dress::Billion);
        } else {
            self.print(document, variable, 1, Dress::Million);
        }
    }

    pub fn print(&mut self, document: u32, variable: usize, decimals: u32, dress: Dress) {
        // Thousands or millionths to units of the last printed place.
        let unit = match dress {
            Dress::Billion | Dress::Percent => 1_000_000,
            Dress::Million => 1_000,
        } / 10i64.pow(decimals);
        let truth = self.truth[variable];
        let digits = (truth.abs() + unit / 2) / unit * truth.signum();
        self.printed.push(Printed { variable, document, digits, decimals, dress });
    }

    /// The network of the system.
    pub fn network(&self) -> Network {
        let order: Vec<usize> = (0..self.printed.len()).collect();
        let links: Vec<usize> = (0..self.links.len()).collect();
        self.network_of(&order, &links).0
    }

    /// The network of some of the statements and links, in any order; places are the numbers of the statements. With it, which link each relation is.
    pub fn network_of(&self, printed: &[usize], links: &[usize]) -> (Network, Vec<usize>) {
        let mut network = Network::new();
        let mut variables: Vec<Option<VarId>> = vec![None; self.truth.len()];
        let mut of =
            |network: &mut Network, variable: usize| *variables[variable].get_or_insert_with(|| network.variable());
        for at in printed {
            let printed = &self.printed[*at];
            let variable = of(&mut network, printed.variable);
            let place = u32::try_from(*at).unwrap() * 20;
            let statement = Statement::new(*at, printed.document, printed.quantity(place), &printed.text()).unwrap();
            network.state(variable, statement);
        }
        for at in links {
            let (link, document) = &self.links[*at];
            let mut of = |variable: usize| of(&mut network, variable);
            let relation = match link {
                Link::Percent(new, old, percent) => {
                    Relation::Percent { new: of(*new), old: of(*old), percent: of(*percent) }
                }
                Link::Difference(new, old, step) => {
                    Relation::Difference { new: of(*new), old: of(*old), difference: of(*step) }
                }
                Link::Share(part, whole, share) => {
                    Relation::Share { part: of(*part), whole: of(*whole), share: of(*share) }
                }
                Link::Total(total, terms) => {
                    Relation::Total { total: of(*total), terms: terms.iter().map(|term| of(*term)).collect() }
                }
                Link::Order(smaller, larger) => Relation::Order { smaller: of(*smaller), larger: of(*larger) },
            };
            network.relate(relation, Some((*document, u32::try_from(*at).unwrap() * 100)));
        }
        (network, links.to_vec())
    }

    /// Changes one printed number by more than rounding, as people do: a digit, two digits, a scale word; gives back which.
    pub fn spoil(&mut self, random: &mut Random) -> Option<(usize, &'static str)> {
        for _ in 0..100 {
            let at = usize::try_from(random.below(i64::try_from(self.printed.len()).unwrap())).unwrap();
            let printed = &self.printed[at];
            let mut text: Vec<u8> = printed.digits.abs().to_string().into_bytes();
            let place = usize::try_from(random.below(i64::try_from(text.len()).unwrap())).unwrap();
            let mut dress = printed.dress;
            let slip = match random.below(5) {
                0 | 1 => {
                    text[place] = b'0' + u8::try_from(random.below(10)).unwrap();
                    "digit-wrong"
                }
                2 if place > 0 => {
                    text.swap(place, place - 1);
                    "transposed"
                }
                3 if text.len() > 2 => {
                    text.remove(place);
                    "digit-lost"
                }
                4 if dress != Dress::Percent && random.chance(30) => {
                    dress = if dress == Dress::Million { Dress::Billion } else { Dress::Million };
                    "scale"
                }
                4 => {
                    text = (printed.digits.abs() * (85 + random.below(30)) / 100).to_string().into_bytes();
                    "other"
                }
                _ => continue,
            };
            if text.first() == Some(&b'0') {
                continue;
            }
            let digits: i64 = String::from_utf8(text).unwrap().parse().unwrap();
            let spoilt = Printed { digits: digits * printed.digits.signum(), dress, ..printed.clone() };
            // A step of three last places or more, and a share or a growth by half a point, is no rounding.
            let far = if dress == Dress::Percent { 5 } else { 3 };
            let enough = Decimal::from(far) * spoilt.ulp().max(printed.ulp());
            let relative = (printed.value().abs() / Decimal::from(200)).max(enough);
            let enough = if dress == Dress::Percent { enough } else { relative };
            if (spoilt.value() - printed.value()).abs() >= enough {
                self.printed[at] = spoilt;
                return Some((at, slip));
            }
        }
        None
    }
}
