//! The page of a request for catering, by its private link: how far it is, the quote, and what to do about it. Each part is
//! drawn again only when it has changed, so that nothing is taken from under the hands of the reader.

use super::catering_doing::{Doing, What, doing_sheet};
use super::catering_quote::{asked_for, messages, no_quote, quote_ticket};
use crate::components::known_restaurant::frame;
use crate::pages::catering::step;
use crate::pages::not_found::nothing_here;
use crate::state::catering::{of_quote, shown_status, steps};
use crate::state::restaurant::RestaurantState;
use api::catering::CateringPage;
use api::pages::Page;
use api::{ApiError, Code};
use domain::Money;
use domain::catering::CateringStatus;
use domain::tenant::Tenant;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use texts::now::storefront::catering_request as texts;
use ui::clock::time;
use ui::dynamic::{dynamic, nothing, tap};
use ui::failure::Failure;
use ui::icon::Icon;
use ui::live::{LiveSource, WhileHidden};
use ui::page;
use ui::resource::{Load, Resource};

/// The heading, which has the focus after an action.
pub(super) const HEAD: &str = "estado";

/// Where the page of a request is: only a person who has its address sees it.
pub(super) fn request_path(link: &str) -> String {
    Page::CateringRequest.with(&[link])
}

/// A wrong link and one that is over look the same.
pub(super) fn no_request() -> AnyView {
    nothing_here(
        texts::NOT_FOUND,
        texts::NOT_FOUND_TEXT,
        Page::Catering.href(),
        texts::ASK_AGAIN,
    )
}

pub fn catering_request_page() -> AnyView {
    let params = use_params_map();
    let link = Memo::new(move |_| params.with(|params| params.get("link")));
    dynamic(move || match link.get() {
        Some(link) => view! { <Request link=link /> }.into_any(),
        None => no_request(),
    })
}

/// What the page shows as a whole.
#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Waiting,
    There,
    Failed(ApiError),
}

/// A wrong link, or one that is over.
pub(super) fn leads_nowhere(error: &ApiError) -> bool {
    matches!(error.code, Code::NotFound | Code::Malformed)
}

#[component]
fn Request(link: String) -> AnyView {
    let restaurant = RestaurantState::expect();
    let path = ["/rpc/live/catering/", &link].concat();
    let doing = Doing::of(link);
    let request = doing.request;
    Effect::new(move |_| request.ask());
    let live = LiveSource::open(path, WhileHidden::Close, move |_| request.ask());
    let retry = Callback::new(move |()| {
        restaurant.ask();
        request.ask_now();
    });
    let known = Memo::new(move |_| restaurant.known().is_some());
    let phase = Memo::new(move |_| match request.load() {
        Load::Ready(_) if known.get() => Phase::There,
        Load::Failed(error) => Phase::Failed(error),
        Load::Ready(_) | Load::Loading => Phase::Waiting,
    });
    // Where a link leads nowhere, or no longer leads anywhere, there is nothing to listen to, and nothing to do.
    Effect::new(move |before: Option<Phase>| {
        let now = phase.get();
        if matches!(&now, Phase::Failed(error) if leads_nowhere(error)) {
            live.close();
            doing.end();
            // What had the focus is gone.
            if before == Some(Phase::There) {
                request_animation_frame(|| page::focus("contenido"));
            }
        }
        now
    });
    let body = dynamic(move || match phase.get() {
        Phase::There => there(request, doing),
        Phase::Failed(error) if leads_nowhere(&error) => no_request(),
        Phase::Failed(error) => {
            view! { <div class="page"><Failure error=error retry=Some(retry) /></div> }.into_any()
        }
        Phase::Waiting => frame(texts::TITLE, texts::LOADING_REQUEST),
    });
    view! {
        {body}
        {doing_sheet(doing)}
    }
    .into_any()
}

/// A part of the page, drawn again when what it is drawn from has changed.
fn part<T: Clone + PartialEq + Send + Sync + 'static>(
    request: Resource<CateringPage>,
    of: fn(&CateringPage) -> T,
    draw: impl Fn(&Tenant, T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let tenant = RestaurantState::expect().tenant();
    let found = Memo::new(move |_| request.value.with(|request| request.as_ref().map(of)));
    dynamic(move || match (tenant.get(), found.get()) {
        (Some(tenant), Some(found)) => draw(&tenant, found),
        _ => nothing(),
    })
}

