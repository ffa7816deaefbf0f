use super::*;
use crate::catalog::{Category, DishOption, Product, Promotion};
use crate::holidays::Holidays;
use crate::service_hours::WeeklyHours;
use crate::tenant::{Brand, StageTargets, TaxRate};
use crate::written::{Phone, Ruc};
use crate::{Currency, Date, TenantId, Zone};

mod hours;
mod stock;

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn product(id: &str, cents: i64) -> Product {
    Product {
        sku: None,
        kitchen_name: None,
        id: ProductId::parse(id).unwrap(),
        number: 1,
        category: slug("brasa"),
        name: id.to_owned(),
        description: String::new(),
        price: Money(cents),
        prices: Vec::new(),
        image: String::new(),
        stock: None,
        active: true,
        off_until: None,
        hours: None,
        groups: vec![],
        allergens: vec![],
        tags: vec![],
        created_at: None,
    }
}

fn sides() -> OptionGroup {
    let option = |id: &str, extra| DishOption {
        id: slug(id),
        name: id.to_owned(),
        extra: Money(extra),
        components: vec![],
    };
    OptionGroup {
        id: slug("side"),
        name: "Guarnición".into(),
        min: 1,
        max: 2,
        options: vec![option("papas", 0), option("camote", 500)],
    }
}

pub(crate) fn tenant() -> Tenant {
    Tenant {
        compat: Default::default(),
        order_limits: Default::default(),
        notice: None,
        policies: Default::default(),
        online_payments: Default::default(),
        draft: false,
        delivery_zones: Vec::new(),
        id: TenantId::parse("pardos").unwrap(),
        brand: Brand {
            name: "P".into(),
            tagline: String::new(),
            headline: String::new(),
            story: String::new(),
            palette: vec![],
            logo: String::new(),
            phone: Phone::parse("987 654 321").ok(),
            legal_name: String::new(),
            email: None,
            ruc: Ruc::parse("20131312955").ok(),
        },
        currency: Currency::Pen,
        zone: Zone::lima(),
        tax_rates: vec![
            TaxRate {
                from: Date::parse("2011-03-01").unwrap(),
                basis_points: 1800,
            },
            TaxRate {
                from: Date::parse("2030-01-01").unwrap(),
                basis_points: 2000,
            },
        ],
        minimum_order: Money(2_000),
        delivery_fee: Money(500),
        free_delivery_from: Some(Money(8_000)),
        catering: Default::default(),
        branches: vec![],
        targets: StageTargets {
            cooking: 12,
            packaging: 4,
            delivery: 30,
        },
        hours: WeeklyHours::default(),
        special_days: Vec::new(),
        pauses: Vec::new(),
        rushes: Vec::new(),
        capacity: Default::default(),
        full: Vec::new(),
        holidays: Holidays::default(),
    }
}

pub(crate) fn carta() -> Catalog {
    let mut dish = product("pollo", 2_590);
    dish.groups = vec![sides()];
    let mut last = product("tres_leches", 1_550);
    last.stock = Some(1);
    let mut gone = product("mollejitas", 2_390);
    gone.stock = Some(0);
    let mut off = product("suspiro", 1_290);
    off.active = false;
    Catalog {
        categories: vec![Category {
            id: slug("brasa"),
            name: "Brasa".into(),
            description: String::new(),
        }],
        products: vec![dish, product("chicha", 850), last, gone, off],
        promotions: vec![Promotion {
            id: ProductId::parse("para_2").unwrap(),
            name: "Para 2".into(),
            description: String::new(),
            price: Money(4_990),
            kitchen_name: None,
            hours: None,
            regular_price: None,
            image: String::new(),
            components: vec![],
            groups: vec![sides()],
            from: Some(Date::parse("2025-01-01").unwrap()),
            until: Some(Date::parse("2025-12-31").unwrap()),
        }],
    }
}

fn line(id: &str, qty: u16, options: &[&str]) -> CartLine {
    CartLine {
        product_id: ProductId::parse(id).unwrap(),
        qty,
        options: options
            .iter()
            .map(|o| Pick {
                group: slug("side"),
                option: slug(o),
            })
            .collect(),
        note: String::new(),
    }
}

fn now() -> Timestamp {
    Timestamp::parse("2025-10-25T16:00:00Z").unwrap()
}

fn priced(cart: &[CartLine], how: FulfilmentKind) -> Result<Quote, Vec<CartProblemKind>> {
    quote(&tenant(), &carta(), cart, how, When::soon(now()))
        .map_err(|all| all.into_iter().map(|p| p.kind).collect())
}

#[test]
fn a_cart_costs_its_lines_and_the_delivery() {
    let quote = priced(
        &[line("pollo", 1, &["camote"]), line("chicha", 2, &[])],
        FulfilmentKind::Delivery,
    )
    .unwrap();
    assert_eq!(quote.lines[0].unit_price, Money(3_090));
    assert_eq!(quote.totals.subtotal, Money(4_790));
    assert_eq!(quote.totals.total, Money(5_290));
    assert_eq!(quote.totals.tax, Money(807));
}

#[test]
fn pickup_costs_no_delivery_and_has_no_minimum() {
    let quote = priced(&[line("chicha", 1, &[])], FulfilmentKind::Pickup).unwrap();
    assert_eq!(quote.totals.total, Money(850));
    assert_eq!(
        priced(&[line("chicha", 1, &[])], FulfilmentKind::Delivery).unwrap_err(),
        [CartProblemKind::BelowMinimum {
            minimum: Money(2_000)
        }]
    );
}

