//! Horario y zonas: when orders are taken, and where they are brought.

use super::{Setup, foot, heading};
use crate::pages::settings::week::Week;
use crate::pages::settings::zones::Zones;
use crate::state::service_draft::{self as draft, Place};
use crate::state::session::Session;
use crate::state::setup::Step;
use ::texts::now::console::settings as words;
use ::texts::now::console::setup as texts;
use api::{ApiError, Code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::catalog::change_service_settings;
use ui::page;
use ui::toast::{Toasts, Tone};

pub(super) fn service(setup: Setup) -> AnyView {
    let hours = setup.hours;
    let place = RwSignal::new(Place::None);
    let busy = RwSignal::new(false);
    let sound = Signal::derive(move || {
        let sound = hours.draft.with(draft::is_sound);
        (!sound).then(|| texts::SERVICE_WRONG.to_owned())
    });
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let press = move || {
        if untrack(move || !hours.changed()) {
            return setup.go_on(Step::Service, Step::People);
        }
        busy.set(true);
        let asked = session.asked();
        let sent = hours.draft.get_untracked();
        spawn_local(async move {
            match change_service_settings(sent.clone()).await {
                Ok(stored) => {
                    hours.saved(&sent, stored);
                    setup.go_on(Step::Service, Step::People);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => refused(setup, error, toasts),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        {heading(texts::SERVICE_TITLE, texts::SERVICE_LEAD)}
        <Week hours place />
        <Zones hours />
        {foot(Step::Service, sound, busy, (texts::TO_PEOPLE, texts::SAVING), press)}
    }
    .into_any()
}

/// What is said of hours that were not saved, or that nobody knows of. The screen may be left by now.
fn refused(setup: Setup, error: ApiError, toasts: Toasts) {
    let overtaken = error.code == Code::VersionChanged;
    if overtaken && let Some(stored) = setup.hours.stored.try_get_untracked() {
        // What is shown from now on is what is stored.
        setup.hours.take(stored);
    }
    if overtaken || error.is_no_answer() {
        setup.hours_loader.ask_now();
    }
    let said = match error.fields.first() {
        _ if overtaken => texts::OVERTAKEN.to_owned(),
        _ if error.is_no_answer() => words::PERHAPS_SAVED.to_owned(),
        Some(field) => field.message.clone(),
        None => error.message,
    };
    toasts.say(Tone::Danger, said);
    page::focus_wrong();
}
