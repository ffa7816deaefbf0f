//! The requests of one state, newest first, in pages.

use super::card::{Card, one};
use super::steps::Changed;
use crate::components::empty::Empty;
use crate::state::catering::{CateringAddress, fresh, put};
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::trail::Trail;
use ::texts::now::{console as words, console::catering as texts};
use api::Paged;
use api::catering::CateringView;
use domain::CateringId;
use leptos::prelude::*;
use rpc::catering::list_catering;
use ui::resource::{Loaded, Loader};

#[component]
pub fn List(address: Memo<CateringAddress>) -> AnyView {
    let rows = RwSignal::new(Vec::<CateringView>::new());
    let next = RwSignal::new(None::<String>);
    let trail = RwSignal::new(Trail::default());
    let ask = move || list_catering(address.get_untracked().filter());
    let loader = Loader::new(ask, move |answer: Paged<CateringView>| {
        let _ = rows.try_update(|known| *known = fresh(known, answer.items));
        let _ = next.try_set(answer.next_cursor);
    });
    let following = Following::expect();
    Effect::new(move |before: Option<CateringAddress>| {
        let address = address.get();
        following.catering();
        if before.as_ref() == Some(&address) {
            loader.ask();
        } else {
            let other = before.is_some_and(|before| before.view != address.view);
            trail.update(|trail| {
                if other {
                    *trail = Trail::default();
                }
                trail.at(&address.cursor);
            });
            loader.ask_anew();
        }
        address
    });
    let changed = Changed::new(move |answer: Option<CateringView>| {
        if let Some(answer) = answer {
            let _ = rows.try_update(|known| put(known, &answer));
        }
        loader.ask();
    });
    let empty = memo(move || rows.with(Vec::is_empty));
    let ids = memo(move || {
        rows.with(|rows| {
            rows.iter()
                .map(|row| row.page.id.clone())
                .collect::<Vec<CateringId>>()
        })
    });
    let card = move |id: CateringId| one(rows, id).map(|request| view! { <Card request changed /> });
    view! {
        <Loaded loader loading=texts::LOADING>
            {move || {
                empty
                    .get()
                    .then(|| view! { <Empty art="empty_orders" title=texts::NONE_HERE text=texts::NONE_HERE_TEXT /> })
            }}
            <h2 class="visually-hidden">{move || address.with(|address| address.view.words())}</h2>
            <div class="board">
                <For each=move || ids.get() key=|id| id.clone() children=card />
            </div>
            <Turning address trail next />
        </Loaded>
    }
    .into_any()
}

/// Previous and next page.
#[component]
pub(crate) fn Turning(
    address: Memo<CateringAddress>,
    trail: RwSignal<Trail>,
    next: RwSignal<Option<String>>,
) -> AnyView {
    let previous = move || {
        address.with(|address| {
            let (cursor, number) = trail.with(|trail| trail.before(&address.cursor, address.number))?;
            Some(address.at(cursor, number).href())
        })
    };
    let following = move || {
        let cursor = next.get()?;
        Some(address.with(|address| address.at(Some(cursor), address.number + 1).href()))
    };
    let turn = |href: Option<String>, rel: &'static str, words: &'static str| match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{words}</a> }.into_any(),
        None => view! { <span class="button" aria-disabled="true">{words}</span> }.into_any(),
    };
    view! {
        {move || {
            let (previous, next) = (previous(), following());
            (previous.is_some() || next.is_some())
                .then(|| {
                    view! {
                        <nav class="pager" aria-label=words::PAGES>
                            {turn(previous, "prev", words::PREVIOUS)}
                            <span class="pager__status">{words::claims_page(address.with(|address| address.number))}</span>
                            {turn(next, "next", words::NEXT)}
                        </nav>
                    }
                })
        }}
    }
    .into_any()
}
