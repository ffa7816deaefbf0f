//! The restaurants of a history and their people, made once and copied for each history.

use crate::calls::{PASSWORDS, let_in_cheaply};
use crate::faults::Faults;
use crate::model::{Known, Model, Person};
use crate::process::{Process, Unable};
use crate::restaurants::{Restaurant, START};
use api::customers::NewContact;
use application::demo;
use domain::capacity::KitchenCapacity;
use domain::catalog::Catalog;
use domain::customer::Address;
use domain::order_limits::OrderLimits;
use domain::staff::Role;
use domain::tenant::Tenant;
use domain::{CustomerId, StaffId, TenantId};
use engine_memory::Store;
use ports::{Clock, EventBus};
use ports_testsuite::ManualClock;
use services::caller::{Caller, Who};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Number of promotions on each carta, and of dishes that are no part of them.
const PROMOTIONS: usize = 2;
const DISHES: usize = 3;
/// Number of pieces of each dish that is counted.
const FEW: u32 = 6;

/// Number of customers of each restaurant.
const CUSTOMERS: usize = 3;

/// What customers may have open, so little that they meet it.
const LIMITS: OrderLimits = OrderLimits {
    open_unpaid: 3,
    open_cash: 2,
    hourly_by_address: 10_000,
    first_cash_needs_email: false,
};

/// The number of orders that each place takes for a quarter of an hour.
const PER_QUARTER: u16 = 5;

/// The staff of each restaurant.
const STAFF: [(&str, Role); 6] = [
    ("manager", Role::Manager),
    ("cook1", Role::Cook),
    ("cook2", Role::Cook),
    ("dispatcher", Role::Dispatcher),
    ("driver1", Role::Driver),
    ("driver2", Role::Driver),
];

/// Machines of each restaurant, which order for its customers.
const MACHINES: [&str; 2] = ["integrator1", "integrator2"];

/// Two restaurants before anybody has ordered, and what every history knows of them.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub store: Store,
    pub restaurants: Vec<Restaurant>,
    pub model: Model,
}

/// Makes the restaurants of the demo, with customers.
pub async fn begin() -> Result<Beginning, Unable> {
    let store = Store::default();
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::at(START));
    let process = Process::start(&store, &clock, &Arc::new(Faults::default()))?;
    let mut restaurants = Vec::new();
    let demo = demo::tenants().map_err(|error| Unable::at("the demo")(&error))?;
    for front in demo {
        let settings = Tenant {
            order_limits: LIMITS,
            capacity: KitchenCapacity {
                per_quarter: Some(PER_QUARTER),
                ..KitchenCapacity::default()
            },
            delivery_zones: Vec::new(),
            ..front.tenant
        };
        restaurants.push(open(&process, settings, small(front.catalog)).await?);
    }
    let delivered = process.memory.event_bus.run_until_idle().await;
    delivered.map_err(|error| Unable::at("the first events")(&error))?;
    let model = known(&process, &restaurants).await?;
    Ok(Beginning {
        // What was written so far is known.
        store: store.copy(),
        restaurants,
        model,
    })
}

async fn known(process: &Process, restaurants: &[Restaurant]) -> Result<Model, Unable> {
    let mut model = Model::default();
    let observed = model.observe(process, restaurants).await;
    observed.map_err(|error| Unable::at("what is stored")(&error))?;
    model.seen = 0;
    for Restaurant {
        id,
        catalog,
        customers,
        ..
    } in restaurants
    {
        model.cartas.insert(id.clone(), catalog.clone());
        model.recount(process, id);
        for (number, caller) in customers.iter().enumerate() {
            let contact = contact(id, number);
            model.people.push(Person {
                caller: caller.clone(),
                name: contact.name,
                emails: vec![contact.email],
                phone: contact.phone,
                password: Some(0),
                sessions: Vec::new(),
                closed: Known::No,
                recovery: None,
            });
        }
    }
    Ok(model)
}

/// What a customer tells of themselves.
fn contact(tenant: &TenantId, number: usize) -> NewContact {
    NewContact {
        id: CustomerId::parse(format!("{}customer{number}", CustomerId::PREFIX)).ok(),
        name: format!("Customer {number} of {tenant}"),
        email: format!("customer{number}@{tenant}.example.pe"),
        phone: format!("99988877{number}"),
        document: String::new(),
        address: Address {
            line: format!("Av. Larco {number}00"),
            district: "Miraflores".to_owned(),
            reference: String::new(),
        },
    }
}

/// Of the carta as much as makes people want the same things: two promotions, what they consist of, and some dishes that are
/// counted. Each choice is between two.
fn small(mut catalog: Catalog) -> Catalog {
    catalog.promotions.truncate(PROMOTIONS);
    let mut parts = BTreeSet::new();
    for promotion in &mut catalog.promotions {
        promotion.groups.retain(|group| group.min > 0);
        parts.extend(promotion.components.iter().map(|part| part.product_id.clone()));
        for group in &mut promotion.groups {
            group.options.truncate(usize::from(group.max).max(2));
            let components = group.options.iter().flat_map(|option| &option.components);
            parts.extend(components.map(|part| part.product_id.clone()));
        }
    }
    let counted = catalog.products.iter().filter(|product| product.stock.is_some());
    parts.extend(counted.take(DISHES).map(|product| product.id.clone()));
    catalog.products.retain(|product| parts.contains(&product.id));
    for (number, product) in catalog.products.iter_mut().enumerate() {
        product.groups.clear();
        // Most are counted, and there are few of them.
        product.stock = (number % 3 != 0).then_some(FEW);
    }
    catalog
}

async fn open(process: &Process, settings: Tenant, catalog: Catalog) -> Result<Restaurant, Unable> {
    let id = settings.id.clone();
    let application = &process.application;
    let put = application.catalog.put_menu(&id, &settings, &catalog).await;
    put.map_err(|error| Unable::at("a carta")(&error))?;
    let registered = application.tenants.register(&id, &settings.brand.name, &[], true);
    registered
        .await
        .map_err(|error| Unable::at("a restaurant")(&error))?;
    let mut staff = Vec::new();
    for (name, role) in STAFF {
        let staff_id = StaffId::parse(format!("{}{name}", StaffId::PREFIX));
        let who = Who::Staff {
            id: staff_id.map_err(|error| Unable::at("an id")(&error))?,
            username: name.to_owned(),
            name: name.to_owned(),
            role,
            by_pin: false,
        };
        staff.push(caller(&id, who));
    }
    let machines = MACHINES.map(|name| {
        caller(
            &id,
            Who::Service {
                name: name.to_owned(),
                scopes: None,
            },
        )
    });
    let mut customers = Vec::new();
    for number in 0..CUSTOMERS {
        let manager = staff.first().ok_or_else(|| Unable("no manager".to_owned()))?;
        let added = application.customers.add(manager, contact(&id, number)).await;
        let added = added.map_err(|error| Unable::at("a customer")(&error))?;
        if let Some(password) = PASSWORDS.first() {
            let let_in = let_in_cheaply(process, &id, &added.username, password).await;
            let_in.map_err(|error| Unable::at("a password")(&error))?;
        }
        let who = Who::Customer {
            id: added.id,
            username: added.username,
            name: added.name,
        };
        customers.push(caller(&id, who));
    }
    Ok(Restaurant {
        id,
        settings,
        catalog,
        customers,
        staff,
        machines: machines.to_vec(),
    })
}

fn caller(tenant: &TenantId, who: Who) -> Caller {
    Caller {
        tenant: tenant.clone(),
        who,
        address: None,
    }
}
