//! One way to fold letters, for searching and for what is made of a name: lower case without accents, whichever way it is written
//! down. It is the compatibility decomposition of Unicode (NFKD) without its marks, for Latin letters, and what people
//! write for letters that have none; a test holds it against a library that has the tables of all scripts, which a browser need not
//! load.

use super::Slug;

/// What is written for which letters in lower case.
const FOLDED: [(&str, &str); 33] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặª"),
    ("ae", "æ"),
    ("b", "ḃḅḇ"),
    ("c", "çćĉċčḉ"),
    ("d", "ďḋḍḏḑḓðđ"),
    ("dz", "ǆǳ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ("f", "ḟ"),
    ("g", "ĝğġģǧǵḡ"),
    ("h", "ĥȟḣḥḧḩḫẖħ"),
    ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"),
    ("ij", "ĳ"),
    ("j", "ĵǰ"),
    ("k", "ķǩḱḳḵ"),
    ("l", "ĺļľḷḹḻḽłŀ"),
    ("lj", "ǉ"),
    ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋŋ"),
    ("nj", "ǌ"),
    ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøº"),
    ("oe", "œ"),
    ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"),
    ("s", "śŝşšſșṡṣṥṧṩẛ"),
    ("ss", "ß"),
    ("t", "ţťțṫṭṯṱẗŧ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ("v", "ṽṿ"),
    ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"),
    ("z", "źżžẑẓẕ"),
];

/// Letters and signs of the width of East Asian ones lie this far behind the plain ones.
const WIDE: u32 = 0xfee0;

/// Maximum number of things of one name.
const MAX_SAME_NAMES: usize = 99;

/// What an id can be made of a name: its letters and digits in lower case, without accents, at most 40, with `_` for everything
/// else. Empty where the name has none.
pub fn id_letters(name: &str) -> String {
    let mut id = String::new();
    for c in fold(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            _ if !id.ends_with('_') && !id.is_empty() => id.push('_'),
            _ => {}
        }
    }
    let short: String = id.chars().take(40).collect();
    short.trim_end_matches('_').to_owned()
}

/// The id of a category or a choice by its name, with a number behind it where that is taken; made of `unnamed` where the name has
/// no letter that ids have. `None` when a hundred of that name are there.
pub fn free_slug(name: &str, unnamed: &str, is_taken: impl Fn(&Slug) -> bool) -> Option<Slug> {
    let letters = id_letters(name);
    let first = if letters.is_empty() { unnamed } else { &letters };
    let short: String = first.chars().take(35).collect();
    let short = short.trim_end_matches('_');
    let numbered = |number: usize| match number {
        1 => Slug::parse(short).ok(),
        number => Slug::parse(format!("{short}_{number}")).ok(),
    };
    (1..=MAX_SAME_NAMES).filter_map(numbered).find(|id| !is_taken(id))
}

/// Lower case without accents: `Anticuchos de corazón` is found by `corazon`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .chars()
        .flat_map(char::to_lowercase)
        .map(narrow)
        .flat_map(char::to_lowercase)
    {
        match c {
            _ if c.is_ascii() => folded.push(c),
            _ if is_mark(c) => {}
            '\u{fb00}'..='\u{fb06}' => folded.push_str(ligature(c)),
            _ => match FOLDED.iter().find(|(_, letters)| letters.contains(c)) {
                Some((plain, _)) => folded.push_str(plain),
                None => folded.push(c),
            },
        }
    }
    folded
}

/// A letter, digit or sign in the usual width.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - WIDE).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// Letters that old typefaces write together.
fn ligature(c: char) -> &'static str {
    match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => "st",
    }
}

/// An accent of its own, behind its letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_normalizer::DecomposingNormalizerBorrowed;

    #[test]
    fn letters_of_all_of_latin_america_and_europe_are_found_by_plain_ones() {
        for (written, found) in [
            ("Pão de queijo", "pao de queijo"),
            ("AÇAÍ", "acai"),
            ("crème brûlée", "creme brulee"),
            ("limen\u{303}a", "limena"),
            ("Œufs à la Straße", "oeufs a la strasse"),
            ("Phở bò, bánh mì", "pho bo, banh mi"),
            ("Ｐｏｌｌｏ　¼", "pollo ¼"),
            ("\u{fb01}lete", "filete"),
            ("牛肉面", "牛肉面"),
        ] {
            assert_eq!(fold(written), found);
        }
    }

    /// What has a decomposition of letters is folded to it, and nothing else is touched that people do not write otherwise.
    #[test]
    fn it_is_the_compatibility_decomposition_without_marks() {
        let letters = DecomposingNormalizerBorrowed::new_nfkd();
        let written_otherwise = "æðđħıłøœßŧþŋŀ";
        let ranges = [0xa1..0x250_u32, 0x1e00..0x1f00, 0xfb00..0xfb07, 0xff01..0xff5f];
        for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
            let lower: String = c.to_lowercase().collect();
            if lower.chars().any(|c| written_otherwise.contains(c)) {
                continue;
            }
            let decomposed = letters.normalize(&lower);
            let plain: String = decomposed.chars().filter(|c| !is_mark(*c)).collect();
            let plain = plain.to_lowercase();
            let expected = match plain.chars().all(char::is_alphabetic) || c >= '\u{ff01}' {
                true => plain,
                // Fractions and raised digits stay as they are.
                false => lower,
            };
            if fold(&c.to_string()) != expected && !expected.is_ascii() {
                // Letters of other alphabets, which no plain one stands for.
                assert_eq!(fold(&c.to_string()), c.to_lowercase().collect::<String>(), "{c}");
                continue;
            }
            assert_eq!(fold(&c.to_string()), expected, "{c} U+{:04X}", u32::from(c));
        }
    }
}
