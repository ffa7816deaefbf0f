//! The carta as its manager changes it.

use super::carta::{carta, idle};
use super::{States, idle_queues};
use crate::components::text_field::TextField;
use crate::pages::carta::desk::Desk;
use crate::pages::carta::dish_form::{DishFields, DishSheet, MovedOn, SheetFoot, TakeOff};
use crate::pages::carta::groups::{Choice, Group, GroupList, Groups, RowButtons};
use crate::pages::carta::picture::PictureField;
use crate::pages::carta::promotion_form::{Components, Part, PromotionFields, PromotionSheet};
use crate::pages::carta::promotions::{PromotionRow, Promotions};
use crate::pages::carta::publish::{Changes, PublishBar};
use crate::pages::carta::sections::{Arrangement, Arrows, Grip, Held, SectionRow, Sections};
use crate::pages::carta::stock::{Count, Stock};
use crate::pages::carta::table::{Rows, Table, TableText};
use crate::pages::carta::{Carta, Menu};
use crate::state::menu_form::{DishForm, PromotionForm};
use api::catalog::{CellProblem, MenuDesk, MenuRow, MenuTable, RowOutcome};
use domain::catalog::{
    Catalog, Component, DishOption, Edit, MenuDraft, OptionGroup, ProductSheet, Promotion, pictures,
};
use domain::service_hours::WeeklyHours;
use domain::{Money, ProductId, Slug};
use leptos::prelude::*;
use ui::gallery::{PHOTOGRAPH, apart, component};

pub fn components() -> Vec<AnyView> {
    let mut all = dish_components();
    all.extend(whole());
    all
}

fn dish_components() -> Vec<AnyView> {
    vec![
        component(
            "Carta, managed",
            vec![(
                "with changes",
                drawn(|desk| view! { <Carta menu=desk.menu loader=idle() /> }.into_any()),
            )],
        ),
        component(
            "DishSheet",
            vec![
                (
                    "of a dish",
                    drawn(|desk| view! { <DishSheet desk id=first() /> }.into_any()),
                ),
                (
                    "of a new one",
                    drawn(|desk| view! { <DishSheet desk id=None /> }.into_any()),
                ),
            ],
        ),
        component("DishFields", vec![("of a dish", drawn(dish_fields))]),
        component("PictureField", picture_fields()),
        component("Stock", vec![("counted", drawn(stock))]),
        component("TakeOff", vec![("idle", drawn(take_off))]),
        component("MovedOn", vec![("by somebody else", moved_on())]),
        component(
            "SheetFoot",
            vec![("idle", drawn(|desk| view! { <SheetFoot desk /> }.into_any()))],
        ),
        component(
            "GroupList",
            vec![(
                "a group",
                drawn(|desk| view! { <GroupList desk groups=groups() /> }.into_any()),
            )],
        ),
        component(
            "Group",
            vec![(
                "of two",
                drawn(|desk| view! { <Group desk groups=groups() key=0 /> }.into_any()),
            )],
        ),
        component("Choice", vec![("with a dish", drawn(choice))]),
        component("RowButtons", vec![("that stay", row_buttons())]),
        component("Grip", vec![("of a section", drawn(grip))]),
        component("Arrows", vec![("of a dish", arrows())]),
        component("TextField", text_fields()),
    ]
}

/// What is about more than a dish.
fn whole() -> Vec<AnyView> {
    vec![
        component(
            "Promotions",
            vec![(
                "one",
                drawn(|desk| view! { <Promotions menu=desk.menu /> }.into_any()),
            )],
        ),
        component("PromotionRow", vec![("of some days", drawn(promotion_row))]),
        component(
            "PromotionSheet",
            vec![(
                "a new one",
                drawn(|desk| view! { <PromotionSheet desk id=None /> }.into_any()),
            )],
        ),
        component(
            "PromotionFields",
            vec![("of a promotion", drawn(promotion_fields))],
        ),
        component("Part", vec![("of two", drawn(one_part))]),
        component("Components", vec![("two", drawn(parts))]),
        component(
            "PublishBar",
            vec![(
                "two changes",
                drawn(|desk| view! { <PublishBar desk /> }.into_any()),
            )],
        ),
        component(
            "Changes",
            vec![("two changes", drawn(|desk| view! { <Changes desk /> }.into_any()))],
        ),
        component(
            "Sections",
            vec![("two", drawn(|desk| view! { <Sections desk /> }.into_any()))],
        ),
        component("SectionRow", vec![("with dishes", drawn(section))]),
        component(
            "Table",
            vec![("empty", drawn(|desk| view! { <Table desk /> }.into_any()))],
        ),
        component("TableText", vec![("empty", drawn(table_text))]),
        component("Rows", vec![("of all kinds", rows())]),
    ]
}

