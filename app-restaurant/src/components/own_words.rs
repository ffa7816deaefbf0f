//! Sentences with words that somebody has written: those keep their own direction, and the rest of the sentence its order.

use leptos::prelude::*;

/// What stands in a sentence for the first and the second of somebody's words until they are put there: characters that
/// nobody writes.
pub const OWN: [&str; 2] = ["\u{e000}", "\u{e001}"];

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Ours(&'a str),
    Own(&'a str),
}

/// A sentence made with [`OWN`], and the words that belong there.
pub fn with_own(sentence: &str, words: &[&str]) -> AnyView {
    let draw = |part: Part<'_>| match part {
        Part::Ours(text) => text.to_owned().into_any(),
        Part::Own(text) => view! { <bdi>{text.to_owned()}</bdi> }.into_any(),
    };
    let parts = parts(sentence, words).into_iter().map(draw);
    // One element, wherever it stands: between the items of a row there would be gaps.
    view! { <span>{parts.collect::<Vec<AnyView>>()}</span> }.into_any()
}

fn parts<'a>(sentence: &'a str, words: &[&'a str]) -> Vec<Part<'a>> {
    let Some((at, place)) = OWN
        .iter()
        .enumerate()
        .filter_map(|(place, own)| Some((sentence.find(own)?, place)))
        .min()
    else {
        return vec![Part::Ours(sentence)];
    };
    let (before, rest) = sentence.split_at(at);
    let after = rest.strip_prefix(OWN[place]).unwrap_or_default();
    let mut all = vec![Part::Ours(before)];
    all.extend(words.get(place).map(|own| Part::Own(own)));
    all.extend(parts(after, words));
    all.retain(|part| *part != Part::Ours(""));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_stand_apart_in_the_order_of_the_sentence() {
        let [first, second] = OWN;
        assert_eq!(
            parts(&format!("Lo tiene {first}"), &["رنا"]),
            [Part::Ours("Lo tiene "), Part::Own("رنا")]
        );
        assert_eq!(
            parts(&format!("{second}, de {first}."), &["Rosa", "sin gas"]),
            [
                Part::Own("sin gas"),
                Part::Ours(", de "),
                Part::Own("Rosa"),
                Part::Ours(".")
            ]
        );
        assert_eq!(parts("Lo tienes tú", &[]), [Part::Ours("Lo tienes tú")]);
    }
}
