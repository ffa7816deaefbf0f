//! The tabs to the screens, with how much waits where one works.

use crate::routes::Screen;
use crate::state::queues::Queues;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::waiting::Waiting;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use texts::now::console as texts;

#[component]
pub fn Links() -> AnyView {
    let session = Session::expect();
    let draft = RestaurantState::expect().followed(|tenant| tenant.draft);
    let screens = move || {
        let mut screens = session.role().map(Screen::of).unwrap_or_default();
        screens.retain(|screen| *screen != Screen::Setup || draft.get());
        screens
    };
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
                    .map(|(count, words, late)| {
                        view! {
                            <span class="tabs__count" data-late=late.then_some("true")>
                                {count} <span class="visually-hidden">{words}</span>
                            </span>
                        }
                    })
            }}
        </a>
    }
    .into_any()
}

/// How much waits at a screen, what it is, and whether some of it is late: orders in its queue where one works, requests and
/// claims that nobody has answered.
fn waiting(screen: Screen) -> Option<(usize, String, bool)> {
    let (count, words, late) = match screen {
        Screen::Stage(stage) if Session::expect().works_at(stage) => {
            let count = Queues::expect().of(stage).tickets().len();
            (count, texts::in_queue(count).to_owned(), false)
        }
        Screen::Catering => {
            let count = Waiting::expect().catering();
            (count, texts::catering::waiting(count).to_owned(), false)
        }
        Screen::Claims => {
            let (count, late) = Waiting::expect().claims();
            (count, texts::claims_waiting(late), late > 0)
        }
        _ => return None,
    };
    (count > 0).then_some((count, words, late))
}
