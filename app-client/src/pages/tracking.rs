//! Following an order, live, for anybody who has its link.

use crate::browser;
use crate::components::known_restaurant::with_restaurant;
use crate::components::summary::totals_list;
use crate::pages::not_found::nothing_here;
use crate::state::load::{Fetched, Load};
use crate::state::restaurant::Known;
use crate::state::session::Session;
use crate::state::tracking::{Shown, attendant, headline, is_finished, sentence, steps};
use api::Code;
use api::orders::Tracking;
use api::pages::Page;
use domain::OrderId;
use domain::order::Status;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::orders::{cancel_my_order, track_order};
use texts::now::storefront as texts;
use ui::clock::Clock;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::live::{Connection, LiveSource, WhileHidden};
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

/// How often the clock moves on: promised minutes need no seconds.
const TICK_MS: u64 = 20_000;

pub fn tracking_page() -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| OrderId::parse(id).ok())
    });
    (move || match id.get() {
        Some(id) => view! { <Followed id=id /> }.into_any(),
        None => no_order(),
    })
    .into_any()
}

fn no_order() -> AnyView {
    nothing_here(texts::NO_ORDER, texts::NO_ORDER_TEXT, "/", texts::GO_HOME)
}

#[component]
fn Followed(id: OrderId) -> AnyView {
    let session = Session::expect();
    let fetched = Fetched::<Tracking>::default();
    let order = fetched.load;
    let clock = Clock::ticking(TICK_MS);
    let path = ["/rpc/live/orders/", id.as_str()].concat();
    let id = StoredValue::new(id);
    let ask = move || fetched.fetch(track_order(id.get_value()));
    // Also when somebody signs in or out: the owner may do more.
    Effect::new(move |_| {
        let _ = session.who();
        ask();
    });
    let live = LiveSource::open(path, WhileHidden::Close, move |_| ask());
    // Changes arrive while somebody makes up their mind.
    let cancelling = Cancelling::default();
    let finished = Memo::new(move |_| order.with(|order| order.ready().is_some_and(is_finished)));
    Effect::new(move |_| {
        if finished.get() {
            live.close();
        }
    });
    let stale = move || live.connection().get() == Connection::Offline && !finished.get();
    let retry = Callback::new(move |()| ask());
    let loading = || {
        view! {
            <div class="page">
                <p class="working working--page" role="status">
                    {texts::LOADING_ORDER}
                </p>
            </div>
        }
        .into_any()
    };
    with_restaurant(move |known| {
        order.with(|order| match order {
            Load::Ready(tracking) => followed(&known, tracking, clock, stale, cancelling, ask),
            Load::Failed(error) if error.code == Code::NotFound => no_order(),
            Load::Failed(error) => {
                view! { <div class="page"><Failure error=error.clone() retry=Some(retry) /></div> }.into_any()
            }
            Load::Loading => loading(),
        })
    })
}

