use super::*;
use domain::Timestamp;
use domain::cart::{CartLine, FulfilmentKind, Pick, When, quote};
use domain::catalog::OptionGroup;
use domain::{Money, ProductId};
use std::collections::BTreeSet;
use std::path::Path;

fn noon() -> Timestamp {
    Timestamp::parse("2025-10-25T17:00:00Z").unwrap()
}

fn restaurant(tenant: &str) -> Storefront {
    storefront(&TenantId::parse(tenant).unwrap()).unwrap().unwrap()
}

fn line(product: &str) -> CartLine {
    CartLine {
        product_id: ProductId::parse(product).unwrap(),
        qty: 1,
        options: Vec::new(),
        note: String::new(),
    }
}

fn groups(restaurant: &Storefront) -> impl Iterator<Item = (&ProductId, &OptionGroup)> {
    let products = restaurant.catalog.products.iter().map(|p| (&p.id, &p.groups));
    let promotions = restaurant.catalog.promotions.iter().map(|p| (&p.id, &p.groups));
    products
        .chain(promotions)
        .flat_map(|(id, groups)| groups.iter().map(move |group| (id, group)))
}

#[test]
fn two_restaurants_are_written_and_no_third() {
    let ids: Vec<String> = tenants()
        .unwrap()
        .iter()
        .map(|h| h.tenant.id.to_string())
        .collect();
    assert_eq!(ids, ["pardos", "caleta"]);
    assert!(storefront(&TenantId::parse("other").unwrap()).unwrap().is_none());
}

#[test]
fn everything_has_its_own_id_a_category_a_price_and_a_picture() {
    let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
    for restaurant in tenants().unwrap() {
        let carta = &restaurant.catalog;
        let ids: BTreeSet<_> = carta.products.iter().map(|p| &p.id).collect();
        let promoted: BTreeSet<_> = carta.promotions.iter().map(|p| &p.id).collect();
        assert_eq!(
            ids.len() + promoted.len(),
            carta.products.len() + carta.promotions.len()
        );
        assert!(ids.is_disjoint(&promoted));
        for category in &carta.categories {
            assert!(carta.in_category(&category.id).count() > 0, "{}", category.id);
        }
        for product in &carta.products {
            let known = carta.categories.iter().any(|c| c.id == product.category);
            assert!(known && product.price > Money::ZERO, "{}", product.id);
        }
        let pictures = carta.products.iter().map(|p| &p.image);
        for image in pictures.chain(carta.promotions.iter().map(|p| &p.image)) {
            let file = image.strip_prefix("/assets/").unwrap();
            assert!(style.join(file).exists(), "{image}");
        }
    }
}

#[test]
fn groups_can_be_satisfied_and_only_some_are_mandatory() {
    for restaurant in tenants().unwrap() {
        for (id, group) in groups(&restaurant) {
            assert!(group.min <= group.max && group.max > 0, "{id} {}", group.id);
            let options: BTreeSet<_> = group.options.iter().map(|option| &option.id).collect();
            assert_eq!(options.len(), group.options.len(), "{id} {}", group.id);
            let plain = restaurant.catalog.product(id).is_some() && id.as_str() != "pollo_1_4_encamotado";
            assert!(!(plain && group.mandatory()), "{id} {}", group.id);
        }
        for promotion in &restaurant.catalog.promotions {
            assert!(
                promotion.groups.iter().any(OptionGroup::mandatory),
                "{}",
                promotion.id
            );
            assert!(
                promotion.regular_price > Some(promotion.price),
                "{}",
                promotion.id
            );
        }
    }
}

#[test]
fn what_promotions_and_choices_consist_of_is_on_the_carta() {
    for restaurant in tenants().unwrap() {
        let carta = &restaurant.catalog;
        let choices = carta.products.iter().flat_map(|product| &product.groups);
        let choices = choices.chain(carta.promotions.iter().flat_map(|promotion| &promotion.groups));
        let options = choices.flat_map(|group| &group.options);
        let parts = options.map(|option| &option.components);
        for part in parts
            .chain(carta.promotions.iter().map(|promotion| &promotion.components))
            .flatten()
        {
            assert!(
                carta
                    .product(&part.product_id)
                    .is_some_and(|product| product.active),
                "{}",
                part.product_id
            );
        }
    }
}

#[test]
fn a_quarter_and_a_chicha_need_no_choice_and_exceed_the_minimum() {
    let restaurant = restaurant("pardos");
    let cart = [line("pollo_1_4"), line("chicha_grande")];
    let priced = |how| {
        quote(
            &restaurant.tenant,
            &restaurant.catalog,
            &cart,
            how,
            When::soon(noon()),
        )
        .unwrap()
        .totals
    };
    assert_eq!(priced(FulfilmentKind::Pickup).total, Money(3_440));
    assert_eq!(priced(FulfilmentKind::Delivery).total, Money(3_940));
    assert_eq!(priced(FulfilmentKind::Pickup).tax, Money(525));
}

#[test]
fn every_promotion_can_be_ordered() {
    for restaurant in tenants().unwrap() {
        for promotion in &restaurant.catalog.promotions {
            let mandatory = promotion.groups.iter().filter(|group| group.mandatory());
            let first = |group: &OptionGroup| Pick {
                group: group.id.clone(),
                option: group.options[0].id.clone(),
            };
            let options = mandatory
                .flat_map(|group| std::iter::repeat_n(first(group), usize::from(group.min)))
                .collect();
            let cart = [CartLine {
                options,
                ..line(promotion.id.as_str())
            }];
            let priced = quote(
                &restaurant.tenant,
                &restaurant.catalog,
                &cart,
                FulfilmentKind::Pickup,
                When::soon(noon()),
            )
            .unwrap();
            assert_eq!(priced.totals.total, promotion.price, "{}", promotion.id);
            assert!(
                quote(
                    &restaurant.tenant,
                    &restaurant.catalog,
                    &[line(promotion.id.as_str())],
                    FulfilmentKind::Pickup,
                    When::soon(noon())
                )
                .is_err()
            );
        }
    }
}

#[test]
fn pardos_has_its_fixtures() {
    let carta = restaurant("pardos").catalog;
    let with = |stock| carta.products.iter().filter(|p| p.stock == Some(stock)).count();
    assert_eq!((with(0), with(1)), (1, 1));
    assert_eq!(carta.products.iter().filter(|p| !p.active).count(), 1);
}
