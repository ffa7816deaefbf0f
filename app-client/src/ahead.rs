//! What becomes of the controls of a page that the server draws: they are off until the app is there, and what somebody does
//! before is not lost because nothing can be done. Texts only cannot be changed: the focus may be in them already.

/// How inputs look that are not typed into.
const CHOSEN: [&str; 5] = ["checkbox", "radio", "range", "file", "color"];

/// The page with its controls off.
pub fn with_controls_off(html: &str) -> String {
    let mut off = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        let (text, tag) = rest.split_at(begin);
        let (tag, after) = tag.split_at(end_of(tag));
        off.push_str(text);
        let name = tag[1..].split([' ', '>']).next().unwrap_or_default();
        let (before, attributes) = tag.split_at(1 + name.len());
        off.push_str(before);
        off.push_str(addition(name, attributes));
        off.push_str(attributes);
        rest = after;
    }
    off.push_str(rest);
    off
}

/// The attributes by which an element is off, unless it is already.
fn addition(name: &str, attributes: &str) -> &'static str {
    let has = |attribute: &str| attributes.split([' ', '>']).any(|one| one == attribute);
    let is_chosen = || CHOSEN.iter().any(|kind| has(&["type=\"", kind, "\""].concat()));
    match name {
        _ if has("disabled") || has("readonly") => "",
        "textarea" => " readonly",
        "input" if !is_chosen() => " readonly",
        "button" | "select" | "input" => " disabled data-asleep",
        _ => "",
    }
}

/// How many bytes a tag has that begins a text: `>` may stand in the values of its attributes.
fn end_of(text: &str) -> usize {
    let mut is_quoted = false;
    let end = text.find(|c| {
        is_quoted ^= c == '"';
        c == '>' && !is_quoted
    });
    end.map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::with_controls_off;

    #[test]
    fn nothing_can_be_done_and_the_rest_stays_as_it_is() {
        for (drawn, off) in [
            (
                "<button class=\"x\">+</button>",
                "<button disabled data-asleep class=\"x\">+</button>",
            ),
            (
                "<button>a &gt; b</button>",
                "<button disabled data-asleep>a &gt; b</button>",
            ),
            ("<button disabled class=\"x\">", "<button disabled class=\"x\">"),
            (
                "<button aria-label=\"más > menos\" type=\"submit\">",
                "<button disabled data-asleep aria-label=\"más > menos\" type=\"submit\">",
            ),
            (
                "<input type=\"email\" id=\"e\">",
                "<input readonly type=\"email\" id=\"e\">",
            ),
            (
                "<input type=\"search\" readonly>",
                "<input type=\"search\" readonly>",
            ),
            (
                "<input type=\"radio\" name=\"a\">",
                "<input disabled data-asleep type=\"radio\" name=\"a\">",
            ),
            (
                "<textarea id=\"note\"></textarea>",
                "<textarea readonly id=\"note\"></textarea>",
            ),
            (
                "<select><option>1</option></select>",
                "<select disabled data-asleep><option>1</option></select>",
            ),
            (
                "<a href=\"/carta\">La carta</a> y <b>más</b>",
                "<a href=\"/carta\">La carta</a> y <b>más</b>",
            ),
            ("<buttons>", "<buttons>"),
            ("a < b", "a < b"),
        ] {
            assert_eq!(with_controls_off(drawn), off);
        }
    }
}