pub(crate) fn followed(
    known: &Known,
    tracking: &Tracking,
    clock: Clock,
    stale: impl Fn() -> bool + Copy + Send + Sync + 'static,
    cancelling: Cancelling,
    ask: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let zone = &known.storefront.tenant.zone;
    let now = clock.now();
    let head = headline(tracking, zone, now);
    let shown = steps(tracking, zone, now);
    let person = attendant(tracking)
        .and_then(|name| name.chars().next())
        .map(String::from);
    let branch = tracking.branch.as_deref().map(texts::pick_up_in);
    let reason = tracking.cancel_reason.as_deref().map(texts::cancel_reason);
    let unpaid = tracking.status == Status::Created && tracking.mine;
    let pay = Page::Payment.with(&[tracking.order_id.as_str()]);
    view! {
        <section class="track__head ember">
            <div class="track__inner">
                <p>{head.before}</p>
                <h1 class="track__time">{head.large}</h1>
                <p>{head.after}</p>
            </div>
        </section>
        <div class="page">
            <div class="split">
                <section class="card">
                    {move || stale().then(|| view! { <p class="notice notice--warning" role="status">{texts::STALE}</p> })}
                    <p class="track__now" role="status">
                        {person.map(|person| view! { <span class="avatar" aria-hidden="true">{person}</span> })}
                        {sentence(tracking)}
                    </p>
                    {branch.map(|branch| view! { <p class="muted">{branch}</p> })}
                    {reason.map(|reason| view! { <p class="muted">{reason}</p> })}
                    <ol class="timeline">{shown.into_iter().map(timeline_step).collect::<Vec<AnyView>>()}</ol>
                </section>
                <aside class="split__side">
                    {unpaid
                        .then(|| {
                            view! {
                                <a class="button button--primary button--large" href=pay>
                                    {texts::FINISH_PAYING}
                                </a>
                            }
                        })}
                    {contents(known, tracking)}
                    <Share id=tracking.order_id.clone() number=tracking.number />
                    {tracking.may_cancel.then(|| view! { <Cancel id=tracking.order_id.clone() state=cancelling done=ask /> }.into_any())}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

fn timeline_step(step: Shown) -> AnyView {
    let word = match step.state {
        "done" => texts::DONE_WORD,
        "active" => texts::ACTIVE_WORD,
        "failed" => texts::FAILED_WORD,
        _ => texts::PENDING_WORD,
    };
    view! {
        <li class="timeline__step" data-state=step.state aria-current=(step.state == "active").then_some("step")>
            <span class="timeline__title">
                {step.title} <span class="visually-hidden">{[" (", word, ")"].concat()}</span>
            </span>
            <span class="timeline__meta">{step.meta}</span>
        </li>
    }
    .into_any()
}

fn contents(known: &Known, tracking: &Tracking) -> AnyView {
    let lines = tracking.items.iter().map(|item| {
        let options = if item.options.is_empty() {
            String::new()
        } else {
            [" (", &item.options.join(", "), ")"].concat()
        };
        (
            [item.qty.to_string().as_str(), " × ", &item.name, &options].concat(),
            item.subtotal,
        )
    });
    view! {
        <section class="card">
            <h2 class="card__title">{texts::YOUR_ORDER}</h2>
            {totals_list(known.storefront.tenant.currency, lines, &tracking.totals, tracking.fulfilment)}
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Share(id: OrderId, number: u64) -> AnyView {
    let toasts = Toasts::expect();
    let share = move |_| {
        let link = browser::full_address(&Page::Tracking.with(&[id.as_str()]));
        if browser::share(&texts::order_number(number), &link) {
            toasts.say(Tone::Success, texts::LINK_COPIED);
        }
    };
    view! {
        <button type="button" class="button" on:click=share>
            <Icon name="share" />
            {texts::SHARE}
        </button>
    }
    .into_any()
}

/// The sheet in which one cancels.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cancelling {
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// Which of the reasons.
    reason: RwSignal<usize>,
}

/// Cancelling, with a reason and a second thought.
#[component]
pub(crate) fn Cancel(id: OrderId, state: Cancelling, #[prop(into)] done: Callback<()>) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let Cancelling { open, busy, reason } = state;
    let id = StoredValue::new(id);
    let cancel = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let why = texts::CANCEL_REASONS
            .get(reason.get_untracked())
            .copied()
            .unwrap_or_default();
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match cancel_my_order(id.get_value(), why.to_owned()).await {
                Ok(()) => toasts.say(Tone::Success, texts::CANCELLED_NOW),
                Err(error) => toasts.say(Tone::Danger, asked.notice(error).message),
            }
            let _ = busy.try_set(false);
            let _ = open.try_set(false);
            // A live change may have drawn the page anew without this button.
            let _ = done.try_run(());
        });
    };
    let rows = move || -> Vec<AnyView> {
        texts::CANCEL_REASONS
            .into_iter()
            .enumerate()
            .map(|(index, text)| {
                view! {
                    <label class="choice">
                        <input
                            type="radio"
                            name="reason"
                            prop:checked=move || reason.get() == index
                            on:change=move |_| reason.set(index)
                        />
                        <span class="choice__body">
                            <span class="choice__title">{text}</span>
                        </span>
                    </label>
                }
                .into_any()
            })
            .collect()
    };
    view! {
        <button type="button" class="button button--danger" on:click=move |_| open.set(true)>
            {texts::CANCEL}
        </button>
        <Sheet open=open title=texts::CANCEL_TITLE.to_owned() id="cancel-title">
            <div class="sheet__body">
                <p>{texts::CANCEL_TEXT}</p>
                <div class="choices" role="radiogroup" aria-label=texts::CANCEL_TEXT>
                    {rows()}
                </div>
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {texts::CANCEL_NO}
                </button>
                <button
                    type="button"
                    class="button button--danger"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=cancel
                >
                    {move || if busy.get() { texts::CANCELLING } else { texts::CANCEL_YES }}
                </button>
            </div>
        </Sheet>
    }
    .into_any()
}
