//! The cart: kept in the browser over reloads, and the same in all its tabs.

use domain::ProductId;
use domain::cart::{CartLine, MAX_LINES, MAX_QTY};
use leptos::prelude::*;
use ui::storage;

pub(super) const KEPT: &str = "cart";

#[derive(Debug, Clone, Copy)]
pub struct Cart {
    lines: RwSignal<Vec<CartLine>>,
}

impl Cart {
    pub fn provide() -> Cart {
        let cart = Cart {
            lines: RwSignal::new(Vec::new()),
        };
        provide_context(cart);
        cart
    }

    pub fn expect() -> Cart {
        expect_context()
    }

    /// Takes up what was kept, and follows the other tabs.
    pub fn wake(self) {
        self.take_up();
        storage::on_change(KEPT, move || self.take_up());
    }

    /// Takes up what is kept: another tab, or the end of somebody's session, has changed it.
    pub fn take_up(self) {
        self.lines.set(storage::load(KEPT).unwrap_or_default());
    }

    pub fn lines(self) -> Vec<CartLine> {
        self.lines.get()
    }

    /// How many lines there are at this moment.
    pub fn line_count(self) -> usize {
        self.lines.with_untracked(Vec::len)
    }

    /// How many dishes there are in all.
    pub fn count(self) -> u32 {
        self.lines
            .with(|lines| lines.iter().map(|line| u32::from(line.qty)).sum())
    }

    /// How many of a dish there are as it comes, without options and note.
    pub fn plain_qty(self, id: &ProductId) -> u16 {
        self.lines
            .with(|lines| plain(lines, id).map_or(0, |(_, line)| line.qty))
    }

    /// Adds as many of a dish as there is room for, and returns how many.
    pub fn put_in(self, line: CartLine) -> u16 {
        self.change(|lines| add(lines, line))
    }

    /// Adds what was ordered once as far as there is room for it, and returns how many dishes were added.
    pub fn add_all(self, wanted: Vec<CartLine>) -> u32 {
        self.change(|lines| {
            let added = wanted.into_iter().map(|line| u32::from(add(lines, line)));
            added.sum()
        })
    }

    /// Sets how many there are of a dish as it comes, as far as there is room; 0 takes it out. Returns how many were added.
    pub fn set_plain_qty(self, id: &ProductId, qty: u16) -> u16 {
        self.change(|lines| match plain(lines, id).map(|(index, _)| index) {
            Some(index) => set_qty(lines, index, qty),
            None => add(
                lines,
                CartLine {
                    product_id: id.clone(),
                    qty,
                    options: Vec::new(),
                    note: String::new(),
                },
            ),
        })
    }

    /// Sets how many there are in a line; 0 takes it out.
    pub fn set_qty(self, index: usize, qty: u16) {
        self.change(|lines| set_qty(lines, index, qty));
    }

    /// Takes a line out and returns it.
    pub fn take(self, index: usize) -> Option<CartLine> {
        let line = self.lines.with_untracked(|lines| lines.get(index).cloned());
        self.set_qty(index, 0);
        line
    }

    /// Puts a line back where it was.
    pub fn put_back(self, index: usize, line: CartLine) {
        self.change(|lines| lines.insert(index.min(lines.len()), line));
    }

    /// Takes out what was ordered. What was added since stays.
    pub fn take_out(self, ordered: &[CartLine]) {
        self.change(|lines| {
            for line in ordered {
                take_out(lines, line);
            }
        });
    }

    fn change<T>(self, change: impl FnOnce(&mut Vec<CartLine>) -> T) -> T {
        let mut lines = self.lines.get_untracked();
        let outcome = change(&mut lines);
        storage::save(KEPT, &lines);
        self.lines.set(lines);
        outcome
    }
}

fn plain<'a>(lines: &'a [CartLine], id: &ProductId) -> Option<(usize, &'a CartLine)> {
    let mut plain = lines.iter().enumerate();
    plain.find(|(_, line)| &line.product_id == id && line.options.is_empty() && line.note.is_empty())
}

/// Where the same dish with the same options and note is, and how many there are.
fn same(lines: &[CartLine], wanted: &CartLine) -> Option<(usize, u16)> {
    let same = |line: &CartLine| {
        line.product_id == wanted.product_id && line.options == wanted.options && line.note == wanted.note
    };
    let index = lines.iter().position(same)?;
    Some((index, lines.get(index)?.qty))
}

