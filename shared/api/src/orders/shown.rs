//! Orders as they are shown: each with what its reader needs, which [`Sight`] decides.

use super::{
    Attendant, Cancellation, ContactView, EditView, FulfilmentView, ItemView, MyOrder, OrderView, StepView,
    ToCollect,
};
use domain::cart::{CartLine, FulfilmentKind, OrderLine};
use domain::customer::{Address, first_name};
use domain::order::{Actor, Edited, Fulfilment, Order, Shows, Sight, State, Status, Step};
use domain::payment::PaymentMethod;
use domain::staff::Role;
use domain::stage::{CurrentStep, Stage, StepStatus};
use domain::written::or_empty;
use domain::{Money, TenantId};

impl OrderView {
    /// The order with what this sight of it shows.
    pub fn of(tenant: &TenantId, order: &Order, sight: Sight) -> OrderView {
        let (head, shows) = (&order.head, sight.shows());
        let totals = shows.money.then_some(head.totals);
        OrderView {
            order_id: head.id.clone(),
            number: head.number,
            tenant_id: tenant.clone(),
            customer_id: shows.customer_id.then(|| head.customer.id.clone()),
            customer: ContactView {
                name: person(&head.customer.name, shows.full_name),
                phone: shows.phone.then(|| or_empty(&head.customer.phone).to_owned()),
                email: shows.email.then(|| or_empty(&head.customer.email).to_owned()),
            },
            status: order.status(),
            current_step: order.current_step(),
            fulfilment: FulfilmentView::of(&head.fulfilment, shows),
            scheduled_for: head.schedule.map(|schedule| schedule.at),
            catering: head.catering.clone(),
            receipt: shows.receipt.then(|| head.receipt.clone()),
            items: head.lines.iter().map(|line| ItemView::of(line, shows)).collect(),
            subtotal_cents: totals.map(|totals| totals.subtotal),
            tax_cents: totals.map(|totals| totals.tax),
            discount_cents: totals
                .map(|totals| totals.discount)
                .filter(|discount| !discount.is_zero()),
            delivery_fee_cents: totals.map(|totals| totals.delivery_fee),
            total_cents: totals.map(|totals| totals.total),
            total: totals.map(|totals| decimal(totals.total)),
            payment: shows.money.then(|| order.payment_summary()),
            promise: order.promise,
            branch: head.branch().cloned(),
            to_collect: ToCollect::of(order).filter(|_| shows.to_collect),
            steps: StepView::all(order, shows),
            edits: order
                .edits
                .iter()
                .map(|edited| EditView::of(edited, shows))
                .collect(),
            overdue: matches!(order.state, State::Working { overdue: true, .. }),
            cancellation: match &order.state {
                State::Cancelled { at, by, reason, .. } => Some(Cancellation {
                    at: *at,
                    by: Attendant::of(by, shows),
                    cause: order.cancel_cause().unwrap_or_default(),
                    reason: reason.clone(),
                }),
                _ => None,
            },
            pay_before: order.ends_at(),
            to_accept: order.waits_for_acceptance(),
            rehearsal: order.head.rehearsal,
            created_at: head.placed_at,
            updated_at: order.updated_at,
            version: order.version,
        }
    }

    /// Whether its lines may still be changed: the kitchen has it, and no quote says what there is.
    pub fn is_editable(&self) -> bool {
        let in_kitchen = self.status == Status::Confirmed && self.current_step == CurrentStep::Cooking;
        in_kitchen && self.catering.is_none()
    }

    /// The step that waits or is being worked on.
    pub fn open_step(&self) -> Option<&StepView> {
        self.steps
            .iter()
            .find(|step| step.status != StepStatus::Done && self.status == Status::Confirmed)
    }

    /// Whose work a stage of it is.
    pub fn role_of(&self, stage: Stage) -> Role {
        stage.role(self.fulfilment.kind())
    }

    /// Whether it stands at a stage that nobody has taken, and that is the work of a role; managers do all of it.
    pub fn waits_for(&self, stage: Stage, role: Role) -> bool {
        let works = role == Role::Manager || role == self.role_of(stage);
        let waits = |step: &StepView| step.step_name == stage && step.status == StepStatus::Pending;
        works && self.open_step().is_some_and(waits)
    }
}

fn person(name: &str, whole: bool) -> String {
    if whole { name } else { first_name(name) }.to_owned()
}

impl Attendant {
    /// Staff, a machine, or the customer.
    fn of(actor: &Actor, shows: &Shows) -> Attendant {
        let (id, whole) = match actor.role {
            Role::Customer => (shows.customer_id, shows.full_name),
            Role::Cook | Role::Dispatcher | Role::Driver | Role::Manager | Role::Service => {
                (shows.staff, shows.staff)
            }
        };
        Attendant {
            id: if id { actor.id.clone() } else { String::new() },
            name: person(&actor.name, whole),
        }
    }
}

