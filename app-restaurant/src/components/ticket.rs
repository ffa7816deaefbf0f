//! An order in the queue of a stage.

use super::actions::{Actions, Place};
use super::edits::LastEdit;
use super::own_words::{OWN, with_own};
use super::ticket_catering::TicketCatering;
use super::ticket_lines::TicketLines;
use super::ticket_where::TicketWhere;
use crate::state::actions::works_on;
use crate::state::ageing::Age;
use crate::state::erased::memo;
use crate::state::offline_queue::Standing;
use crate::state::promise::{minutes_left, promised};
use crate::state::queues::StageQueue;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::taps::Taps;
use api::orders::{Attendant, OrderView};
use domain::customer::{first_name, initial};
use domain::stage::{Stage, StepStatus};
use domain::time::MINUTE_MS;
use domain::{OrderId, Timestamp};
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;
use ui::icon::Icon;

#[component]
pub fn Ticket(queue: StageQueue, order: ArcRwSignal<OrderView>) -> AnyView {
    let (taps, session) = (Taps::expect(), Session::expect());
    let clock = expect_context::<Clock>();
    let stage = queue.stage;
    let order = memo(move || taps.apply_pending(&order.get()));
    let (id, number) = order.with_untracked(|order| (order.order_id.clone(), order.number));
    let heading = format!("pedido-{id}");
    let since = memo(move || order.with(|order| waiting_since(order, stage)));
    let target = {
        let id = id.clone();
        memo(move || queue.facts.with(|facts| facts.target_of(&id)))
    };
    let age = memo(move || Age::of(since.get(), clock.now(), target.get()));
    let pending = memo(move || order.with(|order| taps.waiting(order).is_some()));
    let state = {
        let id = id.clone();
        memo(move || state(queue, &id, pending.get(), holder(order, stage), session))
    };
    let see = move |id: &OrderId| queue.see(id);
    let (touched, focused) = (id.clone(), id.clone());
    let labelled = heading.clone();
    view! {
        <article
            class="ticket"
            data-age=move || age.get().name()
            data-state=move || state.get()
            aria-labelledby=labelled
            on:pointerdown=move |_| see(&touched)
            on:focusin=move |_| see(&focused)
        >
            <header class="ticket__head">
                <h2 class="ticket__code" id=heading>
                    <span class="visually-hidden">{texts::COLUMN_NUMBER} " "</span>
                    {number}
                </h2>
                <span class="ticket__clock">
                    {move || (age.get() != Age::Ahead).then(|| texts::stopwatch(clock.now().since_ms(since.get())))}
                </span>
                <span class="ticket__kind">
                    {order.with_untracked(|order| texts::how(order.fulfilment.kind()))}
                    {order.with_untracked(|order| order.rehearsal).then(|| view! { " " <b class="badge badge--warning">{texts::REHEARSAL}</b> })}
                </span>
                <span class="ticket__age">
                    {move || if state.get() == Some("new") { texts::NEW } else { age.get().words() }}
                </span>
            </header>
            <TicketCatering order />
            <Wanted order since age />
            <Promised order age />
            <LastEdit order />
            <TicketLines order />
            {(stage != Stage::Cooking).then(|| view! { <TicketWhere order /> })}
            <Holder order stage />
            {move || pending.get().then(|| view! { <Unsent order stage /> })}
            <TicketActions order stage />
        </article>
    }
    .into_any()
}

