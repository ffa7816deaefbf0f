//! Restaurants: made with what the law and a first order need, listed, suspended and deleted.

use super::arguments::{NewTenant, TenantCommand};
use super::{Control, Said, engine, hours};
use api::ApiError;
use api::staff::INVITATION_DAYS;
use domain::brand::UNNAMED;
use domain::business::{MAX_DISTRICT, MAX_LEGAL_NAME, MAX_STREET};
use domain::catalog::{Catalog, Category};
use domain::letters::fold;
use domain::order::Actor;
use domain::tax::TaxRegime;
use domain::tenant::{Branch, Brand, StageTargets, Tenant};
use domain::written;
use domain::written::{Phone, Ruc};
use domain::{Currency, Money, Slug, TenantId, Zone};
use ports::documents::CommitError;
use ports::tenants::{RegisteredTenant, RegistryError, TenantState};
use services::catalog::PlannedMenu;
use services::registry;
use services::tenants::is_host;
use services::zones;
use std::fmt::Write as _;

const DELIVERY_FEE: Money = Money(500);
const TARGETS: StageTargets = StageTargets {
    cooking: 20,
    packaging: 5,
    delivery: 35,
};

impl Control {
    pub(super) async fn tenant(&self, command: &TenantCommand) -> Said {
        match command {
            TenantCommand::Create(new) => self.create(new).await,
            TenantCommand::Link { id } => {
                self.existing(id).await?;
                self.link(id).await
            }
            TenantCommand::Publish { id } => self.publish(id).await,
            TenantCommand::List => self.list().await,
            TenantCommand::Hosts { id, hosts } => self.set_hosts(id, hosts).await,
            TenantCommand::Suspend { id } => {
                self.set_state(id, TenantState::Suspended).await?;
                Ok(format!("{id} is suspended; `tenant resume {id}` serves it again"))
            }
            TenantCommand::Resume { id } => {
                self.set_state(id, TenantState::Active).await?;
                Ok(format!("{id} is served again"))
            }
            TenantCommand::Delete { id, yes: false } => Err(format!(
                "a deleted restaurant does not come back; type `tenant delete {id} --yes` if that is meant, or \
                 `tenant suspend {id}`"
            )),
            TenantCommand::Delete { id, yes: true } => self.delete(id).await,
        }
    }

    async fn create(&self, new: &NewTenant) -> Said {
        let id = &new.id;
        if *id == registry::registry().map_err(super::said)? {
            return Err(format!(
                "the id {id} is kept for the deployment itself; choose another one"
            ));
        }
        let (tenant, categories) = (tenant(new)?, categories(&new.categories)?);
        let hosts = hosts(&new.hosts)?;
        let known = self.tenants.record(id).await.map_err(engine)?;
        if let Some(known) = known.filter(|known| !self.tenants.is_left(known)) {
            return Err(taken(id, Some(known.state)));
        }
        let catalog = Catalog {
            categories,
            ..Catalog::default()
        };
        // Read before the id is taken, written after: a write in between, and another one who takes the id over, are noticed.
        let planned = self.catalog.plan_menu(id, &tenant, &catalog).await;
        let planned = planned.map_err(engine)?;
        let begun = self.tenants.begin(id, &tenant.brand.name, &hosts).await;
        let begun = begun.map_err(|error| refused(id, error))?;
        self.make(&begun, planned).await?;
        tracing::info!(tenant = %id, published = new.published, "a restaurant was made");
        let state = match new.published {
            true => "takes real orders",
            false => "its orders are rehearsals until it is published",
        };
        Ok(format!("{id} is made; {state}. {}", self.link(id).await?))
    }

    /// Makes the restaurant of this id where there is none at all yet, and says with which link it is set up; `None` where there are
    /// restaurants already.
    pub async fn begin_first(&self, id: &TenantId) -> Result<Option<String>, String> {
        let all = self.tenants.list().await.map_err(engine)?;
        match all.as_slice() {
            // One whose making was interrupted is made again.
            [] => self.create(&NewTenant::unknown(id.clone())).await.map(Some),
            [left] if left.id == *id && self.tenants.is_left(left) => {
                self.create(&NewTenant::unknown(id.clone())).await.map(Some)
            }
            [only] if only.id == *id && only.state == TenantState::Active => self.still_to_begin(id).await,
            _ => Ok(None),
        }
    }

    /// What is said of a restaurant that nobody has begun to set up: its link may have been overlooked.
    async fn still_to_begin(&self, id: &TenantId) -> Result<Option<String>, String> {
        let tenant = self.catalog.tenant(id).await.map_err(super::said)?;
        let nobody = self.auth.list_staff(id).await.map_err(super::said)?.is_empty();
        Ok((tenant.draft && nobody)
            .then(|| format!("{id} waits to be set up; `tenant link {id}` prints another link for that")))
    }

    async fn link(&self, id: &TenantId) -> Said {
        let link = self.auth.opening_link(id).await.map_err(super::said)?;
        tracing::info!(tenant = %id, "a link for a manager was printed");
        Ok(format!(
            "Who opens this link becomes its manager. It works once, for {INVITATION_DAYS} days, and `tenant link {id}` prints \
             another one:\n{}",
            link.url
        ))
    }

