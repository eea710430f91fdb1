//! Press releases of any size, always the same for the same seed: 7 numbers a kilobyte, and two sentences in three without any,
//! as in financial news (between the 6 and the 10 of the releases that the rules were made with).
//!
//! The sums are done in whole numbers and come out; about one in forty is wrong on purpose, so that the path of a finding is
//! measured too. Shared by the benchmarks and by `examples/generate.rs`.

use std::fmt::Write;

/// A release in Markdown of at least `bytes` bytes, and at most one paragraph more.
#[must_use]
pub fn release(seed: u64, bytes: usize) -> String {
    let mut writer = Writer { random: Random(seed), text: String::with_capacity(bytes + 1024) };
    writer.heading();
    let mut paragraphs = 0;
    while writer.text.len() < bytes {
        paragraphs += 1;
        match paragraphs % 9 {
            0 => writer.subheading(),
            5 => writer.list(),
            _ => {}
        }
        writer.paragraph();
    }
    writer.text
}

/// One sentence with so many numbers: changes one after the other, as the worst of quarterly reports have them.
#[must_use]
pub fn sentence(seed: u64, numbers: usize) -> String {
    let mut writer = Writer { random: Random(seed), text: "By region, ".to_owned() };
    for at in 0..numbers.div_ceil(3) {
        if at > 0 {
            writer.text.push_str(", ");
        }
        let region = writer.random.pick(&REGIONS);
        let change = Change::draw(&mut writer.random);
        let verb = if change.rises { "rose" } else { "fell" };
        let _ = write!(
            writer.text,
            "{region} {verb} {}% to {} from {}",
            change.percent(),
            change.new_value(),
            change.old_value()
        );
    }
    writer.text.push_str(".\n");
    writer.text
}

/// One document of an archive, of at least `bytes` bytes: a month of one office, whose figures agree with those of its other months.
///
/// Every hundredth document is wrong on purpose about the month that it reports, so that there is something to find between documents.
#[must_use]
pub fn monthly(number: u64, bytes: usize) -> String {
    const MONTHS_EACH: u64 = 200;
    let (office, month) = (number / MONTHS_EACH, number % MONTHS_EACH);
    let mut writer = Writer { random: Random(number), text: String::with_capacity(bytes + 1024) };
    let owner = name(office);
    let (next, at) = (month_name(month + 1), month_name(month));
    let _ = write!(writer.text, "# {owner} in {at}\n\n{}, 12 {next} – ", CITIES[writer.random.index(CITIES.len())]);
    for metric in 0..3 {
        let words = METRICS[usize::try_from((office + metric) % 12).unwrap_or(0)];
        let slip = if number % 100 == 99 && metric == 0 { 37 } else { 0 };
        let new = level(office, metric, month) + slip;
        let _ = write!(writer.text, "{owner}’s {words} came to ${} million in {at}", decimal(new, 1));
        if month >= 12 {
            let old = level(office, metric, month - 12);
            let _ = write!(
                writer.text,
                ", {} {}% from ${} million in the same month last year",
                if new >= old { "up" } else { "down" },
                decimal(rounded(new.abs_diff(old) * 1000, old), 1),
                decimal(old, 1)
            );
        }
        writer.text.push_str(TAILS[writer.random.index(TAILS.len())]);
        writer.text.push(' ');
    }
    while writer.text.len() < bytes {
        writer.text.push_str("\n\n");
        for _ in 0..4 {
            writer.text.push_str(PLAIN[writer.random.index(PLAIN.len())]);
            writer.text.push(' ');
        }
    }
    writer.text
}

/// What an office reports of a metric in a month, in tenths of a million: it grows, and it varies.
fn level(office: u64, metric: u64, month: u64) -> u64 {
    let mut random = Random(office * 1_000_003 + metric * 10_007 + month);
    (3_000 + office * 7 % 1_000) * (100 + month) / 100 + random.below(200)
}

