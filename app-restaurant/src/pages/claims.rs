//! Reclamos: the book of claims, the most urgent first, and the replies.

use crate::components::claim_card::ClaimCard;
use crate::components::empty::Empty;
use crate::components::file_button::{FileButton, Making};
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::claims_page::{ClaimsPage, PAGE, words};
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::trail::Trail;
use api::claims::{ClaimPage, ClaimTotals, ClaimView, WhichClaims};
use domain::claim::{ClaimNumber, ClaimState};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use rpc::claims::{export_claims, list_claims};
use texts::now::console as texts;
use ui::icon::Icon;
use ui::resource::{Loaded, Loader};

pub mod paper;
pub mod poster;

/// Where a sheet of the paper book is typed in, and where the notice for the shop is.
const PAPER: &str = "papel";
const POSTER: &str = "aviso";

#[component]
pub fn ClaimsScreen() -> AnyView {
    RestaurantState::expect().title(texts::CLAIMS);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Claims.is_for(role)));
    view! {
        {move || {
            if allowed.get() { view! { <Book /> }.into_any() } else { view! { <NotForYou /> }.into_any() }
        }}
    }
    .into_any()
}

#[component]
fn Book() -> AnyView {
    let query = use_query_map();
    let page = memo(move || query.with(|query| ClaimsPage::read(|name| query.get(name))));
    let trail = RwSignal::new(Trail::default());
    let shown = RwSignal::new(ClaimPage::default());
    let ask = move || list_claims(page.get_untracked().filter());
    let loader = Loader::filling(shown, ask);
    let following = Following::expect();
    Effect::new(move |before: Option<ClaimsPage>| {
        let page = page.get();
        following.claims();
        if before.as_ref() == Some(&page) {
            loader.ask();
        } else {
            let other = before.is_some_and(|before| before.of(before.which) != page.of(page.which));
            trail.update(|trail| {
                if other {
                    *trail = Trail::default();
                }
                trail.at(&page.cursor);
            });
            loader.ask_anew();
        }
        page
    });
    let totals = memo(move || shown.with(|shown| shown.totals));
    view! {
        <Head page totals loader />
        <Loaded loader loading=texts::LOADING_CLAIMS>
            <List page shown loader trail />
        </Loaded>
    }
    .into_any()
}

fn address(page: &ClaimsPage) -> String {
    format!("{}{}", Screen::Claims.href(), page.query())
}

#[component]
pub(crate) fn Head(page: Memo<ClaimsPage>, totals: Memo<ClaimTotals>, loader: Loader) -> AnyView {
    let tab = move |which: WhichClaims| {
        let href = move || page.with(|page| address(&page.of(which)));
        let current = move || page.with(|page| page.which == which).then_some("true");
        // A count that nobody knows yet is none, and not nought.
        let count = move || {
            let totals = totals.get();
            let count = (totals.all > 0 || loader.loaded.get()).then(|| totals.of(which));
            count.map(|count| view! { <span class="tabs__count">{count}</span> })
        };
        view! {
            <a class="tabs__tab" href=href aria-current=current>
                {words(which)}
                {count}
            </a>
        }
    };
    let navigate = use_navigate();
    let search = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = typed("buscar-hoja");
        navigate(
            &page.with_untracked(|page| path(&page.searching(&wanted))),
            Default::default(),
        );
    };
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::CLAIMS}</h1>
                <p class="muted">{texts::CLAIMS_LEAD}</p>
            </div>
            <div class="cluster claims__do">
                <a class="button button--primary" href=below(PAPER)>
                    <Icon name="plus" />
                    {texts::PAPER_ENTER}
                </a>
                <a class="button" href=below(POSTER)>
                    <Icon name="qr" />
                    {texts::POSTER}
                </a>
                <Export />
            </div>
        </div>
        <div class="toolbar">
            <nav class="tabs" aria-label=texts::FILTER_CLAIMS>
                {WhichClaims::ALL.map(tab).collect_view()}
            </nav>
            <form class="cluster" role="search" on:submit=search>
                <div class="search">
                    <Icon name="search" />
                    <input
                        class="field__input"
                        id="buscar-hoja"
                        type="search"
                        maxlength="80"
                        aria-label=texts::CLAIM_SEARCH
                        placeholder=texts::CLAIM_SEARCH
                        prop:value=move || page.with(|page| page.search.clone())
                    />
                </div>
                <button class="button">{texts::CLAIM_SEARCH_GO}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The address of a page of the tab.
fn below(page: &str) -> String {
    format!("{}/{page}", Screen::Claims.href())
}

/// The address of a page below the console's own, as the router takes it.
fn path(page: &ClaimsPage) -> String {
    format!("{}{}", Screen::Claims.path(), page.query())
}

