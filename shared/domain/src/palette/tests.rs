use super::*;

fn caleta() -> Vec<(String, String)> {
    [
        ("--brand", "#0b5a78"),
        ("--accent", "#ff8a5c"),
        ("--paper", "#f7f8f3"),
        ("--ink", "#0d1b22"),
        ("--hero-from", "#0a1a22"),
        ("--hero-to", "#0c5570"),
        ("--fresh", "#1c4a44"),
        ("--sweet", "#6b3a2c"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

#[test]
fn colours_are_read_as_a_style_sheet_writes_them() {
    for (text, read) in [
        ("#c8281c", Some("#c8281c")),
        ("#C8281C", Some("#c8281c")),
        (" #fff ", Some("#ffffff")),
        ("#18f", Some("#1188ff")),
        ("red", None),
        ("#ff", None),
        ("#ggg", None),
        ("#+1+2+3", None),
        ("#ñ12", None),
        ("rgb(0,0,0)", None),
    ] {
        assert_eq!(
            Colour::parse(text).map(|colour| colour.to_string()).as_deref(),
            read,
            "{text}"
        );
    }
}

/// The values that Chromium computes for the same `color-mix(in oklab, …)` and `oklch(from …)`.
#[test]
fn colours_are_mixed_as_browsers_mix_them() {
    let colour = |text| Colour::parse(text).unwrap();
    for (one, two, share, mixed) in [
        ("#fff9f1", "#1b1512", 0.12, "#e0dad2"),
        ("#1b1512", "#fff9f1", 0.20, "#423b37"),
        ("#c8281c", "#ffffff", 0.92, "#fdefed"),
        ("#000000", "#ffffff", 0.50, "#636363"),
    ] {
        assert_eq!(
            colour(one).mix(colour(two), share).to_string(),
            mixed,
            "{one} {two} {share}"
        );
    }
    for (one, by, lightened) in [
        ("#c8281c", 0.0, "#c8281c"),
        ("#c8281c", -0.06, "#b30100"),
        ("#1b1512", -0.015, "#18120f"),
    ] {
        assert_eq!(
            colour(one).lightness(|l| l + by).to_string(),
            lightened,
            "{one} {by}"
        );
    }
    assert_eq!(colour("#c8281c").lightness(|_| 1.0).to_string(), "#ffffff");
    assert!(colour("#c8281c").lightness(|_| -1.0).contrast(Colour::BLACK) < 1.01);
}

#[test]
fn contrast_is_that_of_the_guidelines() {
    assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 0.01);
    assert!((Colour::WHITE.contrast(Colour::WHITE) - 1.0).abs() < 0.01);
    let grey = Colour::parse("#767676").unwrap();
    assert!((grey.contrast(Colour::WHITE) - 4.54).abs() < 0.01);
}

#[test]
fn what_is_read_has_contrast_in_both_restaurants_both_apps_and_both_themes() {
    let pairs = [
        ("--text", "--bg"),
        ("--text", "--surface"),
        ("--text", "--sunken"),
        ("--text-soft", "--bg"),
        ("--text-soft", "--surface"),
        ("--text-soft", "--sunken"),
        ("--brand-text", "--bg"),
        ("--brand-text", "--surface"),
        ("--brand-text", "--brand-soft"),
        ("--brand-ink", "--brand-fill"),
        ("--accent-ink", "--accent"),
        ("--success", "--success-soft"),
        ("--warning", "--warning-soft"),
        ("--danger", "--danger-soft"),
        ("--danger", "--surface"),
        ("--info", "--info-soft"),
        ("--on-act", "--act"),
        ("--on-frame-soft", "--frame"),
        ("--on-late", "--late"),
        ("--on-soon", "--soon"),
        ("--on-allergy", "--allergy"),
        ("--on-ready", "--ready"),
    ];
    for tokens in [Vec::new(), caleta()] {
        let palette = Palette::of(&tokens);
        for (app, theme) in [
            (App::Storefront, Theme::Light),
            (App::Storefront, Theme::Dark),
            (App::Console, Theme::Light),
            (App::Console, Theme::Dark),
        ] {
            let known: Vec<_> = palette
                .fixed()
                .into_iter()
                .chain(palette.themed(app, theme))
                .collect();
            let value = |token: &str| {
                let found = known.iter().find(|(name, _)| *name == token);
                found.and_then(|(_, value)| Colour::parse(value))
            };
            for (text, ground) in pairs {
                if let (Some(above), Some(below)) = (value(text), value(ground)) {
                    let ratio = above.contrast(below);
                    assert!(
                        ratio >= 4.5,
                        "{text} on {ground}: {ratio:.2} in {app:?}, {theme:?}, {tokens:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_brand_sets_what_it_may_and_nothing_else() {
    let tokens = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect()
    };
    let rules = rules(
        App::Storefront,
        &tokens(&[
            ("--brand", "#0b4f6c"),
            ("--radius", "22px"),
            ("--edge-w", "1px}body{display:none"),
            ("--edge", "url(https://example.com/x.svg)"),
            ("--bg", "#000000"),
            ("position", "fixed"),
            ("--paper", "papaya"),
        ]),
    );
    let all = rules.concat();
    assert!(all.contains("--brand:#0b4f6c;") && all.contains("--radius:22px;"));
    assert!(all.contains("--paper:#fff9f1;"));
    // What it sets no form of has the usual one, whatever the page had before; a console has none of them.
    assert!(all.contains("--edge-w:16px;") && all.contains("--font-body:var(--inter);"));
    let console = super::rules(App::Console, &tokens(&[("--radius", "22px")])).concat();
    assert!(!console.contains("--radius") && !console.contains("--font-body"));
    for never in [
        "display:none",
        "example.com",
        "--bg:#000000",
        "position",
        "papaya",
        "light-dark",
        "color-mix",
        "from var",
    ] {
        assert!(!all.contains(never), "{never}");
    }
}

#[test]
fn every_chosen_colour_of_both_restaurants_is_read() {
    for tokens in [Vec::new(), caleta()] {
        let palette = Palette::of(&tokens);
        for which in Chosen::ALL {
            let lowest = palette.lowest(which);
            assert!(lowest >= NEEDED, "{which:?} of {tokens:?}: {lowest}");
            assert_eq!(palette.nearest(which), None);
            assert_eq!(palette.with(which, palette.colour(which)), palette);
        }
    }
}

#[test]
fn what_is_not_read_has_a_neighbour_that_is() {
    let colour = |text: &str| Colour::parse(text).unwrap();
    for (which, bad) in [
        (Chosen::Brand, "#7b7b7b"),
        (Chosen::Accent, "#3a2a10"),
        (Chosen::Paper, "#8a8480"),
        (Chosen::Ink, "#8f8a86"),
        (Chosen::HeroFrom, "#e8d0b0"),
        (Chosen::HeroTo, "#ffb060"),
    ] {
        let palette = Palette::default().with(which, colour(bad));
        assert!(
            palette.lowest(which) < NEEDED,
            "{which:?}: {}",
            palette.lowest(which)
        );
        let nearest = palette.nearest(which).unwrap_or_else(|| panic!("{which:?}"));
        let mended = palette.with(which, nearest);
        assert!(mended.lowest(which) >= NEEDED, "{which:?} {nearest}");
    }
}

/// What is proposed for one colour makes no other one harder to read.
#[test]
fn a_proposal_spoils_no_other_colour() {
    let pale = Palette::of(&caleta()).with(Chosen::Ink, Colour::parse("#9a948e").unwrap());
    let mended = pale.with(Chosen::Ink, pale.nearest(Chosen::Ink).unwrap());
    for which in Chosen::ALL {
        let lowest = mended.lowest(which);
        assert!(lowest >= NEEDED, "{which:?}: {lowest}");
    }
}

/// Brands of any hue can be had with the other colours as they are.
#[test]
fn common_brands_are_read_as_they_are() {
    for brand in [
        "#ffd23f", "#f26b1d", "#1d3b2c", "#0b5a78", "#7a1f4b", "#111111", "#2e7d32",
    ] {
        let palette = Palette::default().with(Chosen::Brand, Colour::parse(brand).unwrap());
        for which in Chosen::ALL {
            let lowest = palette.lowest(which);
            assert!(lowest >= NEEDED, "{which:?} with {brand}: {lowest}");
        }
    }
}

#[test]
fn the_text_on_the_brand_follows_its_colour() {
    let with = |brand: &str| Palette::default().with(Chosen::Brand, Colour::parse(brand).unwrap());
    assert_eq!(with("#1d3b2c").brand_ink, Colour::WHITE);
    let light = with("#ffd23f");
    assert_eq!(light.brand_ink, light.ink);
    let other_ink = light.with(Chosen::Ink, Colour::parse("#000000").unwrap());
    assert_eq!(other_ink.brand_ink, Colour::BLACK);
}
