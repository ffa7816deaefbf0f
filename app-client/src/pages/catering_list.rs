//! The signed-in customer's requests for catering, newest first.

use crate::components::signed_in::of_account;
use crate::state::catering::shown_status;
use crate::state::restaurant::RestaurantState;
use ::texts::now::storefront::{catering, catering_request as texts};
use api::catering::CateringPage;
use api::pages::Page;
use domain::catering::CateringStatus;
use domain::tenant::Tenant;
use leptos::prelude::*;
use rpc::catering::my_catering;
use ui::clock::time;
use ui::dynamic::dynamic;
use ui::failure::Failure;
use ui::resource::{Load, Resource};

pub fn my_catering_page() -> AnyView {
    of_account(|| view! { <Requests /> }.into_any())
}

#[component]
fn Requests() -> AnyView {
    let tenant = RestaurantState::expect().tenant();
    let requests = Resource::new(my_catering);
    Effect::new(move |_| requests.ask());
    let retry = Callback::new(move |()| requests.ask_now());
    let list = move || match (requests.load(), tenant.get()) {
        (Load::Ready(requests), _) if requests.is_empty() => empty(),
        (Load::Ready(requests), Some(tenant)) => {
            let rows: Vec<AnyView> = requests.iter().map(|request| row(request, &tenant)).collect();
            rows.into_any()
        }
        (Load::Failed(error), _) => view! { <Failure error=error retry=Some(retry) /> }.into_any(),
        (Load::Ready(_) | Load::Loading, _) => view! {
            <p class="working" role="status">
                {texts::LOADING_LIST}
            </p>
        }
        .into_any(),
    };
    view! { <div class="orders">{dynamic(list)}</div> }.into_any()
}

pub(crate) fn row(request: &CateringPage, tenant: &Tenant) -> AnyView {
    let when = texts::when(&tenant.zone, request.at, time());
    let quote = request.quote.as_ref();
    let total = quote.map(|quote| tenant.format(quote.totals.total));
    let title = [texts::code(request.number).as_str(), " · ", &request.occasion].concat();
    let title = match &request.link {
        Some(link) => {
            let href = Page::CateringRequest.with(&[link]);
            view! { <a class="dish__link" href=href>{title}</a> }.into_any()
        }
        None => title.into_any(),
    };
    let status = shown_status(request);
    view! {
        <article class="card order-row">
            <h2 class="card__title">{title}</h2>
            <span class=tone(status)>{texts::badge(status, request.wants_change)}</span>
            <p class="cluster muted">
                <span>{when}</span>
                <span>{texts::people(request.guests)}</span>
                {total.map(|total| view! { <span class="price">{total}</span> })}
            </p>
        </article>
    }
    .into_any()
}

/// The badge of a state, in its colour.
pub(super) fn tone(status: CateringStatus) -> &'static str {
    match status {
        CateringStatus::Scheduled | CateringStatus::Done => "badge badge--success",
        CateringStatus::Quoted | CateringStatus::Accepted => "badge badge--warning",
        CateringStatus::New => "badge badge--info",
        CateringStatus::Declined | CateringStatus::Cancelled | CateringStatus::Expired => {
            "badge badge--neutral"
        }
    }
}

pub(crate) fn empty() -> AnyView {
    view! {
        <div class="empty">
            <img class="empty__art" src="/assets/illustrations/empty_orders.svg" width="240" height="240" alt="" />
            <h2 class="empty__title">{texts::NONE}</h2>
            <p>{texts::NONE_TEXT}</p>
            <a class="button button--primary" href=Page::Catering.href()>
                {catering::BAND_LINK}
            </a>
        </div>
    }
    .into_any()
}
