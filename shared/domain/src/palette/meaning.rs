//! Colours that carry a meaning and belong to no brand.

use super::Theme;

/// Good, to be noticed, wrong, for information: each as text and as the tint under it, 4.5:1 on each other.
pub fn states(theme: Theme) -> [(&'static str, &'static str); 8] {
    match theme {
        Theme::Light => [
            ("--success", "#1f6537"),
            ("--success-soft", "#e2f2e4"),
            ("--warning", "#7d4a00"),
            ("--warning-soft", "#fdeecb"),
            ("--danger", "#a3160f"),
            ("--danger-soft", "#fde5e1"),
            ("--info", "#155a80"),
            ("--info-soft", "#e1f0f8"),
        ],
        Theme::Dark => [
            ("--success", "#8fd6a0"),
            ("--success-soft", "#17301e"),
            ("--warning", "#f9c766"),
            ("--warning-soft", "#38280b"),
            ("--danger", "#ffa69b"),
            ("--danger-soft", "#461a14"),
            ("--info", "#93cdf0"),
            ("--info-soft", "#122d3d"),
        ],
    }
}

/// What a kitchen's screens mean by a colour. The same in every restaurant: a cook who knows one kitchen reads the next.
pub fn meanings(theme: Theme) -> [(&'static str, &'static str); 15] {
    match theme {
        Theme::Light => [
            ("--late", "#b8140a"),
            ("--late-2", "#9c0e06"),
            ("--on-late", "#fff"),
            ("--soon", "#ffc64d"),
            ("--on-soon", "#241500"),
            ("--allergy", "#5b1fa6"),
            ("--on-allergy", "#fff"),
            ("--ready", "#1f6537"),
            ("--on-ready", "#fff"),
            ("--cross", "#ddd6cf"),
            ("--c-now", "#33261f"),
            ("--c-mark", "#b36b00"),
            ("--c-then", "#857a72"),
            ("--c-good", "#2f7d4a"),
            ("--c-bad", "#c8281c"),
        ],
        Theme::Dark => [
            ("--late", "#c9251a"),
            ("--late-2", "#a5170e"),
            ("--on-late", "#fff"),
            ("--soon", "#f4b437"),
            ("--on-soon", "#241500"),
            ("--allergy", "#7a3fd0"),
            ("--on-allergy", "#fff"),
            ("--ready", "#2f8049"),
            ("--on-ready", "#fff"),
            ("--cross", "#4a403a"),
            ("--c-now", "#f4a620"),
            ("--c-mark", "#ffe0a3"),
            ("--c-then", "#9d948c"),
            ("--c-good", "#63b97d"),
            ("--c-bad", "#ff8a7a"),
        ],
    }
}
