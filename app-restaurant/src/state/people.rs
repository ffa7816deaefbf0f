//! Who works here, as the screen of the staff knows them.

use api::staff::StaffMember;
use domain::customer::proposed_username;
use domain::letters::fold;

/// Those with access, or those without, whose name or user name has these letters in it, by name.
pub fn listed(people: &[StaffMember], active: bool, search: &str) -> Vec<StaffMember> {
    let search = fold(search.trim());
    let wanted = |person: &&StaffMember| {
        person.active == active && (fold(&person.name).contains(&search) || person.username.contains(&search))
    };
    let mut found: Vec<StaffMember> = people.iter().filter(wanted).cloned().collect();
    found.sort_by_cached_key(|person| (fold(&person.name), person.username.clone()));
    found
}

/// How many have access, and how many have not.
pub fn counts(people: &[StaffMember]) -> (usize, usize) {
    let active = people.iter().filter(|person| person.active).count();
    (active, people.len() - active)
}

/// Puts what is known of somebody by now in its place. What is older than what is there changes nothing.
pub fn learn(people: &mut Vec<StaffMember>, person: StaffMember) {
    match people.iter_mut().find(|known| known.username == person.username) {
        Some(known) if known.version > person.version => {}
        Some(known) => *known = person,
        None => people.push(person),
    }
}

/// A list that was read, with those who were added meanwhile: it may be of a moment before.
pub fn together(known: &[StaffMember], read: Vec<StaffMember>) -> Vec<StaffMember> {
    let mut people = read;
    for person in known {
        // What is no part of the version, such as a PIN, is newer in what was read.
        let same = |read: &StaffMember| read.username == person.username && read.version == person.version;
        if !people.iter().any(same) {
            learn(&mut people, person.clone());
        }
    }
    people
}

/// A user name made of a name, which nobody of these has.
pub fn proposed(name: &str, people: &[StaffMember]) -> String {
    proposed_username(name, |name| people.iter().any(|person| person.username == name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::member;
    use domain::staff::Role;

    fn person(username: &str, name: &str, active: bool) -> StaffMember {
        StaffMember {
            active,
            ..member(username, name, Role::Cook)
        }
    }

    fn names(found: &[StaffMember]) -> Vec<&str> {
        found.iter().map(|person| person.username.as_str()).collect()
    }

    #[test]
    fn people_are_found_by_name_without_accents() {
        let people = [
            person("jose", "José", true),
            person("ana", "Ángela", true),
            person("yuli", "Yuli", false),
        ];
        assert_eq!(names(&listed(&people, true, "")), ["ana", "jose"]);
        assert_eq!(names(&listed(&people, true, " JOSE ")), ["jose"]);
        assert_eq!(names(&listed(&people, true, "angel")), ["ana"]);
        assert_eq!(names(&listed(&people, false, "")), ["yuli"]);
        assert_eq!(counts(&people), (2, 1));
    }

    #[test]
    fn an_older_answer_changes_nothing_and_forgets_nobody() {
        let mut people = vec![person("jose", "José", true)];
        let newer = StaffMember {
            version: 3,
            ..person("jose", "Pepe", true)
        };
        learn(&mut people, newer);
        learn(&mut people, person("jose", "José", true));
        learn(&mut people, person("ana", "Ana", true));
        assert_eq!(people.len(), 2);
        assert_eq!(people[0].name, "Pepe");
        let read = together(&people, vec![person("jose", "José", true)]);
        assert_eq!(names(&read), ["jose", "ana"]);
        assert_eq!(read[0].name, "Pepe");
    }

    #[test]
    fn a_user_name_is_proposed_that_nobody_has() {
        let people = [
            person("milagros", "Milagros", true),
            person("ana.perez", "Ana", false),
        ];
        assert_eq!(proposed("Íñigo Núñez", &people), "inigo");
        assert_eq!(proposed("Milagros Quispe", &people), "milagros.quispe");
        assert_eq!(proposed("Milagros", &people), "milagros2");
        assert_eq!(proposed("An", &people), "an2");
        assert_eq!(proposed(" ", &people), "");
        assert_eq!(proposed("日本", &people), "");
        assert_eq!(proposed(&"x".repeat(60), &people), "");
    }
}
