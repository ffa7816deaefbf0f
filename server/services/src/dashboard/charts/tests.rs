use super::sales::busy_hours;
use super::*;
use api::dashboard::{DayFigures, TopProduct};
use domain::dashboard::{Figures, HourFigures, PersonFigures, StageFigures};
use domain::stage::Stage;
use domain::{Date, Money, ProductId};

fn tenant() -> Tenant {
    let pardos = include_str!("../../../../application/src/demo/pardos/restaurant.json");
    serde_json::from_str(pardos).unwrap()
}

fn stats() -> Stats {
    let hours = [0, 0, 4, 18, 31, 24, 9, 6, 5, 14, 27, 38, 22, 7];
    let mut figures = Figures {
        created: 4,
        confirmed: 17,
        completed: 173,
        cancelled: 11,
        sales: Money(913_480),
        hours: vec![HourFigures::default(); 24],
        ..Figures::default()
    };
    for (hour, orders) in (9..).zip(hours) {
        figures.hours[hour] = HourFigures {
            orders,
            sales: Money(orders * 4_457),
        };
    }
    let stage = |stage, done, mean: i64, p50: i64, p90: i64| StageFigures {
        stage,
        done,
        overdue: 3,
        mean_ms: Some(mean * 1_000),
        p50_ms: Some(p50 * 1_000),
        p90_ms: Some(p90 * 1_000),
    };
    figures.stages = vec![
        stage(Stage::Cooking, 190, 640, 610, 1_020),
        stage(Stage::Packaging, 184, 165, 150, 310),
        stage(Stage::Delivery, 173, 1_710, 1_640, 2_480),
    ];
    let person = |id: &str, name: &str, stage, done| PersonFigures {
        id: id.into(),
        name: name.into(),
        stage,
        done,
        mean_ms: Some(600_000),
    };
    figures.people = vec![
        person("u_1", "Rosa Huamán", Stage::Cooking, 102),
        person("u_2", "Elmer Cusi", Stage::Cooking, 88),
        person("u_3", "Martín Salas", Stage::Packaging, 184),
        person("u_4", "Julio Paredes", Stage::Delivery, 173),
    ];
    let dish = |id: &str, name: &str, qty| TopProduct {
        product_id: ProductId::parse(id).unwrap(),
        name: name.into(),
        qty,
        sales_cents: Money(qty * 2_590),
    };
    let days = [88, 93, 61, 104, 151, 196, 205];
    Stats {
        by_status: Vec::new(),
        stages: figures.stages.clone(),
        last_days: (20_376..)
            .zip(days)
            .map(|(day, orders)| DayFigures {
                day: Date(day),
                orders,
                sales_cents: Money(orders * 4_457),
            })
            .collect(),
        top_products: vec![
            dish("pollo_1_4", "¼ de pollo a la brasa", 118),
            dish("chicha_grande", "Chicha morada grande", 96),
            dish("brasa_para_2", "Brasa Para 2", 54),
            dish("papas_fritas", "Papas fritas", 47),
            dish(
                "sanguche_brasa_papas",
                "Sánguche a la brasa con papas & \"crema\"",
                33,
            ),
            dish("anticuchos_2", "Anticuchos de corazón", 21),
            dish("suspiro", "Suspiro a la limeña", 9),
            dish("agua", "Agua", 4),
        ],
        people: figures.people.clone(),
        figures,
    }
}

/// Drawings of every chart in both themes.
fn drawings(charts: &[Chart]) -> impl Iterator<Item = (&str, &str)> {
    charts
        .iter()
        .flat_map(|chart| [&chart.light_svg, &chart.dark_svg].map(|svg| (chart.id.as_str(), svg.as_str())))
}

#[test]
fn drawings_scale_and_obey_the_content_security_policy() {
    for (id, svg) in drawings(&all(&stats(), &tenant())) {
        assert!(svg.starts_with("<svg xmlns="), "{id}");
        assert!(
            svg.ends_with("</svg>") && svg.contains(" role=\"img\" aria-label=\""),
            "{id}"
        );
        let root = &svg[..svg.find('>').unwrap()];
        assert!(
            root.contains("viewBox=\"0 0 380 ") && !root.contains(" width="),
            "{id}: {root}"
        );
        for banned in [
            "style", "<script", "href", "url(", " on", " id=", "NaN", "inf", "class=",
        ] {
            assert!(!svg.contains(banned), "{id}: {banned}");
        }
    }
}

#[test]
fn names_are_text_and_not_markup() {
    let mut stats = stats();
    stats.top_products[0].name = "<b onload=1>&\"".into();
    stats.figures.people[0].name = "<i>".into();
    stats.people = stats.figures.people.clone();
    for (id, svg) in drawings(&all(&stats, &tenant())) {
        assert!(!svg.contains("<b") && !svg.contains("<i"), "{id}");
    }
}

#[test]
fn each_theme_has_its_colours_and_each_chart_its_table() {
    let charts = all(&stats(), &tenant());
    for chart in &charts {
        assert_ne!(chart.light_svg, chart.dark_svg, "{}", chart.id);
        assert!(
            !chart.rows.is_empty() && !chart.summary.is_empty(),
            "{}",
            chart.id
        );
        assert!(
            chart.rows.iter().all(|row| row.len() == chart.columns.len()),
            "{}",
            chart.id
        );
    }
    assert_eq!(charts[0].rows.len(), 12, "from 11 to 22 h");
    assert_eq!(charts[3].rows[2], ["Entregados", "173"]);
    assert_eq!(
        charts[4].rows[0],
        ["Cocina", "190", "12 min", "11 min", "10 min", "17 min", "3"]
    );
}

#[test]
fn nothing_happened_is_said_and_not_drawn() {
    let nothing = Stats {
        figures: Figures::read(&Default::default()),
        by_status: Vec::new(),
        stages: Figures::read(&Default::default()).stages,
        last_days: (20_376..20_383)
            .map(|day| DayFigures {
                day: Date(day),
                orders: 0,
                sales_cents: Money::ZERO,
            })
            .collect(),
        top_products: Vec::new(),
        people: Vec::new(),
    };
    for chart in all(&nothing, &tenant()) {
        assert_eq!(
            (chart.light_svg.as_str(), chart.dark_svg.as_str()),
            ("", ""),
            "{}",
            chart.id
        );
        assert!(chart.summary.contains("odavía"), "{}", chart.summary);
    }
}

#[test]
fn a_quiet_day_has_some_hours_around_its_orders() {
    let mut hours = vec![HourFigures::default(); 24];
    hours[23].orders = 1;
    let shown: Vec<usize> = busy_hours(&hours).iter().map(|(hour, _)| *hour).collect();
    assert_eq!(shown, (16..24).collect::<Vec<_>>());
    hours[0].orders = 1;
    assert_eq!(busy_hours(&hours).len(), 24);
}
