//! The `[document]` table, and which loader reads the rest.

use crate::diagnosis::{Findings, Limits, Table, read};
use crate::id::Code;
use crate::registry::load::{courses, framework, institutions, mandates};
use crate::registry::{Document, DocumentHead, DocumentKind, Framework};

impl Document {
    /// Reads a document from TOML. `name` is what its author calls it: a file name.
    ///
    /// ```
    /// use creditbank::registry::{Document, Limits};
    /// let text = r#"
    ///     [document]
    ///     id = "demo-framework"
    ///     kind = "framework"
    ///     valid = "2026-01-01.."
    ///     version = "2026.1"
    ///
    ///     [[unit]]
    ///     id = "ects"
    ///     quantum = "0.5"
    ///     hours = { least = "25", most = "30" }
    /// "#;
    /// let document = Document::read("framework.toml", text.as_bytes(), &Limits::default())?;
    /// assert_eq!(document.id().as_str(), "demo-framework");
    /// # Ok::<(), creditbank::diagnosis::Findings>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| document(top, None))
    }

    /// Reads a document as [`Document::read`] does, and checks that the courses in it are worth credits in units
    /// of the framework, in whole quanta, and graded on its scales.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read_against(name: &str, text: &[u8], limits: &Limits, framework: &Framework) -> Result<Self, Findings> {
        read(name, text, limits, |top| document(top, Some(framework)))
    }
}

/// What the `[document]` table says.
struct Head {
    kind: DocumentKind,
    head: Option<DocumentHead>,
    list: Option<Code>,
    list_version: Option<Code>,
}

fn document(mut top: Table<'_>, against: Option<&Framework>) -> Option<Document> {
    let Head { kind, head, list, list_version } = head(top.table("document", "document")?)?;
    match kind {
        DocumentKind::Framework => framework::load(top, head).map(Document::Framework),
        DocumentKind::Institutions => institutions::load(top, head).map(Document::Institutions),
        DocumentKind::Mandates => mandates::load(top, head).map(Document::Mandates),
        DocumentKind::Courses => courses::load(top, head, list, list_version, against).map(Document::Courses),
    }
}

fn head(mut table: Table<'_>) -> Option<Head> {
    let head = DocumentHead::read(&mut table);
    let kind = table.required("kind");
    let courses = kind == Some(DocumentKind::Courses);
    let mut of_courses = |key| if courses { table.required(key) } else { None };
    let (list, list_version) = (of_courses("list"), of_courses("list_version"));
    if kind.is_some() {
        table.finish();
    }
    Some(Head { kind: kind?, head, list, list_version })
}

impl DocumentHead {
    /// Reads the keys that every `[document]` table has beside its kind.
    pub fn read(table: &mut Table<'_>) -> Option<Self> {
        let (id, valid, version) = (table.required("id"), table.required("valid"), table.required("version"));
        Some(Self { id: id?, valid: valid?, version: version? })
    }
}
