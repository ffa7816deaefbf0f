use super::groups::read as read_groups;
use super::*;
use api::catalog::RowOutcome;
use domain::catalog::ProductSheet;
use domain::{Money, ProductId, Slug};
fn category(id: &str, name: &str) -> Category {
    Category {
        id: Slug::parse(id).unwrap(),
        name: name.to_owned(),
        description: String::new(),
    }
}

fn carta() -> Catalog {
    let sheet = ProductSheet {
        sku: Some("P-1".into()),
        category: Slug::parse("brasa").unwrap(),
        name: "¼ de pollo".into(),
        kitchen_name: Some("¼ brasa".into()),
        hours: None,
        description: "Con papas".into(),
        price: Money(2_590),
        prices: Vec::new(),
        image: "/assets/a.svg".into(),
        groups: read_groups(
            "Guarnición (1): Papas fritas | Camote | Ensalada +3.00\nSalsas (0-2): Ají | Mayonesa",
            &[],
        )
        .unwrap(),
        allergens: vec!["huevo".into()],
        tags: vec!["picante".into()],
    };
    Catalog {
        categories: vec![
            category("brasa", "Pollos a la brasa"),
            category("bebidas", "Bebidas"),
        ],
        products: vec![sheet.product(ProductId::parse("pollo_1_4").unwrap())],
        promotions: Vec::new(),
    }
}

fn outcomes(text: &str) -> Vec<RowOutcome> {
    let (_, rows) = read(text, &carta()).unwrap();
    rows.iter().map(|row| row.shown.outcome).collect()
}

#[test]
fn what_was_written_changes_nothing_when_it_is_read() {
    let text = written(&carta());
    assert!(
        text.contains("Guarnición (1): Papas fritas | Camote | Ensalada +3.00\nSalsas (0-2): Ají | Mayonesa")
    );
    assert_eq!(outcomes(&text), [RowOutcome::Same]);
}

#[test]
fn tables_come_in_several_forms() {
    for text in [
        "Sección,Plato,Precio\nBebidas,Chicha,9.00\n",
        "seccion;nombre;precio\nBebidas;Chicha;9,00\n",
        "CATEGORÍA\tProducto\tPrecio\tOtra\r\nbebidas\tChicha\tS/ 9.00\tx\r\n",
        "\u{feff}\"Section\",\"Name\",\"Price\"\r\n\"Bebidas\",\"Chicha\",\"9\"\r\n",
    ] {
        let (_, rows) = read(text, &carta()).unwrap();
        let (id, sheet) = rows[0].dish.as_ref().unwrap();
        assert_eq!(
            (id.as_str(), &*sheet.name, sheet.price),
            ("chicha", "Chicha", Money(900)),
            "{text}"
        );
        assert_eq!(sheet.category.as_str(), "bebidas");
        assert_eq!(rows[0].shown.line, 2);
    }
}

#[test]
fn a_dish_is_found_again_and_what_a_column_does_not_say_stays() {
    for (text, outcome) in [
        ("Plato,Precio\n¼ DE POLLO,27.90\n", RowOutcome::Changed),
        ("Plato,SKU\nCuarto de pollo,P-1\n", RowOutcome::Changed),
        ("Id,Plato\npollo_1_4,Cuarto\n", RowOutcome::Changed),
        ("Plato,Precio\n¼ de pollo,\n", RowOutcome::Same),
    ] {
        let (_, rows) = read(text, &carta()).unwrap();
        assert_eq!(rows[0].shown.outcome, outcome, "{text}");
        let (id, sheet) = rows[0].dish.as_ref().unwrap();
        assert_eq!(id.as_str(), "pollo_1_4");
        assert_eq!((&*sheet.description, sheet.groups.len()), ("Con papas", 2));
    }
}

#[test]
fn bad_cells_are_marked_and_the_others_read() {
    let text = "Sección,Plato,Precio,Opciones\n\
                Bebidas,Agua,gratis,\n\
                ,Chicha,9.00,\n\
                Bebidas,,4.00,\n\
                Bebidas,Jugo,8.00,Tamaño: chico\n\
                Bebidas,Té,0,\n\
                Bebidas,Café,6.00,Tamaño (1): chico | grande +2\n\
                Bebidas,café,7.00,\n";
    let (_, rows) = read(text, &carta()).unwrap();
    let problems: Vec<(usize, Vec<&str>)> = rows
        .iter()
        .map(|row| {
            let columns = row.shown.problems.iter().map(|problem| &*problem.column);
            (row.shown.line, columns.collect())
        })
        .collect();
    assert_eq!(
        problems,
        [
            (2, vec!["Precio"]),
            (3, vec!["Sección"]),
            (4, vec!["Plato"]),
            (5, vec!["Opciones"]),
            (6, vec!["Precio"]),
            (7, vec![]),
            (8, vec!["Plato"]),
        ]
    );
    assert_eq!(rows[5].shown.outcome, RowOutcome::New);
}

#[test]
fn sections_that_are_new_come_behind_the_others() {
    let text = "Sección,Plato,Precio\nPostres,Picarones,12\npostres,Suspiro,11\n";
    let (categories, rows) = read(text, &carta()).unwrap();
    let names: Vec<&str> = categories.iter().map(|category| &*category.name).collect();
    assert_eq!(names, ["Pollos a la brasa", "Bebidas", "Postres"]);
    assert!(rows.iter().all(|row| row.shown.outcome == RowOutcome::New));
}

