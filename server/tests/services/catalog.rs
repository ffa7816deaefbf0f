//! Settings, carta and stock.

use super::{TestServer, product, tenant};
use api::Code;
use domain::cart::FulfilmentKind;

use domain::event::{Event, OrderRef};
use domain::{CustomerId, Money, OrderId, Timestamp};
use ports::EventBus;
use ports::documents::{Commit, CommitError, Write};
use ports::event_bus::Subscriber;
use services::catalog::CatalogService;
use std::sync::Arc;

impl TestServer {
    async fn stock(&self, id: &str) -> Option<u32> {
        let front = self.catalog.storefront(&tenant("pardos")).await.unwrap();
        front.catalog.product(&product(id)).unwrap().stock
    }

    async fn commit(&self, writes: Vec<Write>) -> Result<(), CommitError> {
        let events = Vec::new();
        self.documents
            .commit(&tenant("pardos"), Commit { writes, events })
            .await
    }

    /// What was said about availability, oldest first.
    async fn announced(&self) -> Vec<(String, bool)> {
        let published = self
            .engines
            .event_bus
            .since(&tenant("pardos"), 0, 100)
            .await
            .unwrap();
        let said = published.iter().map(|published| match &published.envelope.event {
            Event::StockChanged {
                product_id,
                available,
                until: None,
            } => (product_id.to_string(), *available),
            other => panic!("{other:?}"),
        });
        said.collect()
    }

    async fn order_created(&self, id: usize, counted: &str) {
        let event = Event::OrderCreated {
            order: order(),
            lines: Vec::new(),
            counted: vec![product(counted)],
        };
        let envelope = self.envelope(&tenant("pardos"), id, event);
        assert!(self.catalog.wants(&envelope));
        self.catalog.handle(&envelope).await.unwrap();
        self.engines.event_bus.run_until_idle().await.unwrap();
    }
}

fn order() -> OrderRef {
    OrderRef {
        rehearsal: false,
        catering: None,
        version: 1,
        ends_at: None,
        order_id: OrderId::parse("o_1").unwrap(),
        number: 1,
        customer_id: CustomerId::parse("c_1").unwrap(),
        placed_at: Timestamp(0),
        total: Money(1),
        fulfilment: FulfilmentKind::Pickup,
        for_later: false,
    }
}

/// The carta without when each product came onto it, which is known of every one.
fn undated(catalog: &mut domain::catalog::Catalog) {
    for product in &mut catalog.products {
        assert!(product.created_at.take().is_some());
    }
}

#[tokio::test]
async fn what_is_put_is_what_is_shown() {
    let server = TestServer::open().await;
    let mut front = server.catalog.storefront(&tenant("pardos")).await.unwrap();
    undated(&mut front.catalog);
    assert_eq!(front, server.front);
    assert_eq!(
        *server.catalog.tenant(&tenant("pardos")).await.unwrap(),
        front.tenant
    );
}

#[tokio::test]
async fn another_restaurant_is_not_there() {
    let server = TestServer::open().await;
    let error = server.catalog.storefront(&tenant("caleta")).await.unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    server.put_menu(&tenant("caleta")).await;
    assert!(server.catalog.storefront(&tenant("caleta")).await.is_ok());
}

#[tokio::test]
async fn putting_the_same_carta_again_changes_nothing() {
    let server = TestServer::open().await;
    server
        .commit(vec![services::catalog::take_stock(&product("suspiro"), 3)])
        .await
        .unwrap();
    server.put_menu(&tenant("pardos")).await;
    assert_eq!(server.stock("suspiro").await, Some(37));
}

#[tokio::test]
async fn two_that_put_the_carta_at_once_begin_its_stock_once() {
    let server = TestServer::open().await;
    let other = CatalogService::new(server.documents.clone(), server.clock.clone());
    let (settings, carta) = (&server.front.tenant, &server.front.catalog);
    let tenant = tenant("twice");
    let (one, two) = tokio::join!(
        server.catalog.put_menu(&tenant, settings, carta),
        other.put_menu(&tenant, settings, carta)
    );
    one.unwrap();
    two.unwrap();
    let mut stored = server.catalog.storefront(&tenant).await.unwrap().catalog;
    undated(&mut stored);
    assert_eq!(stored, *carta);
}

