//! What a mail says, apart from how it looks: a service writes the words, the layout is the same for all.

use domain::tenant::Tenant;
use domain::written::{Phone, or_empty};
use ports::StorefrontAddress;
use texts::now::mail as texts;

/// A message in the order in which it is read. Nothing in it is HTML: every text is shown as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailMessage {
    /// Without the restaurant's name, which is put before it.
    pub subject: String,
    pub greeting: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(String),
    /// A code to type, shown large.
    Code(String),
    /// A link to a page of the restaurant; the path begins with a slash.
    Button {
        label: String,
        path: String,
    },
    /// A link to any address, whole.
    Link {
        label: String,
        url: String,
    },
    /// Names and what they are, e.g. `Total` and `S/ 25.90`.
    Facts(Vec<(String, String)>),
}

impl MailMessage {
    /// An empty message with a greeting for somebody of this name; without a name it greets all the same.
    pub fn new(subject: impl Into<String>, name: &str) -> MailMessage {
        MailMessage {
            subject: subject.into(),
            greeting: texts::greeting(name),
            blocks: Vec::new(),
        }
    }

    #[must_use]
    pub fn paragraph(mut self, text: impl Into<String>) -> MailMessage {
        self.blocks.push(Block::Paragraph(text.into()));
        self
    }

    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> MailMessage {
        self.blocks.push(Block::Code(code.into()));
        self
    }

    #[must_use]
    pub fn button(mut self, label: impl Into<String>, path: impl Into<String>) -> MailMessage {
        self.blocks.push(Block::Button {
            label: label.into(),
            path: path.into(),
        });
        self
    }

    #[must_use]
    pub fn link(mut self, label: impl Into<String>, url: impl Into<String>) -> MailMessage {
        self.blocks.push(Block::Link {
            label: label.into(),
            url: url.into(),
        });
        self
    }

    #[must_use]
    pub fn facts(mut self, facts: Vec<(String, String)>) -> MailMessage {
        self.blocks.push(Block::Facts(facts));
        self
    }

    /// All of it as plain text.
    pub(super) fn text(&self, tenant: &Tenant, address: &StorefrontAddress) -> String {
        let mut parts = vec![self.greeting.clone()];
        for block in &self.blocks {
            parts.push(match block {
                Block::Paragraph(text) | Block::Code(text) => text.clone(),
                Block::Button { label, path } => format!("{label}:\n{}", address.page(path)),
                Block::Link { label, url } => format!("{label}:\n{url}"),
                Block::Facts(facts) => {
                    let lines: Vec<_> = facts
                        .iter()
                        .map(|(name, value)| format!("{name}: {value}"))
                        .collect();
                    lines.join("\n")
                }
            });
        }
        parts.push(format!("-- \n{}", footer(tenant).join("\n")));
        parts.join("\n\n")
    }
}

/// Who writes, on lines of their own.
pub(super) fn footer(tenant: &Tenant) -> Vec<String> {
    let brand = &tenant.brand;
    let lines = [
        brand.name.clone(),
        texts::legal(&brand.legal_name, or_empty(&brand.ruc)),
        brand.phone.as_ref().map(Phone::shown).unwrap_or_default(),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}
