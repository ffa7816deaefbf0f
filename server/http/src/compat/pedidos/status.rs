//! How far an order is, in four words, and moving it on.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::{Answer, ok};
use super::malformed;
use super::shown::Shown;
use api::orders::OrderView;
use api::{ApiError, Code};
use domain::order::{Advance, Reach, Status};
use domain::stage::{Stage, StepStatus};
use serde::Deserialize;
use serde_json::Value;
use std::cmp::Ordering;
use texts::now::errors as texts;
use utoipa::ToSchema;

/// What an order is to the people of Ambrosia.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Situation {
    /// Confirmed, and no cook has it.
    Recebido,
    /// Being cooked, or waiting to be packed, or being packed.
    EmPreparacao,
    /// Packed: waiting for its way, or under way.
    Pronto,
    /// Delivered.
    Finalizado,
}

impl Situation {
    const ALL: [Situation; 4] = [
        Situation::Recebido,
        Situation::EmPreparacao,
        Situation::Pronto,
        Situation::Finalizado,
    ];

    pub(super) fn number(self) -> u8 {
        match self {
            Situation::Recebido => 1,
            Situation::EmPreparacao => 2,
            Situation::Pronto => 3,
            Situation::Finalizado => 4,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Situation::Recebido => "Recebido",
            Situation::EmPreparacao => "Em preparação",
            Situation::Pronto => "Pronto",
            Situation::Finalizado => "Finalizado",
        }
    }
}

/// `None` for what awaits its payment or was cancelled.
pub(super) fn of(order: &OrderView) -> Option<Situation> {
    match order.status {
        Status::Created | Status::Cancelled => return None,
        Status::Completed => return Some(Situation::Finalizado),
        Status::Confirmed => {}
    }
    let open = order.steps.iter().find(|step| step.status != StepStatus::Done)?;
    Some(match (open.step_name, open.status) {
        (Stage::Cooking, StepStatus::Pending) => Situation::Recebido,
        (Stage::Cooking | Stage::Packaging, _) => Situation::EmPreparacao,
        (Stage::Delivery, _) => Situation::Pronto,
    })
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Update {
    /// The order's number.
    #[schema(value_type = u64)]
    id: Value,
    /// 1 Recebido, 2 Em preparação, 3 Pronto, 4 Finalizado.
    #[schema(value_type = u8, minimum = 1, maximum = 4)]
    status_pedido: Value,
}

/// Moves an order forward, over the states in between where the caller may do the work of all of them. To say again what is
/// so changes nothing.
pub(crate) async fn update(call: SignedIn, Body(body): Body<Update>) -> Answer {
    let number = body.id.as_u64().ok_or_else(|| malformed("/id"))?;
    let wanted = body.status_pedido.as_u64();
    let wanted = Situation::ALL
        .into_iter()
        .find(|situation| Some(u64::from(situation.number())) == wanted)
        .ok_or_else(|| malformed("/status_pedido"))?;
    let services = &call.http.app.services;
    let order = services.orders.by_number(&call.caller, number).await?;
    let now = of(&order).ok_or_else(not_legal)?;
    let moved = match wanted.cmp(&now) {
        Ordering::Less => return Err(not_legal().into()),
        Ordering::Equal => order,
        Ordering::Greater => {
            let advance = advance(wanted, call.other_words).ok_or_else(not_legal)?;
            services
                .stages
                .advance(&call.caller, &order.order_id, advance)
                .await?
        }
    };
    ok(&Shown::of(&call).await?.order(&moved).await)
}

/// The work that leads to a state.
fn advance(wanted: Situation, by_machine: bool) -> Option<Advance> {
    let (stage, reach) = match wanted {
        Situation::Recebido => return None,
        Situation::EmPreparacao => (Stage::Cooking, Reach::Taken),
        Situation::Pronto => (Stage::Packaging, Reach::Done),
        Situation::Finalizado => (Stage::Delivery, Reach::Done),
    };
    Some(Advance {
        stage,
        reach,
        through: true,
        by_machine,
    })
}

fn not_legal() -> ApiError {
    ApiError::new(Code::Conflict, texts::NOT_LEGAL)
}
