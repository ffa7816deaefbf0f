//! The tabs to the screens, with how much waits where one works.

use crate::routes::Screen;
use crate::state::queues::Queues;
use crate::state::session::Session;
use crate::state::waiting::Waiting;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::texts::es::console as texts;

#[component]
pub fn Links() -> AnyView {
    let session = Session::expect();
    let screens = move || session.role().map(Screen::of).unwrap_or_default();
    view! {
        <nav class="tabs" aria-label=texts::NAVIGATION>
            <For each=screens key=|screen| screen.path() children=|screen| view! { <Link screen /> } />
        </nav>
    }
    .into_any()
}

#[component]
fn Link(screen: Screen) -> AnyView {
    let location = use_location();
    let current = move || (Screen::at(&location.pathname.get()) == Some(screen)).then_some("page");
    view! {
        <a class="tabs__tab" href=screen.href() aria-current=current>
            {screen.title()}
            {move || {
                waiting(screen)
                    .map(|(count, words)| {
                        view! {
                            <span class="tabs__count">
                                {count} <span class="visually-hidden">{words}</span>
                            </span>
                        }
                    })
            }}
        </a>
    }
    .into_any()
}

/// How much waits at a screen, and what it is: orders in its queue where one works, requests that nobody has answered.
fn waiting(screen: Screen) -> Option<(usize, &'static str)> {
    let (count, words) = match screen {
        Screen::Stage(stage) if Session::expect().works_at(stage) => {
            let count = Queues::expect().of(stage).tickets().len();
            (count, texts::in_queue(count))
        }
        Screen::Catering => {
            let count = Waiting::expect().count();
            (count, texts::catering::waiting(count))
        }
        _ => return None,
    };
    (count > 0).then_some((count, words))
}
