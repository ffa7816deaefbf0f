//! Passwords that are made for people of the staff, to be typed once and replaced then.

use rand::RngExt as _;

/// What passwords are made of: 32 characters that are not taken for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Characters that are read in one go.
const GROUP: usize = 5;

/// A password that nobody has had, such as `h4kqz-7mwpe-x2rtn-b9cvd`: each group has 25 bits.
#[must_use]
pub fn made_password(groups: usize) -> String {
    let mut rng = rand::rng();
    let mut group = || -> String {
        let bytes: [u8; GROUP] = rng.random();
        let characters = bytes
            .iter()
            .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
        characters.map(|byte| char::from(*byte)).collect()
    };
    let groups: Vec<String> = (0..groups).map(|_| group()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::customer::check_password;

    #[test]
    fn made_passwords_may_be_passwords_and_are_all_different() {
        let made: std::collections::BTreeSet<String> = (0..200).map(|_| made_password(2)).collect();
        assert_eq!(made.len(), 200);
        assert!(
            made.iter()
                .all(|text| text.len() == 11 && check_password(text).is_ok())
        );
    }
}
