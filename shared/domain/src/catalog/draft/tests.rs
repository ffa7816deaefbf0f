use super::*;

fn id(text: &str) -> ProductId {
    ProductId::parse(text).unwrap()
}

fn sheet(name: &str, category: &str, price: i64) -> ProductSheet {
    ProductSheet {
        sku: None,
        category: Slug::parse(category).unwrap(),
        kitchen_name: None,
        hours: None,
        name: name.to_owned(),
        description: String::new(),
        price: Money(price),
        prices: Vec::new(),
        image: "/a.svg".to_owned(),
        groups: Vec::new(),
        allergens: Vec::new(),
        tags: Vec::new(),
    }
}

fn category(name: &str) -> Category {
    Category {
        id: Slug::parse(name).unwrap(),
        name: name.to_owned(),
        description: String::new(),
    }
}

fn carta() -> Catalog {
    Catalog {
        categories: vec![category("brasa"), category("bebidas")],
        products: vec![
            sheet("Pollo", "brasa", 4_000).product(id("pollo")),
            sheet("Chicha", "bebidas", 900).product(id("chicha")),
        ],
        promotions: Vec::new(),
    }
}

fn edited(product: &str, before: Option<ProductSheet>, after: Option<ProductSheet>) -> MenuDraft {
    MenuDraft {
        products: [(id(product), Edit { before, after })].into(),
        ..MenuDraft::default()
    }
}

fn names(catalog: &Catalog) -> Vec<&str> {
    catalog.products.iter().map(|product| &*product.name).collect()
}

#[test]
fn a_change_leaves_alone_what_it_is_not_about() {
    let before = sheet("Pollo", "brasa", 4_000);
    let draft = edited("pollo", Some(before), Some(sheet("Pollo entero", "brasa", 4_000)));
    let mut published = carta();
    // Meanwhile a machine has changed its price, some are sold, and it has run out.
    published.products[0].price = Money(4_500);
    published.products[0].stock = Some(3);
    published.products[0].active = false;
    let after = draft.applied(&published);
    let pollo = after.product(&id("pollo")).unwrap();
    assert_eq!((&*pollo.name, pollo.price), ("Pollo entero", Money(4_500)));
    assert_eq!((pollo.stock, pollo.active), (Some(3), false));
    assert_eq!(draft.changes(), 1);
}

#[test]
fn dishes_come_and_go() {
    let mut draft = edited("pollo", Some(sheet("Pollo", "brasa", 4_000)), None);
    let new = Edit {
        before: None,
        after: Some(sheet("Agua", "bebidas", 400)),
    };
    draft.products.insert(id("agua"), new);
    let after = draft.applied(&carta());
    assert_eq!(names(&after), ["Chicha", "Agua"]);
    // Published, and not known to be.
    assert!(draft.clone().settled(&after).is_empty());
    assert_eq!(draft.settled(&carta()).changes(), 2);
}

#[test]
fn what_somebody_else_has_taken_away_does_not_come_back() {
    let before = sheet("Gone", "brasa", 100);
    let draft = edited("gone", Some(before), Some(sheet("Gone", "brasa", 200)));
    assert_eq!(names(&draft.applied(&carta())), ["Pollo", "Chicha"]);
    assert!(draft.settled(&carta()).is_empty());
}

#[test]
fn what_is_as_published_is_no_change() {
    let same = sheet("Pollo", "brasa", 4_000);
    let mut draft = edited("pollo", Some(same.clone()), Some(same));
    draft.order = Some(vec![id("pollo"), id("chicha")]);
    draft.categories = Some(Edit {
        before: Some(carta().categories),
        after: Some(carta().categories),
    });
    assert!(draft.settled(&carta()).is_empty());
}

#[test]
fn the_order_is_that_of_the_list_and_others_come_after() {
    let mut carta = carta();
    carta
        .products
        .push(sheet("Agua", "bebidas", 400).product(id("agua")));
    let draft = MenuDraft {
        order: Some(vec![id("agua"), id("nowhere")]),
        ..MenuDraft::default()
    };
    assert_eq!(names(&draft.applied(&carta)), ["Agua", "Pollo", "Chicha"]);
    assert_eq!(draft.settled(&carta).changes(), 1);
}

#[test]
fn no_dish_is_left_without_its_category() {
    let edit = |after: Vec<Category>| MenuDraft {
        categories: Some(Edit {
            before: Some(carta().categories),
            after: Some(after),
        }),
        ..MenuDraft::default()
    };
    let ids = |catalog: &Catalog| -> Vec<String> {
        let ids = catalog.categories.iter().map(|category| category.id.to_string());
        ids.collect()
    };
    let after = edit(vec![category("bebidas"), category("postres")]).applied(&carta());
    assert_eq!(ids(&after), ["bebidas", "postres", "brasa"]);
    let mut empty = carta();
    empty.products.remove(0);
    assert_eq!(ids(&edit(vec![category("bebidas")]).applied(&empty)), ["bebidas"]);
    // One that somebody else has added meanwhile stays.
    empty.categories.push(category("sopas"));
    assert_eq!(
        ids(&edit(vec![category("bebidas")]).applied(&empty)),
        ["bebidas", "sopas"]
    );
}

