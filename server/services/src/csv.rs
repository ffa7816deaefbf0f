//! Tables as CSV: UTF-8 with its mark, commas, every cell in quotation marks, lines ended as RFC 4180 says.

/// The content type of such a file.
pub const CONTENT_TYPE: &str = "text/csv; charset=utf-8";

/// A table with its first line.
pub fn begun<const N: usize>(columns: [&str; N]) -> String {
    let mut csv = String::from('\u{feff}');
    line(&mut csv, columns.map(str::to_owned));
    csv
}

/// Adds a line.
pub fn line<const N: usize>(csv: &mut String, cells: [String; N]) {
    let cells = cells.map(|text| cell(&text));
    csv.push_str(&cells.join(","));
    csv.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("Lucía", "\"Lucía\""),
            ("=1+1", "\"'=1+1\""),
            ("+51987654321", "\"'+51987654321\""),
            ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("di \"no\", y\nya", "\"di \"\"no\"\", y\nya\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn a_table_begins_with_its_mark_and_columns() {
        let mut csv = begun(["Pedido", "Total"]);
        line(&mut csv, ["7".into(), "34.40".into()]);
        assert_eq!(csv, "\u{feff}\"Pedido\",\"Total\"\r\n\"7\",\"34.40\"\r\n");
    }
}