#[tokio::test]
async fn a_changed_carta_is_seen_elsewhere_at_once() {
    let server = TestServer::open().await;
    let other = CatalogService::new(server.documents.clone(), server.clock.clone());
    let price = async |catalog: &CatalogService| {
        let front = catalog.storefront(&tenant("pardos")).await.unwrap();
        front.catalog.product(&product("agua")).unwrap().price
    };
    assert_eq!(price(&other).await, Money(590));

    let mut carta = server.front.catalog.clone();
    carta
        .products
        .retain(|product| product.id.as_str() != "inca_kola");
    let agua = carta
        .products
        .iter_mut()
        .find(|product| product.id.as_str() == "agua");
    agua.unwrap().price = Money(650);
    let pardos = tenant("pardos");
    let put = server.catalog.put_menu(&pardos, &server.front.tenant, &carta);
    put.await.unwrap();

    assert_eq!(price(&server.catalog).await, Money(650));
    // The second service stands for another server process. It remembers the old menu and must not answer with it.
    assert_eq!(price(&other).await, Money(650));
    let front = other.storefront(&tenant("pardos")).await.unwrap();
    assert_eq!(front.catalog.product(&product("inca_kola")), None);
}

#[tokio::test]
async fn stock_is_taken_as_far_as_it_goes_and_seen_at_once() {
    let server = TestServer::open().await;
    let take = |qty| services::catalog::take_stock(&product("suspiro"), qty);
    server.commit(vec![take(40)]).await.unwrap();
    assert_eq!(server.stock("suspiro").await, Some(0));

    let refused = server
        .commit(vec![
            services::catalog::take_stock(&product("tres_leches"), 1),
            take(1),
        ])
        .await;
    assert!(matches!(refused, Err(CommitError::ConditionFailed { write: 1 })));
    assert_eq!(server.stock("tres_leches").await, Some(1));

    server
        .commit(vec![services::catalog::put_back_stock(&product("suspiro"), 2)])
        .await
        .unwrap();
    assert_eq!(server.stock("suspiro").await, Some(2));
}

#[tokio::test]
async fn sold_out_and_back_are_said_once_each() {
    let server = TestServer::open().await;
    let tres_leches = product("tres_leches");
    server
        .commit(vec![services::catalog::take_stock(&tres_leches, 1)])
        .await
        .unwrap();
    for id in 1..=3 {
        server.order_created(id, "tres_leches").await;
    }
    assert_eq!(server.announced().await, [("tres_leches".into(), false)]);

    server
        .commit(vec![services::catalog::put_back_stock(&tres_leches, 1)])
        .await
        .unwrap();
    server.order_created(4, "tres_leches").await;
    server.order_created(5, "suspiro").await;
    server.order_created(6, "not_counted").await;
    let said = server.announced().await;
    assert_eq!(
        said,
        [("tres_leches".into(), false), ("tres_leches".into(), true)]
    );
}

#[tokio::test]
async fn what_begins_sold_out_is_said_when_it_comes_back() {
    let server = TestServer::open().await;
    server.order_created(1, "mollejitas").await;
    assert_eq!(server.announced().await, []);
    server
        .commit(vec![services::catalog::put_back_stock(&product("mollejitas"), 5)])
        .await
        .unwrap();
    server.order_created(2, "mollejitas").await;
    assert_eq!(server.announced().await, [("mollejitas".into(), true)]);
}

#[tokio::test]
async fn a_hundred_buyers_of_the_last_one_are_one_sale() {
    let server = TestServer::open().await;
    let buys = (0..100).map(|_| {
        let documents = Arc::clone(&server.documents);
        tokio::spawn(async move {
            let writes = vec![services::catalog::take_stock(&product("tres_leches"), 1)];
            let events = Vec::new();
            documents
                .commit(&tenant("pardos"), Commit { writes, events })
                .await
                .is_ok()
        })
    });
    let mut sold = 0;
    for buy in buys.collect::<Vec<_>>() {
        sold += u32::from(buy.await.unwrap());
    }
    assert_eq!((sold, server.stock("tres_leches").await), (1, Some(0)));
}
