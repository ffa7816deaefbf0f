//! The commands for restaurants, staff, tokens and what is stored, as they are typed. They are the same on the machine of
//! one process (`server tenant …`) and for a stack (`cargo xtask tenant … --stage …`).

use clap::{Args, Subcommand};
use domain::TenantId;
use domain::staff::Role;

/// What the program exits with when `doctor` could not look at what is stored.
pub const COULD_NOT_LOOK: u8 = 2;

/// What can be typed.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Make, list, suspend and delete restaurants.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Add people to a restaurant's staff, give them new passwords, and keep them out.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Print a token for a machine of a restaurant's own, good for a year; list them, and revoke one that is lost.
    Token(TokenArguments),
    /// Look at everything that is stored, and say what is not as it must be; exit with 0 when that is nothing, 1 when
    /// something was found that was not repaired, 2 when it could not be looked at.
    Doctor(DoctorArguments),
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct DoctorArguments {
    /// The id of a restaurant; all that are served or suspended without it.
    #[arg(long)]
    pub tenant: Option<TenantId>,
    /// Write again what follows from something else. Money and stock are never changed.
    #[arg(long)]
    pub repair: bool,
    /// Look only at orders of today and of this number of days before today.
    #[arg(long)]
    pub days: Option<u16>,
}

/// Restaurants.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum TenantCommand {
    /// Make a restaurant, and print the link with which its owner sets it up in a browser. Until it is published there its orders are
    /// rehearsals, which nobody pays for. Prices are in soles and include 18 % IGV.
    Create(Box<NewTenant>),
    /// Print a new link with which somebody becomes a manager of a restaurant; the one that was printed before is good no longer.
    Link {
        /// The id of the restaurant.
        id: TenantId,
    },
    /// Publish a restaurant that is set up: its orders are real from then on.
    Publish {
        /// The id of the restaurant.
        id: TenantId,
    },
    /// List all restaurants with their state and host names.
    List,
    /// Name all host names of a restaurant; those that are not named lead to it no longer.
    Hosts {
        /// The id of the restaurant.
        id: TenantId,
        /// A host name such as pedidos.example.pe; may be repeated, and without one only <id>.… leads to it.
        #[arg(long = "host", value_name = "NAME")]
        hosts: Vec<String>,
    },
    /// Serve nobody until `resume`; everything stays as it is, and orders under way go on inside.
    Suspend {
        /// The id of the restaurant.
        id: TenantId,
    },
    /// Serve a suspended restaurant again.
    Resume {
        /// The id of the restaurant.
        id: TenantId,
    },
    /// Serve nobody any more, as if it had never been. Its data stay stored, its id is never given again. One whose `create`
    /// was interrupted is removed with all that was written of it.
    Delete {
        /// The id of the restaurant.
        id: TenantId,
        /// Say that this is meant: a deleted restaurant does not come back.
        #[arg(long)]
        yes: bool,
    },
}

const FIRST_PLACE: &str = "Principal";
const USUAL_HOURS: &str = "Mo-Su 12:00-23:00";
const USUAL_ZONE: &str = "America/Lima";
const FIRST_CATEGORY: &str = "Carta";

/// A restaurant that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct NewTenant {
    /// Its id for ever: 1 to 30 of a-z, 0-9 and -, as part of addresses.
    pub id: TenantId,
    /// What customers call it; its owner says so where it is left out.
    #[arg(long)]
    pub name: Option<String>,
    /// Its tax number, 11 digits.
    #[arg(long)]
    pub ruc: Option<String>,
    /// Its name in law; the name without one.
    #[arg(long)]
    pub legal_name: Option<String>,
    /// Where customers call.
    #[arg(long)]
    pub phone: Option<String>,
    /// Street and number of its first place.
    #[arg(long)]
    pub address: Option<String>,
    /// The district of its first place.
    #[arg(long)]
    pub district: Option<String>,
    /// What its first place is called.
    #[arg(long, default_value = FIRST_PLACE)]
    pub branch: String,
    /// When orders are taken, such as `Mo-Th 12:00-23:00; Fr,Sa 12:00-15:30,18:00-02:00`. Days that are not named are closed.
    #[arg(long, default_value = USUAL_HOURS)]
    pub hours: String,
    /// Its time zone, by its name in the time zone database.
    #[arg(long, default_value = USUAL_ZONE)]
    pub zone: String,
    /// A category of the carta; may be repeated, in the order of the carta.
    #[arg(long = "category", value_name = "NAME", default_value = FIRST_CATEGORY)]
    pub categories: Vec<String>,
    /// A host name that leads to it, such as pedidos.example.pe; may be repeated.
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// Take real orders at once; name, tax number, telephone and address have to be said then.
    #[arg(long, requires_all = ["name", "ruc", "phone", "address", "district"])]
    pub published: bool,
}

