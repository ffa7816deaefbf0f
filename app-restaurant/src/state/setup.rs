//! The steps of setting a restaurant up: which there are, which are done, and how long the rest takes.

use ::texts::now::console::setup as texts;
use api::staff::StaffMember;
use domain::readiness::Lack;
use domain::staff::Role;

/// Where the browser keeps which steps somebody has gone through, besides the restaurant.
pub const KEPT: &str = "consola.instalacion";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Brand,
    Menu,
    Service,
    People,
    Publish,
}

impl Step {
    pub const ALL: [Step; 5] = [
        Step::Brand,
        Step::Menu,
        Step::Service,
        Step::People,
        Step::Publish,
    ];

    /// Its part of the address.
    pub fn path(self) -> &'static str {
        match self {
            Step::Brand => "marca",
            Step::Menu => "carta",
            Step::Service => "horario",
            Step::People => "personal",
            Step::Publish => "publicar",
        }
    }

    pub fn at(path: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.path() == path)
    }

    pub fn title(self) -> &'static str {
        match self {
            Step::Brand => texts::BRAND,
            Step::Menu => texts::MENU,
            Step::Service => texts::SERVICE,
            Step::People => texts::PEOPLE,
            Step::Publish => texts::PUBLISH,
        }
    }

    pub fn about(self) -> &'static str {
        match self {
            Step::Brand => texts::BRAND_ABOUT,
            Step::Menu => texts::MENU_ABOUT,
            Step::Service => texts::SERVICE_ABOUT,
            Step::People => texts::PEOPLE_ABOUT,
            Step::Publish => texts::PUBLISH_ABOUT,
        }
    }

    /// How long it takes about, in minutes.
    pub fn minutes(self) -> u32 {
        match self {
            Step::Menu => 4,
            Step::Brand | Step::Service | Step::People => 2,
            Step::Publish => 1,
        }
    }

    /// The one before it.
    pub fn before(self) -> Option<Step> {
        let at = Step::ALL.iter().position(|step| *step == self)?;
        Step::ALL.get(at.checked_sub(1)?).copied()
    }

    /// Whether what it is for is there: of hours and people there is enough from the beginning, so somebody has to have gone
    /// `through` it.
    pub fn is_done(self, lacks: &[Lack], through: bool) -> bool {
        let has = |missing: &[Lack]| !missing.iter().any(|lack| lacks.contains(lack));
        match self {
            Step::Brand => has(&[Lack::Name, Lack::Phone, Lack::LegalName, Lack::Address]),
            Step::Menu => has(&[Lack::Dishes]),
            Step::Service => has(&[Lack::Hours]) && through,
            Step::People => through,
            Step::Publish => false,
        }
    }

    /// Where what is missing is put in.
    pub fn of(lack: Lack) -> Step {
        match lack {
            Lack::Name | Lack::Phone | Lack::LegalName | Lack::Address => Step::Brand,
            Lack::Dishes => Step::Menu,
            Lack::Hours => Step::Service,
        }
    }
}

/// The first step that is not done.
pub fn first_open(lacks: &[Lack], through: &[String]) -> Step {
    let open = |step: &Step| !step.is_done(lacks, through.iter().any(|gone| gone == step.path()));
    Step::ALL.into_iter().find(open).unwrap_or(Step::Publish)
}

/// How long the steps take that are not done, in minutes.
pub fn minutes_left(lacks: &[Lack], through: &[String]) -> u32 {
    let open = |step: &Step| !step.is_done(lacks, through.iter().any(|gone| gone == step.path()));
    Step::ALL.into_iter().filter(open).map(Step::minutes).sum()
}

/// Whether somebody besides managers does each part of the work.
pub fn has_a_team(people: &[StaffMember]) -> bool {
    let works = |role: Role| people.iter().any(|person| person.active && person.role == role);
    [Role::Cook, Role::Dispatcher, Role::Driver]
        .into_iter()
        .all(works)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::member;

    #[test]
    fn one_goes_on_where_something_is_missing() {
        let all = Lack::ALL;
        assert_eq!(first_open(&all, &[]), Step::Brand);
        assert_eq!(minutes_left(&all, &[]), 11);
        assert_eq!(first_open(&[Lack::Dishes], &[]), Step::Menu);
        assert_eq!(first_open(&[], &[]), Step::Service);
        let through = vec!["horario".to_owned()];
        assert_eq!(first_open(&[], &through), Step::People);
        let through = vec!["horario".to_owned(), "personal".to_owned()];
        assert_eq!(
            (first_open(&[], &through), minutes_left(&[], &through)),
            (Step::Publish, 1)
        );
        // Hours that were taken away again are missing.
        assert_eq!(first_open(&[Lack::Hours], &through), Step::Service);
    }

    #[test]
    fn addresses_and_steps_go_both_ways() {
        for step in Step::ALL {
            assert_eq!(Step::at(step.path()), Some(step));
        }
        assert_eq!((Step::at("otra"), Step::Brand.before()), (None, None));
        assert_eq!(Step::Publish.before(), Some(Step::People));
        for lack in Lack::ALL {
            assert!(!Step::of(lack).is_done(&[lack], true));
        }
    }

    #[test]
    fn a_team_does_every_part_of_the_work() {
        let mut people = vec![
            member("rosa", "Rosa", Role::Cook),
            member("carla", "Carla", Role::Dispatcher),
            member("ana", "Ana", Role::Manager),
        ];
        assert!(!has_a_team(&people));
        people.push(member("elmer", "Elmer", Role::Driver));
        assert!(has_a_team(&people));
        people[0].active = false;
        assert!(!has_a_team(&people));
    }
}