fn there(request: Resource<CateringPage>, doing: Doing) -> AnyView {
    let status = Memo::new(move |_| {
        request.value.with(|request| {
            request
                .as_ref()
                .map(|page| (shown_status(page), page.wants_change))
        })
    });
    let words = move |said: fn(CateringStatus, bool) -> &'static str| {
        move || {
            status
                .get()
                .map(|(status, wants_change)| said(status, wants_change))
        }
    };
    // Something has happened while the page was read: its buttons have changed, and one of them may have had the focus.
    Effect::new(move |before: Option<Option<(CateringStatus, bool)>>| {
        let now = status.get();
        if before.flatten().is_some_and(|before| Some(before) != now) && !doing.is_open_now() {
            request_animation_frame(|| {
                let lost = document()
                    .active_element()
                    .is_none_or(|element| element.tag_name() == "BODY");
                if lost {
                    page::focus(HEAD);
                }
            });
        }
        now
    });
    let code = part(
        request,
        |page| page.number,
        |_, number| texts::code(number).into_any(),
    );
    view! {
        <div class="page">
            <div class="quote request">
                <div class="quote__side no-print">
                    <p class="muted num">{code}</p>
                    <h1 id=HEAD tabindex="-1">
                        {words(texts::head)}
                    </h1>
                    <p class="muted" role="status">
                        {words(texts::status_sentence)}
                    </p>
                    {part(request, |page| page.reason.clone(), |_, reason| why(reason))}
                    {part(request, |page| (page.status, page.money), |tenant, (status, money)| money_back(tenant, status, money))}
                    {part(request, of_quote, way)}
                    {part(request, of_quote, move |_, page| buttons(&page, doing))}
                    {part(request, |page| page.link_until, kept_safe)}
                </div>
                <div class="quote__main">
                    {part(
                        request,
                        of_quote,
                        move |tenant, page| match &page.quote {
                            Some(quote) => quote_ticket(tenant, &page, quote, doing),
                            None => no_quote(tenant, &page),
                        },
                    )}
                    {part(request, |page| page.messages.clone(), |tenant, said| messages(&said, &tenant.zone))}
                    {part(request, of_quote, |tenant, page| asked_for(tenant, &page))}
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn why(reason: Option<String>) -> AnyView {
    match reason.filter(|reason| !reason.is_empty()) {
        Some(reason) => view! { <p class="muted">{texts::reason(&reason)}</p> }.into_any(),
        None => nothing(),
    }
}

pub(crate) fn way(tenant: &Tenant, page: CateringPage) -> AnyView {
    let hours = tenant.catering.answer_hours;
    let way: Vec<AnyView> = steps(&page, tenant.currency, &tenant.zone, hours, time())
        .into_iter()
        .map(|one| step((!one.state.is_empty()).then_some(one.state), one.title, one.text))
        .collect();
    view! {
        <ol class="path" aria-label=texts::PROGRESS>
            {way}
        </ol>
    }
    .into_any()
}

fn kept_safe(tenant: &Tenant, until: domain::Timestamp) -> AnyView {
    let until = texts::until(&tenant.zone, until, time());
    view! { <p class="small muted">{texts::kept_safe(&until)}</p> }.into_any()
}

/// What becomes of the money of a request that came to nothing.
pub(crate) fn money_back(
    tenant: &Tenant,
    status: CateringStatus,
    money: api::catering::CateringMoney,
) -> AnyView {
    if status != CateringStatus::Cancelled {
        return nothing();
    }
    let format = |amount: Money| (amount > Money::ZERO).then(|| tenant.format(amount));
    let text = texts::money_back(
        format(money.refunded_cents).as_deref(),
        format(money.refunding_cents).as_deref(),
        format(money.paid_cents).as_deref(),
    );
    text.map(|text| view! { <p class="notice">{text}</p> }).into_any()
}

/// What is not about the quote: writing, cancelling, the order that came of it.
pub(crate) fn buttons(page: &CateringPage, doing: Doing) -> AnyView {
    let handler = page.handler.clone();
    let write = page.may.write.then(|| {
        view! {
            <button type="button" class="button" aria-haspopup="dialog" on:click=tap(move || doing.begin(What::Write))>
                <Icon name="note" />
                {texts::write_to(handler.as_deref())}
            </button>
        }
    });
    let follow = page.order_id.clone().map(|order| {
        view! {
            <a class="button" href=Page::Tracking.with(&[order.as_str()])>
                <Icon name="clock" />
                {texts::FOLLOW_ORDER}
            </a>
        }
    });
    let words = match page.status {
        CateringStatus::New | CateringStatus::Quoted => texts::WITHDRAW,
        _ => texts::CANCEL,
    };
    let cancel = page.may.cancel.then(|| {
        let begin = tap(move || doing.begin(What::Cancel));
        view! {
            <button type="button" class="button button--quiet" aria-haspopup="dialog" on:click=begin>
                {words}
            </button>
        }
    });
    view! { <div class="cluster">{write} {follow} {cancel}</div> }.into_any()
}
