//! What a dish is called in the kitchen: short enough to be read at two metres.

/// The most letters of it.
pub const MAX_KITCHEN_NAME: usize = 14;

/// Words without which a name says the same to a cook.
const FILLERS: [&str; 14] = [
    "a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "para", "por", "y",
];

/// A kitchen name for a dish: its first words that fit, and always its numbers, so that six pieces and twelve are not called the same.
pub fn proposed_kitchen_name(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= MAX_KITCHEN_NAME {
        return name.to_owned();
    }
    let words: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| ",.;:()\"".contains(letter)))
        .filter(|word| !word.is_empty() && !FILLERS.contains(&word.to_lowercase().as_str()))
        .collect();
    let taken = |word: &str| word.chars().count() + 1;
    let mut numbers: usize = words
        .iter()
        .filter(|word| is_number(word))
        .map(|word| taken(word))
        .sum();
    let (mut kept, mut length, mut full) = (Vec::new(), 0, false);
    for word in words {
        let of_word = taken(word);
        if is_number(word) {
            numbers -= of_word;
        } else {
            full |= length + of_word + numbers > MAX_KITCHEN_NAME + 1;
            if full && !kept.is_empty() {
                continue;
            }
        }
        length += of_word;
        kept.push(word);
    }
    let proposed = kept.join(" ");
    let cut: String = proposed.chars().take(MAX_KITCHEN_NAME).collect();
    cut.trim_end().to_owned()
}

/// Whether a word counts something: `12`, `1.5`, `½`.
fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kitchen_name_is_short_and_keeps_its_numbers() {
        for (name, kitchen) in [
            ("Papas fritas", "Papas fritas"),
            ("¼ de pollo a la brasa", "¼ pollo brasa"),
            ("Chicharrón de pollo, 12 piezas", "Chicharrón 12"),
            ("Chicharrón de pollo, 6 piezas", "Chicharrón 6"),
            ("Tequeños de queso, 6 unidades", "Tequeños 6"),
            ("Chicha morada de 1.5 l", "Chicha 1.5"),
            ("Sánguche a la brasa con papas", "Sánguche brasa"),
            ("Anticuchos de corazón", "Anticuchos"),
            ("Parrilla para 4", "Parrilla 4"),
            ("Supercalifragilístico", "Supercalifragi"),
            ("de la con para por y en el", ""),
            ("", ""),
        ] {
            assert_eq!(proposed_kitchen_name(name), kitchen, "{name}");
            assert!(kitchen.chars().count() <= MAX_KITCHEN_NAME);
        }
    }
}
