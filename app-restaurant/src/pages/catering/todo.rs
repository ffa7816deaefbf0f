//! What to do with a request, the usual next step first.

use super::steps::{self, Changed, Doing, Handler};
use super::{quote_href, request_href};
use crate::routes::Screen;
use crate::state::catering::{Next, may_remind, next_step};
use crate::state::erased::memo;
use crate::state::orders_page::OrdersPage;
use crate::state::restaurant::RestaurantState;
use api::catering::CateringView;
use domain::Money;
use domain::catering::CateringStatus;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;
use ui::page;

#[component]
pub fn ToDo(request: Memo<CateringView>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let doing = Doing::new(request.with_untracked(|request| request.page.id.clone()), changed);
    let alarms = memo(move || request.with(|request| request.alarms.clone()));
    let status = memo(move || request.with(|request| request.page.status));
    let next = memo(move || request.with(next_step));
    let again = memo(move || status.get() == CateringStatus::Quoted && next.get() != Some(Next::QuoteAgain));
    let remind = memo(move || request.with(may_remind) && next.get() != Some(Next::Remind));
    let order = memo(move || request.with(order_href));
    let id = request.with_untracked(|request| request.page.id.to_string());
    let (first, other) = (id.clone(), id);
    let alarm = |alarm| view! { <p class="notice notice--warning">{texts::alarm(alarm)}</p> };
    let paid = move || {
        let paid = request.with_untracked(|request| request.page.money.paid_cents);
        (paid > Money::ZERO).then(|| restaurant.format(paid))
    };
    let refuse = move || match status.get() {
        CateringStatus::New | CateringStatus::Quoted => {
            danger(texts::DECLINE, Callback::new(move |()| steps::ask_decline(doing)))
        }
        CateringStatus::Accepted | CateringStatus::Scheduled => danger(
            texts::CANCEL,
            Callback::new(move |()| steps::ask_cancel(doing, paid())),
        ),
        _ => ().into_any(),
    };
    view! {
        <section class="card catering__todo">
            <h2 class="card__title">{texts::TO_DO}</h2>
            {move || alarms.get().into_iter().map(alarm).collect_view()}
            {move || next.get().map(|next| primary(next, &first, doing))}
            {move || again.get().then(|| link(quote_href(&other), texts::QUOTE_AGAIN, false))}
            {move || {
                remind
                    .get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                aria-busy=move || doing.busy.get().then_some("true")
                                on:click=move |_| steps::remind(doing)
                            >
                                {texts::REMIND}
                            </button>
                        }
                    })
            }}
            {move || order.get().map(|href| link(href, texts::SEE_ORDER, false))}
            {move || {
                (status.get() == CateringStatus::Declined).then(|| view! { <p class="muted">{texts::NOTHING_TO_DO}</p> })
            }}
            <Handler request doing />
            {refuse}
        </section>
    }
    .into_any()
}

/// Where its order is shown as a whole.
fn order_href(request: &CateringView) -> Option<String> {
    let order = request.page.order_id.as_ref()?;
    let page = OrdersPage {
        search: request.order_number?.to_string(),
        chosen: Some(order.to_string()),
        ..OrdersPage::default()
    };
    Some(format!("{}{}", Screen::Orders.href(), page.query()))
}

fn link(href: String, words: &'static str, primary: bool) -> AnyView {
    let class = if primary {
        "button button--primary"
    } else {
        "button"
    };
    view! {
        <a class=class href=href>
            {words}
        </a>
    }
    .into_any()
}

fn danger(words: &'static str, ask: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="button button--danger" aria-haspopup="dialog" on:click=move |_| ask.run(())>
            {words}
        </button>
    }
    .into_any()
}

fn primary(next: Next, id: &str, doing: Doing) -> AnyView {
    match next {
        Next::Quote | Next::QuoteAgain => link(quote_href(id), next.words(), true),
        Next::Collect => {
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                page::focus("cobrar");
            };
            view! {
                <a class="button button--primary" rel="external" href=format!("{}#cobrar", request_href(id)) on:click=go>
                    {next.words()}
                </a>
            }
            .into_any()
        }
        Next::Remind => view! {
            <button
                type="button"
                class="button button--primary"
                aria-busy=move || doing.busy.get().then_some("true")
                on:click=move |_| steps::remind(doing)
            >
                {next.words()}
            </button>
        }
        .into_any(),
        Next::ToKitchen => view! {
            <button
                type="button"
                class="button button--primary"
                aria-haspopup="dialog"
                on:click=move |_| steps::ask_kitchen(doing)
            >
                <Icon name="chef" />
                {texts::TO_KITCHEN_NOW}
            </button>
        }
        .into_any(),
    }
}