    async fn publish(&self, id: &TenantId) -> Said {
        self.existing(id).await?;
        match self.catalog.publish_by(id, &Actor::system()).await {
            Ok(_) => Ok(format!("{id} is published; its orders are real")),
            Err(error) => {
                let error = ApiError::from(error);
                let lacks = error
                    .detail
                    .as_ref()
                    .map(|detail| format!(" {}", detail["lacks"]));
                Err(format!(
                    "{id} cannot be published: {}{}",
                    error.message,
                    lacks.unwrap_or_default()
                ))
            }
        }
    }

    /// Writes what a restaurant that was begun consists of, and serves it. Where its making was given up meanwhile, nothing
    /// is left of it. The error is a sentence for the person who typed the command.
    pub async fn make(&self, begun: &RegisteredTenant, planned: PlannedMenu) -> Result<(), String> {
        let id = &begun.id;
        let put = self.catalog.put_planned(id, planned).await;
        put.map_err(|error| unwritten(id, error))?;
        if let Err(error) = self.tenants.activate(begun).await {
            self.clear_given_up(id).await?;
            return Err(refused(id, error));
        }
        Ok(())
    }

    async fn delete(&self, id: &TenantId) -> Said {
        let known = self.tenants.record(id).await.map_err(engine)?;
        if let Some(left) = known.filter(|known| known.state == TenantState::Preparing) {
            return self.give_up(&left).await;
        }
        self.set_state(id, TenantState::Deleted).await?;
        Ok(format!(
            "{id} is deleted; its data are stored still, and nobody reaches them"
        ))
    }

    /// Removes what an interrupted `create` has written. It is begun anew first, without host names: who was making it can
    /// serve it no longer, nobody else makes it meanwhile, and what is interrupted here can be typed again.
    async fn give_up(&self, left: &RegisteredTenant) -> Said {
        let id = &left.id;
        let begun = self.tenants.begin(id, &left.name, &[]).await;
        let begun = begun.map_err(|error| match error {
            RegistryError::IdTaken => being_made(id),
            error => refused(id, error),
        })?;
        let removed = self.catalog.remove_menu(id).await;
        removed.map_err(|error| unwritten(id, error))?;
        let given_up = self.tenants.give_up(&begun).await;
        given_up.map_err(|error| refused(id, error))?;
        tracing::warn!(tenant = %id, "the making of a restaurant was given up");
        Ok(format!(
            "{id} is deleted; nothing that was written of it is left, and its host names are free"
        ))
    }

    /// Removes what was written of a restaurant after its making was given up. Where somebody else makes it now, what was
    /// written meanwhile is in their way, they get a message that says so, and it goes when they give up.
    async fn clear_given_up(&self, id: &TenantId) -> Result<(), String> {
        let record = self.tenants.record(id).await.map_err(engine)?;
        if record.is_some_and(|record| record.state == TenantState::Deleted) {
            let removed = self.catalog.remove_menu(id).await;
            removed.map_err(|error| unwritten(id, error))?;
        }
        Ok(())
    }

    async fn list(&self) -> Said {
        let all = self.tenants.list().await.map_err(engine)?;
        if all.is_empty() {
            return Ok("there is no restaurant yet; `tenant create --help` says how to make one".into());
        }
        let mut text = format!("{:30}  {:9}  {:30}  {}", "ID", "STATE", "NAME", "HOST NAMES");
        for RegisteredTenant {
            id,
            name,
            hosts,
            state,
            demo,
            ..
        } in &all
        {
            let demo = if *demo { " (demo)" } else { "" };
            let name = format!("{name}{demo}");
            let hosts = hosts.join(" ");
            let (id, state) = (id.as_str(), state.name());
            let _ = write!(text, "\n{id:30}  {state:9}  {name:30}  {hosts}");
        }
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        Ok(lines.join("\n"))
    }

    async fn set_hosts(&self, id: &TenantId, names: &[String]) -> Said {
        let hosts = hosts(names)?;
        self.existing(id).await?;
        let changed = self
            .tenants
            .change(id, |tenant| tenant.hosts.clone_from(&hosts))
            .await;
        changed.map_err(|error| refused(id, error))?;
        Ok(match hosts.as_slice() {
            [] => format!("no host name of its own leads to {id} now"),
            hosts => format!("{} leads to {id} now", hosts.join(" ")),
        })
    }

    async fn set_state(&self, id: &TenantId, state: TenantState) -> Result<(), String> {
        self.existing(id).await?;
        let changed = self.tenants.change(id, |tenant| {
            tenant.state = state;
            if state == TenantState::Deleted {
                tenant.hosts.clear();
            }
        });
        changed.await.map_err(|error| refused(id, error))?;
        tracing::warn!(tenant = %id, state = state.name(), "a restaurant's state was changed");
        Ok(())
    }
}

