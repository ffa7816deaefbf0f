//! Every component of the console in every state: `/restaurante/componentes` under `cargo xtask dev`. A component that is
//! new gets its place here.

use crate::components::cancelled_ticket::CancelledTicketView;
use crate::components::chart::ChartCard;
use crate::components::claim_text::{ClaimText, Wrong};
use crate::components::empty::Empty;
use crate::components::live_badge::LiveBadge;
use crate::components::progress_bar::ProgressBar;
use crate::components::record::{Record, StateBadge};
use crate::components::ticket::Ticket;
use crate::components::twice::Twice;
use crate::state::erased::memo;
use crate::state::queues::{CancelledTicket, Queues};
use crate::state::samples::{cooking, done_by, taken_by};
use crate::state::session::Session;
use api::dashboard::Chart;
use api::orders::{ItemView, OrderView};
use domain::Money;
use domain::order::Status;
use domain::stage::Stage;
use leptos::prelude::*;
use ui::clock::Clock;
use ui::gallery::{component, gallery};

/// Where it is, below the console's own address.
pub const PATH: &str = "/componentes";

type States = Vec<(&'static str, AnyView)>;

#[component]
pub fn Gallery() -> AnyView {
    let samples = Samples::new();
    gallery(vec![
        component("Ticket", tickets(&samples)),
        component("CancelledTicketView", cancelled(&samples)),
        component("StateBadge", badges(&samples)),
        component("ProgressBar", bars(&samples)),
        component("Record", records(&samples)),
        component("ChartCard", charts()),
        component("ClaimText", texts()),
        component("Twice", twice()),
        component("Empty", empty()),
        component(
            "LiveBadge",
            vec![("as it is now", view! { <LiveBadge /> }.into_any())],
        ),
    ])
}

/// An order at each point of its way, by now.
struct Samples {
    waiting: OrderView,
    taken: OrderView,
    elsewhere: OrderView,
    packaging: OrderView,
    delivery: OrderView,
    delivered: OrderView,
}

impl Samples {
    fn new() -> Samples {
        let now = expect_context::<Clock>().at_once();
        let mut waiting = cooking(7);
        waiting.items = vec![
            item(2, "¼ de pollo a la brasa", "Bien dorado"),
            item(1, "Chicha morada grande", ""),
        ];
        waiting.total_cents = Some(Money(7_480));
        for step in &mut waiting.steps {
            step.waiting_since = now.plus_minutes(-2);
        }
        let me = Session::expect()
            .me_now()
            .map(|me| me.id.trim_start_matches("s_").to_owned());
        let taken = taken_by(waiting.clone(), &me.unwrap_or_default(), now);
        let elsewhere = taken_by(waiting.clone(), "otra", now);
        let packaging = done_by(waiting.clone(), "otra", now);
        let delivery = done_by(packaging.clone(), "otra", now);
        let delivered = done_by(delivery.clone(), "otra", now);
        Samples {
            waiting,
            taken,
            elsewhere,
            packaging,
            delivery,
            delivered,
        }
    }

    /// All of them by name.
    fn all(&self) -> [(&'static str, &OrderView); 5] {
        [
            ("waiting", &self.waiting),
            ("in hand", &self.taken),
            ("to be packed", &self.packaging),
            ("to be delivered", &self.delivery),
            ("delivered", &self.delivered),
        ]
    }
}

fn item(qty: u16, name: &str, note: &str) -> ItemView {
    ItemView {
        product_id: None,
        name: name.to_owned(),
        qty,
        unit_price_cents: None,
        subtotal_cents: None,
        price: None,
        options: Vec::new(),
        note: note.to_owned(),
    }
}

fn tickets(samples: &Samples) -> States {
    let drawn = |stage: Stage, order: &OrderView| {
        let (queue, order) = (Queues::expect().of(stage), ArcRwSignal::new(order.clone()));
        view! { <Ticket queue order /> }.into_any()
    };
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
    vec![
        ("waiting", drawn(Stage::Cooking, &samples.waiting)),
        ("waiting for a while", drawn(Stage::Cooking, &since(12))),
        ("late", drawn(Stage::Cooking, &since(90))),
        ("for later", drawn(Stage::Cooking, &later)),
        ("mine", drawn(Stage::Cooking, &samples.taken)),
        ("of somebody else", drawn(Stage::Cooking, &samples.elsewhere)),
        ("to be packed", drawn(Stage::Packaging, &samples.packaging)),
        ("to be delivered", drawn(Stage::Delivery, &samples.delivery)),
    ]
}

fn cancelled(samples: &Samples) -> States {
    let struck = CancelledTicket {
        order_id: samples.waiting.order_id.clone(),
        number: 7,
        lines: vec![(2, "¼ de pollo a la brasa".to_owned())],
        by: "Gloria Quispe".to_owned(),
        reason: "El cliente se equivocó".to_owned(),
    };
    let queue = Queues::expect().of(Stage::Cooking);
    vec![(
        "cancelled",
        view! { <CancelledTicketView queue struck /> }.into_any(),
    )]
}

fn badges(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let order = order.clone();
        view! { <StateBadge order=memo(move || order.clone()) /> }.into_any()
    };
    let of = |status| OrderView {
        status,
        ..samples.waiting.clone()
    };
    let to_accept = OrderView {
        to_accept: true,
        ..of(Status::Created)
    };
    let all = samples.all().map(|(name, order)| (name, drawn(order)));
    let others = [
        ("to be paid", drawn(&of(Status::Created))),
        ("to be accepted", drawn(&to_accept)),
        ("cancelled", drawn(&of(Status::Cancelled))),
    ];
    all.into_iter().chain(others).collect()
}

fn bars(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let order = order.clone();
        view! { <ProgressBar order=memo(move || order.clone()) /> }.into_any()
    };
    samples.all().map(|(name, order)| (name, drawn(order))).into()
}