fn first() -> Option<ProductId> {
    ProductId::parse("entero").ok()
}

fn groups() -> Groups {
    let option = |id: &str, name: &str, extra: i64| {
        Some(DishOption {
            id: Slug::parse(id).ok()?,
            name: name.to_owned(),
            extra: Money(extra),
            components: part("medio").into_iter().collect(),
        })
    };
    let options = [
        option("papas", "Papas fritas", 0),
        option("ensalada", "Ensalada de la casa", 300),
    ];
    let group = Slug::parse("guarnicion").ok().map(|id| OptionGroup {
        id,
        name: "Guarnición".to_owned(),
        min: 1,
        max: 1,
        options: options.into_iter().flatten().collect(),
    });
    Groups::new(&Vec::from_iter(group))
}

fn part(id: &str) -> Option<Component> {
    let product_id = ProductId::parse(id).ok()?;
    Some(Component { product_id, qty: 2 })
}

fn promotion() -> Option<Promotion> {
    Some(Promotion {
        id: ProductId::parse("duo").ok()?,
        name: "Dúo de la casa".to_owned(),
        description: "Dos medios pollos.".to_owned(),
        price: Money(6_900),
        regular_price: Some(Money(7_800)),
        image: String::new(),
        components: part("medio").into_iter().collect(),
        groups: Vec::new(),
        from: None,
        until: domain::Date::parse("2025-12-31"),
        kitchen_name: Some("Dúo".to_owned()),
        hours: Some(WeeklyHours::default()),
    })
}

fn desk() -> Desk {
    let catalog = Catalog {
        promotions: promotion().into_iter().collect(),
        ..carta()
    };
    let mut draft = MenuDraft::default();
    let known = first().and_then(|id| catalog.product(&id).cloned());
    if let Some(product) = known {
        let before = ProductSheet::of(&product);
        let after = ProductSheet {
            price: Money(7_990),
            ..before.clone()
        };
        let new = ProductSheet {
            name: "Emoliente".to_owned(),
            ..before.clone()
        };
        let (before, after) = (Some(before), Some(after));
        draft.products.insert(product.id, Edit { before, after });
        if let Ok(id) = ProductId::parse("emoliente") {
            let (before, after) = (None, Some(new));
            draft.products.insert(id, Edit { before, after });
        }
    }
    let menu = Menu::new(
        MenuDesk {
            catalog,
            draft,
            version: 1,
        },
        true,
    );
    Desk::new(menu, idle())
}

pub(super) fn drawn(view: fn(Desk) -> AnyView) -> AnyView {
    apart(move || {
        idle_queues();
        view(desk())
    })
}

fn dish_fields(desk: Desk) -> AnyView {
    let known = first().and_then(|id| {
        desk.menu
            .catalog
            .with_untracked(|carta| carta.product(&id).cloned())
    });
    known
        .map(|product| {
            let form = RwSignal::new(DishForm::of(&ProductSheet::of(&product)));
            view! { <DishFields desk form /> }
        })
        .into_any()
}

fn picture(desk: Desk, id: &'static str, image: &str) -> AnyView {
    let image = RwSignal::new(image.to_owned());
    let change = Callback::new(move |address| image.set(address));
    view! { <PictureField desk id image change late=|_, _, _| false /> }.into_any()
}

fn picture_fields() -> States {
    vec![
        (
            "a drawing",
            drawn(|desk| picture(desk, "muestra-dibujo", &pictures::of_promotions())),
        ),
        (
            "a photograph",
            drawn(|desk| picture(desk, "muestra-foto", PHOTOGRAPH)),
        ),
    ]
}

