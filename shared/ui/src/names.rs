//! Names of people within sentences and pictures.

use super::dynamic::nothing;
use leptos::prelude::*;

/// A sentence in which a name, written in whatever direction, does not turn the words around it.
pub fn isolated(sentence: &str, name: &str) -> AnyView {
    match around(sentence, name) {
        Some((before, after)) => view! {
            {before.to_owned()}
            <bdi>{name.to_owned()}</bdi>
            {(!after.is_empty()).then(|| after.to_owned())}
        }
        .into_any(),
        None if sentence.is_empty() => nothing(),
        None => sentence.to_owned().into_any(),
    }
}

/// What stands before and after a name, where it stands as a word of its own.
fn around<'a>(sentence: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    if name.is_empty() {
        return None;
    }
    let mut found = sentence.match_indices(name);
    found.find_map(|(at, _)| {
        let (before, rest) = sentence.split_at_checked(at)?;
        let after = rest.get(name.len()..)?;
        let is_word = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        is_word.then_some((before, after))
    })
}

/// The first letter of a name as people see it, with its accents; of an emoji, all that makes it one picture.
pub fn initial(name: &str) -> Option<String> {
    let name = name.trim();
    let mut letters = name.chars();
    let mut initial = String::from(letters.next()?);
    let is_flag = |letter: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&letter);
    for letter in letters {
        let joined = initial.ends_with('\u{200D}');
        let second_of_flag = is_flag(letter) && initial.chars().all(is_flag) && initial.chars().count() == 1;
        if !(joined || second_of_flag || goes_with_the_one_before(letter)) {
            break;
        }
        initial.push(letter);
    }
    Some(initial)
}

/// Combining accents, joiners, variants, and the colours of skin.
fn goes_with_the_one_before(letter: char) -> bool {
    matches!(
        letter,
        '\u{0300}'..='\u{036F}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{200D}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{1F3FB}'..='\u{1F3FF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_is_what_one_sees() {
        for (name, letter) in [
            ("Rosa", Some("R")),
            (" Élmer", Some("É")),
            ("E\u{301}lmer", Some("E\u{301}")),
            ("👩🏽\u{200D}🍳 Chef", Some("👩🏽\u{200D}🍳")),
            ("🇵🇪🇨🇱", Some("🇵🇪")),
            ("中村", Some("中")),
            ("  ", None),
        ] {
            assert_eq!(initial(name).as_deref(), letter, "{name}");
        }
    }

    #[test]
    fn a_name_is_found_as_a_word() {
        let sentence = "Tu pedido está en la cocina. En lo está preparando.";
        assert_eq!(
            around(sentence, "En"),
            Some(("Tu pedido está en la cocina. ", " lo está preparando."))
        );
        assert_eq!(around("Hola, Ana", "Ana"), Some(("Hola, ", "")));
        assert_eq!(around("Hola, Anabel", "Ana"), None);
        assert_eq!(around("Hola", ""), None);
    }
}
