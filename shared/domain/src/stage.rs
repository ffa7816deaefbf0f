//! The stages an order goes through: one table, from which the rules, the queues and the state machine all come.

use super::fulfilment::FulfilmentKind;
use super::role::Role;
use serde::{Deserialize, Serialize};

/// A stage that somebody works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stage {
    Cooking,
    Packaging,
    Delivery,
}

/// How long each stage should take, in minutes, 1 to 240.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageTargets {
    pub cooking: u16,
    pub packaging: u16,
    pub delivery: u16,
}

/// Where an order stands, from its creation to the customer's door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CurrentStep {
    /// Waiting for its payment.
    Created,
    Cooking,
    Packaging,
    Delivery,
    Delivered,
}

/// Whether a step waits, is being done, or is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StepStatus {
    Pending,
    InProgress,
    Done,
}

/// One row of the stage table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageRule {
    pub stage: Stage,
    /// Who works on it when the order is delivered.
    pub role: Role,
    /// Who works on it when the customer picks the order up.
    pub pickup_role: Role,
    /// What follows; `None` after the last one, when the order is with the customer.
    pub next: Option<Stage>,
}

/// An order that is not paid is cancelled after this time.
pub const PAYMENT_TIME_LIMIT_MINUTES: i64 = 15;
/// A customer may cancel a paid order that nobody has taken for so long after placing it.
pub const CANCEL_WINDOW_MINUTES: i64 = 10;
/// A completion may be taken back for so long.
pub const RECALL_WINDOW_MINUTES: i64 = 2;

/// The stage table, in the order of work.
pub const STAGES: [StageRule; 3] = [
    StageRule {
        stage: Stage::Cooking,
        role: Role::Cook,
        pickup_role: Role::Cook,
        next: Some(Stage::Packaging),
    },
    StageRule {
        stage: Stage::Packaging,
        role: Role::Dispatcher,
        pickup_role: Role::Dispatcher,
        next: Some(Stage::Delivery),
    },
    StageRule {
        stage: Stage::Delivery,
        role: Role::Driver,
        pickup_role: Role::Dispatcher,
        next: None,
    },
];

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Cooking, Stage::Packaging, Stage::Delivery];

    /// The row of this stage in the table.
    pub fn rule(self) -> &'static StageRule {
        match self {
            Stage::Cooking => &STAGES[0],
            Stage::Packaging => &STAGES[1],
            Stage::Delivery => &STAGES[2],
        }
    }

    /// Who works on this stage of an order that is fulfilled in this way.
    pub fn role(self, fulfilment: FulfilmentKind) -> Role {
        match fulfilment {
            FulfilmentKind::Delivery => self.rule().role,
            FulfilmentKind::Pickup => self.rule().pickup_role,
        }
    }

    /// How long it should take, in minutes.
    pub fn target_minutes(self, targets: &StageTargets) -> i64 {
        i64::from(match self {
            Stage::Cooking => targets.cooking,
            Stage::Packaging => targets.packaging,
            Stage::Delivery => targets.delivery,
        })
    }

    /// The targets of this stage and of those after it, in minutes. A customer who picks up waits for no driver.
    pub fn minutes_to_end(self, targets: &StageTargets, kind: FulfilmentKind) -> i64 {
        let stages = Stage::ALL.into_iter().filter(|stage| {
            *stage >= self && (kind == FulfilmentKind::Delivery || *stage != Stage::Delivery)
        });
        stages.map(|stage| stage.target_minutes(targets)).sum()
    }

    /// The stage as the place where an order stands.
    pub fn current_step(self) -> CurrentStep {
        match self {
            Stage::Cooking => CurrentStep::Cooking,
            Stage::Packaging => CurrentStep::Packaging,
            Stage::Delivery => CurrentStep::Delivery,
        }
    }

    pub fn wire_name(self) -> &'static str {
        self.current_step().wire_name()
    }

    /// Reads a wire name, in any case.
    pub fn from_wire_name(name: &str) -> Option<Stage> {
        Stage::ALL
            .into_iter()
            .find(|stage| stage.wire_name().eq_ignore_ascii_case(name))
    }
}

impl CurrentStep {
    pub const ALL: [CurrentStep; 5] = [
        CurrentStep::Created,
        CurrentStep::Cooking,
        CurrentStep::Packaging,
        CurrentStep::Delivery,
        CurrentStep::Delivered,
    ];

    /// The stage at which somebody works there.
    pub fn stage(self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.current_step() == self)
    }

    pub fn wire_name(self) -> &'static str {
        match self {
            CurrentStep::Created => "CREATED",
            CurrentStep::Cooking => "COOKING",
            CurrentStep::Packaging => "PACKAGING",
            CurrentStep::Delivery => "DELIVERY",
            CurrentStep::Delivered => "DELIVERED",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<CurrentStep> {
        CurrentStep::ALL
            .into_iter()
            .find(|step| step.wire_name().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_one_path_in_order() {
        let mut stage = Some(Stage::Cooking);
        for rule in STAGES {
            assert_eq!(Some(rule.stage), stage);
            assert_eq!(rule.stage.rule(), &rule);
            stage = rule.next;
        }
        assert_eq!(stage, None);
    }

    #[test]
    fn wire_names_are_read_in_any_case() {
        assert_eq!(Stage::from_wire_name("cooking"), Some(Stage::Cooking));
        assert_eq!(Stage::from_wire_name("CREATED"), None);
        assert_eq!(
            serde_json::to_string(&CurrentStep::Delivered).unwrap(),
            "\"DELIVERED\""
        );
        assert_eq!(
            serde_json::to_string(&StepStatus::InProgress).unwrap(),
            "\"IN_PROGRESS\""
        );
    }
}