/// A restaurant as the arguments say, with rules that its manager changes. The offset of its zone is known when it is stored.
fn tenant(new: &NewTenant) -> Result<Tenant, String> {
    let line = |text: &str, argument: &str, most: usize| {
        written::line(text, 1, most)
            .map_err(|_| format!("{argument} should be 1 to {most} characters on one line"))
    };
    let name = line(new.name.as_deref().unwrap_or(UNNAMED), "--name", 60)?;
    let legal_name = new.legal_name.clone().or(new.name.clone());
    let ruc = new.ruc.as_deref().map(Ruc::parse).transpose().map_err(|_| {
        "--ruc should be the 11 digits of a RUC, of which the last is the right check digit".to_owned()
    })?;
    let wrong = "--phone should be a telephone number such as 987 654 321 or (01) 444 5555";
    let phone = new.phone.as_deref().map(Phone::parse).transpose();
    let phone = phone.map_err(|_| wrong)?;
    let some = |text: &Option<String>, argument: &str, most: usize| {
        let text = text.as_deref().map(|text| line(text, argument, most));
        Ok::<_, String>(text.transpose()?.unwrap_or_default())
    };
    let wrong = "--zone should be a name of the time zone database such as America/Lima or America/Santiago";
    let zone = zones::name(&new.zone).ok_or(wrong)?;
    let branch = line(&new.branch, "--branch", 60)?;
    Ok(Tenant {
        id: new.id.clone(),
        brand: Brand {
            tagline: String::new(),
            headline: name.clone(),
            story: String::new(),
            palette: Vec::new(),
            logo: String::new(),
            phone,
            legal_name: some(&legal_name, "--legal-name", MAX_LEGAL_NAME)?,
            email: None,
            ruc,
            name,
        },
        currency: Currency::Pen,
        zone: Zone::fixed(zone, 0),
        tax_rates: TaxRegime::General.rates(),
        minimum_order: Money::ZERO,
        delivery_fee: DELIVERY_FEE,
        free_delivery_from: None,
        branches: vec![Branch {
            id: slug(&branch).ok_or("--branch should have letters or digits")?,
            name: branch,
            address: some(&new.address, "--address", MAX_STREET)?,
            district: some(&new.district, "--district", MAX_DISTRICT)?,
            opening_hours: None,
            code: String::new(),
        }],
        targets: TARGETS,
        hours: hours::read(&new.hours).ok_or(hours::WRONG)?,
        special_days: Vec::new(),
        pauses: Vec::new(),
        rushes: Vec::new(),
        capacity: Default::default(),
        full: Vec::new(),
        holidays: Default::default(),
        compat: Default::default(),
        order_limits: Default::default(),
        notice: None,
        policies: Default::default(),
        online_payments: Default::default(),
        delivery_zones: Vec::new(),
        catering: Default::default(),
        draft: !new.published,
    })
}

fn categories(names: &[String]) -> Result<Vec<Category>, String> {
    let mut made: Vec<Category> = Vec::new();
    for name in names {
        let wrong = || format!("--category {name:?} should be 1 to 60 characters with letters or digits");
        let name = written::line(name, 1, 60).map_err(|_| wrong())?;
        let id = slug(&name).ok_or_else(wrong)?;
        if made.iter().any(|known| known.id == id) {
            return Err(format!("--category {name:?} is there twice"));
        }
        made.push(Category {
            id,
            name,
            description: String::new(),
        });
    }
    Ok(made)
}

/// Lower case, without accents, with `_` for everything else.
fn slug(name: &str) -> Option<Slug> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let short: String = words.join("_").chars().take(40).collect();
    Slug::parse(short.trim_end_matches('_')).ok()
}

/// Host names in lower case, each once.
fn hosts(names: &[String]) -> Result<Vec<String>, String> {
    let mut hosts: Vec<String> = Vec::new();
    for name in names {
        let host = name.trim().trim_end_matches('.').to_lowercase();
        if !is_host(&host) {
            return Err(format!(
                "--host {name:?} should be a host name such as pedidos.example.pe, without https:// and port"
            ));
        }
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    Ok(hosts)
}

/// Why a menu was not written or removed.
fn unwritten(id: &TenantId, error: CommitError) -> String {
    match error {
        CommitError::Engine(error) => engine(error),
        CommitError::ConditionFailed { .. } => being_made(id),
    }
}

fn refused(id: &TenantId, error: RegistryError) -> String {
    match error {
        RegistryError::IdTaken => taken(id, None),
        RegistryError::HostTaken(host) => host_taken(&host),
        RegistryError::Changed => format!("{id} was being changed by somebody else; try again"),
        RegistryError::Engine(error) => engine(error),
    }
}

fn taken(id: &TenantId, state: Option<TenantState>) -> String {
    match state {
        Some(TenantState::Preparing) => being_made(id),
        Some(TenantState::Deleted) => {
            format!("the id {id} was that of a deleted restaurant and is not given again; choose another one")
        }
        _ => format!("there is a restaurant {id} already; choose another id, or see `tenant list`"),
    }
}

fn being_made(id: &TenantId) -> String {
    format!(
        "{id} is being made at this moment; if `tenant list` does not show it as active in a minute, make it again or \
         delete it"
    )
}

fn host_taken(host: &str) -> String {
    format!(
        "the host name {host} leads to another restaurant; see `tenant list`, and free it with `tenant hosts`"
    )
}