fn take_out(lines: &mut Vec<CartLine>, ordered: &CartLine) {
    if let Some((index, qty)) = same(lines, ordered) {
        set_qty(lines, index, qty.saturating_sub(ordered.qty));
    }
}

/// Adds to the line of the same dish with the same options and note, or as a new line. Returns how many were added.
fn add(lines: &mut Vec<CartLine>, mut wanted: CartLine) -> u16 {
    wanted.options.sort();
    if let Some((index, qty)) = same(lines, &wanted) {
        return set_qty(lines, index, qty.saturating_add(wanted.qty));
    }
    if lines.len() >= MAX_LINES {
        return 0;
    }
    let qty = wanted.qty;
    if qty > 0 {
        lines.push(wanted);
    }
    qty
}

/// Returns by how many the line has grown.
fn set_qty(lines: &mut Vec<CartLine>, index: usize, qty: u16) -> u16 {
    if qty == 0 {
        if index < lines.len() {
            lines.remove(index);
        }
        return 0;
    }
    let Some(line) = lines.get_mut(index) else {
        return 0;
    };
    let before = line.qty;
    line.qty = qty.min(MAX_QTY);
    line.qty.saturating_sub(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Slug;
    use domain::cart::Pick;

    fn line(id: &str, qty: u16, option: Option<&str>) -> CartLine {
        let pick = |option: &str| Pick {
            group: Slug::parse("side").unwrap(),
            option: Slug::parse(option).unwrap(),
        };
        CartLine {
            product_id: ProductId::parse(id).unwrap(),
            qty,
            options: option.map(pick).into_iter().collect(),
            note: String::new(),
        }
    }

    #[test]
    fn the_same_dish_with_the_same_options_is_one_line() {
        let mut lines = Vec::new();
        for wanted in [
            line("a", 1, None),
            line("a", 2, None),
            line("a", 1, Some("rice")),
            line("b", 1, None),
        ] {
            add(&mut lines, wanted);
        }
        assert_eq!(
            lines,
            [line("a", 3, None), line("a", 1, Some("rice")), line("b", 1, None)]
        );
    }

    #[test]
    fn the_order_of_options_does_not_matter() {
        let mut both = line("a", 1, Some("rice"));
        both.options.extend(line("a", 1, Some("fries")).options);
        let mut turned = both.clone();
        turned.options.reverse();
        let mut lines = Vec::new();
        add(&mut lines, both);
        add(&mut lines, turned);
        assert_eq!((lines.len(), lines[0].qty), (1, 2));
    }

    #[test]
    fn quantities_and_lines_are_bounded() {
        let mut lines = vec![line("a", 98, None)];
        assert_eq!(add(&mut lines, line("a", 5, None)), 1, "there is room for one");
        assert_eq!(lines[0].qty, MAX_QTY);
        assert_eq!(add(&mut lines, line("a", 1, None)), 0);
        for number in 0..80 {
            add(&mut lines, line(&format!("p{number}"), 1, None));
        }
        assert_eq!(lines.len(), MAX_LINES);
        assert_eq!(add(&mut lines, line("new", 1, None)), 0, "the cart is full");
        assert_eq!(
            add(&mut lines, line("p0", 2, None)),
            2,
            "what is there can become more"
        );
        assert_eq!(lines.len(), MAX_LINES);
        assert_eq!(add(&mut Vec::new(), line("new", 0, None)), 0);
    }

    #[test]
    fn what_was_added_after_ordering_stays() {
        let ordered = [line("a", 2, None), line("b", 1, Some("rice"))];
        let mut lines = ordered.to_vec();
        for wanted in [line("a", 1, None), line("b", 1, None)] {
            add(&mut lines, wanted);
        }
        for line in &ordered {
            take_out(&mut lines, line);
        }
        assert_eq!(lines, [line("a", 1, None), line("b", 1, None)]);
    }

    #[test]
    fn none_of_a_line_is_no_line() {
        let mut lines = vec![line("a", 1, None), line("b", 1, None)];
        set_qty(&mut lines, 0, 0);
        set_qty(&mut lines, 7, 0);
        assert_eq!(lines, [line("b", 1, None)]);
    }
}