#[test]
fn delivery_is_free_from_a_subtotal_on() {
    let quote = priced(&[line("pollo", 4, &["papas"])], FulfilmentKind::Delivery).unwrap();
    assert_eq!(
        (quote.totals.subtotal, quote.totals.delivery_fee),
        (Money(10_360), Money::ZERO)
    );
}

#[test]
fn the_tax_rate_is_that_of_the_day() {
    let later = Timestamp::parse("2030-01-01T05:00:00Z").unwrap();
    let cart = [line("chicha", 10, &[])];
    let quote = quote(
        &tenant(),
        &carta(),
        &cart,
        FulfilmentKind::Pickup,
        When::soon(later),
    )
    .unwrap();
    assert_eq!(quote.totals.tax_basis_points, 2000);
    assert_eq!(tenant().tax_basis_points(Date::parse("2000-01-01").unwrap()), 0);
}

#[test]
fn options_have_their_bounds() {
    let pickup = |options: &[&str]| priced(&[line("pollo", 1, options)], FulfilmentKind::Pickup);
    assert_eq!(
        pickup(&[]).unwrap_err(),
        [CartProblemKind::OptionMissing {
            group: "Guarnición".into(),
            min: 1
        }]
    );
    assert_eq!(
        pickup(&["papas", "papas", "camote"]).unwrap_err(),
        [CartProblemKind::TooManyOptions {
            group: "Guarnición".into(),
            max: 2
        }]
    );
    assert_eq!(
        pickup(&["papas", "arroz"]).unwrap_err(),
        [CartProblemKind::UnknownOption]
    );
    assert_eq!(
        pickup(&["camote", "camote"]).unwrap().lines[0].unit_price,
        Money(3_590)
    );
}

#[test]
fn what_is_not_there_cannot_be_ordered() {
    let pickup = |id: &str, qty| priced(&[line(id, qty, &[])], FulfilmentKind::Pickup);
    assert!(matches!(
        pickup("ceviche", 1).unwrap_err()[..],
        [CartProblemKind::UnknownProduct { .. }]
    ));
    assert!(matches!(
        pickup("suspiro", 1).unwrap_err()[..],
        [CartProblemKind::Unavailable { .. }]
    ));
    assert!(matches!(
        pickup("mollejitas", 1).unwrap_err()[..],
        [CartProblemKind::OutOfStock {
            available: 0,
            requested: 1,
            ..
        }]
    ));
    assert!(pickup("tres_leches", 1).is_ok());
    assert!(matches!(
        priced(
            &[line("tres_leches", 1, &[]), line("tres_leches", 1, &[])],
            FulfilmentKind::Pickup
        )
        .unwrap_err()[..],
        [CartProblemKind::OutOfStock {
            available: 1,
            requested: 2,
            ..
        }]
    ));
}

#[test]
fn quantities_lines_and_notes_have_bounds() {
    assert_eq!(
        priced(&[line("chicha", 0, &[])], FulfilmentKind::Pickup).unwrap_err(),
        [CartProblemKind::QuantityOutOfBounds]
    );
    assert_eq!(
        priced(&[line("chicha", 100, &[])], FulfilmentKind::Pickup).unwrap_err(),
        [CartProblemKind::QuantityOutOfBounds]
    );
    assert_eq!(
        priced(&[], FulfilmentKind::Pickup).unwrap_err(),
        [CartProblemKind::Empty]
    );
    let many = vec![line("chicha", 1, &[]); MAX_LINES + 1];
    assert_eq!(
        priced(&many, FulfilmentKind::Pickup).unwrap_err(),
        [CartProblemKind::TooManyLines]
    );
    let mut noted = line("chicha", 1, &[]);
    noted.note = "ñ".repeat(MAX_NOTE);
    assert!(priced(std::slice::from_ref(&noted), FulfilmentKind::Pickup).is_ok());
    noted.note.push_str("\r\n  ");
    assert!(priced(std::slice::from_ref(&noted), FulfilmentKind::Pickup).is_ok());
    noted.note.push('x');
    assert_eq!(
        priced(&[noted], FulfilmentKind::Pickup).unwrap_err(),
        [CartProblemKind::NoteTooLong]
    );
}

#[test]
fn a_promotion_is_sold_on_its_days() {
    let cart = [line("para_2", 1, &["papas"])];
    assert!(priced(&cart, FulfilmentKind::Pickup).is_ok());
    let after = Timestamp::parse("2026-01-01T05:00:00Z").unwrap();
    assert!(
        quote(
            &tenant(),
            &carta(),
            &cart,
            FulfilmentKind::Pickup,
            When::soon(after)
        )
        .is_err()
    );
}

#[test]
fn stock_is_counted_over_all_lines() {
    let mut carta = carta();
    carta.products[2].stock = Some(9);
    let cart = [
        line("tres_leches", 2, &[]),
        line("chicha", 1, &[]),
        line("tres_leches", 3, &[]),
    ];
    let quote = stock::quoted(&carta, &cart);
    assert_eq!(
        stock_taken(&quote.lines),
        [(ProductId::parse("tres_leches").unwrap(), 5)]
    );
}

#[test]
fn dishes_are_found_without_accents() {
    let mut carta = carta();
    carta.products[0].name = "Anticuchos de corazón".into();
    let found: Vec<_> = carta
        .search("CORAZON anti")
        .iter()
        .map(|p| p.id.as_str())
        .collect();
    assert_eq!(found, ["pollo"]);
    assert!(carta.search("ceviche").is_empty());
}