#[test]
fn what_stays_says_only_what_it_changes() {
    let before = sheet("Pollo", "brasa", 4_000);
    let draft = edited("pollo", Some(before), Some(sheet("Pollo", "brasa", 4_200)));
    let settled = draft.clone().settled(&carta());
    let edit = &settled.products[&id("pollo")];
    assert_eq!(
        edit.after.as_ref().map(|sheet| (&*sheet.name, sheet.price)),
        Some(("", Money(4_200)))
    );
    assert_eq!(settled.applied(&carta()), draft.applied(&carta()));
    assert_eq!(settled.clone().settled(&carta()), settled);
}

#[test]
fn sections_that_move_are_no_other_order_of_the_dishes() {
    let mut turned = carta().categories;
    turned.reverse();
    let draft = MenuDraft {
        categories: Some(Edit {
            before: Some(carta().categories),
            after: Some(turned),
        }),
        order: Some(vec![id("chicha"), id("pollo")]),
        ..MenuDraft::default()
    };
    assert_eq!(draft.settled(&carta()).changes(), 1);
}

#[test]
fn what_somebody_else_calls_a_section_stays() {
    let edit = Edit {
        before: Some(carta().categories),
        after: Some(vec![category("bebidas"), category("brasa")]),
    };
    let mut now = carta();
    now.categories[1].name = "Refrescos".to_owned();
    now.products.remove(0);
    now.categories.remove(0);
    let draft = MenuDraft {
        categories: Some(edit),
        ..MenuDraft::default()
    };
    let names: Vec<String> = draft
        .applied(&now)
        .categories
        .into_iter()
        .map(|known| known.name)
        .collect();
    assert_eq!(
        names,
        ["Refrescos"],
        "its name is theirs, and the other one is gone"
    );
}

#[test]
fn a_promotion_changes_only_by_what_was_changed() {
    let promotion = |name: &str, price: i64| Promotion {
        id: id("duo"),
        name: name.to_owned(),
        description: String::new(),
        price: Money(price),
        kitchen_name: None,
        hours: None,
        regular_price: None,
        image: String::new(),
        components: Vec::new(),
        groups: Vec::new(),
        from: None,
        until: None,
    };
    let edit = Edit {
        before: Some(promotion("Dúo", 1_000)),
        after: Some(promotion("Dúo marino", 1_000)),
    };
    let draft = MenuDraft {
        promotions: [(id("duo"), edit)].into(),
        ..MenuDraft::default()
    };
    let mut now = carta();
    now.promotions = vec![promotion("Dúo", 1_200)];
    assert_eq!(draft.applied(&now).promotions, [promotion("Dúo marino", 1_200)]);
}

#[test]
fn what_gets_another_id_is_named_by_it() {
    let part = |product: &str| Component {
        product_id: id(product),
        qty: 1,
    };
    let mut draft = edited("agua", None, Some(sheet("Agua", "bebidas", 400)));
    draft.order = Some(vec![id("agua"), id("chicha")]);
    let promotion = Promotion {
        id: id("duo"),
        name: "Dúo".to_owned(),
        description: String::new(),
        price: Money(1_000),
        kitchen_name: None,
        hours: None,
        regular_price: None,
        image: String::new(),
        components: vec![part("agua"), part("pollo")],
        groups: Vec::new(),
        from: None,
        until: None,
    };
    let (before, after) = (None, Some(promotion));
    draft.promotions.insert(id("duo"), Edit { before, after });
    draft.rename(&id("agua"), &id("agua_2"));
    let after = draft.applied(&carta());
    assert!(after.product(&id("agua")).is_none());
    assert_eq!(after.product(&id("agua_2")).unwrap().name, "Agua");
    assert_eq!(after.promotions[0].components, [part("agua_2"), part("pollo")]);
    assert_eq!(draft.order.unwrap()[0], id("agua_2"));
}

#[test]
fn what_takes_something_away_stays_where_it_is() {
    let mut draft = MenuDraft::default();
    let gone = Edit {
        before: carta().product(&id("pollo")).map(ProductSheet::of),
        after: None,
    };
    draft.products.insert(id("pollo"), gone);
    draft.rename(&id("pollo"), &id("pollo_2"));
    assert!(draft.applied(&carta()).product(&id("pollo")).is_none());
}
