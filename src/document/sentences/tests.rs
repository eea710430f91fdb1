#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::{split, trim};

fn sentences(text: &str) -> Vec<&str> {
    split(text).into_iter().map(|sentence| &text[sentence.start as usize..sentence.end as usize]).collect()
}

/// The text in which each sentence ends with `|`.
fn marked(text: &str) -> String {
    sentences(text).join("|")
}

/// One sentence, whatever stops it holds.
#[track_caller]
fn whole(text: &str) {
    assert_eq!(sentences(text), [text]);
}

#[test]
fn abbreviations_do_not_end_a_sentence() {
    whole("U.S. exports rose.");
    whole("U.S. Exports to the U.K. Market rose.");
    whole("It cost Rs. 5 or Rs. Five.");
    whole("It ranks No. 3 in the world.");
    whole("Sales of $4.5 billion.");
    whole("Dr. Saif and Ms. Khan met Sen. Smith.");
    whole("It ended Sept. 30, 2025, and Oct. 1 was a holiday.");
    whole("Acme Inc. and Beta Corp. Ltd. said so.");
    whole("Some, e.g. Germany and i.e. France vs. Italy, grew.");
    whole("It opens at 9 a.m. Monday and closes at 5 p.m. ET.");
    whole("J. K. Rowling and George W. Bush met.");
    whole("St. Petersburg grew 5.25 percent.");
    whole("The DigiSkills.pk program and Booking.com and Node.js rose.");
    whole("Yahoo! Inc. rose 5%.");
}

#[test]
fn abbreviations_end_a_sentence_before_an_opener() {
    assert_eq!(marked("He works at Acme Inc. The firm grew."), "He works at Acme Inc.|The firm grew.");
    assert_eq!(marked("It sells in the U.S. In 2024 it grew."), "It sells in the U.S.|In 2024 it grew.");
    assert_eq!(marked("It opens at 9 a.m. This is early."), "It opens at 9 a.m.|This is early.");
    assert_eq!(marked("It grew in Sept. The rest fell."), "It grew in Sept.|The rest fell.");
    assert_eq!(marked("He said no. Sales fell."), "He said no.|Sales fell.");
}

#[test]
fn stops_end_a_sentence() {
    assert_eq!(
        marked("Sales rose 5%. Costs fell! Why? Nobody knows."),
        "Sales rose 5%.|Costs fell!|Why?|Nobody knows."
    );
    assert_eq!(marked("It rose to $5. 12 firms fell."), "It rose to $5.|12 firms fell.");
    assert_eq!(marked("It rose in 2024. $5 million was lost."), "It rose in 2024.|$5 million was lost.");
    assert_eq!(marked("Sales rose. iPhone sales fell."), "Sales rose.|iPhone sales fell.");
    assert_eq!(marked("It rose.\nIt fell."), "It rose.|It fell.");
}

#[test]
fn closing_quotes_belong_to_the_sentence() {
    assert_eq!(marked("“It rose.” He left. (It fell.) So?"), "“It rose.”|He left.|(It fell.)|So?");
    assert_eq!(marked("\"It rose.\" \"It fell.\""), "\"It rose.\"|\"It fell.\"");
    assert_eq!(marked("“It rose,” he said. “It fell.”"), "“It rose,” he said.|“It fell.”");
    whole("“Really?” he asked.");
}

#[test]
fn semicolons_colons_and_line_breaks_end_nothing() {
    whole("Exports rose; imports fell:\nby 5%\nto $3 million.");
}

#[test]
fn ellipses_end_a_sentence_before_a_capital() {
    assert_eq!(marked("It rose ... and fell... Then it rose."), "It rose ... and fell...|Then it rose.");
}

#[test]
fn glued_sentences_are_split() {
    assert_eq!(marked("Costs decreased.Sales rose."), "Costs decreased.|Sales rose.");
    assert_eq!(marked("What are they?Separate things."), "What are they?|Separate things.");
    assert_eq!(marked("“It rose.”He left."), "“It rose.”|He left.");
    whole("See Booking.Com and https://example.org/watch?Video today.");
    whole("It decreased.0.41 per cent.");
}

#[test]
fn broken_decimals_and_list_numbers_stay_whole() {
    whole("It rose 29.\n\n02 percent.");
    whole("1. Exports rose.");
    assert_eq!(marked("It fell. 2. Exports rose."), "It fell.|2. Exports rose.");
}

#[test]
fn bullets_inside_a_line_are_cut_out() {
    assert_eq!(marked("Highlights • Sales rose 5% • Costs fell"), "Highlights|Sales rose 5%|Costs fell");
    assert_eq!(marked("The firm * Acme: pilots * Beta: finance"), "The firm|Acme: pilots|Beta: finance");
    whole("5 * 3 and 2 * 4");
}

#[test]
fn wide_gaps_before_a_new_phrase_are_breaks() {
    assert_eq!(marked("Prices:  12% Off  Activity Rules: none"), "Prices:  12% Off|Activity Rules: none");
    whole("Exports to the  United States rose  by 5%");
}

#[test]
fn ideographic_stops_need_no_space() {
    assert_eq!(marked("出口增长5%。进口下降3%。"), "出口增长5%。|进口下降3%。");
}

proptest! {
    #[test]
    fn sentences_lie_in_order_on_char_boundaries(text in "([a-zA-Z0-9]{1,3}|[ .!?\n]|[“”\"')(•。$%é]|  | \\* |U\\.S\\.|Inc\\.){0,60}") {
        let mut end = 0;
        for sentence in split(&text) {
            let (from, to) = (sentence.start as usize, sentence.end as usize);
            prop_assert!(end <= from && from < to);
            prop_assert_eq!(text[from..to].trim(), &text[from..to]);
            end = to;
        }
    }

    #[test]
    fn any_text_is_split(text in any::<String>()) {
        for sentence in split(&text) {
            prop_assert!(text.get(sentence.start as usize..sentence.end as usize).is_some());
        }
    }
}

#[test]
fn white_space_of_any_kind_is_trimmed() {
    for (text, start, end) in
        [(" a ", 1, 2), ("\u{a0}\n“a” \u{a0}\u{2003}", 3, 10), (" \t\r\n", 4, 4), ("é", 0, 2), ("", 0, 0)]
    {
        assert_eq!(trim(text, 0..text.len()), start..end, "{text:?}");
    }
}