#[test]
fn choices_may_cost_less_and_names_may_look_like_it() {
    let text = "Pan (1): Grande +2.00 | Sin pan -1.50 | Pack -6 +0.00";
    let read = read_groups(text, &[]).unwrap();
    let said: Vec<(&str, i64)> = read[0].options.iter().map(|of| (&*of.name, of.extra.0)).collect();
    assert_eq!(said, [("Grande", 200), ("Sin pan", -150), ("Pack -6", 0)]);
    assert_eq!(groups::written(&read), text);
}

#[test]
fn choices_keep_their_ids_and_what_they_consist_of() {
    let before = carta().products.remove(0).groups;
    let after = read_groups("guarnición (1): Yuca +1.50 | camote", &before).unwrap();
    assert_eq!(after[0].id, before[0].id);
    assert_eq!(after[0].options[0].extra, Money(150));
    assert_eq!(after[0].options[1].id, before[0].options[1].id);
    for bad in [
        "Guarnición: Papas",
        "Guarnición (uno): Papas",
        "Guarnición (1) Papas",
    ] {
        assert_eq!(read_groups(bad, &[]), None, "{bad}");
    }
}

#[test]
fn what_is_no_table_of_dishes_is_refused() {
    for text in ["", "hola", "Precio,Sección\n1,Bebidas\n", "Plato,Precio\n"] {
        assert!(read(text, &carta()).is_err(), "{text}");
    }
}

#[test]
fn names_that_a_spreadsheet_would_compute_come_back_as_they_were() {
    let mut carta = carta();
    carta.products[0].name = "+ Pollo".into();
    let (_, rows) = read(&written(&carta), &carta).unwrap();
    assert_eq!(rows[0].shown.outcome, RowOutcome::Same);
}

#[test]
fn options_of_all_names_come_back_as_they_were() {
    let mut carta = carta();
    let group = &mut carta.products[0].groups[0];
    group.name = "Bebida (fría): elige".into();
    group.options[0].name = "Coca +1".into();
    group.options[1].name = "Agua | con gas".into();
    group.options[2].name = "coca +1".into();
    let (_, rows) = read(&written(&carta), &carta).unwrap();
    assert_eq!(rows[0].shown.outcome, RowOutcome::Same, "{:?}", rows[0].shown);
}

#[test]
fn what_a_short_row_does_not_say_stays() {
    let text = "Sección,Plato,Precio,Opciones,Descripción\nPollos a la brasa,¼ de pollo,27\n,¼ de pollo\n";
    let (_, rows) = read(text, &carta()).unwrap();
    let (_, sheet) = rows[0].dish.as_ref().unwrap();
    assert_eq!((sheet.groups.len(), &*sheet.description), (2, "Con papas"));
    assert_eq!(rows[0].shown.changed, ["Precio"]);
    assert_eq!(rows[1].shown.problems[0].message, texts::TWICE);
}

#[test]
fn sections_may_have_dishes_of_one_name() {
    let two = "Sección,Plato,Precio\nPersonales,Americana,20\nFamiliares,Americana,40\n";
    let (_, rows) = read(two, &carta()).unwrap();
    let ids: Vec<&str> = rows
        .iter()
        .map(|row| row.dish.as_ref().unwrap().0.as_str())
        .collect();
    assert_eq!(ids, ["americana", "americana_2"]);
    // One that moves into another section is the same dish.
    let moved = "Sección,Plato,Precio\nBebidas,¼ de pollo,25.90\n";
    let (_, rows) = read(moved, &carta()).unwrap();
    assert_eq!(
        (rows[0].shown.outcome, &rows[0].shown.changed[..]),
        (RowOutcome::Changed, &["Sección".to_owned()][..])
    );
}

#[test]
fn a_section_is_meant_by_its_name_before_its_id() {
    let mut carta = carta();
    carta.categories[1].name = "Refrescos".into();
    carta.categories.push(category("bebidas_2", "Bebidas"));
    let (_, rows) = read("Sección,Plato,Precio\nBebidas,Té,5\n", &carta).unwrap();
    assert_eq!(rows[0].dish.as_ref().unwrap().1.category.as_str(), "bebidas_2");
}

#[test]
fn what_is_read_twice_doubles_nothing_whatever_its_letters() {
    let text = "\n\"Sección\";\"Plato\";\"Precio, S/\";Precio\n\"Para\npicar\";\"Tequeños\u{200b}\nde queso\";x;12,50\n";
    let mut carta = carta();
    for outcome in [RowOutcome::New, RowOutcome::Same] {
        let (categories, rows) = read(text, &carta).unwrap();
        assert_eq!(rows[0].shown.outcome, outcome, "{:?}", rows[0].shown);
        assert_eq!(categories.len(), 3);
        let (id, sheet) = rows[0].dish.clone().unwrap();
        assert_eq!(sheet.name, "Tequeños de queso");
        carta.categories = categories;
        carta.products.retain(|known| known.id != id);
        carta.products.push(sheet.product(id));
    }
}

#[test]
fn a_new_choice_takes_no_id_of_one_that_is_there() {
    let mut before = carta().products.remove(0).groups;
    before[0].options[0].name = "Papas fritas de la casa".into();
    let id = before[0].options[0].id.clone();
    let after = read_groups("Guarnición (1): Papas fritas | Papas fritas de la casa", &before).unwrap();
    assert_eq!(after[0].options[1].id, id);
    assert_ne!(after[0].options[0].id, id);
}

#[test]
fn a_name_that_a_row_gave_away_is_free() {
    let text =
        "Id,Sección,Plato,Precio\npollo_1_4,Pollos a la brasa,Cuarto,26\n,Pollos a la brasa,¼ de pollo,20\n";
    let (_, rows) = read(text, &carta()).unwrap();
    let outcomes: Vec<RowOutcome> = rows.iter().map(|row| row.shown.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Changed, RowOutcome::New]);
}