fn typed(id: &str) -> String {
    let input = document()
        .get_element_by_id(id)
        .and_then(|input| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlInputElement>(input).ok());
    input.map(|input| input.value()).unwrap_or_default()
}

/// The claims of this year as a file.
#[component]
fn Export() -> AnyView {
    let make = Box::new(|| -> Making { Box::pin(export_claims(None)) });
    view! { <FileButton make words=texts::CLAIM_CSV busy=texts::CLAIM_CSV_BUSY /> }.into_any()
}

#[component]
pub(crate) fn List(
    page: Memo<ClaimsPage>,
    shown: RwSignal<ClaimPage>,
    loader: Loader,
    trail: RwSignal<Trail>,
) -> AnyView {
    let empty = memo(move || shown.with(|shown| shown.claims.is_empty()));
    let opened = RwSignal::new(None::<ClaimNumber>);
    // Beside the list there is room for a sheet: the first one, once.
    let begun = StoredValue::new(false);
    Effect::new(move |_| {
        let first = shown.with(|shown| shown.claims.first().map(|view| view.claim.number));
        if first.is_some() && !begun.get_value() {
            begun.set_value(true);
            if is_wide() {
                opened.set(first);
            }
        }
    });
    let number = Signal::derive(move || page.with(|page| page.number));
    let previous = Signal::derive(move || {
        page.with(|page| {
            let (cursor, number) = trail.with(|trail| trail.before(&page.cursor, page.number))?;
            Some(address(&page.at(cursor, number)))
        })
    });
    let next = Signal::derive(move || {
        let cursor = shown.with(|shown| shown.next_cursor.clone())?;
        Some(page.with(|page| address(&page.at(Some(cursor), page.number + 1))))
    });
    // A search is not counted.
    let counted = move || {
        let (which, all) = page.with(|page| (page.which, page.search.is_empty()));
        let count = shown.with(|shown| shown.totals.of(which));
        let pages = count.div_ceil(PAGE);
        let words = texts::claims_counted(count);
        (all && count > 0).then(|| match pages {
            0 | 1 => words,
            pages => format!("{words}. {}", texts::claims_page_of(number.get(), pages)),
        })
    };
    view! {
        {move || empty.get().then(|| view! { <Nothing page /> })}
        <div class="records">
            <For
                each=move || shown.with(|shown| shown.claims.clone())
                key=key
                children=move |view| view! { <ClaimCard view loader opened /> }
            />
        </div>
        {move || counted().map(|words| view! { <p class="muted" role="status">{words}</p> })}
        <Turning number previous next />
    }
    .into_any()
}

/// What of a claim a card is drawn anew for.
fn key(view: &ClaimView) -> (ClaimNumber, ClaimState, bool, [bool; 6]) {
    let offer = view.settlement.as_ref();
    let since = [
        view.undelivered_at,
        view.refunded_at,
        view.answered_at,
        offer.map(|offer| offer.offer.at),
        offer.and_then(|offer| offer.sent.as_ref()).map(|sent| sent.at),
        offer
            .and_then(|offer| offer.answer.as_ref())
            .map(|answer| answer.at),
    ];
    let since = since.map(|since| since.is_some());
    (view.claim.number, view.state, view.reply.is_some(), since)
}

/// Whether there is room for a sheet beside the list: 72rem, as the style sheet has it.
fn is_wide() -> bool {
    const WIDE_PX: f64 = 1_152.0;
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width >= WIDE_PX)
}

/// Previous and next.
#[component]
fn Turning(number: Signal<usize>, previous: Signal<Option<String>>, next: Signal<Option<String>>) -> AnyView {
    let turn = |href: Option<String>, rel: &'static str, words: &'static str| match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{words}</a> }.into_any(),
        None => view! { <span class="button" aria-disabled="true">{words}</span> }.into_any(),
    };
    view! {
        {move || {
            let (previous, next) = (previous.get(), next.get());
            (previous.is_some() || next.is_some())
                .then(|| {
                    view! {
                        <nav class="pager" aria-label=texts::PAGES>
                            {turn(previous, "prev", texts::PREVIOUS)}
                            <span class="pager__status">{texts::claims_page(number.get())}</span>
                            {turn(next, "next", texts::NEXT)}
                        </nav>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Nothing(page: Memo<ClaimsPage>) -> AnyView {
    let plain = page.with_untracked(|page| page.query().is_empty());
    let (title, text) = match plain {
        true => (texts::NO_CLAIMS, texts::NO_CLAIMS_TEXT),
        false => (texts::NO_CLAIMS_HERE, texts::NO_CLAIMS_HERE_TEXT),
    };
    view! {
        <Empty art="empty_orders" title text>
            {(!plain).then(|| view! { <a class="button" href=Screen::Claims.href()>{texts::CLAIMS_OPEN}</a> })}
        </Empty>
    }
    .into_any()
}
