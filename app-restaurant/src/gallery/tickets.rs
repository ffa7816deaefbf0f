//! Orders as those see them who cook, pack and deliver.

use super::samples::{Samples, attendant, in_full, person, reason, to_collect};
use super::{States, idle_queues, seen_by, waiting_taps};
use crate::components::cancelled_ticket::CancelledTicketView;
use crate::components::ticket::Ticket;
use crate::components::ticket_catering::{CateringBadge, Diet, TicketCatering};
use crate::components::ticket_lines::TicketLines;
use crate::components::ticket_where::TicketWhere;
use crate::state::attention::Attention;
use crate::state::erased::memo;
use crate::state::offline_queue::{PendingTaps, Tap, TapKind};
use crate::state::queues::{CancelledTicket, Queues, StageQueue};
use crate::state::session::Session;
use api::auth::SignedInStaff;
use api::orders::{Attendant, OrderView};
use domain::staff::Role;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::gallery::{apart, as_if_kept, component, narrow, small};

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        narrow("Ticket", tickets(samples)),
        narrow("Ticket of others", of_others(samples)),
        narrow("Ticket that changes", changing(samples)),
        narrow("TicketCatering", catering(samples)),
        component("Diet", diets()),
        small("CateringBadge", catering_badges(samples)),
        narrow("TicketLines", lines(samples)),
        narrow("TicketWhere", places(samples)),
        narrow("CancelledTicketView", cancelled(samples)),
    ]
}

fn ticket(stage: Stage, order: &OrderView) -> AnyView {
    let (queue, order) = (Queues::expect().of(stage), ArcRwSignal::new(order.clone()));
    view! { <Ticket queue order /> }.into_any()
}

fn tickets(samples: &Samples) -> States {
    let since = |minutes: i64| {
        let mut order = samples.waiting.clone();
        for step in &mut order.steps {
            step.waiting_since = step.waiting_since.plus_minutes(-minutes);
        }
        order
    };
    let mut later = since(-60);
    later.scheduled_for = later
        .steps
        .first()
        .map(|step| step.waiting_since.plus_minutes(40));
    let collect = to_collect(&samples.delivery);
    vec![
        ("waiting", ticket(Stage::Cooking, &samples.waiting)),
        ("waiting for a while", ticket(Stage::Cooking, &since(12))),
        ("late", ticket(Stage::Cooking, &since(90))),
        ("for later", ticket(Stage::Cooking, &later)),
        (
            "for an event",
            ticket(Stage::Cooking, &samples.catering("Dos personas celíacas")),
        ),
        ("mine", ticket(Stage::Cooking, &samples.taken)),
        ("of somebody else", ticket(Stage::Cooking, &samples.elsewhere)),
        ("to be packed", ticket(Stage::Packaging, &samples.packaging)),
        ("to be delivered", ticket(Stage::Delivery, &samples.delivery)),
        ("to be collected", ticket(Stage::Delivery, &collect)),
    ]
}

/// A ticket as it is for people who do not work on it.
fn of_others(samples: &Samples) -> States {
    let (waiting, pickup) = (samples.waiting.clone(), samples.pickup());
    vec![
        (
            "for another role",
            seen_by(Role::Driver, move || ticket(Stage::Delivery, &pickup)),
        ),
        (
            "to look at",
            seen_by(Role::Driver, move || ticket(Stage::Cooking, &waiting)),
        ),
    ]
}

/// What has just arrived, and what was done without a connection.
fn changing(samples: &Samples) -> States {
    let me = person(Role::Cook);
    let (waiting, new) = (samples.waiting.clone(), samples.waiting.clone());
    let mut mine = samples.elsewhere.clone();
    for step in &mut mine.steps {
        step.attended_by = Some(Attendant {
            id: me.id.clone(),
            name: me.name.clone(),
        });
    }
    vec![
        ("new", apart(move || arrived(&new))),
        (
            "taken, not sent yet",
            unsent(waiting.clone(), TapKind::Take, false),
        ),
        ("done, not sent yet", unsent(mine, TapKind::Complete, false)),
        ("taken, not answered", unsent(waiting, TapKind::Take, true)),
    ]
}

