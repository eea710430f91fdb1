//! The genres that the audit is for, a sentence a line: earnings news and calls, statistics bulletins, wire copy of the 1980s,
//! South Asian business news, filings. What a careful reader reads in each, and how it comes out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use claim_audit::audit::{DocumentReport, audit_with};
use claim_audit::document::Format;
use claim_audit::facts::Naming;
use claim_audit::link::Line;
use claim_audit::model::{Role, Verdict};
use claim_audit::rules::{CheckedClaim, Preview};

/// Audits a text with all rules, those in preview as well.
fn audit(text: &str, format: Format) -> DocumentReport<'_> {
    audit_with(text, format, &Naming::default(), &Preview::ON, Line::default())
}

#[test]
fn each_sentence_is_read_as_a_careful_reader_does() {
    let mut wrong = String::new();
    for (text, expected) in READ {
        let found = show(text);
        if found != *expected {
            wrong.extend([text, "\n  expected ", expected, "\n  found    ", &found, "\n"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_right_sentence_raises_an_alarm() {
    for text in QUIET.iter().copied().chain(include_str!("genres.quiet").lines()) {
        assert!(!show(text).contains("mismatch"), "{text}\n  {}", show(text));
    }
}

/// Short texts, each with the claims that are read in it on the lines that start with ">".
#[test]
fn each_passage_is_read_as_a_careful_reader_does() {
    let mut text = String::new();
    let mut expected = Vec::new();
    for line in include_str!("genres.passages").lines().chain([""]) {
        if let Some(claim) = line.strip_prefix("> ") {
            expected.push(claim);
        } else if expected.is_empty() {
            text.extend([line, "\n"]);
        } else {
            assert_eq!(show(text.trim()), expected.join("; "), "{text}");
            text.clear();
            expected.clear();
        }
    }
}

#[test]
fn percent_for_points_is_found() {
    for text in POINTS {
        assert!(show(text).ends_with(": mismatch"), "{text}\n  {}", show(text));
    }
}

/// A sentence with one claim, which holds and has both levels, does not hold once its percentage is half as large again, unless a
/// guard or a hedge forgives that or its figures are too coarse to tell.
#[test]
fn a_wrong_percentage_is_found() {
    let mut missed = Vec::new();
    let mut tried = 0;
    for (text, reading) in READ {
        let report = audit(text, Format::Text);
        let [claim] = report.claims.as_slice() else { continue };
        let roles = claim.reading();
        let two_sided = roles.has(Role::New) && roles.has(Role::Old) && reading.ends_with(": holds");
        let Some(percent) = roles.get(Role::Percent).filter(|_| two_sided && claim.claim.guard.is_none()) else {
            continue;
        };
        let place = percent.span.start as usize..percent.span.end as usize;
        let digits: String = text[place.clone()].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        // "By a third" has no digits to spoil.
        if digits.is_empty() {
            continue;
        }
        let wrong = format!("9{digits}");
        let spoilt = format!("{}{wrong}{}", &text[..place.start], &text[place.start + digits.len()..]);
        tried += 1;
        if !show(&spoilt).contains("mismatch") {
            missed.push(spoilt);
        }
    }
    // What the linker is not sure of it leaves alone: never many, and never as right.
    assert!(missed.iter().all(|text| !show(text).contains("holds")), "{missed:#?}");
    assert!(missed.len() * 4 <= tried, "{} of {tried}: {missed:#?}", missed.len());
    assert!(tried >= 40, "{tried}");
}

/// The claims of a text in one line each: kind, direction, roles with the printed values, verdict.
#[test]
fn a_whole_unit_is_more_than_any_habit_takes() {
    for sentence in [
        "Sales came to $45 million in the north and $52 million in the south, for a total of $99 million.",
        "The rate eased to 3.2% from 3.9%, a drop of 0.9 percentage points.",
    ] {
        let report = audit(sentence, Format::Text);
        assert!(report.claims.iter().any(|claim| claim.verdict == Verdict::Mismatch), "{}", show(sentence));
    }
    // Terms that were cut off, as many bulletins have them.
    let cut = audit(
        "Sales came to $45 million in the north and $52 million in the south, for a total of $98 million.",
        Format::Text,
    );
    assert!(cut.claims.iter().all(|claim| claim.verdict != Verdict::Mismatch));
}

fn show(text: &str) -> String {
    let report = audit(text, Format::Text);
    let claims: Vec<_> = report.claims.iter().map(|claim| line(claim, text)).collect();
    if claims.is_empty() { "nothing".to_owned() } else { claims.join("; ") }
}

fn line(checked: &CheckedClaim, text: &str) -> String {
    let mut parts = vec![checked.claim.kind.name().to_owned()];
    parts.extend(checked.claim.direction.map(|direction| direction.name().to_owned()));
    let mut roles: Vec<_> = checked.reading().roles.iter().collect();
    roles.sort_by_key(|(role, _)| ORDER.iter().position(|known| known == role).unwrap_or(ORDER.len()));
    for (role, quantity) in roles {
        parts.push(format!("{}={}", role.name(), &text[quantity.span.start as usize..quantity.span.end as usize]));
    }
    let verdict = match checked.verdict {
        Verdict::Exact | Verdict::Rounded => "holds",
        other => other.name(),
    };
    format!("{}: {verdict}", parts.join(" "))
}

const ORDER: [Role; 5] = [Role::Percent, Role::Multiple, Role::Difference, Role::New, Role::Old];

/// Percentages that are percentage points.
const POINTS: &[&str] = &[
    "The share of smokers fell 3%, from 21% to 18%.",
    "The jobless rate rose 0.3 percent to 5.8 percent from 5.5 percent.",
];

/// What is read in each sentence.
#[rustfmt::skip]
const READ: &[(&str, &str)] = &[
    ("Output dropped by a third, to 48,000 tonnes from 72,000 tonnes.", "change down percent=a third new=48,000 old=72,000: holds"),
    ("Output dropped by a third, to 60,000 tonnes from 72,000 tonnes.", "change down percent=a third new=60,000 old=72,000: mismatch"),
    ("Fees fell by half to $12 million from $25 million.", "change down percent=half new=$12 million old=$25 million: holds"),
    ("About 71% of the 800 members, or 568, voted.", "share share=71% whole=800 part=568: holds"),
    ("About 61% of the 800 members, or 668, voted.", "share share=61% whole=800 part=668: unchecked"),
    ("She chaired the board from 1997 to 2008, a total of 14 years.", "span from=1997 to=2008 length=14 years: mismatch"),
    ("She chaired the board from 1997 to 2008, a total of 12 years.", "span from=1997 to=2008 length=12 years: holds"),
    ("Operating profit was €6.3 million, or 11.2% of revenue, down from €7.1 million, or 12.9%.", "change down new=€6.3 million old=€7.1 million: holds; share part=€6.3 million share=11.2%: unchecked"),
    ("Operating profit was €6.3 million, or 11.2% of revenue, up from €7.1 million, or 12.9%.", "change up new=€6.3 million old=€7.1 million: unchecked; share part=€6.3 million share=11.2%: unchecked"),
    ("Women hold 41 board seats, or 31%, up from 36, or 27%.", "change up new=41 old=36: holds"),
    ("Operating profit was €6.3 million, down from €7.1 million, or 14.9%.", "change down percent=14.9% new=€6.3 million old=€7.1 million: mismatch"),
    ("Net debt fell to $3.1 billion, or 2.2 times EBITDA, from $3.6 billion.", "change down new=$3.1 billion old=$3.6 billion: holds"),
    ("The shares fetch $52, or 17 times forecast earnings, up from $44, or 15 times.", "change up new=$52 old=$44: holds"),
    ("Loans grew to $3.1 billion, or 1.9 times their level of a year ago, from $2.1 billion.", "change up multiple=1.9 times new=$3.1 billion old=$2.1 billion: unchecked"),
    ("The bank will close 140 branches, 90 of them in the north, or 9% of its 1,560 branches.", "share part=140 share=9% whole=1,560: holds"),
    ("The bank will close 140 branches, 90 of them in the north, or 19% of its 1,560 branches.", "share part=140 share=19% whole=1,560: mismatch"),
    ("They checked 60 shops, 18 of them twice, or 30% of the 60.", "share part=18 share=30% whole=60: holds"),
    ("Sales more than doubled to $46 million from $23 million.", "change up multiple=doubled new=$46 million old=$23 million: holds"),
    ("Sales more than doubled to $41 million from $23 million.", "change up multiple=doubled new=$41 million old=$23 million: mismatch"),
    ("Sales nearly tripled to $74 million from $23 million.", "change up multiple=tripled new=$74 million old=$23 million: mismatch"),
    ("The field pumps 20,000 barrels a day, or 7.3 million barrels a year.", "conversion amount=20,000 equivalent=7.3 million: holds"),
    ("The field pumps 20,000 barrels a day, or 73 million barrels a year.", "conversion amount=20,000 equivalent=73 million: mismatch"),
    ("Rent is Rs 32,000 a month, or Rs 384,000 a year.", "conversion amount=Rs 32,000 equivalent=Rs 384,000: holds"),
    ("Rent is Rs 32,000 a month, or Rs 834,000 a year.", "conversion amount=Rs 32,000 equivalent=Rs 834,000: mismatch"),
    ("The mill makes 5,000 tonnes a day, or 1.5 million tonnes a year.", "conversion amount=5,000 equivalent=1.5 million: unchecked"),
    ("A ticket is $10 a month, or $100 a year.", "conversion amount=$10 equivalent=$100: unchecked"),
    ("Rye (from 952 to 1,072 tonnes) and oats (from 410 to 455) also rose.", "change up new=1,072 old=952: holds; change up new=455 old=410: holds"),
    ("Rye (from 952 to 1,072 tonnes) and oats (from 455 to 410) also rose.", "change up new=1,072 old=952: holds; change up new=410 old=455: unchecked"),
    ("The firm has three growth drivers: price, volume and mix.", "count count=three item=price item=volume item=mix: holds"),
    ("The firm has four growth drivers: price, volume and mix.", "count count=four item=price item=volume item=mix: mismatch"),
    ("Hops (up 14.2 pct) were the fastest-growing crop, followed by beets (up 9.1 pct).", "change up percent=14.2 pct: unchecked; change up percent=9.1 pct: unchecked; rank up value=14.2 pct other=9.1 pct: holds"),
    ("Hops (up 8.2 pct) were the fastest-growing crop, followed by beets (up 9.1 pct).", "change up percent=8.2 pct: unchecked; change up percent=9.1 pct: unchecked; rank up value=8.2 pct other=9.1 pct: mismatch"),
    ("Peru was the fastest-growing market, up 12%. Chile was the second-fastest-growing, up 15%.", "change up percent=12%: unchecked; rank up value=12%: unchecked; change up percent=15%: unchecked; rank up value=15% other=12%: mismatch"),
    ("The widest margin, 9%, was in Peru. Chile was the second-fastest-growing market, up 12%.", "change up percent=12%: unchecked; rank up value=12%: unchecked"),
    ("The jobless rate was higher in the south (7.4%) compared with the north (5.1%).", "rank value=7.4% other=5.1%: holds"),
    ("The jobless rate was higher in the south (4.7%) compared with the north (5.1%).", "rank value=4.7% other=5.1%: mismatch"),
    ("A margin of 24% is twice the industry average of 12%.", "change up multiple=twice new=24% old=12%: holds"),
    ("A margin of 24% is three times the industry average of 12%.", "change up multiple=three times new=24% old=12%: mismatch"),
    ("Lending grew 15%, three times the sector's growth rate of 5%.", "change up percent=15%: unchecked; change up multiple=three times new=15% old=5%: holds"),
    ("Lending grew 15%, five times the sector's growth rate of 5%.", "change up percent=15%: unchecked; change up multiple=five times new=15% old=5%: mismatch"),
    (
        "Crude stocks fell 3.1 mln barrels to 327.3 mln barrels in the week to March 20, from 330.4 mln.",
        "change down difference=3.1 mln new=327.3 mln old=330.4 mln: holds",
    ),
    (
        "Joblessness rose to 2,481,300, or 9.8 pct of the workforce, in January from 2,209,500, or 8.8 pct, in December.",
        "change up new=2,481,300 old=2,209,500: holds; share part=2,481,300 share=9.8 pct: unchecked",
    ),
    ("Shr 42 cts vs 35 cts.", "nothing"),
    ("Net profit 4.2 mln dlrs vs 3.5 mln dlrs, up 20 pct.", "change up percent=20 pct new=4.2 mln dlrs old=3.5 mln dlrs: holds"),
    ("The company said net income rose 12.5 pct to 18.0 mln dlrs from 16.0 mln dlrs a year earlier.", "change up percent=12.5 pct new=18.0 mln dlrs old=16.0 mln dlrs: holds"),
    ("The issue, 250 mln dlrs of 10-7/8 pct debentures due 1997, was priced at 99.50.", "nothing"),
    ("Wheat exports dropped 9.3 pct to 25.4 mln tonnes from 28.0 mln in 1985/86.", "change down percent=9.3 pct new=25.4 mln old=28.0 mln: holds"),
    ("Coffee stocks stood at 12.29 mln bags, against 11.0 mln bags a year ago.", "nothing"),
    ("M-1 rose 2.1 billion dlrs to 738.3 billion dlrs in the week ended March 9.", "change up difference=2.1 billion dlrs new=738.3 billion dlrs: unchecked"),
    ("Consumer prices rose 0.4 pct in February after rising 0.7 pct in January.", "change up percent=0.4 pct: unchecked; change up percent=0.7 pct: unchecked"),
    ("Operating profit was 86 mln stg, compared with 71 mln stg, a rise of 21 pct.", "change up percent=21 pct new=86 mln stg old=71 mln stg: holds"),
    ("Crude oil output averaged 8.35 mln barrels per day, down 3.1 pct from 8.62 mln bpd.", "change down percent=3.1 pct new=8.35 mln old=8.62 mln: holds"),
    ("Orders for durable goods fell 7.5 pct to 99.66 billion dlrs, the department said.", "change down percent=7.5 pct new=99.66 billion dlrs: unchecked"),
    ("The group raised its stake to 9.75 pct from 8.6 pct of the outstanding shares.", "change up new=9.75 pct old=8.6 pct: holds"),
    ("Revenues were 153.4 mln dlrs versus 139.5 mln dlrs.", "nothing"),
    ("The dollar fell to 149.60 yen from 151.45 yen on Friday.", "change down new=149.60 yen old=151.45 yen: holds"),
    ("The quarterly dividend was raised to 15 cts a share from 12 cts, an increase of 25 pct.", "change up percent=25 pct new=15 cts old=12 cts: holds"),
    ("Its loan losses doubled to 40.2 mln dlrs from 20.1 mln dlrs.", "change up multiple=doubled new=40.2 mln dlrs old=20.1 mln dlrs: holds"),
    ("Unemployment stood at 6.6 pct of the workforce, down 0.1 percentage point from January's 6.7 pct.", "change down difference=0.1 percentage point new=6.6 pct old=6.7 pct: holds"),
    ("Revenue increased 12% to $45.2 million from $40.2 million in the prior-year quarter.", "change up percent=12% new=$45.2 million old=$40.2 million: holds"),
    ("Net income declined 3% to $351 million, or $2.16 per share, compared with $362 million, or $2.22 per share.", "change down percent=3% new=$351 million old=$362 million: holds"),
    ("Net income declined 5% to $351 million or $2.16 per share compared with $370 million or $2.22 per share.", "change down percent=5% new=$351 million old=$370 million: holds"),
    ("On a constant-currency basis, sales rose 19% to $412 million from $400 million.", "change up percent=19% new=$412 million old=$400 million: unchecked"),
    ("Revenue grew 8% in constant currency to $1.06 billion from $1.02 billion.", "change up percent=8% new=$1.06 billion old=$1.02 billion: unchecked"),
    ("On an organic basis, sales grew 6.5% to EUR 812 million from EUR 790 million.", "change up percent=6.5% new=EUR 812 million old=EUR 790 million: unchecked"),
    ("Excluding acquisitions, revenue rose 4% to $512 million from $455 million.", "change up percent=4% new=$512 million old=$455 million: unchecked"),
    ("Same-store sales rose 2.1% while total revenue climbed 9.6% to $3.21 billion from $2.93 billion.", "change up percent=2.1%: unchecked; change up percent=9.6% new=$3.21 billion old=$2.93 billion: holds"),
    ("The net loss narrowed 40% to $3.0 million from $5.0 million.", "change down percent=40% new=$3.0 million old=$5.0 million: holds"),
    ("The operating loss widened to $14.2 million from $9.8 million a year earlier.", "change up new=$14.2 million old=$9.8 million: unchecked"),
    ("The company swung to a profit of $12 million from a loss of $4 million.", "nothing"),
    ("Adjusted EBITDA improved 15% to $23 million, compared to $20 million in the second quarter.", "change up percent=15% new=$23 million old=$20 million: holds"),
    ("Gross margin expanded 150 basis points to 42.5% from 41.0%.", "change up difference=150 basis points new=42.5% old=41.0%: holds"),
    ("Operating margin was 11.3%, up 80 bps from 10.5% a year ago.", "change up difference=80 bps new=11.3% old=10.5%: holds"),
    ("Gross margin of 38.2% compares with 37.1% in the year-ago quarter.", "nothing"),
    ("Shares fell 33 cents, or 0.4 percent, to $88.28.", "change down percent=0.4 percent difference=33 cents new=$88.28: holds"),
    ("Shares of the chipmaker were up $1.14, or 2.6%, at $45.32 in afternoon trading.", "change up percent=2.6% difference=$1.14 new=$45.32: holds"),
    ("The index gained 63.69 points, or 0.53 percent, to 12,050.41.", "change up percent=0.53 percent difference=63.69 new=12,050.41: holds"),
    ("The Nasdaq lost 0.47 percent, or 13.91 points, to close at 2,945.84.", "change down percent=0.47 percent difference=13.91 new=2,945.84: holds"),
    ("The stock has traded in a 52-week range of $21.50 to $38.40.", "nothing"),
    ("The shares hit a 52-week high of $38.40, up from a low of $21.50 in March.", "change up new=$38.40 old=$21.50: holds; rank value=$38.40: unchecked"),
    ("The shares were trading from $18 to $19 in early dealings.", "nothing"),
    ("Analysts expected earnings of 45 cents a share, compared with the 41 cents reported.", "nothing"),
    ("Earnings were $0.45 per share, compared with analysts' expectations of $0.41.", "nothing"),
    ("The company reported revenue of $5.1 billion, beating expectations of $4.9 billion by 4%.", "change percent=4% new=$4.9 billion old=$5.1 billion: holds"),
    ("It raised its full-year guidance to $3.40 from $3.20 a share.", "change up new=$3.40 old=$3.20: holds"),
    ("Capital spending is now seen at between $3 billion and $4 billion.", "nothing"),
    ("Revenue from services rose 14% to $310 million, and hardware revenue fell 6% to $188 million from $200 million.", "change up percent=14% new=$310 million: unchecked; change down percent=6% new=$188 million old=$200 million: holds"),
    ("Revenue rose 10% to $220 million, driven by a 25% increase in subscriptions to $100 million.", "change up percent=10% new=$220 million: unchecked; change up percent=25% new=$100 million: unchecked"),
    ("Volumes rose 4% and revenue climbed to $530 million from $500 million.", "change up percent=4%: unchecked; change up new=$530 million old=$500 million: holds"),
    ("Total revenues were $155.5 million, compared to $172.2 million for the first quarter of 2012, a decrease of 9.7%.", "change down percent=9.7% new=$155.5 million old=$172.2 million: holds"),
    ("Sales increased from $155.5 to $172.2 million.", "change up new=$172.2 million old=$155.5: holds"),
    ("Net interest income increased $3.1 million, or 7.0%, to $47.4 million.", "change up percent=7.0% difference=$3.1 million new=$47.4 million: holds"),
    ("Diluted EPS of $1.37 rose 5.4% from $1.30.", "change up percent=5.4% new=$1.37 old=$1.30: holds"),
    ("Selling expenses were $21.4 million, or 18.6% of revenue, compared with $19.9 million, or 19.2% of revenue.", "share part=$21.4 million share=18.6%: unchecked; share part=$19.9 million share=19.2%: unchecked"),
    ("Interest expense more than doubled to $8.4 million from $3.9 million.", "change up multiple=doubled new=$8.4 million old=$3.9 million: holds"),
    ("Backlog nearly tripled to $1.4 billion from $480 million.", "change up multiple=tripled new=$1.4 billion old=$480 million: holds"),
    ("Revenue of $61 million was up more than 20% from $50 million.", "change up percent=20% new=$61 million old=$50 million: holds"),
    ("Net profit jumped over 40% to $141 million, from just under $100 million.", "change up percent=40% new=$141 million old=$100 million: holds"),
    ("A 10% change in the euro would reduce revenue by $12 million, or 2%.", "change percent=10%: unchecked; change down percent=2% difference=$12 million: unchecked"),
    ("If rates rose 100 basis points, net interest income would increase 3% to $47 million.", "change up difference=100 basis points: unchecked; change up percent=3% new=$47 million: unchecked"),
    ("The notes, $750 million of 2.500% senior notes due 2030, were sold at 99.8% of par.", "nothing"),
    ("The shares were offered at a 12% discount to Tuesday's close of $31.10.", "nothing"),
    ("The company bought back 3.1 million shares at an average price of $41.20.", "nothing"),
    ("Sales rose to $4.4 million versus $4.0 million last year, driven by a 12% increase in the retail channel.", "change up new=$4.4 million old=$4.0 million: holds; change up percent=12%: unchecked"),
    ("Income from continuing operations rose 31 percent, to $9.2 million, or 44 cents a share, from $7.0 million, or 34 cents a share.", "change up percent=31 percent new=$9.2 million old=$7.0 million: holds"),
    ("Profit before tax was up 7 per cent at £214m (2010: £200m).", "change up percent=7 per cent new=£214m old=£200m: holds"),
    ("Revenue of €450m (2009: €480m) was down 6.3%.", "change down percent=6.3% new=€450m old=€480m: holds"),
    ("Net debt was reduced by £35m to £120m.", "change down difference=£35m new=£120m: unchecked"),
    ("Like-for-like sales were down 1.9%, with total sales up 2.4% at £1.28bn.", "change down percent=1.9%: unchecked; change up percent=2.4% new=£1.28bn: unchecked"),
    ("Sales in Asia advanced 18%, or 12% excluding currency, to $236 million from $200 million.", "change up percent=18% new=$236 million old=$200 million: holds"),
    ("Our gross margin came in at 61.2%, up 140 basis points from last year's 59.8%.", "change up difference=140 basis points new=61.2% old=59.8%: holds"),
    ("We ended the quarter with $512 million in cash, compared to $488 million at the end of June.", "nothing"),
    ("Operating expenses were $43.2 million, or 27% of revenue, versus $40.1 million, or 29% of revenue, a year ago.", "share part=$43.2 million share=27%: unchecked; share part=$40.1 million share=29%: unchecked"),
    ("ARPU grew 4% to $52.10, and churn improved 20 basis points to 1.1%.", "change up percent=4% new=$52.10: unchecked; change difference=20 basis points new=1.1%: unchecked"),
    ("For the third quarter we expect revenue between $310 million and $320 million, which at the midpoint represents 5% growth from $300 million.", "change up percent=5% old=$300 million: unchecked"),
    ("We now expect EPS of $4.10 to $4.20, compared to our prior range of $3.95 to $4.10.", "nothing"),
    ("Over the past five years we've compounded revenue at 12% a year, from $410 million to $722 million.", "growth_rate up percent=12% years=five years start=$410 million end=$722 million: holds"),
    ("Bookings grew an average of 10% a year from $100 million in 2006 to $146 million in 2010.", "growth_rate up percent=10% start=$100 million end=$146 million: holds"),
    ("Headcount was 4,210 at quarter-end, up from 3,980 in the prior quarter.", "change up new=4,210 old=3,980: holds"),
    ("Days sales outstanding improved to 48 days from 53 days.", "nothing"),
    ("The tax rate was 24.5% compared to 27.1% in the prior-year period.", "nothing"),
    ("North America grew 7% to $310 million, EMEA was flat at $140 million and Asia declined 4% to $96 million.", "change up percent=7% new=$310 million: unchecked; change down percent=4% new=$96 million: unchecked"),
    ("Free cash flow was $92 million, $14 million higher than the $78 million we generated last year.", "change up difference=$14 million new=$92 million old=$78 million: holds"),
    ("On a GAAP basis, net loss was $2.1 million or $0.07 per share, compared to a net loss of $3.8 million or $0.13 per share.", "nothing"),
    ("The unemployment rate fell from 5.2% in March to 5.0% in April.", "change down new=5.0% old=5.2%: holds"),
    ("Industrial production increased by 1.2% from 98.6 to 99.8.", "change up percent=1.2% new=99.8 old=98.6: holds"),
    ("Overnight stays rose by 6.1 per cent from 1,180,400 to 1,252,300.", "change up percent=6.1 per cent new=1,252,300 old=1,180,400: holds"),
    ("Exports rose 8.2% from a year earlier to $41.3 billion in June, compared with $43.1 billion in May.", "change up percent=8.2% new=$41.3 billion: unchecked"),
    ("The population increased by 12,400, or 0.9 per cent, to 1,392,300 on 1 January.", "change up percent=0.9 per cent difference=12,400 new=1,392,300: holds"),
    ("Since 2001 the number of households has grown by 18% to 2.24 million.", "change up percent=18% new=2.24 million: unchecked"),
    ("The trade deficit was 9.1 billion in July, against a deficit of 8.4 billion in June.", "nothing"),
    ("Seasonally adjusted, retail trade was up 0.5% to 118.9 from 117.2.", "change up percent=0.5% new=118.9 old=117.2: unchecked"),
    ("In real terms wages rose 1.1%, from 2,910 euros to 3,010 euros.", "change up percent=1.1% new=3,010 euros old=2,910 euros: unchecked"),
    ("The employment rate was 71.4%, 0.8 percentage points higher than in the first quarter of 2012.", "change up difference=0.8 percentage points new=71.4%: unchecked"),
    ("The rate rose 0.6 percentage points, from 4.8 to 5.4 per cent.", "change up difference=0.6 percentage points new=5.4 per cent old=4.8: holds"),
    ("Exports rose 12.29pc to $2.01 billion in July from $1.79 billion in the same month last year.", "change up percent=12.29pc new=$2.01 billion old=$1.79 billion: holds"),
    ("Net profit rose 18pc y/y to Rs 2,360 crore against Rs 2,000 crore.", "change up percent=18pc new=Rs 2,360 crore old=Rs 2,000 crore: holds"),
    ("The government's receipts stood at Rs 1.2 lakh crore, up 9.1 per cent from Rs 1.1 lakh crore.", "change up percent=9.1 per cent new=Rs 1.2 lakh crore old=Rs 1.1 lakh crore: holds"),
    ("Direct tax collection stood at ₹1,87,035 crore, as against ₹1,62,639 crore, an increase of 15 per cent.", "change up percent=15 per cent new=₹1,87,035 crore old=₹1,62,639 crore: holds"),
    ("The KSE-100 index shed 215.34 points, or 0.74pc, to close at 28,886.06 points.", "change down percent=0.74pc difference=215.34 new=28,886.06: holds"),
    ("Remittances totalled $1.39bn in August 2014, showing an increase of 3.7pc over $1.34bn in August 2013.", "change up percent=3.7pc new=$1.39bn old=$1.34bn: holds"),
    ("Cement despatches increased by 5.3pc to 2.99 million tonnes against 2.84 million tonnes in the corresponding period.", "change up percent=5.3pc new=2.99 million old=2.84 million: holds"),
    ("Foreign direct investment declined by 26pc to US $ 201mn during July-September from US$ 272mn.", "change down percent=26pc new=US $ 201mn old=US$ 272mn: holds"),
    ("Gold fell by Rs 240 to Rs 27,310 per 10 grams from Rs 27,550.", "change down difference=Rs 240 new=Rs 27,310 old=Rs 27,550: holds"),
    ("The trade deficit widened by 34.5pc to $6.3bn in July-August from $4.68bn.", "change up percent=34.5pc new=$6.3bn old=$4.68bn: holds"),
    ("Foreign exchange reserves rose $152 million to $14.73 billion in the week ended June 26.", "change up difference=$152 million new=$14.73 billion: unchecked"),
    ("Net interest income (NII) grew 21% to Rs 4,513 crore in Q2 FY15 from Rs 3,730 crore in Q2 FY14.", "change up percent=21% new=Rs 4,513 crore old=Rs 3,730 crore: holds"),
    ("Gross NPAs rose to 2.48% of advances from 2.24%, or Rs 9,879 crore.", "change up new=2.48% old=2.24%: holds"),
    ("The allocation has been doubled from Rs 50 crore to Rs 100 crore.", "change up multiple=doubled new=Rs 100 crore old=Rs 50 crore: holds"),
    ("Total income increased to Rs 1,205.4 crore in the quarter under review from Rs 1,101.2 crore in the same quarter of the previous year.", "change up new=Rs 1,205.4 crore old=Rs 1,101.2 crore: holds"),
    ("Sugar production fell 6 per cent to 24.3 million tonnes from 25.9 mt.", "change down percent=6 per cent new=24.3 million old=25.9 mt: holds"),
    ("Net sales increased $24.6 million, or 8.1%, to $328.3 million in fiscal 2012 from $303.7 million in fiscal 2011.", "change up percent=8.1% difference=$24.6 million new=$328.3 million old=$303.7 million: holds"),
    ("Cost of sales as a percentage of net sales decreased to 61.4% in 2010 from 62.3% in 2009.", "change down new=61.4% old=62.3%: holds"),
    ("General and administrative expenses decreased by $1,105,000, or 45.8%, to $1,310,000 from $2,415,000.", "change down percent=45.8% difference=$1,105,000 new=$1,310,000 old=$2,415,000: holds"),
    ("Interest income was $0.4 million and $0.6 million for the three months ended June 30, 2011 and 2010, respectively.", "nothing"),
    ("The provision for income taxes was $12.3 million, an effective rate of 35.1%, compared to $11.9 million, an effective rate of 36.0%.", "nothing"),
    ("As of March 31, 2012, we had $23.4 million outstanding under the facility, bearing interest at 3.25%.", "nothing"),
    ("A hypothetical 100 basis point increase in interest rates would increase our annual interest expense by $1.2 million.", "change up difference=100 basis point: unchecked; change up difference=$1.2 million: unchecked"),
    ("Our 8.125% notes were redeemed at 104.063% of their principal amount.", "nothing"),
    ("The increase of $4.2 million was due to a $3.0 million increase in payroll and a $1.2 million increase in rent.", "change up difference=$4.2 million: unchecked; change up difference=$3.0 million: unchecked; change up difference=$1.2 million: unchecked"),
    ("The allowance was 1.52% of total loans at December 31, 2009, compared to 1.31% at December 31, 2008.", "nothing"),
    ("The closing sale price on June 30, 2010 was $14.22, and the high and low prices for the quarter were $16.10 and $12.05.", "nothing"),
    ("Depreciation was $5.0 million, $4.1 million and $3.8 million in 2011, 2010 and 2009.", "nothing"),
    ("The weighted average yield declined 45 basis points to 4.87% from 5.32%.", "change down difference=45 basis points new=4.87% old=5.32%: holds"),
    ("Options to purchase 1.2 million shares at prices from $4.10 to $9.75 were outstanding.", "nothing"),
    ("Revenue rose 10% to $110 million, while operating profit slipped to $20 million from $22 million.", "change up percent=10% new=$110 million: unchecked; change down new=$20 million old=$22 million: holds"),
    ("Sales rose 5% in the quarter, valuing the company at $2.1 billion, up from $1.4 billion a year ago.", "change up percent=5%: unchecked; change up new=$2.1 billion old=$1.4 billion: holds"),
    ("Sales volume rose 3%, and net sales increased to $1.12 billion from $1.04 billion.", "change up percent=3%: unchecked; change up new=$1.12 billion old=$1.04 billion: holds"),
    ("Industrial output rose 7.1% year on year to 104.2 from 103.6 in the previous month.", "change up percent=7.1% new=104.2: unchecked"),
    ("Prices rose 0.4% on the month to 121.3, against 117.8 a year earlier.", "change up percent=0.4% new=121.3: unchecked"),
    ("The index rose 0.3% month-on-month to 121.3, compared with 117.8 in May 2012.", "change up percent=0.3% new=121.3: unchecked"),
    ("Since 2009 exports have grown 45% to $29 billion, from $27 billion in 2011.", "change up percent=45% new=$29 billion: unchecked"),
    ("Sales rose 12% in local currencies to $540 million from $521 million.", "change up percent=12% new=$540 million old=$521 million: unchecked"),
    ("Sales increased 4% (7% in constant currency) to $416 million from $400 million.", "change up percent=4% new=$416 million old=$400 million: holds"),
    ("Sales increased 4%, or 7% in constant currency, to $416 million from $400 million.", "change up percent=4% new=$416 million old=$400 million: holds"),
    ("Comparable sales rose 2.9% and net sales rose 7.1% to $2.25 billion from $2.10 billion.", "change up percent=2.9%: unchecked; change up percent=7.1% new=$2.25 billion old=$2.10 billion: holds"),
    ("Revenue, net of currency effects, rose 9% to $104 million from $100 million.", "change up percent=9% new=$104 million old=$100 million: unchecked"),
    ("Revenue rose 9%, adjusted for currency, to $104 million from $100 million.", "change up percent=9% new=$104 million old=$100 million: unchecked"),
    ("On a pro forma basis revenue grew 18% to $236 million from $180 million.", "change up percent=18% new=$236 million old=$180 million: unchecked"),
    ("Dividends have grown 7% p.a. from 50 cents to 70 cents in five years.", "growth_rate up percent=7% start=50 cents end=70 cents years=five years: holds"),
    ("Revenue grew by more than 20% to $130 million from $100 million.", "change up percent=20% new=$130 million old=$100 million: holds"),
    ("Revenue grew nearly 20% to $119.5 million from $100 million.", "change up percent=20% new=$119.5 million old=$100 million: holds"),
    ("Outflows slowed to $2.1 billion from $3.4 billion.", "change down new=$2.1 billion old=$3.4 billion: unchecked"),
    ("The deficit improved 12% to $8.8 billion from $10.0 billion.", "change up percent=12% new=$8.8 billion old=$10.0 billion: holds"),
    ("The deficit improved to $8.8 billion from $10.0 billion, or by 12%.", "change up percent=12% new=$8.8 billion old=$10.0 billion: holds"),
    ("The company posted a loss of $4 million, compared with a profit of $12 million.", "nothing"),
    ("Cash burn decreased 25% to $3.0 million from $4.0 million.", "change down percent=25% new=$3.0 million old=$4.0 million: holds"),
    ("Shares gave up 3 points to 102 from 105.", "change down difference=3 new=102 old=105: holds"),
    ("Shares gave up 3%, or 90 cents, to $29.10.", "change down percent=3% difference=90 cents new=$29.10: holds"),
    ("Oil rose 1.4% to $89.40 a barrel after trading between $87.90 and $89.80.", "change up percent=1.4% new=$89.40: unchecked"),
    ("The 30-day average volume is 2.1 million shares, compared with 4.5 million on Friday, up 14%.", "change up percent=14% new=2.1 million old=4.5 million: unchecked"),
    ("Profit rose 20% to $1.2 billion, compared with the $1.1 billion expected by analysts.", "change up percent=20% new=$1.2 billion old=$1.1 billion: unchecked"),
    ("Revenue rose 20% to $1.2 billion, against a consensus forecast of $1.15 billion.", "change up percent=20% new=$1.2 billion old=$1.15 billion: unchecked"),
    ("Earnings per share of $1.20 compared with a forecast of $1.10, up 20%.", "change up percent=20% new=$1.20 old=$1.10: unchecked"),
    ("The yield on the 10-year note fell to 1.72 percent from 1.76 percent late Thursday.", "change down new=1.72 percent old=1.76 percent: holds"),
    ("The coupons were cut 20% to $8 from $10.", "change down percent=20% new=$8 old=$10: holds"),
    ("The motion carried with 61% of the vote, up from 54%.", "change up new=61% old=54%: holds"),
    ("Turnout fell to 54.2% from 61.0%.", "change down new=54.2% old=61.0%: holds"),
    ("The share of renewable energy rose 2.1 points to 14.3%.", "change up difference=2.1 new=14.3%: unchecked"),
    ("Turnover rose 15 per cent to Rs. 1,150 crore from Rs. 1,000 crore and PAT rose 25 per cent to Rs. 125 crore.", "change up percent=15 per cent new=Rs. 1,150 crore old=Rs. 1,000 crore: holds; change up percent=25 per cent new=Rs. 125 crore: unchecked"),
    ("Profit rose 12 per cent to Rs 56 lakh from Rs 0.50 crore.", "change up percent=12 per cent new=Rs 56 lakh old=Rs 0.50 crore: holds"),
    ("Revenue was $60 million, up 20% from $50 million and ahead of the guidance of $55 million to $57 million.", "change up percent=20% new=$60 million old=$50 million: holds"),
    ("Exports grew to $2.825 billion, or by 23.7%, from $2.284 billion.", "change up percent=23.7% new=$2.825 billion old=$2.284 billion: holds"),
    ("EBITDA of $23 million, up 15%, on revenue of $210 million, up 5% from $200 million.", "change up percent=15% new=$23 million: unchecked; change up percent=5% new=$210 million old=$200 million: holds"),
    ("Operating profit rose 30% to $26 million on revenue that rose 5% to $210 million from $200 million.", "change up percent=30% new=$26 million: unchecked; change up percent=5% new=$210 million old=$200 million: holds"),
    ("Operating profit rose 30% on sales of $210 million, compared with $200 million.", "change up percent=30%: unchecked"),
    ("The group made a profit of $26 million, up 30%, as sales rose to $210 million from $200 million.", "change up percent=30% new=$26 million: unchecked; change up new=$210 million old=$200 million: holds"),
    ("Profit rose 30% thanks to sales of $210 million versus $200 million.", "change up percent=30%: unchecked"),
    ("The average selling price increased 4% to $312,000, and deliveries increased 12% to 1,120 homes from 1,000.", "change up percent=4% new=$312,000: unchecked; change up percent=12% new=1,120 old=1,000: holds"),
    ("Tonnage climbed 3.2% while average length of haul dropped 1.1% to 610 miles from 617 miles.", "change up percent=3.2%: unchecked; change down percent=1.1% new=610 old=617: holds"),
    ("He bought 10,000 shares, raising his holding by 25% to 50,000 from 40,000.", "change up percent=25% new=50,000 old=40,000: holds"),
    ("Provision for loan losses decreased 50% to $1.5 million from $3.0 million.", "change down percent=50% new=$1.5 million old=$3.0 million: holds"),
    ("The loss ratio improved 3.1 points to 62.4% from 65.5%.", "change difference=3.1 new=62.4% old=65.5%: holds"),
    ("Book value per share rose 4.0% to $26.00 from $25.00.", "change up percent=4.0% new=$26.00 old=$25.00: holds"),
    ("The company earned $26 million, or 52 cents per share, up from $20 million, or 41 cents per share.", "change up new=$26 million old=$20 million: holds"),
    ("The company earned $26 million, or 52 cents a share, up 30 percent from $20 million, or 41 cents a share, a year ago.", "change up percent=30 percent new=$26 million old=$20 million: holds"),
    ("Earnings rose to 52 cents a share from 41 cents, up 27 percent; revenue rose 5 percent to $210 million.", "change up percent=27 percent new=52 cents old=41 cents: holds; change up percent=5 percent new=$210 million: unchecked"),
    ("Net rose to $26 million, or 52 cents a share, from $20 million, or 41 cents; sales rose 5 percent.", "change up new=$26 million old=$20 million: holds; change up percent=5 percent: unchecked"),
    ("Oper shr 52 cts vs 41 cts; oper net 26.0 mln vs 20.0 mln; revs 210.0 mln vs 200.0 mln.", "nothing"),
    (
        "Sales rose 33,2% to $133 million from $100 million.",
        "change up percent=33,2% new=$133 million old=$100 million: holds",
    ),
    ("Revenue was C$110 million (US$104 million), up 10% from C$100 million (US$101 million).", "change up percent=10% new=C$110 million old=C$100 million: holds; conversion amount=C$110 million equivalent=US$104 million: unchecked; conversion amount=C$100 million equivalent=US$101 million: unchecked"),
    ("Revenue of A$110 million was 10% higher than the A$100 million of 2011.", "change up percent=10% new=A$110 million old=A$100 million: holds"),
    ("Profit rose to 1.1 billion euros ($1.4 billion) from 1.0 billion euros, up 10 percent.", "change up percent=10 percent new=1.1 billion euros old=1.0 billion euros: holds; conversion amount=1.1 billion euros equivalent=$1.4 billion: unchecked"),
    ("Sugar output rose 10 pct to 5.5 mt from 5.0 mt.", "change up percent=10 pct new=5.5 mt old=5.0 mt: holds"),
    ("The fund's assets rose $2.1 billion, or 4.4%, in the week to $49.8 billion, after inflows of $1.3 billion.", "change up percent=4.4% difference=$2.1 billion new=$49.8 billion: holds"),
    ("Rates increased between 3% and 5%, to $103 from $100.", "change up new=$103 old=$100: holds"),
    ("At 31 March 2012 net debt was £120m (31 March 2011: £155m), a reduction of 23%.", "change down percent=23% new=£120m old=£155m: holds"),
    ("Underlying profit up 12% at £56m (2010: £50m); statutory profit £48m (2010: £51m).", "change up percent=12% new=£56m old=£50m: holds"),
    ("Revenue up 3% to £1,030m (3% at constant rates) from £1,000m.", "change up percent=3% new=£1,030m old=£1,000m: holds"),
    ("The Sensex fell 220 points, or 1.1 per cent, to 19,780, while the Nifty lost 70 points, or 1.2 per cent, to 5,930 from 6,000.", "change down percent=1.1 per cent difference=220 new=19,780: holds; change down percent=1.2 per cent difference=70 new=5,930 old=6,000: holds"),
    ("The premium jumped 15% to Rs 23 crore in FY12 from Rs 20 crore in FY11 and Rs 18 crore in FY10.", "change up percent=15% new=Rs 23 crore old=Rs 20 crore: holds"),
    ("The trade gap narrowed 16.9 pct to 12.3 billion dlrs in January from 14.8 billion in December.", "change down percent=16.9 pct new=12.3 billion dlrs old=14.8 billion: holds"),
    ("Pretax profit rose 12.2 pct to 112.4 mln stg from 100.2 mln.", "change up percent=12.2 pct new=112.4 mln stg old=100.2 mln: holds"),
    ("Pretax profit rose 21.2 pct to 112.4 mln stg from 100.2 mln.", "change up percent=21.2 pct new=112.4 mln stg old=100.2 mln: mismatch"),
    ("Output rose to 12.1 mln bpd as sales climbed to 5.2 mln dlrs from 4.8 mln.", "change up new=5.2 mln dlrs old=4.8 mln: holds"),
    ("The discount rate was cut to 8-1/4 pct from 8-1/2 pct.", "change down new=8-1/4 pct old=8-1/2 pct: holds"),
    ("The share price rose 2-3/4 to 48-1/2 from 45-3/4.", "change up difference=2-3/4 new=48-1/2 old=45-3/4: holds"),
    ("The share price rose 2-3/4 to 48-1/2 from 46-3/4.", "change up difference=2-3/4 new=48-1/2 old=46-3/4: mismatch"),
    ("The jobless rate rose to 5.8 percent from 5.5 in March.", "change up new=5.8 percent old=5.5: holds"),
    ("Sales are expected to rise 5% to 10% this year.", "nothing"),
    ("Permits fell 6.5 percent to an annual rate of 872,000 from 933,000.", "change down percent=6.5 percent new=872,000 old=933,000: holds"),
    ("Permits fell 16.5 percent to an annual rate of 872,000 from 933,000.", "change down percent=16.5 percent new=872,000 old=933,000: unchecked"),
    ("Permits fell 16.5 percent to a seasonally adjusted annual rate of 872,000 units from 933,000.", "change down percent=16.5 percent new=872,000 old=933,000: unchecked"),
    ("Sales rose a seasonally adjusted 1.1 pct, or 1.3 billion dlrs, to 121.9 billion.", "change up percent=1.1 pct difference=1.3 billion dlrs new=121.9 billion: holds"),
    ("Net profit jumped 27.5% to Rs 1,250 cr in the third quarter from Rs 980 cr.", "change up percent=27.5% new=Rs 1,250 cr old=Rs 980 cr: holds"),
    ("The rupee gained 12 paise to 60.32 against the dollar from 60.44.", "change difference=12 paise new=60.32 old=60.44: holds"),
    ("The rupee fell 15 paise, or 0.25 per cent, to 60.32 against the dollar from 60.17.", "change percent=0.25 per cent new=60.32 old=60.17: holds"),
    ("The dividend was raised 20% to 120 paise from 100 paise.", "change up percent=20% new=120 paise old=100 paise: holds"),
    ("The lira fell 20% to 5.0 per dollar from 4.0.", "change percent=20% new=4.0 old=5.0: holds"),
    ("The dollar rose to 149.60 yen from 151.45 yen.", "change up new=149.60 yen old=151.45 yen: mismatch"),
    ("Revenue for the years ended December 31, 2011 and 2010 was $82.5 million and $75.0 million, respectively, an increase of 10%.", "change up percent=10% new=$82.5 million old=$75.0 million: holds"),
    ("Revenue for the years ended December 31, 2011 and 2010 was $82.5 million and $75.0 million, respectively, an increase of 15%.", "change up percent=15% new=$82.5 million old=$75.0 million: unchecked"),
    ("Cost of sales was $60.5 million in 2011 and $55.0 million in 2010, an increase of $5.5 million.", "change up difference=$5.5 million new=$60.5 million old=$55.0 million: holds"),
    ("Cost of sales was $60.5 million in 2011 and $55.0 million in 2010, an increase of $6.5 million.", "change up difference=$6.5 million new=$60.5 million old=$55.0 million: mismatch"),
    ("Net income was $8.0 million in 2011 and $7.0 million in 2010, and sales rose 10%.", "change up percent=10%: unchecked"),
    ("Sales of boats and engines rose 10% and 25% to $110 million and $50 million, respectively, from $100 million and $40 million.", "change up percent=10% new=$110 million old=$100 million: holds; change up percent=25% new=$50 million old=$40 million: holds"),
    ("Sales of boats and engines rose 10% and 35% to $110 million and $50 million, respectively, from $100 million and $40 million.", "change up percent=10% new=$110 million old=$100 million: holds; change up percent=35% new=$50 million old=$40 million: mismatch"),
    ("Fees and commissions were $12.4 million and $3.1 million, respectively, and costs rose 3%.", "change up percent=3%: unchecked"),
    ("Net income declined 3% to $351 million, or $2.16 per share, compared with $361 million, or $2.20 per share.", "change down percent=3% new=$351 million old=$361 million: holds"),
    ("The pipeline runs 120 miles (193 km) to the coast.", "conversion amount=120 equivalent=193: holds"),
    ("The pipeline runs 120 miles (139 km) to the coast.", "conversion amount=120 equivalent=139: mismatch"),
    ("The tanker was 120 nautical miles (222 km) off the coast.", "nothing"),
    ("The tunnel is 6 miles (10 km) long.", "conversion amount=6 equivalent=10: holds"),
    ("Prices rose 15.0% in 2022 and 20.0% in 2023, or 38.0% over the two years.", "change up percent=15.0%: unchecked; growth_rate up percent=38.0% term=15.0% term=20.0%: holds"),
    ("Prices rose 15.0% in 2022 and 20.0% in 2023, or 35.0% over the two years.", "change up percent=15.0%: unchecked; growth_rate up percent=35.0% term=15.0% term=20.0%: mismatch"),
    ("Prices rose 5% in 2022 and 8% in 2023, 13% over the two years.", "change up percent=5%: unchecked; growth_rate up percent=13% term=5% term=8%: holds"),
    ("Output rose 3.2% in January and 2.1% in February, 2.6% over the two months.", "change up percent=3.2%: unchecked"),
    ("After rising 10% in May and falling 10% in June, the index is 1% below where it started.", "change up percent=10%: unchecked; change down percent=10%: unchecked; growth_rate down percent=1% term=10% term=10%: holds"),
    ("After rising 10% in May and falling 10% in June, the index is 4% below its peak.", "change up percent=10%: unchecked; change down percent=10%: unchecked"),
    ("The company cut its guidance to $2.80 to $2.90 a share, down from $2.95 to $3.05.", "nothing"),
    ("It now sees growth of 3% to 5%, down from 4% to 6%.", "nothing"),
    ("The merger values the group at 1.2 billion dlrs, or 22 dlrs a share, 30 pct above its market price of 17 dlrs.", "change up percent=30 pct new=22 dlrs old=17 dlrs: holds"),
    ("It raised its stake to 1,240,000 shares, or 9.8 pct, from 1,120,000 shares, or 8.9 pct.", "change up new=1,240,000 old=1,120,000: holds"),
    ("Sales of new homes were at an annual rate of 433,000, 6.4 percent (±14.9%) above the revised March rate of 407,000.", "change up percent=6.4 percent new=433,000 old=407,000: holds"),
    ("The index stood at 104.3, 1.9% higher than in the same quarter of the previous year (102.4).", "change up percent=1.9% new=104.3 old=102.4: holds"),
    ("The allowance was $14.2 million, or 1.31% of loans, compared with $15.1 million, or 1.45% of loans, a decrease of $0.9 million.", "change down difference=$0.9 million new=$14.2 million old=$15.1 million: holds; share part=$14.2 million share=1.31%: unchecked; share part=$15.1 million share=1.45%: unchecked"),
    ("Sales fell 5% to $95 million (up 7% in local currencies) from $100 million.", "change down percent=5% new=$95 million old=$100 million: holds"),
    ("Sales fell 8% to $95 million (up 7% in local currencies) from $100 million.", "change down percent=8% new=$95 million old=$100 million: unchecked"),
    ("First-time claims fell by 18,000 to 324,000 from a revised 342,000.", "change down difference=18,000 new=324,000 old=342,000: holds"),
    ("First-time claims fell by 18,000 to 324,000 from a revised 352,000.", "change down difference=18,000 new=324,000 old=352,000: mismatch"),
    ("The board slashed the dividend 40% to 15 cents from 25 cents.", "change down percent=40% new=15 cents old=25 cents: holds"),
    ("The board slashed the dividend 60% to 15 cents from 25 cents.", "change down percent=60% new=15 cents old=25 cents: mismatch"),
    ("Earnings per share rose 11% to 23.4p from 21.0p.", "change up percent=11% new=23.4p old=21.0p: holds"),
    ("Orders rose to $310 million from $290 million, up 11% in the third quarter alone.", "change up percent=11% new=$310 million: unchecked"),
    ("International sales increased 12%, to 45% of the total from 42%.", "change up percent=12%: unchecked"),
    ("Growth came to 7.7 percent from 7.9 percent.", "nothing"),
    ("Growth slowed to 7.7 percent from 7.9 percent.", "change down new=7.7 percent old=7.9 percent: holds"),
    ("The fund raised $150 million from 42 investors.", "nothing"),
    ("We reduced waste by 30% and water use by 15%, from 2.0 to 1.7 litres per litre of beer.", "change down percent=30%: unchecked; change percent=15% new=1.7 old=2.0: holds"),
    ("The estimate was up 0.7% following a rise of 0.9%, taking annual growth to 2.6% from 2.5%.", "change up percent=0.7%: unchecked; change up percent=0.9%: unchecked; change up new=2.6% old=2.5%: holds"),
    ("Prices rose 1.7 percent, compared with a 2.0 percent rise in March.", "change up percent=1.7 percent: unchecked; change up percent=2.0 percent: unchecked"),
    ("The stock has a yield of 4.3%, greater than the peer average of 3.2%.", "rank value=4.3% other=3.2%: holds"),
    ("The stock has a yield of 3.1%, greater than the peer average of 3.2%.", "rank value=3.1% other=3.2%: holds"),
    ("Inflation was 1.4% in May, below the central bank's target of 2%.", "rank value=1.4% other=2%: holds"),
    ("Output shrank 3.1%, above the forecast of 4%.", "change down percent=3.1%: unchecked"),
    ("Revenue was $5 million, above last year's level of $4 million.", "nothing"),
    ("Exports rose 5% to $10 million, and imports by 3% to $12.0 million from $11.65 million.", "change up percent=5% new=$10 million: unchecked; change up percent=3% new=$12.0 million old=$11.65 million: holds"),
    ("Exports rose 5% to $10 million, and imports by 7% to $12.0 million from $11.65 million.", "change up percent=5% new=$10 million: unchecked; change up percent=7% new=$12.0 million old=$11.65 million: mismatch"),
    ("Output grew 9.3 percent and retail sales 12.8 percent to 1.76 trillion yuan.", "change up percent=9.3 percent: unchecked; change up percent=12.8 percent new=1.76 trillion yuan: unchecked"),
    ("Emissions fell 5.4% from 48.2 to 45.6 million tonnes.", "change down percent=5.4% new=45.6 million old=48.2: holds"),
    ("Emissions fell 8.4% from 48.2 in 2022 to 45.6 million tonnes in 2023.", "change down percent=8.4% new=45.6 million old=48.2: mismatch"),
    ("Catches fell from 48.2 to 45.6 million tonnes.", "change down new=45.6 million old=48.2: holds"),
    ("Catches fell from 45.6 to 48.2 million tonnes.", "change down new=48.2 million old=45.6: unchecked"),
    ("Registrations were 3.4 million, up 9.7% from 3.1 a year earlier.", "change up percent=9.7% new=3.4 million old=3.1: holds"),
    ("Registrations were 3.4 million, up 19.7% from 3.1 a year earlier.", "change up percent=19.7% new=3.4 million old=3.1: mismatch"),
    ("Deliveries increased 12.5% to 3.6 million units from 3.2.", "change up percent=12.5% new=3.6 million old=3.2: holds"),
    ("Deliveries increased 22.5% to 3.6 million units from 3.2.", "change up percent=22.5% new=3.6 million old=3.2: mismatch"),
    ("The harvest was 45.6 million tonnes, 5.4% below the 48.2 of a year earlier.", "change down percent=5.4% new=45.6 million old=48.2: holds"),
    ("The app grew from 5 to 2 million users.", "change up new=2 million old=5: holds"),
    ("The app tripled from 4 to 6 million users.", "change up multiple=tripled new=6 million old=4: mismatch"),
    ("The dam stands at 62% of capacity, up 5 points from 57%.", "change up difference=5 new=62% old=57%: holds"),
    ("The approval rate is 62%, up 5 points from 52%.", "change up difference=5 new=62% old=52%: unchecked"),
    ("Turnout was 62.3%, up 5 points from 57.1%.", "change up difference=5 new=62.3% old=57.1%: holds"),
    ("The gauge closed at 103.2, up 6 points from 98.2.", "change up difference=6 new=103.2 old=98.2: mismatch"),
    ("The rupee depreciated by 38 paisa to 278.62 against the dollar from 278.24.", "change difference=38 paisa new=278.62 old=278.24: holds"),
    ("The rupee depreciated by 58 paisa to 278.62 against the dollar from 278.24.", "change difference=58 paisa new=278.62 old=278.24: unchecked"),
    ("Petrol rose 58 paisa to 102.62 a litre from 102.24.", "change up difference=58 paisa new=102.62 old=102.24: unchecked"),
    ("The office counted 2,304 deaths, 4.2% below the five-year average of 2,405.", "change down percent=4.2% new=2,304 old=2,405: holds"),
    ("The office counted 2,304 deaths, 14.2% below the five-year average of 2,405.", "change down percent=14.2% new=2,304 old=2,405: mismatch"),
    ("Stocks of 1.62 million tonnes were 8% lower than the 10-year average of 1.76 million tonnes.", "change down percent=8% new=1.62 million old=1.76 million: holds"),
    ("Gold rose 5% to $110, compared with a 30-day average of $100.", "change up percent=5% new=$110 old=$100: unchecked"),
    ("Net income was 3.4 billion yen, versus a loss of 1.2 billion yen, an improvement of 4.6 billion yen.", "change difference=4.6 billion yen new=3.4 billion yen old=1.2 billion yen: holds"),
    ("The lender posted a profit of $14 million, compared with a loss of $6 million, an improvement of $8 million.", "change difference=$8 million new=$14 million old=$6 million: unchecked"),
    ("Operating profit came to $5.1 million, against an operating loss of $2.3 million, up $7.4 million.", "change up difference=$7.4 million new=$5.1 million old=$2.3 million: holds"),
    ("Operating profit came to $5.1 million, against an operating loss of $2.3 million, up $9.4 million.", "change up difference=$9.4 million new=$5.1 million old=$2.3 million: mismatch"),
    ("Operating profit came to $5.1 million, against an operating loss of $2.3 million, up 322%.", "change up percent=322% new=$5.1 million old=$2.3 million: unchecked"),
    ("The net loss was $3.0 million, compared with a profit of $5.0 million, a decline of $8.0 million.", "change down difference=$8.0 million new=$3.0 million old=$5.0 million: holds"),
    ("The net loss was $3 million, compared with $5 million, a decrease of 60%.", "change down percent=60% new=$3 million old=$5 million: mismatch"),
    ("The dollar fell to 149.60 yen from 151.45 yen, and to 1.52 marks from 1.54.", "change down new=149.60 yen old=151.45 yen: holds"),
];

/// Right sentences of which less is read than a careful reader would, or which state two sums in one; more of them stand in
/// `genres.quiet`.
#[rustfmt::skip]
const QUIET: &[&str] = &[
    "Turnover fell to 1.21 billion stg from 1.34 billion.",
    "The bank cut its prime rate to 8-1/4 pct from 8-1/2 pct.",
    "The stock rose 2-3/4 to 48-1/2 on the report.",
    "The trade deficit narrowed to 12.3 billion dlrs in January from 14.8 billion in December.",
    "Japan's current account surplus widened to 7.19 billion dlrs in March from 4.85 billion a year earlier.",
    "Retail sales rose a seasonally adjusted 1.1 pct, or 1.3 billion dlrs, to 121.9 billion.",
    "Sales rose 5% to $10.5 million and profit to $2 million from $1 million.",
    "For the full year it expects revenue of $2.1 billion to $2.2 billion, up 5% to 10% from $2.0 billion in 2011.",
    "The company sees sales growth of 3 to 5 percent in the coming year.",
    "Volume growth of 4% lifted sales to $530 million from $500 million.",
    "Revenue and operating income rose 10% and 20% to $110 million and $24 million, respectively.",
    "Deposits and loans grew to $5.2 billion and $4.1 billion, respectively, from $4.8 billion and $3.9 billion.",
    "Cash flow was nearly three times the $210 million generated a year earlier, at $615 million.",
    "Directors approved the merger with 96.4% of the votes cast.",
    "The company will pay $24 a share, a 31 percent premium to Friday's closing price of $18.32.",
    "We delivered revenue of $1.24 billion, up 9% year over year and up 3% sequentially.",
    "Revenue was $86 million, an increase of 12% sequentially from $77 million and 30% year-over-year from $66 million.",
    "We added 120,000 subscribers in the quarter to end at 2.42 million, compared with 2.30 million at the end of March.",
    "Services represented 34% of the total revenue of $820 million, or $279 million.",
    "Revenue has grown at a CAGR of 15% since 2006, from $200 million to $350 million in 2010.",
    "Consumer prices rose 2.4% year on year in May, up from 2.1% in April.",
    "The index stood at 104.2 in May, up 0.3% from 103.9 in April and 2.4% higher than a year earlier.",
    "In 2013, 2,142 dwellings were completed, which is 11.5% more than in 2012.",
    "GDP grew at an annual rate of 2.8 percent in the third quarter, to $16.9 trillion from $16.7 trillion.",
    "Compared with the $43.1 billion of May, exports fell to $41.3 billion in June, 8.2% more than a year earlier.",
    "Imports were worth 4.81 billion euros, 320 million euros, or 7.1%, more than in the same month of the previous year.",
    "Exports of 61.2 billion and imports of 55.0 billion left a surplus of 6.2 billion.",
    "Of the 43,200 new cars registered, 12,960, or 30%, were diesel.",
    "Housing starts fell 6.5 percent to a seasonally adjusted annual rate of 872,000 units from 933,000.",
    "The construction sector accounted for 7.4% of total employment, compared with 7.9% in 2010.",
    "The rupee gained 12 paise to 60.32 against the dollar.",
    "The company posted a profit after tax of Rs1.7 billion (EPS: Rs4.21) as compared to Rs1.5 billion (EPS: Rs3.72), up 13pc.",
    "Textile exports were up 3.1pc YoY and down 1.9pc MoM to $1.15bn.",
    "Large-scale manufacturing grew 2.5pc, against the target of 6pc.",
    "Revenue for the years ended December 31, 2011 and 2010 was $82.5 million and $75.0 million, respectively, an increase of 10%.",
    "Three customers accounted for 22%, 14% and 11% of revenue, respectively.",
    "Revenue grew 11% to $55.5 million, in which services contributed $12 million, up from $9 million.",
    "Net income rose 8% to $1.08 per share from $1.00, or to $216 million from $205 million.",
    "Net earnings declined 3% to $351 million, or $2.16 per share on a per-share basis down 2.7% from $2.22.",
    "Revenue increased 6% in volume terms and 9% in value terms to $109 million from $100 million.",
    "Sales of existing homes rose 3.5 percent to an annual rate of 4.62 million, up 11 percent from a year ago.",
    "Quarterly revenue of $240 million compares with $880 million for the full year 2010, up 9%.",
    "Sales rose 12% at constant exchange rates, to €540 million from €521 million.",
    "The market is forecast to grow 8% annually from $12 billion in 2012 to $17.6 billion in 2017.",
    "The market will grow from $12 billion in 2012 to $17.6 billion in 2017, or 8% per year.",
    "The market will grow at 8% per annum to $17.6 billion from $12 billion over five years.",
    "Orders fell as much as 30%, to $70 million from $100 million.",
    "Net loss improved by $1.2 million to $3.1 million from $4.3 million.",
    "Loss per share was $0.12, an improvement of $0.03 from a loss of $0.15.",
    "Profit turned to a loss of $4 million from $12 million.",
    "Crude was trading from $88.10 to $89.40, up 1%.",
    "The company cut its forecast to a range of $13.5 billion to $14.5 billion, from an estimated $15 billion.",
    "Revenue is expected to rise 10% to 12%, to between $110 million and $112 million from $100 million.",
    "Revenue rose 20% to $1.2 billion, topping analysts' estimates of $1.1 billion.",
    "Rents rose from $1,200 to $1,350, a 12.5% increase, against a citywide average of $1,500.",
    "A family earning $50,000 would see its tax bill fall 10% to $4,500 from $5,000.",
    "Each 1% rise in fuel prices cuts profit by $2 million, to $48 million.",
    "The 4.25% bond due 2022 fell 12 cents to 98.50, yielding 4.41%.",
    "The price of the 10-year note rose 11/32, pushing the yield down to 1.72 percent.",
    "The loan carries interest of LIBOR plus 2.5%, up from 2.0%.",
    "The rate of unemployment increased 10% to 5.5% from 5.0%.",
    "The dollar index rose 0.3 percent to 81.2 after falling to 80.8 from 81.5.",
    "Sales were $1,234,567 and $1,111,111 for 2012 and 2011, respectively, an increase of 11%.",
    "Sales were $1,111,111 and $1,234,567 for 2011 and 2012, respectively, an increase of 11%.",
    "Net sales for the quarter and the nine months were $52 million and $150 million, respectively, up 4% and 7% from $50 million and $140 million.",
    "Sales of boats and engines rose 10% and 25%, respectively, to $110 million and $50 million from $100 million and $40 million.",
    "Interest and fees were $12.4 million and $3.1 million, respectively, up 3%.",
    "Gross profit rose to $45.1 million (37.6% of sales) from $40.2 million (36.5% of sales), up 12%.",
    "Revenue for the first quarter rose 20% to a record $60 million from $50 million in the first quarter of 2012, and from $58 million in the fourth quarter.",
    "Revenue for the quarter increased 20% to $60 million from $50 million a year ago and 3% from $58 million in the prior quarter.",
    "Revenue rose 20% from the first quarter of 2012 and 3% from the fourth quarter, to $60 million.",
    "Sales hit $60 million in March, the highest since the $65 million of 2008, and rose 20% from $50 million.",
    "Net profit was up 30% at $26 million, with revenue at $210 million, compared with $200 million.",
    "Revenue of the division, which makes up 40% of the total, rose to $84 million from $80 million.",
    "Revenue rose 5% to $210 million, of which 40%, or $84 million, came from services.",
    "Membership rose 5% to 2,100, with 1,200 women, compared with 1,100 in 2010.",
    "Traffic rose 5% to 2.1 million passengers from 2.0 million, and load factor rose 2 points to 81.2% from 79.2%.",
    "Deliveries increased 12% to 1,120 homes, and home sale revenue 16% to $349.4 million from $300.0 million.",
    "The combined ratio rose 2.2 points, to 98.6 from 96.4.",
    "Net profit 26.0 mln dlrs or 52 cts a share vs 20.0 mln or 41 cts, up 30 pct.",
    "Year net 26.0 mln dlrs, up 30 pct from 20.0 mln; sales 210 mln vs 200 mln.",
    "Sales rose 29.\n02 percent to $129 million from $100 million.",
    "Prices were C$5.50, up 10% from C$5.00, or US$5.20.",
    "Revenue rose 10% to €110 million ($143 million) from $136 million a year earlier.",
    "Prices rose by 3-5%, from $100 to $104.",
    "The company plans to cut 10% of its 12,000 jobs, or about 1,200 positions.",
    "The Fed raised its target from a range of 0.25% to 0.5% to a range of 0.5% to 0.75%.",
    "EPS fell 3p to 41p from 44p, and the dividend was raised 5% to 10.5p from 10.0p.",
];

/// Words that were once told from each other by their length, or were too long or too rare to be known at all.
#[test]
fn words_are_known_by_what_they_are() {
    for text in ["steady", "unchanged", "stable"] {
        let said = format!("The rate was {text} among men (7%) versus women (5%).");
        let report = audit(&said, Format::Text);
        assert!(report.claims.iter().all(|claim| claim.findings.is_empty()), "{text}: {:?}", report.claims);
    }
    for text in ["quarter-on-quarter", "Quarter-over-Quarter", "qoq", "q/q", "QoQ", "month-on-month", "sequentially"] {
        let text = format!("Sales rose 5% {text} to $5.5 million from $5.0 million a year earlier.");
        let report = audit(&text, Format::Text);
        assert!(report.claims.iter().all(|claim| claim.findings.is_empty()), "{text}: {:?}", report.claims);
    }
    for text in ["doubled", "quadrupled", "quintupled"] {
        let said = format!("Revenue {text}.");
        let report = audit(&said, Format::Text);
        assert_eq!(report.claims.len(), 1, "{text}");
    }
}