impl EditView {
    fn of(edited: &Edited, shows: &Shows) -> EditView {
        EditView {
            at: edited.at,
            by: Attendant::of(&edited.by, shows),
            reason: edited.reason,
            lines: edited.lines.clone(),
            moved: edited.moved,
            before_cents: shows.money.then_some(edited.before),
            after_cents: shows.money.then_some(edited.after),
        }
    }
}

impl FulfilmentView {
    fn of(fulfilment: &Fulfilment, shows: &Shows) -> FulfilmentView {
        match fulfilment {
            Fulfilment::Delivery { address } => FulfilmentView::Delivery {
                address: shows.address.then(|| address.clone()),
            },
            Fulfilment::Pickup { branch } => FulfilmentView::Pickup {
                branch: branch.clone(),
            },
        }
    }

    /// Where it is brought to, where that is shown.
    pub fn address(&self) -> Option<&Address> {
        match self {
            FulfilmentView::Delivery { address } => address.as_ref(),
            FulfilmentView::Pickup { .. } => None,
        }
    }

    pub fn kind(&self) -> FulfilmentKind {
        match self {
            FulfilmentView::Delivery { .. } => FulfilmentKind::Delivery,
            FulfilmentView::Pickup { .. } => FulfilmentKind::Pickup,
        }
    }
}

impl ToCollect {
    fn of(order: &Order) -> Option<ToCollect> {
        let payment = order.payment_summary();
        let amount_cents = match payment.method {
            PaymentMethod::Cash => payment.owed_cents.in_coins(),
            PaymentMethod::Card | PaymentMethod::Yape => payment.owed_cents,
        };
        (amount_cents > Money::ZERO).then_some(ToCollect {
            method: payment.method,
            amount_cents,
        })
    }
}

impl ItemView {
    fn of(line: &OrderLine, shows: &Shows) -> ItemView {
        ItemView {
            product_id: line.product_id.clone(),
            name: line.name.clone(),
            kitchen_name: line.kitchen_name.clone(),
            qty: line.qty,
            unit_price_cents: shows.money.then_some(line.unit_price),
            subtotal_cents: shows.money.then_some(line.subtotal),
            price: shows.money.then(|| decimal(line.unit_price)),
            options: line.options.clone(),
            note: or_empty(&line.note).to_owned(),
        }
    }
}

impl StepView {
    /// The completed steps and the open one, in order.
    pub fn all(order: &Order, shows: &Shows) -> Vec<StepView> {
        let done = |step: &Step| StepView {
            step_name: step.stage,
            status: StepStatus::Done,
            waiting_since: step.since,
            started_at: Some(step.started_at),
            finished_at: Some(step.finished_at),
            attended_by: Some(Attendant::of(&step.by, shows)),
        };
        let mut steps: Vec<StepView> = order.done().iter().map(done).collect();
        if let State::Working {
            stage, since, taken, ..
        } = &order.state
        {
            steps.push(StepView {
                step_name: *stage,
                status: if taken.is_some() {
                    StepStatus::InProgress
                } else {
                    StepStatus::Pending
                },
                waiting_since: *since,
                started_at: taken.as_ref().map(|taken| taken.at),
                finished_at: None,
                attended_by: taken.as_ref().map(|taken| Attendant::of(&taken.by, shows)),
            });
        }
        steps
    }
}

/// An amount as a JSON number with two digits. It is for display and for old clients; cents are authoritative.
pub fn decimal(amount: Money) -> f64 {
    amount.decimal().parse().unwrap_or(0.0)
}

impl MyOrder {
    pub fn of(view: OrderView) -> MyOrder {
        use domain::cart::Pick;
        let line = |item: &ItemView| {
            Some(CartLine {
                product_id: item.product_id.clone()?,
                qty: item.qty,
                options: item
                    .options
                    .iter()
                    .map(|chosen| Pick {
                        group: chosen.group.clone(),
                        option: chosen.option.clone(),
                    })
                    .collect(),
                note: item.note.clone(),
            })
        };
        MyOrder {
            lines: view.items.iter().filter_map(line).collect(),
            contents: view
                .items
                .iter()
                .map(|item| format!("{} × {}", item.qty, item.name))
                .collect(),
            fulfilment: view.fulfilment.kind(),
            order_id: view.order_id,
            number: view.number,
            status: view.status,
            current_step: view.current_step,
            total: view.total_cents.unwrap_or_default(),
            scheduled_for: view.scheduled_for,
            created_at: view.created_at,
        }
    }
}
