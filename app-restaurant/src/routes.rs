//! The screens, their addresses, and who sees them.

use domain::staff::{Permission, Role};
use domain::stage::Stage;
use texts::now::console as texts;

/// Where the console is served.
pub const BASE: &str = "/restaurante";

/// Where somebody goes on who was invited; the code of the invitation follows a `#`.
pub const INVITATION: &str = "/invitacion";

/// The keys and addresses of other systems, below the settings.
pub const CONNECTIONS: &str = "/restaurante/ajustes/conexiones";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    Dashboard,
    Orders,
    Claims,
    Catering,
    Stage(Stage),
    Carta,
    Customers,
    Staff,
    Settings,
    System,
    /// Five steps from an empty restaurant to one that is published.
    Setup,
}

impl Screen {
    pub const ALL: [Screen; 13] = [
        Screen::Setup,
        Screen::Dashboard,
        Screen::Orders,
        Screen::Stage(Stage::Cooking),
        Screen::Stage(Stage::Packaging),
        Screen::Stage(Stage::Delivery),
        Screen::Carta,
        Screen::Customers,
        Screen::Catering,
        Screen::Claims,
        Screen::Staff,
        Screen::Settings,
        Screen::System,
    ];

    /// Its address below [`BASE`].
    pub fn path(self) -> &'static str {
        match self {
            Screen::Dashboard => "/tablero",
            Screen::Orders => "/pedidos",
            Screen::Claims => "/reclamos",
            Screen::Catering => "/catering",
            Screen::Stage(Stage::Cooking) => "/cocina",
            Screen::Stage(Stage::Packaging) => "/empaque",
            Screen::Stage(Stage::Delivery) => "/reparto",
            Screen::Carta => "/carta",
            Screen::Customers => "/clientes",
            Screen::Staff => "/personal",
            Screen::Settings => "/ajustes",
            Screen::System => "/sistema",
            Screen::Setup => "/instalacion",
        }
    }

    /// Its whole address.
    pub fn href(self) -> String {
        format!("{BASE}{}", self.path())
    }

    pub fn title(self) -> &'static str {
        match self {
            Screen::Dashboard => texts::DASHBOARD,
            Screen::Orders => texts::ORDERS,
            Screen::Claims => texts::CLAIMS,
            Screen::Catering => texts::catering::TITLE,
            Screen::Stage(stage) => texts::stage(stage),
            Screen::Carta => texts::carta::TITLE,
            Screen::Customers => texts::customers::TITLE,
            Screen::Staff => texts::staff::TITLE,
            Screen::Settings => texts::settings::TITLE,
            Screen::System => texts::SYSTEM,
            Screen::Setup => texts::setup::TITLE,
        }
    }

    /// The screen at an address, or around it: a request for catering belongs to its tab, and so do a sheet of paper, a customer and
    /// the connections.
    pub fn at(path: &str) -> Option<Screen> {
        let path = path.strip_prefix(BASE).unwrap_or(path).trim_end_matches('/');
        let inside = |screen: Screen| {
            let rest = path.strip_prefix(screen.path());
            let around = matches!(
                screen,
                Screen::Catering | Screen::Claims | Screen::Customers | Screen::Settings | Screen::Setup
            );
            rest.is_some_and(|rest| rest.is_empty() || (around && rest.starts_with('/')))
        };
        Screen::ALL.into_iter().find(|screen| inside(*screen))
    }

    /// Whether people of this role see it. Everybody sees every queue, to know what is coming; only those who work
    /// there have buttons.
    pub fn is_for(self, role: Role) -> bool {
        match self {
            Screen::Catering => role.may(Permission::ManageCatering),
            Screen::Claims => role.may(Permission::AnswerClaims),
            Screen::Carta => role.may(Permission::MarkSoldOut),
            Screen::Customers => role.may(Permission::ManageCustomers),
            Screen::Staff => role.may(Permission::ManageStaff),
            Screen::Settings | Screen::Setup => role.may(Permission::ManageSettings),
            Screen::System => role.may(Permission::RetryDeadLetters),
            Screen::Dashboard => role.may(Permission::SeeDashboard),
            Screen::Orders | Screen::Stage(_) => role.may(Permission::SeeOrders),
        }
    }

    /// Where somebody begins to work.
    pub fn home(role: Role) -> Screen {
        match role {
            Role::Cook => Screen::Stage(Stage::Cooking),
            Role::Dispatcher => Screen::Stage(Stage::Packaging),
            Role::Driver => Screen::Stage(Stage::Delivery),
            Role::Manager | Role::Customer | Role::Service => Screen::Dashboard,
        }
    }

    /// The same in a restaurant that is being set up, where `draft`: who manages it goes on with that.
    pub fn home_in(role: Role, draft: bool) -> Screen {
        match draft && Screen::Setup.is_for(role) {
            true => Screen::Setup,
            false => Screen::home(role),
        }
    }

    /// The screens of a role, its own one first.
    pub fn of(role: Role) -> Vec<Screen> {
        let home = Screen::home(role);
        let others = Screen::ALL.into_iter().filter(|screen| *screen != home);
        std::iter::once(home)
            .chain(others.filter(|screen| screen.is_for(role)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for screen in Screen::ALL {
            assert_eq!(Screen::at(&screen.href()), Some(screen));
            assert_eq!(Screen::at(&format!("{}/", screen.href())), Some(screen));
        }
        let quoting = "/restaurante/catering/cr_1/cotizar";
        assert_eq!(Screen::at(quoting), Some(Screen::Catering));
        assert_eq!(Screen::at("/restaurante/reclamos/papel"), Some(Screen::Claims));
        assert_eq!(Screen::at("/restaurante/clientes/c_1"), Some(Screen::Customers));
        assert_eq!(Screen::at(CONNECTIONS), Some(Screen::Settings));
        assert_eq!(Screen::at("/restaurante/pedidos/1"), None);
        assert_eq!(Screen::at("/restaurante/otra"), None);
        assert_eq!(Screen::at("/restaurante"), None);
    }

    #[test]
    fn everybody_begins_at_their_work() {
        for role in [Role::Cook, Role::Dispatcher, Role::Driver, Role::Manager] {
            let home = Screen::home(role);
            assert!(home.is_for(role));
            assert_eq!(Screen::of(role).first(), Some(&home));
            assert_eq!(Screen::of(role).contains(&Screen::System), role == Role::Manager);
        }
    }
}
