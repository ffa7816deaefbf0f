//! What a quote is made of, and the order that it becomes.

use super::*;
use crate::ProductId;
use crate::catalog::Product;
use crate::payment::PaymentMethod;

fn problems(change: impl Fn(&mut QuoteDraft)) -> Vec<(String, CateringProblem)> {
    let mut written = draft();
    change(&mut written);
    let read = written.checked(&request(), &tenant(), &catalog(), &manager(), now());
    read.err().unwrap_or_default()
}

fn catalog() -> Catalog {
    let product = |id: &str, active, stock| Product {
        sku: None,
        kitchen_name: None,
        id: ProductId::parse(id).unwrap(),
        number: 1,
        category: slug("brasa"),
        name: id.into(),
        description: String::new(),
        price: Money(7_690),
        prices: Vec::new(),
        image: String::new(),
        stock,
        active,
        off_until: None,
        hours: None,
        groups: vec![],
        allergens: vec![],
        tags: vec![],
        created_at: None,
    };
    Catalog {
        products: vec![
            product("pollo_entero", true, None),
            product("mollejitas", false, None),
            product("suspiro", true, Some(0)),
        ],
        ..Catalog::default()
    }
}

#[test]
fn the_sums_are_those_of_the_lines() {
    let quote = quote_after(&request(), &draft(), now());
    let totals = quote.totals;
    assert_eq!((totals.subtotal, totals.fees), (Money(159_400), Money(4_500)));
    assert_eq!(totals.total, Money(163_900));
    assert_eq!((totals.deposit, totals.balance), (Money(49_170), Money(114_730)));
    assert_eq!(totals.tax, Money(163_900).tax_included(1800));
    assert_eq!(quote.valid_until, at("2026-12-01T00:00"));
}

#[test]
fn a_deposit_is_rounded_up_to_a_cent() {
    let totals = |percent| QuoteTotals::of(&[], &[], Money(-101), percent, 0);
    assert_eq!(totals(30).deposit, Money(31));
    assert_eq!((totals(0).deposit, totals(100).balance), (Money(0), Money(0)));
}

#[test]
fn every_part_that_cannot_be_used_is_named() {
    use CateringProblem as P;
    type Case = (fn(&mut QuoteDraft), &'static str, CateringProblem);
    let max = quote::MAX_PRICE;
    let cases: [Case; 17] = [
        (|d| d.lines.clear(), "/lines", P::NoLines),
        (
            |d| d.lines = vec![d.lines[1].clone(); MAX_QUOTE_LINES + 1],
            "/lines",
            P::TooManyLines { max: MAX_QUOTE_LINES },
        ),
        (|d| d.lines[0].qty = 0, "/lines/0/qty", P::Quantity { max: 300 }),
        (|d| d.lines[1].qty = 301, "/lines/1/qty", P::Quantity { max: 300 }),
        (
            |d| d.lines[0].package = Some("boda".into()),
            "/lines/0/package",
            P::UnknownPackage,
        ),
        (
            |d| d.lines[1].product = Some("?".into()),
            "/lines/1/product",
            P::UnknownProduct,
        ),
        (
            |d| d.lines[1].product = Some("mollejitas".into()),
            "/lines/1/product",
            P::Unavailable,
        ),
        (
            |d| d.lines[1].product = Some("suspiro".into()),
            "/lines/1/product",
            P::Unavailable,
        ),
        (
            |d| d.lines[1].unit_price_cents = Money(-1),
            "/lines/1/unitPriceCents",
            P::Amount { max },
        ),
        (
            |d| d.fees[0].amount_cents = Money(0),
            "/fees/0/amountCents",
            P::Amount { max },
        ),
        (
            |d| d.discount_cents = Money(-1),
            "/discountCents",
            P::DiscountTooLarge,
        ),
        (
            |d| d.discount_cents = Money(163_900),
            "/discountCents",
            P::DiscountTooLarge,
        ),
        (|d| d.deposit_percent = Some(101), "/depositPercent", P::Percent),
        (
            |d| d.valid_until = Some("2026-11-22".into()),
            "/validUntil",
            P::ValidUntil,
        ),
        (|d| d.guests = Some(0), "/guests", P::Guests { min: 1, max: 300 }),
        (|d| d.time = "13:00".into(), "/date", P::NoDate),
        (
            |d| d.message = "x".repeat(1_001),
            "/message",
            P::Field(crate::customer::FieldProblem::TooLong(1_000)),
        ),
    ];
    for (change, pointer, problem) in cases {
        assert_eq!(problems(change), [(pointer.to_owned(), problem)], "{pointer}");
    }
}

#[test]
fn packages_and_dishes_cost_what_the_menu_says() {
    let mut written = draft();
    written.lines[0].unit_price_cents = Money(1);
    written.lines[1].product = Some("pollo_entero".into());
    let quote = written.checked(&request(), &tenant(), &catalog(), &manager(), now());
    let prices: Vec<Money> = quote.unwrap().lines.iter().map(|line| line.unit_price).collect();
    assert_eq!(prices, [Money(74_900), Money(7_690)]);
}

#[test]
fn a_quote_ends_before_the_event() {
    let mut written = draft();
    written.valid_until = Some("2026-12-20".into());
    assert_eq!(
        quote_after(&request(), &written, now()).valid_until,
        at("2026-12-04T13:00")
    );
}

#[test]
fn the_order_is_the_quote() {
    let head = order::order_head(&accepted(), 7, &tenant()).unwrap();
    assert_eq!(head.id.as_str(), "o_cr01");
    assert_eq!(head.totals.total, Money(163_900));
    let sum: Money = head.lines.iter().map(|line| line.subtotal).sum();
    assert_eq!(
        sum - head.totals.discount + head.totals.delivery_fee,
        head.totals.total
    );
    assert!(
        head.lines
            .iter()
            .all(|line| line.product_id.is_none() && !line.counted)
    );
    assert_eq!(
        head.schedule.map(|schedule| schedule.at),
        Some(at("2026-12-04T13:00"))
    );
    assert_eq!(head.payment_method, PaymentMethod::Card);
    assert!(head.customer.id.as_str().starts_with(CustomerId::PREFIX));
}

#[test]
fn packages_say_what_they_cost_a_person() {
    let whole = PackagePrice::Whole {
        people: 20,
        price: Money(74_900),
    };
    assert_eq!(
        (whole.per_person(), whole.quantity(40), whole.quantity(41)),
        (Money(3_745), 2, 3)
    );
    assert_eq!(whole.estimate(41), Money(224_700));
    let each = PackagePrice::PerPerson {
        from: 50,
        price: Money(3_490),
    };
    assert_eq!((each.estimate(60), each.from_guests()), (Money(209_400), 50));
}
