//! Personal: who cooks, packs and delivers.

use super::{Setup, foot, heading};
use crate::pages::staff::invite::Invite;
use crate::state::erased::{effect, follow, memo};
use crate::state::setup::Step;
use ::texts::now::console as words;
use ::texts::now::console::setup as texts;
use api::staff::StaffMember;
use domain::customer::initial;
use domain::time::SECOND_MS;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::resource::Loaded;

/// No event tells of the staff: who joins is seen after this time at the latest.
const LOOKED_AGAIN_MS: i64 = 10 * SECOND_MS;

/// Looks again and again who there is, as long as this is shown.
pub(super) fn follow_people(setup: Setup) {
    let clock = expect_context::<Clock>();
    let turn = memo(move || clock.now().0 / LOOKED_AGAIN_MS);
    effect(move || {
        follow(turn);
        setup.people.ask();
    });
}

pub(super) fn people(setup: Setup) -> AnyView {
    follow_people(setup);
    let active = memo(move || {
        let known = setup.people.value.get();
        let people = known.map(|known| known.people).unwrap_or_default();
        people
            .into_iter()
            .filter(|person| person.active)
            .collect::<Vec<_>>()
    });
    let never = Signal::derive(|| None);
    let press = move || setup.go_on(Step::People, Step::Publish);
    view! {
        {heading(texts::PEOPLE_TITLE, texts::PEOPLE_LEAD)}
        <section class="card" aria-labelledby="instalacion-equipo">
            <h2 class="card__title" id="instalacion-equipo">
                {texts::TEAM}
            </h2>
            <Loaded loader=setup.people.loader() loading=texts::LOADING>
                <ul class="staff__people">
                    <For
                        each=move || active.get()
                        key=|person| (person.username.clone(), person.version)
                        children=person_row
                    />
                </ul>
            </Loaded>
        </section>
        <Invite />
        {foot(Step::People, never, RwSignal::new(false), (texts::TO_PUBLISH, texts::SAVING), press)}
    }
    .into_any()
}

fn person_row(person: StaffMember) -> AnyView {
    view! {
        <li class="staff__person setup__person">
            <span class="avatar" aria-hidden="true">
                {initial(&person.name).to_owned()}
            </span>
            <b>
                <bdi>{person.name}</bdi>
            </b>
            <span class="badge">{words::role(person.role)}</span>
        </li>
    }
    .into_any()
}
