//! What every registry of restaurants keeps.

use crate::{START, fresh_tenant};
use ports::Tenants;
use ports::tenants::{RegisteredTenant, RegistryError, TenantState};
use std::sync::Arc;

/// Makes the tests of this file, of the engines that `$open` gives.
#[macro_export]
macro_rules! tenants {
    ($open:expr) => {
        $crate::tests!(
            tenants,
            $open,
            tenants,
            [
                what_is_created_is_found,
                ids_and_host_names_are_given_once,
                a_change_takes_the_place_of_the_version_before,
                one_of_two_changes_wins,
            ]
        );
    };
}

fn new(hosts: &[&str]) -> RegisteredTenant {
    let id = fresh_tenant();
    RegisteredTenant {
        name: format!("Casa {id}"),
        hosts: hosts
            .iter()
            .map(|host| format!("{host}.{id}.example.pe"))
            .collect(),
        id,
        state: TenantState::Active,
        demo: false,
        created_at: START,
        version: 1,
    }
}

pub async fn what_is_created_is_found(tenants: Arc<dyn Tenants>) {
    let tenants = &*tenants;
    let (plain, named) = (new(&[]), new(&["pedidos", "www"]));
    assert_eq!(tenants.by_id(&plain.id).await.unwrap(), None);
    assert_eq!(tenants.by_host(&named.hosts[0]).await.unwrap(), None);
    for tenant in [&plain, &named] {
        tenants.create(tenant).await.unwrap();
        assert_eq!(tenants.by_id(&tenant.id).await.unwrap().as_ref(), Some(tenant));
    }
    for host in &named.hosts {
        assert_eq!(tenants.by_host(host).await.unwrap().as_ref(), Some(&named));
    }
    // An id is no host name.
    assert_eq!(tenants.by_host(plain.id.as_str()).await.unwrap(), None);
    let all = tenants.list().await.unwrap();
    assert!(all.contains(&plain) && all.contains(&named));
    assert!(all.is_sorted_by_key(|tenant| tenant.id.clone()), "by id");
}

pub async fn ids_and_host_names_are_given_once(tenants: Arc<dyn Tenants>) {
    let tenants = &*tenants;
    let first = new(&["a"]);
    tenants.create(&first).await.unwrap();
    let again = tenants.create(&first).await.unwrap_err();
    assert!(matches!(again, RegistryError::IdTaken), "{again:?}");
    let mut other = new(&["b"]);
    let own = other.hosts[0].clone();
    other.hosts.push(first.hosts[0].clone());
    let taken = tenants.create(&other).await.unwrap_err();
    assert!(
        matches!(&taken, RegistryError::HostTaken(host) if *host == first.hosts[0]),
        "{taken:?}"
    );
    assert_eq!(tenants.by_id(&other.id).await.unwrap(), None, "all or nothing");
    assert_eq!(tenants.by_host(&own).await.unwrap(), None);
}

pub async fn a_change_takes_the_place_of_the_version_before(tenants: Arc<dyn Tenants>) {
    let tenants = &*tenants;
    let first = new(&["old", "kept"]);
    tenants.create(&first).await.unwrap();
    let mut second = RegisteredTenant {
        state: TenantState::Suspended,
        version: 2,
        ..first.clone()
    };
    second.hosts[0] = format!("new.{}.example.pe", second.id);
    tenants.replace(&second).await.unwrap();
    assert_eq!(tenants.by_id(&first.id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(
        tenants.by_host(&first.hosts[0]).await.unwrap(),
        None,
        "free again"
    );
    for host in &second.hosts {
        assert_eq!(tenants.by_host(host).await.unwrap().as_ref(), Some(&second));
    }
    for stale in [
        second.clone(),
        RegisteredTenant {
            version: 4,
            ..second.clone()
        },
        RegisteredTenant {
            version: 2,
            ..new(&[])
        },
    ] {
        let refused = tenants.replace(&stale).await.unwrap_err();
        assert!(matches!(refused, RegistryError::Changed), "{refused:?}");
    }
    let heir = RegisteredTenant {
        hosts: vec![first.hosts[0].clone()],
        ..new(&[])
    };
    tenants.create(&heir).await.unwrap();
    let thief = RegisteredTenant {
        hosts: first.hosts.clone(),
        version: 3,
        ..second.clone()
    };
    let refused = tenants.replace(&thief).await.unwrap_err();
    assert!(matches!(refused, RegistryError::HostTaken(_)), "{refused:?}");
    assert_eq!(tenants.by_id(&first.id).await.unwrap(), Some(second));
    assert_eq!(tenants.by_host(&heir.hosts[0]).await.unwrap(), Some(heir));
}

pub async fn one_of_two_changes_wins(tenants: Arc<dyn Tenants>) {
    let tenants = &*tenants;
    let first = new(&["a"]);
    tenants.create(&first).await.unwrap();
    let change = |name: &str| RegisteredTenant {
        name: name.into(),
        version: 2,
        ..first.clone()
    };
    let (one, other) = (change("one"), change("other"));
    let (one, other) = tokio::join!(tenants.replace(&one), tenants.replace(&other));
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
}