/// An order that nobody has seen yet.
fn arrived(order: &OrderView) -> AnyView {
    arrived_in(Stage::Cooking, order);
    ticket(Stage::Cooking, order)
}

/// A queue that was looked at before this order arrived.
pub fn arrived_in(stage: Stage, order: &OrderView) -> StageQueue {
    let mut attention = Attention::default();
    let ids = [order.order_id.clone()];
    attention.look(&[], &[], false);
    attention.look(&ids, &ids, false);
    let name = format!("consola.vistos.{}", stage.wire_name());
    let queues = as_if_kept(&name, &attention, idle_queues);
    Session::provide(Some(person(Role::Cook)));
    queues.of(stage)
}

fn unsent(order: OrderView, kind: TapKind, unheard: bool) -> AnyView {
    apart(move || {
        let me = person(Role::Cook);
        let mut waiting = PendingTaps::default();
        let tap = tap(&order, kind, &me);
        waiting.push(Tap { unheard, ..tap });
        waiting_taps(me, &waiting);
        ticket(Stage::Cooking, &order)
    })
}

/// What somebody did to an order in the kitchen.
pub fn tap(order: &OrderView, kind: TapKind, by: &SignedInStaff) -> Tap {
    Tap {
        by: Attendant {
            id: by.id.clone(),
            name: by.name.clone(),
        },
        order_id: order.order_id.clone(),
        number: order.number,
        stage: Stage::Cooking,
        kind,
        at: order.created_at,
        sent: false,
        unheard: false,
    }
}

fn catering(samples: &Samples) -> States {
    let drawn = |diet: &str| {
        let order = samples.catering(diet);
        view! { <TicketCatering order=memo(move || order.clone()) /> }.into_any()
    };
    vec![
        ("without a diet", drawn("")),
        ("with a diet", drawn("Dos personas celíacas")),
    ]
}

fn diets() -> States {
    let text = "Dos personas celíacas, una alérgica al maní".to_owned();
    vec![("diet", view! { <Diet text /> }.into_any())]
}

fn catering_badges(samples: &Samples) -> States {
    let order = samples.catering("");
    let badge = view! { <CateringBadge order=memo(move || order.clone()) /> };
    vec![("for an event", badge.into_any())]
}

fn lines(samples: &Samples) -> States {
    let drawn = |order: OrderView| view! { <TicketLines order=memo(move || order.clone()) /> }.into_any();
    let mut long = in_full(&samples.waiting);
    long.items = long.items.iter().cycle().take(50).cloned().collect();
    let mut unbroken = samples.waiting.clone();
    for item in &mut unbroken.items {
        item.note = "x".repeat(140);
    }
    vec![
        ("with a note", drawn(samples.waiting.clone())),
        ("with options", drawn(in_full(&samples.waiting))),
        ("with fifty lines", drawn(long)),
        ("with a note without a blank", drawn(unbroken)),
    ]
}

fn places(samples: &Samples) -> States {
    let drawn = |order: OrderView| view! { <TicketWhere order=memo(move || order.clone()) /> }.into_any();
    vec![
        ("to an address", drawn(in_full(&samples.delivery))),
        ("to be collected", drawn(to_collect(&samples.delivery))),
        ("over the counter", drawn(samples.pickup())),
        ("not for this role", drawn(samples.delivery.clone())),
    ]
}

/// An order that was cancelled while it was on the screen.
pub fn struck(samples: &Samples) -> CancelledTicket {
    let items = samples.waiting.items.iter();
    CancelledTicket {
        order_id: samples.waiting.order_id.clone(),
        number: samples.waiting.number,
        lines: items.map(|item| (item.qty, item.name.clone())).collect(),
        by: attendant().name,
        reason: reason(),
    }
}

fn cancelled(samples: &Samples) -> States {
    let (queue, struck) = (Queues::expect().of(Stage::Cooking), struck(samples));
    let drawn = view! { <CancelledTicketView queue struck /> };
    vec![("cancelled", drawn.into_any())]
}