fn stock(desk: Desk) -> AnyView {
    let id = ProductId::parse("octavo").ok();
    view! { <Stock desk count=Count::of(desk, id.as_ref()) /> }.into_any()
}

fn take_off(desk: Desk) -> AnyView {
    view! { <TakeOff desk act=Callback::new(|()| ()) /> }.into_any()
}

fn moved_on() -> AnyView {
    let words = vec!["Precio: S/ 25.90 → S/ 27.90".to_owned()];
    view! { <MovedOn words=RwSignal::new(words) /> }.into_any()
}

fn choice(desk: Desk) -> AnyView {
    view! { <ul><Choice desk groups=groups() group=0 key=1 /></ul> }.into_any()
}

fn row_buttons() -> AnyView {
    let name = RwSignal::new("Guarnición".to_owned());
    let (shift, remove) = (Callback::new(|_| ()), Callback::new(|()| ()));
    view! { <RowButtons id="muestra-fila".to_owned() name shift remove stays=RwSignal::new(true) /> }
        .into_any()
}

fn grip(desk: Desk) -> AnyView {
    let sections = desk.menu.shown.with_untracked(Arrangement::of);
    view! { <Grip sections held=Held::Section(0) /> }.into_any()
}

fn arrows() -> AnyView {
    view! { <Arrows id="muestra-plato".to_owned() name="Agua".to_owned() shift=Callback::new(|_| ()) /> }
        .into_any()
}

fn text_fields() -> States {
    let field = |id: &'static str, wrong: Option<String>, long: bool| {
        view! {
            <TextField
                id
                label="Nombre"
                hint="Como lo lee el cliente."
                value=RwSignal::new("Pollo entero".to_owned())
                wrong=RwSignal::new(wrong)
                typed=Callback::new(|_| ())
                long
            />
        }
        .into_any()
    };
    vec![
        ("a line", field("muestra-linea", None, false)),
        ("several", field("muestra-lineas", None, true)),
        (
            "wrong",
            field("muestra-mal", Some("Completa este dato.".to_owned()), false),
        ),
    ]
}

fn promotion_row(desk: Desk) -> AnyView {
    let row = promotion().map(|promotion| view! { <PromotionRow menu=desk.menu id=promotion.id /> });
    view! { <ul class="menu__dishes">{row}</ul> }.into_any()
}

fn promotion_form() -> RwSignal<PromotionForm> {
    RwSignal::new(promotion().as_ref().map(PromotionForm::of).unwrap_or_default())
}

fn promotion_fields(desk: Desk) -> AnyView {
    view! { <PromotionFields desk form=promotion_form() /> }.into_any()
}

fn parts(desk: Desk) -> AnyView {
    let form = promotion_form();
    form.update(|form| form.components.extend(part("entero")));
    view! { <Components desk form /> }.into_any()
}

fn one_part(desk: Desk) -> AnyView {
    let drawn = RwSignal::new(0);
    view! { <ul><Part desk form=promotion_form() at=0 drawn /></ul> }.into_any()
}

fn section(desk: Desk) -> AnyView {
    let sections = desk.menu.shown.with_untracked(Arrangement::of);
    view! { <ul class="sections"><SectionRow desk sections key=0 /></ul> }.into_any()
}

fn table_text(desk: Desk) -> AnyView {
    view! { <TableText desk text=RwSignal::new(String::new()) read=RwSignal::new(None) /> }.into_any()
}

fn rows() -> AnyView {
    let row = |line: usize, name: &str, outcome: RowOutcome, problem: Option<&str>| MenuRow {
        line,
        name: name.to_owned(),
        outcome,
        changed: match outcome {
            RowOutcome::Changed => vec!["Precio".to_owned()],
            _ => Vec::new(),
        },
        problems: Vec::from_iter(problem.map(|message| CellProblem {
            column: "Precio".to_owned(),
            message: message.to_owned(),
        })),
    };
    let table = MenuTable {
        rows: vec![
            row(2, "Emoliente", RowOutcome::New, None),
            row(3, "Pollo entero", RowOutcome::Changed, None),
            row(
                4,
                "Chicha",
                RowOutcome::Wrong,
                Some("Escribe un precio como 25.90."),
            ),
            row(5, "Agua", RowOutcome::Same, None),
        ],
    };
    view! { <Rows table /> }.into_any()
}