fn records(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let (order, chosen) = (ArcRwSignal::new(order.clone()), RwSignal::new(None::<String>));
        let choose = Callback::new(move |id| chosen.set(id));
        view! { <Record order chosen choose /> }.into_any()
    };
    samples.all().map(|(name, order)| (name, drawn(order))).into()
}

fn charts() -> States {
    let chart = Chart {
        id: "muestra".to_owned(),
        title: "Pedidos por hora".to_owned(),
        summary: "Todavía no hay pedidos.".to_owned(),
        light_svg: String::new(),
        dark_svg: String::new(),
        columns: vec!["Hora".to_owned(), "Pedidos".to_owned()],
        rows: Vec::new(),
    };
    vec![(
        "nothing to draw",
        view! { <ChartCard chart=Signal::stored(chart) /> }.into_any(),
    )]
}

fn texts() -> States {
    let drawn = |id: &str, problems: RwSignal<Wrong>| {
        let value = RwSignal::new(String::new());
        let hint = Some("Lo lee el cliente.".to_owned());
        view! { <ClaimText id=id.to_owned() label="Tu respuesta" longest=4_000 hint value problems pointer="/answer" /> }
            .into_any()
    };
    let wrong = vec![("/answer".to_owned(), "Completa este dato.".to_owned())];
    vec![
        ("empty", drawn("texto-1", RwSignal::default())),
        ("wrong", drawn("texto-2", RwSignal::new(wrong))),
    ]
}

fn twice() -> States {
    let drawn = |busy: bool| {
        let (busy, act) = (RwSignal::new(busy), Callback::new(|()| {}));
        view! { <Twice words="Devolver" sure="¿Seguro? Confirmar" busy act /> }.into_any()
    };
    vec![("to be pressed twice", drawn(false)), ("busy", drawn(true))]
}

fn empty() -> States {
    vec![(
        "with a picture",
        view! { <Empty art="empty_orders" title="Nada por hacer" text="Lo que llegue aparece aquí." /> }
            .into_any(),
    )]
}
