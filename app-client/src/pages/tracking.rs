//! Following an order, live, for anybody who has its link.

use crate::browser;
use crate::components::known_restaurant::{block, framed_until};
use crate::components::summary::{fee_words, totals_list};
use crate::pages::cancelling::{Cancel, Cancelling};
use crate::pages::not_found::nothing_here;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::tracking::{Headline, Shown, attendant, headline, is_finished, sentence, steps};
use api::orders::{TrackedItem, Tracking};
use api::pages::Page;
use api::{ApiError, Code};
use domain::customer::initial;
use domain::order::Status;
use domain::{Money, OrderId, Timestamp, Zone};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::orders::track_order;
use texts::now::storefront as texts;
use ui::clock::Clock;
use ui::dynamic::{dynamic, nothing};
use ui::failure::Failure;
use ui::icon::Icon;
use ui::live::{Connection, LiveSource, WhileHidden};
use ui::names::isolated;
use ui::resource::{Load, Resource};
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

/// Where the page of an order stands.
#[derive(Debug, Clone, PartialEq)]
enum Stand {
    Loading,
    Here,
    Nowhere,
    Failed(ApiError),
}

#[component]
fn Followed(id: OrderId) -> AnyView {
    let (session, restaurant) = (Session::expect(), RestaurantState::expect());
    let clock = Clock::ticking(TICK_MS);
    let path = ["/rpc/live/orders/", id.as_str()].concat();
    let order = Resource::new(move || track_order(id.clone()));
    let ask = move || order.ask();
    // Also when somebody signs in or out: the owner may do more.
    Effect::new(move |_| {
        let _ = session.who();
        ask();
    });
    let live = LiveSource::open(path, WhileHidden::Close, move |_| ask());
    let finished = Memo::new(move |_| {
        let now = clock.now();
        order
            .value
            .with(|order| order.as_ref().is_some_and(|order| is_finished(order, now)))
    });
    Effect::new(move |_| {
        if finished.get() {
            live.close();
        }
    });
    // Changes come by the line, and are read by a call: either may fail alone.
    let stale = Memo::new(move |_| {
        let offline = live.connection().get() == Connection::Offline;
        let code = order.error.with(|error| error.as_ref().map(|error| error.code));
        match code {
            _ if finished.get() => None,
            // Of the whole page that stands above it as well, once the carta could not be read either.
            Some(Code::Offline) | None if restaurant.stale() => None,
            _ if offline => Some(texts::STALE),
            Some(Code::Offline) => Some(texts::STALE),
            Some(_) => Some(texts::NOT_UP_TO_DATE),
            None => None,
        }
    });
    let stand = Memo::new(move |_| match order.load() {
        Load::Ready(_) => Stand::Here,
        Load::Failed(error) if error.code == Code::NotFound => Stand::Nowhere,
        Load::Failed(error) => Stand::Failed(error),
        Load::Loading => Stand::Loading,
    });
    let latest = Memo::new(move |_| order.value.get());
    let retry = Callback::new(move |()| order.ask_now());
    let known = Memo::new(move |_| restaurant.known().is_some());
    framed_until(known, loading, move || {
        dynamic(move || match stand.get() {
            Stand::Here => followed(latest, clock, stale, ask),
            Stand::Nowhere => no_order(),
            Stand::Failed(error) => {
                view! { <div class="page"><Failure error=error retry=Some(retry) /></div> }.into_any()
            }
            Stand::Loading => loading(),
        })
    })
}