impl NewTenant {
    /// A restaurant of which nothing but its id is known.
    pub fn unknown(id: TenantId) -> NewTenant {
        NewTenant {
            id,
            name: None,
            ruc: None,
            legal_name: None,
            phone: None,
            address: None,
            district: None,
            branch: FIRST_PLACE.into(),
            hours: USUAL_HOURS.into(),
            zone: USUAL_ZONE.into(),
            categories: vec![FIRST_CATEGORY.into()],
            hosts: Vec::new(),
            published: false,
        }
    }
}

/// Staff.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum StaffCommand {
    /// Add somebody. Without --password-stdin a password is made and printed, this once; they change it at the first sign-in.
    Add {
        #[command(flatten)]
        person: Person,
        /// manager, cook, dispatcher or driver.
        #[arg(long, value_parser = staff_role)]
        role: Role,
        /// The name that customers and colleagues see.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// Give somebody a new password and end their sessions.
    Reset {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        password: Password,
    },
    /// Keep somebody out and end their sessions; what they did stays under their name.
    Deactivate {
        #[command(flatten)]
        person: Person,
    },
    /// Let somebody in again.
    Activate {
        #[command(flatten)]
        person: Person,
    },
    /// List the staff of a restaurant.
    List {
        /// The id of the restaurant.
        #[arg(long)]
        tenant: TenantId,
    },
}

/// Whom a command is about.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Person {
    /// The user name: 3 to 40 of a-z, 0-9, ., _ and -.
    pub username: String,
    /// The id of the restaurant.
    #[arg(long)]
    pub tenant: TenantId,
}

/// Where a new password comes from. There is no argument for it: other users of a machine see arguments.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Password {
    /// Read the password from the first line of the input instead of making one.
    #[arg(long = "password-stdin")]
    pub from_input: bool,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct TokenArguments {
    #[command(subcommand)]
    pub action: Option<TokenAction>,
    /// The id of the restaurant.
    #[arg(long, global = true)]
    pub tenant: Option<TenantId>,
    /// `service`, or a role of the staff for trying things out.
    #[arg(long, default_value = "service", value_parser = role)]
    pub role: Role,
    /// What it is for, such as "almacén": `token list` shows it.
    #[arg(long, default_value = "")]
    pub label: String,
}

/// What else there is to do about tokens.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum TokenAction {
    /// List the tokens of a restaurant: their ids, what they are for, and until when they are good.
    List,
    /// End a token at once, by its id.
    Revoke { id: String },
}

impl Command {
    /// Whether it makes the first restaurant of a folder that holds none.
    pub fn may_begin(&self) -> bool {
        matches!(self, Command::Tenant(TenantCommand::Create(_)))
    }

    /// What the program exits with when the command could not be carried out at all.
    pub fn failure_code(&self) -> u8 {
        match self {
            Command::Doctor(_) => COULD_NOT_LOOK,
            Command::Tenant(_) | Command::Staff(_) | Command::Token(_) => 1,
        }
    }

    /// Whether it reads a password from the input.
    pub fn reads_input(&self) -> bool {
        match self {
            Command::Staff(StaffCommand::Add { password, .. } | StaffCommand::Reset { password, .. }) => {
                password.from_input
            }
            _ => false,
        }
    }
}

fn role(name: &str) -> Result<Role, String> {
    let known = Role::from_wire_name(name).filter(|role| *role != Role::Customer);
    known.ok_or_else(|| "it should be service, manager, cook, dispatcher or driver".to_owned())
}

fn staff_role(name: &str) -> Result<Role, String> {
    let known = Role::from_wire_name(name).filter(|role| role.is_staff());
    known.ok_or_else(|| "it should be manager, cook, dispatcher or driver".to_owned())
}
