//! First, previous, next and last page, and where one is.

use crate::state::orders_page::{Place, pages};
use api::orders::{OrderList, Total};
use leptos::prelude::*;
use texts::now::console as texts;

/// What is known of the pages around the one that is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    next: Option<String>,
    previous: Option<String>,
    total: Total,
    /// Rows on this page.
    rows: usize,
}

impl Paging {
    pub fn of(list: &OrderList) -> Paging {
        Paging {
            next: list.next.clone(),
            previous: list.previous.clone(),
            total: list.total,
            rows: list.items.len(),
        }
    }

    /// Which rows are shown: `21 a 40 de 96`.
    fn words(&self, place: &Place, on_page: usize) -> String {
        if matches!(place, Place::Last) && self.total.more {
            return texts::last_rows(self.rows);
        }
        let number = place.number(pages(self.total.count, on_page));
        let before = match place {
            Place::Last => self.total.count.saturating_sub(self.rows),
            Place::First | Place::At(..) => (number - 1) * on_page,
        };
        let last = before + self.rows;
        // Pages go on where counting ended.
        texts::rows_of(before + 1, last, self.total.count.max(last), self.total.more)
    }
}

/// The pages of a list, each with its address.
#[component]
pub fn Pager(
    #[prop(into)] paging: Signal<Paging>,
    #[prop(into)] place: Signal<Place>,
    /// Rows on a page.
    on_page: usize,
    /// The address of another page of this list.
    #[prop(into)]
    address: Callback<Place, String>,
) -> AnyView {
    let pages = move || paging.with(|paging| pages(paging.total.count, on_page));
    let beyond = move |step: isize| {
        let (paging, place) = (paging.get(), place.get());
        let number = place.number(pages());
        let (cursor, number) = if step < 0 {
            (paging.previous?, number.saturating_sub(1).max(1))
        } else {
            (paging.next?, number + 1)
        };
        Some(address.run(Place::At(cursor, number)))
    };
    let has = move |step: isize| {
        paging.with(|paging| {
            if step < 0 {
                paging.previous.is_some()
            } else {
                paging.next.is_some()
            }
        })
    };
    let end = move |place: Place, step: isize| has(step).then(|| address.run(place));
    let words = move || paging.with(|paging| place.with(|place| paging.words(place, on_page)));
    view! {
        {move || {
            paging
                .with(|paging| paging.rows > 0 || paging.previous.is_some())
                .then(|| {
                    view! {
                        <nav class="pager" aria-label=texts::PAGES>
                            <span class="pager__status" role="status">{words}</span>
                            {(has(-1) || has(1))
                                .then(|| {
                                    view! {
                                        <span class="pager__turns">
                                            {turn(end(Place::First, -1), "first", texts::FIRST)}
                                            {turn(beyond(-1), "prev", texts::PREVIOUS)}
                                            <span class="pager__number">
                                                {texts::page_of(place.with(|place| place.number(pages())), pages())}
                                            </span>
                                            {turn(beyond(1), "next", texts::NEXT)}
                                            {turn(end(Place::Last, 1), "last", texts::LAST)}
                                        </span>
                                    }
                                })}
                        </nav>
                    }
                })
        }}
    }
    .into_any()
}

fn turn(href: Option<String>, rel: &'static str, words: &'static str) -> AnyView {
    match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{words}</a> }.into_any(),
        None => view! { <span class="button" aria-disabled="true">{words}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(count: usize, rows: usize) -> Paging {
        Paging {
            total: Total { count, more: false },
            rows,
            ..Paging::default()
        }
    }

    #[test]
    fn it_says_which_rows_are_shown() {
        for (paging, place, words) in [
            (paging(96, 20), Place::First, "1 a 20 de 96"),
            (paging(96, 20), Place::At("c".into(), 2), "21 a 40 de 96"),
            (paging(96, 16), Place::Last, "81 a 96 de 96"),
            (paging(1, 1), Place::First, "1 de 1"),
        ] {
            assert_eq!(paging.words(&place, 20), words);
        }
        let many = Paging {
            total: Total {
                count: 100,
                more: true,
            },
            rows: 20,
            ..Paging::default()
        };
        assert_eq!(many.words(&Place::First, 20), "1 a 20 de más de 100");
        assert_eq!(many.words(&Place::Last, 20), "Las últimas 20");
    }
}