/// A name for an office.
fn name(office: u64) -> String {
    const FIRST: [&str; 10] = ["Nar", "Bel", "Tor", "Kal", "Mor", "Fen", "Dal", "Ros", "Var", "Hel"];
    const LAST: [&str; 10] = ["via", "mark", "onia", "stan", "land", "eria", "ethia", "grad", "holm", "mont"];
    const MIDDLE: [&str; 10] = ["", "a", "ena", "iko", "u", "ora", "esti", "ima", "ulo", "ani"];
    let pick = |words: &[&'static str; 10], by: u64| words[usize::try_from(office / by % 10).unwrap_or(0)];
    format!("{}{}{}", pick(&FIRST, 1), pick(&MIDDLE, 100), pick(&LAST, 10))
}

/// The name of a month counted from January 2005.
fn month_name(month: u64) -> String {
    format!("{} {}", claim_audit::model::MONTHS[usize::try_from(month % 12).unwrap_or(0)], 2005 + month / 12)
}

struct Writer {
    random: Random,
    text: String,
}

impl Writer {
    fn heading(&mut self) {
        let (metric, office) = (self.random.pick(&METRICS), self.random.pick(&OFFICES));
        let (city, month, day) = (self.random.pick(&CITIES), self.random.pick(&MONTHS), self.random.below(28) + 1);
        let _ = write!(self.text, "# {office} reports on {metric}\n\n{city}, {day} {month} 2024 – ");
    }

    fn subheading(&mut self) {
        let metric = self.random.pick(&METRICS);
        let _ = write!(self.text, "## A closer look at {metric}\n\n");
    }

    fn list(&mut self) {
        for _ in 0..3 {
            self.text.push_str("- ");
            self.change();
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    fn paragraph(&mut self) {
        for at in 0..self.random.below(3) + 3 {
            if at > 0 {
                self.text.push(' ');
            }
            match self.random.below(35) {
                0..3 => self.with_tail(Self::change),
                3..6 => self.with_tail(Self::one_sided),
                6 => self.with_tail(Self::share),
                7 => self.with_tail(Self::difference),
                8..11 => self.with_tail(Self::single),
                11 => self.date(),
                _ => self.text.push_str(self.random.pick(&PLAIN)),
            }
        }
        self.text.push_str("\n\n");
    }

    /// A sentence that goes on for a while after its numbers, as those of real releases do.
    fn with_tail(&mut self, sentence: fn(&mut Self)) {
        sentence(self);
        self.text.pop();
        self.text.push_str(self.random.pick(&TAILS));
    }

    fn change(&mut self) {
        let (metric, change) = (self.random.pick(&METRICS), Change::draw(&mut self.random));
        let (percent, new, old) = (change.percent(), change.new_value(), change.old_value());
        let (verb, word) = if change.rises { ("rose", "up") } else { ("fell", "down") };
        let earlier = self.random.pick(&EARLIER);
        let place = self.random.pick(&REGIONS);
        let _ = match self.random.below(4) {
            0 => write!(self.text, "The {metric} of {place} {verb} {percent}% to {new} from {old} {earlier}."),
            1 => write!(self.text, "In {place}, the {metric} came to {new}, {word} {percent}% from {old} {earlier}."),
            2 => write!(
                self.text,
                "The office put the {metric} of {place} at {new}, compared with {old} {earlier}, which is {word} {percent} percent."
            ),
            _ => write!(
                self.text,
                "Helped by steady demand, the {metric} {verb} by {percent} per cent from {old} {earlier} to {new}."
            ),
        };
    }

    fn one_sided(&mut self) {
        let (metric, place) = (self.random.pick(&METRICS), self.random.pick(&REGIONS));
        let change = Change::draw(&mut self.random);
        let word = if change.rises { "an increase" } else { "a decline" };
        let (percent, new) = (change.percent(), change.new_value());
        let _ = write!(self.text, "For {place} alone, the {metric} stood at {new}, {word} of {percent}% year-on-year.");
    }

    fn share(&mut self) {
        let (metric, place) = (self.random.pick(&METRICS), self.random.pick(&REGIONS));
        let whole = 2_000 + self.random.below(90_000);
        let part = whole / 10 + self.random.below(whole / 2);
        let tenths = rounded(part * 1000, whole) + self.random.slip();
        let (whole, part, share) = (money(whole), money(part), decimal(tenths, 1));
        let _ =
            write!(self.text, "Firms in {place} accounted for {share}% of the {whole} total in {metric}, or {part}.");
    }

    fn difference(&mut self) {
        let (metric, change) = (self.random.pick(&METRICS), Change::draw(&mut self.random));
        let word = if change.rises { "up" } else { "down" };
        let (difference, new, old) = (money(change.new.abs_diff(change.old)), change.new_value(), change.old_value());
        let _ =
            write!(self.text, "Taken together, {metric} of all members were {word} {difference} from {old} to {new}.");
    }

    fn single(&mut self) {
        let (count, place) = (200 + self.random.below(9_000), self.random.pick(&REGIONS));
        let year = 2026 + self.random.below(10);
        let _ = match self.random.below(3) {
            0 => write!(self.text, "Over {} companies in {place} took part in the programme.", grouped(count)),
            1 => write!(self.text, "A second site, which will employ {} people, is to open by {year}.", grouped(count)),
            _ => write!(self.text, "The plan foresees new centres across {place} for the fiscal year {year}."),
        };
    }

    fn date(&mut self) {
        // In 2024 the first of each of these months is the day that stands beside it.
        const FIRSTS: [(&str, usize); 4] = [("January", 0), ("May", 2), ("August", 3), ("November", 4)];
        const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let (month, first) = FIRSTS[self.random.index(FIRSTS.len())];
        let day = self.random.index(28);
        let weekday = DAYS[(first + day) % 7];
        let _ = write!(self.text, "The results will be presented to the press on {weekday}, {} {month} 2024.", day + 1);
    }
}

/// A new and an old value in thousandths of their scale word.
struct Change {
    new: u64,
    old: u64,
    rises: bool,
    slip: u64,
}

impl Change {
    fn draw(random: &mut Random) -> Self {
        let old = 1_000 + random.below(99_000);
        let step = old / 200 + random.below(old / 3);
        let rises = random.below(3) > 0;
        let new = if rises { old + step } else { old - step };
        Self { new, old, rises, slip: random.slip() }
    }

    fn percent(&self) -> String {
        decimal(rounded(self.new.abs_diff(self.old) * 1000, self.old) + self.slip, 1)
    }

    fn new_value(&self) -> String {
        money(self.new)
    }

    fn old_value(&self) -> String {
        money(self.old)
    }
}

/// A value in thousandths of a billion: `$2.825 billion`.
fn money(thousandths: u64) -> String {
    format!("${} billion", decimal(thousandths, 3))
}

/// A whole number of units of the last of so many decimals.
fn decimal(value: u64, decimals: usize) -> String {
    let digits = format!("{value:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{whole}.{fraction}")
}

/// 4600 as `4,600`.
fn grouped(value: u64) -> String {
    if value < 1000 { value.to_string() } else { format!("{},{:03}", value / 1000, value % 1000) }
}

/// The quotient, rounded to nearest.
fn rounded(dividend: u64, divisor: u64) -> u64 {
    (dividend + divisor / 2) / divisor
}

/// Sebastiano Vigna's `SplitMix64`: a few lines, and the same numbers on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.index(words.len())]
    }

    /// What is added to a stated result: nothing as a rule, something that no rounding explains once in forty.
    fn slip(&mut self) -> u64 {
        if self.below(40) == 0 { 17 } else { 0 }
    }
}

const METRICS: [&str; 12] = [
    "export earnings",
    "services exports",
    "net sales",
    "trade surplus",
    "cargo revenue",
    "tax receipts",
    "research income",
    "hospital spending",
    "retail turnover",
    "tourism receipts",
    "software exports",
    "construction output",
];

const OFFICES: [&str; 8] = [
    "Bureau of Statistics",
    "Port Authority",
    "Ministry of Trade",
    "Software Export Board",
    "City Council",
    "Wheat Board",
    "Hospital Network",
    "Telecom Regulator",
];

const CITIES: [&str; 6] = ["LAHORE", "NORTHHAVEN", "GENEVA", "COLUMBUS, Ohio", "NEW DELHI", "WELLINGTON"];

const MONTHS: [&str; 6] = ["January", "March", "April", "June", "September", "November"];

const REGIONS: [&str; 8] = [
    "the northern districts",
    "the coastal region",
    "the capital",
    "the island group",
    "the southern provinces",
    "the border counties",
    "the western valleys",
    "the lake district",
];

const EARLIER: [&str; 6] = [
    "a year earlier",
    "in the same period last year",
    "in the previous year",
    "in 2023",
    "in the first quarter of 2023",
    "in April 2023",
];

const TAILS: [&str; 8] = [
    ", although the office cautions that late answers from a handful of large companies may still change the picture.",
    ", which members attribute to better weather, to new customers in neighbouring countries and to patient work on quality.",
    "; the director called this encouraging in a climate that remains difficult for everyone who lives from trade.",
    ", as orders that had been put off in winter were placed at last and warehouses along the river filled up again.",
    ", according to the note that the statisticians sent to parliament, to the press and to the chambers of commerce.",
    ", a development that many in the industry had hoped for without daring to write it into their plans and budgets.",
    ", and the chamber sees no reason to expect anything else for the months to come unless energy becomes dearer.",
    ", not least because the railway kept its promises and because both of the new cranes went into service early.",
];

const PLAIN: [&str; 12] = [
    "The office thanks all companies that answered its questionnaire in time, and asks the others to follow soon.",
    "“We are pleased with how our teams have worked through a demanding season,” the director said, “and we will keep investing in people, tools and training.”",
    "Demand from abroad held up better than most observers had thought, while customers at home remained careful about larger purchases.",
    "Officials pointed to lower freight rates, to a mild winter and to the end of the dispute at the terminals.",
    "The methods are described in a separate note that can be downloaded free of charge from the website of the office.",
    "Analysts had warned that the new rules might slow things down, but there is little sign of it so far.",
    "“Nobody should read too much into a single month,” she added, “because holidays move and ships arrive late.”",
    "The ministry will consult with chambers of commerce, unions and universities before it presents a proposal to parliament.",
    "Small firms find it hard to hire engineers, electricians and accountants, according to the accompanying survey.",
    "Work on the new building goes on as planned, and the neighbours have been informed about the remaining stages.",
    "A spokesman declined to comment on the talks, which both sides have described as open and constructive.",
    "Seasonal effects, the weather and the timing of public holidays are likely to have played a part as well.",
];
