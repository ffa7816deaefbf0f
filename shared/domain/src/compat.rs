//! Older systems whose clients are understood, and whether a restaurant has them.

use serde::{Deserialize, Serialize};

/// A system whose words are spoken below `/compat/<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    Etapas,
    Orchestrator,
    Pedidos,
    Backoffice,
}

impl System {
    /// What stands before the paths of its calls.
    pub fn base(self) -> &'static str {
        match self {
            System::Etapas => "/compat/etapas",
            System::Orchestrator => "/compat/orchestrator",
            System::Pedidos => "/compat/pedidos",
            System::Backoffice => "/compat/backoffice",
        }
    }

    /// Its part of the address.
    pub fn name(self) -> &'static str {
        match self {
            System::Etapas => "etapas",
            System::Orchestrator => "orchestrator",
            System::Pedidos => "pedidos",
            System::Backoffice => "backoffice",
        }
    }
}

/// Which of them a restaurant answers; one that is off is 404 throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompatSettings {
    pub etapas: bool,
    pub orchestrator: bool,
    pub pedidos: bool,
    pub backoffice: bool,
}

impl Default for CompatSettings {
    fn default() -> CompatSettings {
        CompatSettings {
            etapas: true,
            orchestrator: true,
            pedidos: true,
            backoffice: true,
        }
    }
}

impl CompatSettings {
    pub fn speaks(&self, system: System) -> bool {
        match system {
            System::Etapas => self.etapas,
            System::Orchestrator => self.orchestrator,
            System::Pedidos => self.pedidos,
            System::Backoffice => self.backoffice,
        }
    }
}