/// For when it was asked, and from when it should be begun.
#[component]
fn Wanted(order: Memo<OrderView>, since: Memo<Timestamp>, age: Memo<Age>) -> AnyView {
    let restaurant = RestaurantState::expect();
    view! {
        {move || {
            order
                .with(|order| order.scheduled_for)
                .map(|at| {
                    let begins = (age.get() == Age::Ahead).then(|| texts::begins(&restaurant.moment(since.get())));
                    view! {
                        <p class="ticket__wanted">
                            <Icon name="clock" />
                            <b>{texts::wanted(&restaurant.moment(at))}</b>
                            {begins.map(|begins| view! { <span>{begins}</span> })}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// By when its customer was promised it, what is left until then, and how long ago it was placed.
#[component]
fn Promised(order: Memo<OrderView>, age: Memo<Age>) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let shown = memo(move || {
        // With what is not begun yet, its own time says more.
        if age.get() == Age::Ahead {
            return None;
        }
        order.with(|order| {
            let promised = promised(order)?;
            let left = minutes_left(promised, clock.now());
            let placed = clock.now().since_ms(order.created_at) / MINUTE_MS;
            Some((
                left < 0,
                texts::promised(&restaurant.moment(promised), left, placed),
            ))
        })
    });
    view! {
        {move || {
            shown
                .get()
                .map(|(late, words)| {
                    view! { <p class="ticket__promised" data-late=late.then_some("true")>{words}</p> }
                })
        }}
    }
    .into_any()
}

/// Its name in the style sheet, what matters most first.
fn state(
    queue: StageQueue,
    id: &OrderId,
    pending: bool,
    holder: Option<Attendant>,
    session: Session,
) -> Option<&'static str> {
    let mine = || holder.is_some_and(|by| session.me().is_some_and(|me| me.id == by.id));
    if pending {
        Some("pending")
    } else if queue.is_new(id) {
        Some("new")
    } else if mine() {
        Some("mine")
    } else {
        None
    }
}

fn waiting_since(order: &OrderView, stage: Stage) -> Timestamp {
    let step = order.steps.iter().rev().find(|step| step.step_name == stage);
    step.map_or(order.created_at, |step| step.waiting_since)
}

/// Who has it, followed.
fn holder(order: Memo<OrderView>, stage: Stage) -> Option<Attendant> {
    order.with(|order| {
        let step = order.open_step().filter(|step| step.step_name == stage)?;
        step.attended_by.clone()
    })
}

#[component]
fn Holder(order: Memo<OrderView>, stage: Stage) -> AnyView {
    let session = Session::expect();
    let by = memo(move || holder(order, stage).map(|by| (by.id, by.name)));
    view! {
        {move || {
            by.get()
                .map(|(id, name)| {
                    let mine = session.me().is_some_and(|me| me.id == id);
                    view! {
                        <p class="ticket__who">
                            <span class="avatar" aria-hidden="true">
                                {initial(&name).to_owned()}
                            </span>
                            {if mine {
                                texts::YOURS.into_any()
                            } else {
                                with_own(&texts::has_it(OWN[0]), &[first_name(&name)])
                            }}
                        </p>
                    }
                })
        }}
    }
    .into_any()
}

/// A tap waits to be sent: what it did, and how to take it back.
#[component]
fn Unsent(order: Memo<OrderView>, stage: Stage) -> AnyView {
    let taps = Taps::expect();
    let shown = memo(move || {
        let done = order.with(|order| order.open_step().is_none_or(|step| step.step_name != stage));
        let standing = order.with(|order| taps.waiting(order).map(|tap| tap.standing()));
        (done, standing.unwrap_or(Standing::Here))
    });
    view! {
        <p class="ticket__who" role="status">
            <Icon name="clock" />
            {move || match shown.get() {
                (_, Standing::OnItsWay) => texts::SENDING,
                (_, Standing::Unheard) => texts::UNHEARD,
                (true, Standing::Here) => texts::DONE_UNSENT,
                (false, Standing::Here) => texts::UNSENT,
            }}
            {move || {
                (shown.get().1 == Standing::Here)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button--quiet"
                                on:click=move |_| taps.withdraw(&order.get_untracked())
                            >
                                <Icon name="undo" />
                                {texts::UNDO_UNSENT}
                            </button>
                        }
                    })
            }}
        </p>
    }
    .into_any()
}

#[component]
fn TicketActions(order: Memo<OrderView>, stage: Stage) -> AnyView {
    let session = Session::expect();
    let mine = memo(move || {
        session
            .role()
            .is_some_and(|role| order.with(|order| works_on(order, stage, role)))
    });
    let other = move || {
        let waits = order.with(|order| {
            order
                .open_step()
                .is_some_and(|step| step.status == StepStatus::Pending)
        });
        (waits && session.works_at(stage))
            .then(|| texts::for_role(texts::role(order.with(|order| order.role_of(stage)))))
    };
    view! {
        {move || {
            if mine.get() {
                view! { <div class="ticket__actions"><Actions order place=Place::Ticket /></div> }.into_any()
            } else {
                view! { {other().map(|words| view! { <p class="ticket__who muted">{words}</p> })} }.into_any()
            }
        }}
    }
    .into_any()
}
