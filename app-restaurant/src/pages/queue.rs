//! Cocina, Empaque, Reparto: the queue of a stage as tickets, oldest first.

use crate::components::all_day::AllDay;
use crate::components::cancelled_ticket::CancelledTicketView;
use crate::components::empty::Empty;
use crate::components::pace::PaceButton;
use crate::components::recent::Recent;
use crate::components::ticket::Ticket;
use crate::components::to_accept::ToAccept;
use crate::state::erased::{effect, memo};
use crate::state::queues::{Queues, StageQueue};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use domain::stage::Stage;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::resource::Loaded;

#[component]
pub fn QueueScreen(stage: Stage) -> AnyView {
    let queue = Queues::expect().of(stage);
    let restaurant = RestaurantState::expect();
    queue.look();
    effect(move || {
        let count = queue.tickets().len();
        let name = texts::stage(stage);
        restaurant.title(&if count == 0 {
            name.to_owned()
        } else {
            format!("{name} ({count})")
        });
    });
    view! {
        <Head queue />
        {move || {
            (!Session::expect().works_at(stage))
                .then(|| {
                    view! {
                        <div class="notice notice--info">
                            <p class="notice__title">{texts::READ_ONLY}</p>
                            <p>{texts::read_only(stage)}</p>
                        </div>
                    }
                })
        }}
        <Loaded loader=queue.loader loading=texts::LOADING_QUEUE>
            <Tickets queue />
        </Loaded>
    }
    .into_any()
}

/// The tickets stand where they are when its button goes: that is while a finger is on one of them.
#[component]
pub(crate) fn Head(queue: StageQueue) -> AnyView {
    let summary = memo(move || {
        let working = queue.working();
        let target = queue.facts.with(|facts| facts.target_minutes);
        texts::queue_summary(queue.tickets().len().saturating_sub(working), working, target)
    });
    let unseen = memo(move || queue.unseen());
    view! {
        <div class="console__head queue__head">
            <h1>{texts::stage(queue.stage)}</h1>
            <span class="queue__summary muted">
                {move || queue.loader.loaded.get().then(|| view! { {summary} })}
            </span>
            {move || {
                let count = unseen.get();
                (count > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="button queue__seen" on:click=move |_| queue.see_all()>
                                {texts::seen(count)}
                            </button>
                        }
                    })
            }}
            <PaceButton />
            <span class="visually-hidden" role="status">
                {move || {
                    let count = queue.arrived.get();
                    (count > 0).then(|| texts::arrived(count))
                }}
            </span>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Tickets(queue: StageQueue) -> AnyView {
    let tickets = memo(move || queue.tickets());
    let empty = memo(move || tickets.with(Vec::is_empty) && queue.struck.with(Vec::is_empty));
    view! {
        <ToAccept queue />
        <AllDay queue />
        {move || {
            empty
                .get()
                .then(|| {
                    view! {
                        <Empty
                            art="empty_orders"
                            title=texts::empty_title(queue.stage)
                            text=texts::empty_text(queue.stage)
                        />
                    }
                })
        }}
        <div class="queue">
            <For
                each=move || queue.struck.get()
                key=|struck| struck.order_id.clone()
                children=move |struck| view! { <CancelledTicketView queue struck /> }
            />
            <For
                each=move || tickets.get()
                key=|id| id.clone()
                children=move |id| queue.rows.get(&id).map(|order| view! { <Ticket queue order /> })
            />
        </div>
        <Recent queue />
    }
    .into_any()
}
