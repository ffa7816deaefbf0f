//! The people of the demo restaurants.

use domain::TenantId;
use domain::order::Actor;
use domain::staff::Role;
use services::auth::{AuthService, NewStaff};

/// The password of all of them.
pub const PASSWORD: &str = "brasa-demo";

/// User names and roles, the same in every restaurant: one for each station, and a second cook.
const POSTS: [(&str, Role); 5] = [
    ("gerente", Role::Manager),
    ("cocina", Role::Cook),
    ("cocina2", Role::Cook),
    ("empaque", Role::Dispatcher),
    ("reparto", Role::Driver),
];

/// Their names, in the order of [`POSTS`].
const PARDOS: [&str; 5] = [
    "Gloria Quispe",
    "Rosa Huamán",
    "Elmer Cusi",
    "Martín Salas",
    "Julio Paredes",
];
const CALETA: [&str; 5] = [
    "Teresa Chumpitaz",
    "Hugo Yarlequé",
    "Carmen Farfán",
    "Lidia Querevalú",
    "Óscar Panta",
];

/// Makes the staff of a restaurant. Who is there already stays as they are. Gives its manager, whose work its past is.
pub async fn seed_staff(auth: &AuthService, tenant: &TenantId) -> Result<Actor, services::Error> {
    let names = if tenant.as_str() == "caleta" {
        CALETA
    } else {
        PARDOS
    };
    let people: Vec<NewStaff> = POSTS
        .iter()
        .zip(names)
        .map(|((username, role), name)| NewStaff {
            username: (*username).to_owned(),
            name: name.to_owned(),
            role: *role,
        })
        .collect();
    auth.add_staff(tenant, &people, PASSWORD).await?;
    let [(manager, _), ..] = POSTS;
    let manager = auth.staff_actor(tenant, manager).await?;
    manager.ok_or_else(services::Error::internal)
}
