use super::*;
use crate::error::Error;
use async_trait::async_trait;
use domain::Timestamp;
use ports_testsuite::ManualClock;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One restaurant, and how often somebody looked.
#[derive(Debug)]
struct One {
    tenant: Mutex<RegisteredTenant>,
    looked: AtomicUsize,
}

impl One {
    fn tenant(&self) -> RegisteredTenant {
        self.tenant.lock().unwrap().clone()
    }
}

#[async_trait]
impl Tenants for One {
    async fn by_id(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError> {
        self.looked.fetch_add(1, Ordering::SeqCst);
        Ok(Some(self.tenant()).filter(|tenant| tenant.id == *id))
    }

    async fn by_host(&self, host: &str) -> Result<Option<RegisteredTenant>, EngineError> {
        self.looked.fetch_add(1, Ordering::SeqCst);
        Ok(Some(self.tenant()).filter(|tenant| tenant.hosts.iter().any(|own| own == host)))
    }

    async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError> {
        Ok(vec![self.tenant()])
    }

    async fn create(&self, _: &RegisteredTenant) -> Result<(), RegistryError> {
        Err(RegistryError::IdTaken)
    }

    async fn replace(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError> {
        *self.tenant.lock().unwrap() = tenant.clone();
        Ok(())
    }
}

struct TestTenants {
    registry: Arc<One>,
    clock: Arc<ManualClock>,
    tenants: Arc<TenantsService>,
}

impl TestTenants {
    fn new(demo: bool, serves_demo: bool) -> TestTenants {
        let clock = Arc::new(ManualClock::at(Timestamp(1_761_411_600_000)));
        let registry = Arc::new(One {
            tenant: Mutex::new(RegisteredTenant {
                id: id("brasero"),
                name: "El Brasero".into(),
                hosts: vec!["pedidos.brasero.pe".into()],
                state: TenantState::Active,
                demo,
                created_at: clock.now(),
                version: 1,
            }),
            looked: AtomicUsize::new(0),
        });
        TestTenants {
            tenants: TenantsService::new(registry.clone(), clock.clone(), serves_demo),
            registry,
            clock,
        }
    }

    fn looked(&self) -> usize {
        self.registry.looked.load(Ordering::SeqCst)
    }
}

fn id(text: &str) -> TenantId {
    TenantId::parse(text).unwrap()
}

fn code<T: std::fmt::Debug>(refused: Result<T, Error>) -> Code {
    refused.unwrap_err().code()
}

#[tokio::test]
async fn what_is_there_and_what_is_not_is_looked_up_once_in_five_seconds() {
    let restaurant = TestTenants::new(false, false);
    for _ in 0..3 {
        restaurant.tenants.serve(&id("brasero")).await.unwrap();
        assert_eq!(
            code(restaurant.tenants.serve(&id("nobody")).await),
            Code::NotFound
        );
        let found = restaurant.tenants.of_host("pedidos.brasero.pe").await.unwrap();
        assert_eq!(found, Some(id("brasero")));
        assert_eq!(restaurant.tenants.of_host("other.pe").await.unwrap(), None);
    }
    assert_eq!(restaurant.looked(), 4);
    restaurant.clock.advance_ms(REMEMBERED_MS);
    restaurant.tenants.serve(&id("brasero")).await.unwrap();
    assert_eq!(restaurant.looked(), 5);
}

#[tokio::test]
async fn made_up_names_take_no_room_of_real_ones() {
    let restaurant = TestTenants::new(false, false);
    let real = "pedidos.brasero.pe";
    restaurant.tenants.of_host(real).await.unwrap();
    for number in 0..3 * MAX_REMEMBERED {
        let made_up = format!("h{number}.example");
        assert_eq!(restaurant.tenants.of_host(&made_up).await.unwrap(), None);
    }
    let looked = restaurant.looked();
    let found = restaurant.tenants.of_host(real).await.unwrap();
    assert_eq!((found, restaurant.looked()), (Some(id("brasero")), looked));
}

#[tokio::test]
async fn what_can_be_no_host_name_is_not_looked_up() {
    let restaurant = TestTenants::new(false, false);
    let long = "a".repeat(64);
    for host in [
        "",
        "a..b",
        ".",
        "ñ.pe",
        "a b",
        "A.pe",
        "a_b",
        long.as_str(),
        &"a.".repeat(127),
    ] {
        assert_eq!(restaurant.tenants.of_host(host).await.unwrap(), None, "{host}");
    }
    assert_eq!(restaurant.looked(), 0);
}

#[tokio::test]
async fn a_change_of_another_process_is_seen_in_time_and_one_of_this_process_at_once() {
    let restaurant = TestTenants::new(false, false);
    let brasero = id("brasero");
    let suspend = |state| move |tenant: &mut RegisteredTenant| tenant.state = state;
    restaurant.tenants.serve(&brasero).await.unwrap();
    restaurant
        .tenants
        .change(&brasero, suspend(TenantState::Suspended))
        .await
        .unwrap();
    assert_eq!(
        code(restaurant.tenants.serve(&brasero).await),
        Code::TenantSuspended
    );
    assert_eq!(
        code(restaurant.tenants.of_host("pedidos.brasero.pe").await),
        Code::TenantSuspended
    );

    let deleted = RegisteredTenant {
        state: TenantState::Deleted,
        ..restaurant.registry.tenant()
    };
    restaurant.registry.replace(&deleted).await.unwrap();
    assert_eq!(
        code(restaurant.tenants.serve(&brasero).await),
        Code::TenantSuspended
    );
    restaurant.clock.advance_ms(REMEMBERED_MS);
    assert_eq!(code(restaurant.tenants.serve(&brasero).await), Code::NotFound);
    assert_eq!(code(restaurant.tenants.known(&brasero).await), Code::NotFound);
}

#[tokio::test]
async fn production_knows_no_demo_restaurant() {
    let restaurant = TestTenants::new(true, true);
    restaurant.tenants.serve(&id("brasero")).await.unwrap();
    let restaurant = TestTenants::new(true, false);
    assert_eq!(
        code(restaurant.tenants.serve(&id("brasero")).await),
        Code::NotFound
    );
    assert_eq!(
        restaurant.tenants.of_host("pedidos.brasero.pe").await.unwrap(),
        None
    );
}
