//! Personal.

use super::samples::person;
use super::{States, seen_by};
use crate::components::which::Which;
use crate::pages::staff::edit::PersonForm;
use crate::pages::staff::first_password::Told;
use crate::pages::staff::hire::Hire;
use crate::pages::staff::invite::Inviting;
use crate::pages::staff::pin::{Given, PinForm, Unlock};
use crate::pages::staff::roles::RoleChoice;
use crate::pages::staff::sees::Sees;
use crate::pages::staff::tablets::{Register, Registered, TabletsCard};
use crate::pages::staff::{People, Person, Staff, Team};
use crate::state::samples::{member, minutes};
use api::staff::{PinState, StaffList, StaffMember, StaffPassword, StaffPin};
use api::tablets::{Tablet, Tablets};
use domain::staff::Role;
use leptos::prelude::*;
use ui::gallery::component;
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Staff", screens()),
        component("People", people()),
        component("Person", persons()),
        component(
            "Hire",
            vec![(
                "empty",
                view! { <Hire team=Team::new(all()) loader=idle() /> }.into_any(),
            )],
        ),
        component(
            "RoleChoice",
            vec![(
                "a driver",
                view! { <RoleChoice name="muestra-rol" role=RwSignal::new(Role::Driver) /> }.into_any(),
            )],
        ),
        component("PersonForm", forms()),
        component("Told", told()),
        component("PinForm", pins()),
        component("Given", given()),
        component("Unlock", unlocks()),
        component("TabletsCard", tablets()),
        component(
            "Register",
            vec![(
                "empty",
                view! { <Register registered=Registered::new() /> }.into_any(),
            )],
        ),
        component("Which", which()),
        component("Sees", vec![("all roles", view! { <Sees /> }.into_any())]),
    ]
}

fn new(username: &str, name: &str, role: Role) -> StaffMember {
    StaffMember {
        must_change_password: true,
        ..member(username, name, role)
    }
}

fn former(username: &str, name: &str, role: Role) -> StaffMember {
    StaffMember {
        active: false,
        ..member(username, name, role)
    }
}

fn all() -> Vec<StaffMember> {
    vec![
        member("manager", "Gloria Quispe", Role::Manager),
        member("rosa", "Rosa Huamán", Role::Cook),
        new(
            "maria.del.carmen",
            "María del Carmen Fernández-Maldonado de la Torre Ugarte",
            Role::Dispatcher,
        ),
        former("julio", "Julio Paredes", Role::Driver),
        StaffMember {
            pin: PinState::Locked,
            ..member("yuli", "Yuli Condori", Role::Driver)
        },
    ]
}

fn idle() -> Loader {
    Loader::new(async || Ok(StaffList::default()), |_| {})
}

fn screens() -> States {
    vec![(
        "some people",
        seen_by(Role::Manager, || {
            view! { <Staff team=Team::new(all()) loader=idle() inviting=Inviting::new() registered=some_tablets() /> }.into_any()
        }),
    )]
}

/// Two tablets, one of which is never locked.
fn some_tablets() -> Registered {
    let registered = Registered::new();
    let tablet = |id: &str, name: &str, locks_after_min, last_name: &str| Tablet {
        id: id.into(),
        name: name.into(),
        locks_after_min,
        registered_at: minutes(0),
        by_name: "Gloria Quispe".into(),
        seen_at: minutes(90),
        last_name: last_name.into(),
    };
    registered.tablets.learn(Tablets {
        tablets: vec![
            tablet("a1", "Cocina Miraflores", 2, "Rosa Huamán"),
            tablet("b2", "Mostrador", 0, ""),
        ],
    });
    registered
}

fn tablets() -> States {
    let drawn = |registered: Registered| view! { <TabletsCard registered /> }.into_any();
    let none = Registered::new();
    none.tablets.learn(Tablets::default());
    vec![("two", drawn(some_tablets())), ("none", drawn(none))]
}

fn pins() -> States {
    let drawn = || {
        let team = Team::new(all());
        view! { <PinForm team username="rosa".to_owned() given=RwSignal::new(None) /> }.into_any()
    };
    vec![("empty", drawn())]
}

fn given() -> States {
    let given = StaffPin {
        person: member("rosa", "Rosa Huamán", Role::Cook),
        pin: "4071".into(),
    };
    vec![(
        "to somebody",
        view! { <Given given open=RwSignal::new(true) /> }.into_any(),
    )]
}

fn unlocks() -> States {
    let person = Signal::stored(member("rosa", "Rosa Huamán", Role::Cook));
    let team = Team::new(all());
    vec![("somebody's", view! { <Unlock team person /> }.into_any())]
}

fn people() -> States {
    let drawn = |people: Vec<StaffMember>| view! { <People team=Team::new(people) /> }.into_any();
    vec![("some", drawn(all())), ("nobody", drawn(Vec::new()))]
}

fn persons() -> States {
    let drawn = |one: StaffMember| {
        seen_by(Role::Manager, move || {
            view! { <ul class="staff__people"><Person team=Team::new(Vec::new()) person=one /></ul> }
                .into_any()
        })
    };
    let own = StaffMember {
        username: person(Role::Manager).username,
        ..member("manager", "Gloria Quispe", Role::Manager)
    };
    vec![
        ("a cook", drawn(member("rosa", "Rosa Huamán", Role::Cook))),
        (
            "who has not entered yet",
            drawn(new("yuli", "Yuli", Role::Driver)),
        ),
        ("oneself", drawn(own)),
    ]
}

fn forms() -> States {
    let drawn = |one: StaffMember| {
        seen_by(Role::Manager, move || {
            view! { <PersonForm team=Team::new(Vec::new()) loader=idle() person=one /> }.into_any()
        })
    };
    vec![
        ("with access", drawn(member("rosa", "Rosa Huamán", Role::Cook))),
        (
            "without access",
            drawn(former("julio", "Julio Paredes", Role::Driver)),
        ),
        (
            "oneself",
            drawn(member("manager", "Gloria Quispe", Role::Manager)),
        ),
    ]
}

fn told() -> States {
    let team = Team::new(Vec::new());
    team.told.set(Some(StaffPassword {
        person: new("yuli", "Yuli", Role::Driver),
        password: "h4kqz-7mwpe".to_owned(),
    }));
    vec![(
        "a first password",
        view! { <Told team open=RwSignal::new(true) /> }.into_any(),
    )]
}

fn which() -> States {
    let drawn = |second: bool| {
        let (second, search) = (RwSignal::new(second), RwSignal::new(String::new()));
        let counts = Signal::derive(|| (40, 3));
        view! {
            <Which label="Qué platos" tabs=["Platos", "Agotados"] counts second search words="Buscar un plato" />
        }
        .into_any()
    };
    vec![("all", drawn(false)), ("some", drawn(true))]
}
