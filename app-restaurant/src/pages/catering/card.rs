//! A request on the board: who, when, what for how much, what to know, who handles it, and the next step.

use super::steps::{self, Changed, Doing, Handler};
use super::{quote_href, request_href};
use crate::state::catering::{Badge, Next, badge, customer_name, next_step, what, whereabouts};
use crate::state::erased::{follow, memo};
use crate::state::restaurant::RestaurantState;
use api::catering::CateringView;
use domain::CateringId;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::clock::Clock;
use ui::icon::Icon;

/// A request of a list, as long as it is drawn.
pub fn one(all: RwSignal<Vec<CateringView>>, id: CateringId) -> Option<Memo<CateringView>> {
    let find = move |all: &Vec<CateringView>| all.iter().find(|one| one.page.id == id).cloned();
    let first = all.with_untracked(&find)?;
    Some(Memo::new(move |before: Option<&CateringView>| {
        let known = all.with(&find).or_else(|| before.cloned());
        known.unwrap_or_else(|| first.clone())
    }))
}

#[component]
pub fn Card(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let clock = expect_context::<Clock>();
    let id = request.with_untracked(|request| request.page.id.clone());
    let heading = format!("solicitud-{id}");
    let labelled = heading.clone();
    let doing = Doing::new(id.clone(), changed);
    let lines = memo(move || {
        request.with(|request| {
            let now = clock.at_once();
            restaurant.with_tenant(|tenant| {
                (
                    texts::code_of(request.page.number, &request.page.occasion),
                    texts::who(&customer_name(request), request.page.guests),
                    whereabouts(request, tenant, now),
                    what(request, tenant),
                )
            })
        })
    });
    let alarm = move || request.with(|request| !request.alarms.is_empty()).to_string();
    view! {
        <article class="req" data-alarm=alarm aria-labelledby=labelled>
            <p class="req__code">{move || lines.with(|lines| lines.0.clone())}</p>
            <h3 class="req__who" id=heading>
                <a href=request_href(id.as_str())>{move || lines.with(|lines| lines.1.clone())}</a>
            </h3>
            <p>{move || lines.with(|lines| lines.2.clone())}</p>
            <p class="req__what">{move || lines.with(|lines| lines.3.clone())}</p>
            <Handler request doing />
            <div class="req__foot">
                <BadgeOf request />
                <Step request doing />
            </div>
        </article>
    }
    .into_any()
}

/// What matters most about a request, as a badge or as soft text. Waiting times grow while one looks.
#[component]
pub fn BadgeOf(request: Memo<CateringView>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let minute = memo(move || clock.now().0.div_euclid(60_000));
    let shown = memo(move || {
        follow(minute);
        request.with(|request| restaurant.with_tenant(|tenant| badge(request, tenant, clock.at_once())))
    });
    view! { {move || view_badge(shown.get())} }.into_any()
}

fn view_badge(badge: Badge) -> AnyView {
    let class = if badge.tone.is_empty() {
        "muted"
    } else {
        badge.tone
    };
    view! {
        <span class=class>
            {badge.icon.map(|name| view! { <Icon name /> })}
            {badge.words}
        </span>
    }
    .into_any()
}

/// The next step: a link where there is something to fill in, a button where it is done at once.
#[component]
fn Step(request: Memo<CateringView>, doing: Doing) -> AnyView {
    let next = memo(move || request.with(next_step));
    view! { {move || next.get().map(|next| step(request, next, doing))} }.into_any()
}

fn step(request: Memo<CateringView>, next: Next, doing: Doing) -> AnyView {
    let (id, name) = request.with_untracked(|request| (request.page.id.clone(), customer_name(request)));
    let label = texts::of_request(next.words(), &name);
    let quote = matches!(next, Next::Quote | Next::QuoteAgain);
    if quote || next == Next::Collect {
        let href = match quote {
            true => quote_href(id.as_str()),
            false => format!("{}#cobrar", request_href(id.as_str())),
        };
        let class = if quote { "button button--primary" } else { "button" };
        return view! {
            <a class=class href=href aria-label=label>
                {next.words()}
            </a>
        }
        .into_any();
    }
    let kitchen = next == Next::ToKitchen;
    view! {
        <button
            type="button"
            class="button"
            aria-label=label
            aria-haspopup=kitchen.then_some("dialog")
            aria-busy=move || doing.busy.get().then_some("true")
            on:click=move |_| if kitchen { steps::ask_kitchen(doing) } else { steps::remind(doing) }
        >
            {next.words()}
        </button>
    }
    .into_any()
}