fn loading() -> AnyView {
    // In an element of its own, so that nothing of it becomes a part of what takes its place, and moves there.
    view! {
        <div>
            <section class="track__head ember">
                <div class="track__inner">
                    <p>{texts::TITLE_TRACKING}</p>
                    <h1 class="track__time">{texts::YOUR_ORDER}</h1>
                    <p role="status">{texts::LOADING_ORDER}</p>
                </div>
            </section>
            <div class="page">
                <div class="split">
                    <section class="card stack" aria-hidden="true">{block()} {block()} {block()}</section>
                    <aside class="split__side">{block()}</aside>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The page of an order. It is drawn once: an answer or a tick of the clock changes the texts that it changes, so that
/// nobody loses the focus.
pub(crate) fn followed(
    order: Memo<Option<Tracking>>,
    clock: Clock,
    stale: Memo<Option<&'static str>>,
    ask: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let Some((id, number)) = order.with_untracked(|order| {
        let order = order.as_ref()?;
        Some((order.order_id.clone(), order.number))
    }) else {
        return loading();
    };
    let followed = Order { order, clock };
    let reads = move |read: fn(&Tracking) -> bool| {
        Memo::new(move |_| order.with(|order| order.as_ref().is_some_and(read)))
    };
    let unpaid = reads(|order| order.status == Status::Created && order.mine);
    let may_cancel = reads(|order| order.may_cancel);
    let rehearsal = reads(|order| order.rehearsal);
    let cancelling = Cancelling::default();
    // Changes arrive while somebody makes up their mind: what is open stays open.
    let cancel = Memo::new(move |_| may_cancel.get() || cancelling.open.get());
    let pay = Page::Payment.with(&[id.as_str()]);
    let pay = dynamic(move || {
        if !unpaid.get() {
            return nothing();
        }
        view! {
            <a class="button button--primary button--large" href=pay.clone()>
                {texts::FINISH_PAYING}
            </a>
        }
        .into_any()
    });
    let of_cancel = id.clone();
    let cancel = dynamic(move || {
        if !cancel.get() {
            return nothing();
        }
        view! { <Cancel id=of_cancel.clone() state=cancelling done=move |()| ask() /> }.into_any()
    });
    view! {
        {followed.head()}
        <div class="page">
            <div class="split">
                <section class="card">
                    {dynamic(move || {
                        let Some(words) = stale.get() else {
                            return nothing();
                        };
                        view! { <p class="notice notice--warning" role="status">{words}</p> }.into_any()
                    })}
                    {dynamic(move || {
                        if !rehearsal.get() {
                            return nothing();
                        }
                        view! { <p class="notice notice--warning">{texts::REHEARSED}</p> }.into_any()
                    })}
                    {followed.way()}
                </section>
                <aside class="split__side">
                    {pay} {followed.contents()} <Share id=id number=number /> {cancel}
                </aside>
            </div>
        </div>
    }
    .into_any()
}

/// The parts of the page that change by themselves.
#[derive(Debug, Clone, Copy)]
struct Order {
    order: Memo<Option<Tracking>>,
    clock: Clock,
}

impl Order {
    /// What is read of the order at a time in the restaurant's zone, as long as it is the same.
    fn at_present<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        read: fn(&Tracking, &Zone, Timestamp) -> T,
    ) -> Memo<T> {
        let restaurant = RestaurantState::expect();
        let zone = Memo::new(move |_| {
            restaurant
                .known()
                .map(|known| known.storefront.tenant.zone.clone())
        });
        Memo::new(move |_| {
            let now = self.clock.now();
            self.order.with(|order| {
                zone.with(|zone| {
                    let both = order.as_ref().zip(zone.as_ref());
                    both.map(|(order, zone)| read(order, zone, now))
                        .unwrap_or_default()
                })
            })
        })
    }

    fn read<T: Default + PartialEq + Send + Sync + 'static>(self, read: fn(&Tracking) -> T) -> Memo<T> {
        Memo::new(move |_| {
            self.order
                .with(|order| order.as_ref().map(read).unwrap_or_default())
        })
    }

    fn head(self) -> AnyView {
        let head = self.at_present(headline);
        let part = move |part: fn(&Headline) -> &String| {
            Signal::derive(move || head.with(|head| part(head).clone()))
        };
        view! {
            <section class="track__head ember">
                <div class="track__inner">
                    <p>{part(|head| &head.before)}</p>
                    <h1 class="track__time">{part(|head| &head.large)}</h1>
                    <p>{part(|head| &head.after)}</p>
                </div>
            </section>
        }
        .into_any()
    }

    /// Where it is, and how it got there.
    fn way(self) -> AnyView {
        let shown = self.at_present(steps);
        let said = self.read(|order| (sentence(order), attendant(order).map(str::to_owned)));
        let below = self.read(|order| {
            let branch = order.branch.as_deref().map(texts::pick_up_in);
            let reason = order.cancel_reason.as_deref().map(texts::cancel_reason);
            [branch, reason]
        });
        let now = dynamic(move || {
            let (sentence, person) = said.get();
            let letter = person.as_deref().map(initial).filter(|letter| !letter.is_empty());
            let letter = letter.map(str::to_owned);
            view! {
                {letter.map(|letter| view! { <span class="avatar" aria-hidden="true">{letter}</span> }.into_any())}
                <span>{isolated(&sentence, person.as_deref().unwrap_or_default())}</span>
            }
            .into_any()
        });
        let below = dynamic(move || {
            let lines = below.get().into_iter().flatten();
            let lines = lines.map(|line| view! { <p class="muted">{line}</p> }.into_any());
            lines.collect::<Vec<AnyView>>().into_any()
        });
        let steps = dynamic(move || {
            let steps = shown.get().into_iter().map(timeline_step);
            steps.collect::<Vec<AnyView>>().into_any()
        });
        view! {
            <p class="track__now" role="status">
                {now}
            </p>
            {below}
            <ol class="timeline">{steps}</ol>
        }
        .into_any()
    }

    fn contents(self) -> AnyView {
        let currency = RestaurantState::expect().currency();
        let ordered = self.read(|order| Some((order.items.clone(), order.totals, order.fulfilment)));
        let list = dynamic(move || {
            ordered.get().map_or_else(nothing, |(items, totals, fulfilment)| {
                totals_list(
                    currency,
                    items.iter().map(line),
                    &totals,
                    fee_words(fulfilment, false),
                )
            })
        });
        let back = self.read(|order| {
            // Of what is cancelled the page says so in its own words.
            let goes_on = order.status != Status::Cancelled;
            goes_on.then_some((order.payment.refunded_cents, order.payment.refunding_cents))
        });
        let back = dynamic(move || {
            let (done, on_its_way) = back.get().unwrap_or_default();
            let shown = |amount: Money| (amount > Money::ZERO).then(|| currency.format(amount));
            match texts::money_back(shown(done).as_deref(), shown(on_its_way).as_deref()) {
                Some(words) => view! { <p class="notice notice--success">{words}</p> }.into_any(),
                None => nothing(),
            }
        });
        view! {
            <section class="card">
                <h2 class="card__title">{texts::YOUR_ORDER}</h2>
                {list} {back}
            </section>
        }
        .into_any()
    }
}

/// What there is of one thing, and what it costs.
fn line(item: &TrackedItem) -> (String, Money) {
    let options = if item.options.is_empty() {
        String::new()
    } else {
        [" (", &item.options.join(", "), ")"].concat()
    };
    let words = [item.qty.to_string().as_str(), " × ", &item.name, &options].concat();
    (words, item.subtotal)
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
