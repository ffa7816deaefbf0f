//! What goes on behind a tablet that several people share while nobody is signed in on it: how many orders there are, and the sound.

use super::sound::SoundButton;
use crate::state::alarm::{Alarm, Ring};
use crate::state::bell::{Bell, Heard};
use crate::state::erased::memo;
use crate::state::queues::keeps_cancelled;
use crate::state::shared_tablet::SharedTablet;
use ::texts::now::console as words;
use ::texts::now::console::tablet as texts;
use api::tablets::Door;
use domain::staff::Role;
use leptos::prelude::*;

/// What goes on behind a tablet where nobody is signed in, or that nothing does.
#[component]
pub fn Queue() -> AnyView {
    let tablet = SharedTablet::expect();
    let counts = memo(move || tablet.door().map(|door| door.counts));
    view! {
        {move || {
            counts
                .get()
                .map(|counts| match counts {
                    true => view! { <Behind waited=tablet.waited() /> }.into_any(),
                    false => view! { <p class="notice notice--warning">{texts::QUEUE_DEAF}</p> }.into_any(),
                })
        }}
    }
    .into_any()
}

/// Whose work it is that is counted: of who was there last.
fn last_role(door: &Door) -> Option<Role> {
    let last = door.last.as_ref()?;
    let person = door.people.iter().find(|person| &person.username == last);
    person.map(|person| person.role)
}

/// How many orders there are behind the locked tablet, which sounds when there are more.
#[component]
pub(crate) fn Behind(waited: usize) -> AnyView {
    let (bell, alarm) = (Bell::provide_behind(waited), Alarm::expect());
    // What was cancelled in somebody's hands sounds until they are back and have seen it.
    let cancelled = keeps_cancelled();
    alarm.follow(Signal::derive(move || match cancelled {
        true => Some(Ring::Cancelled),
        false => bell.rings().then_some(Ring::Arrival),
    }));
    let counts = move || match bell.heard() {
        Heard::Waiting { orders, queued, .. } => Some((orders, queued)),
        Heard::Nothing | Heard::Unknown { .. } => None,
    };
    let unknown = move || matches!(bell.heard(), Heard::Unknown { .. });
    let tablet = SharedTablet::expect();
    let behind = move || {
        let role = tablet.door().and_then(|door| last_role(&door));
        texts::queue_behind(role.map(words::role).unwrap_or_default())
    };
    let about = move || match (unknown(), alarm.muted(), alarm.blocked()) {
        (true, _, _) => texts::QUEUE_UNKNOWN.to_owned(),
        (false, true, _) => texts::QUEUE_SILENT.to_owned(),
        (false, false, true) => texts::QUEUE_BLOCKED.to_owned(),
        (false, false, false) => behind(),
    };
    view! {
        <div class="entry__queue" role="status">
            {move || {
                counts()
                    .map(|(orders, queued)| {
                        view! {
                            <ul>
                                <li>
                                    <b>{queued}</b>
                                    " "
                                    {texts::QUEUED}
                                </li>
                                <li>
                                    <b>{orders}</b>
                                    " "
                                    {texts::WAITING}
                                </li>
                            </ul>
                        }
                    })
            }}
            <p>{about}</p>
        </div>
        <SoundButton />
    }
    .into_any()
}
