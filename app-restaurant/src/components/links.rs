//! The tabs to the screens, with how many orders wait where one works.

use crate::routes::Screen;
use crate::state::queues::Queues;
use crate::state::session::Session;
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
                    .map(|count| {
                        view! {
                            <span class="tabs__count">
                                {count} <span class="visually-hidden">{texts::in_queue(count)}</span>
                            </span>
                        }
                    })
            }}
        </a>
    }
    .into_any()
}

/// How many orders are in the queue of a screen; none where one does not work.
fn waiting(screen: Screen) -> Option<usize> {
    let Screen::Stage(stage) = screen else { return None };
    let count = Queues::expect().of(stage).tickets().len();
    (Session::expect().works_at(stage) && count > 0).then_some(count)
}
