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

#[cfg(test)]
mod tests {
    use super::*;

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
