//! The `[document]` table, and which loader reads the rest.

use crate::document::{Finding, Findings, Limits, Step, Table, read};
use crate::id::Code;
use crate::registry::load::{courses, framework, institutions, mandates};
use crate::registry::{DocumentHead, DocumentKind, Framework, RegistryDocument, Roll};

impl RegistryDocument {
    /// Reads a document from TOML. `name` is what its author calls it: a file name.
    ///
    /// ```
    /// use creditbank::document::Limits;
    /// use creditbank::registry::RegistryDocument;
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
    /// let document = RegistryDocument::read("framework.toml", text.as_bytes(), &Limits::default())?;
    /// assert_eq!(document.id().as_str(), "demo-framework");
    /// # Ok::<(), creditbank::document::Findings>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| document(top, None))
    }

    /// Reads a document as [`RegistryDocument::read`] does, and checks that the courses in it are worth credits in units
    /// of the framework, in whole quanta, and graded on its scales; and so the most of attempts.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read_against(name: &str, text: &[u8], limits: &Limits, framework: &Framework) -> Result<Self, Findings> {
        read(name, text, limits, |top| document(top, Some(framework)))
    }

    /// Loads what stands under a head that was read before, by whoever decides which loader reads the rest. With a
    /// framework, as [`RegistryDocument::read_against`]; with a roll of the courses in other catalogues, courses that they
    /// continue are put in full. A rule book is none of this room's documents, nor are programmes: that is a finding.
    pub(crate) fn load(
        top: Table<'_>,
        head: Head,
        against: Option<&Framework>,
        roll: Option<&dyn Roll>,
    ) -> Option<Self> {
        let Head { kind, document, list, list_version } = head;
        match kind {
            DocumentKind::Framework => framework::load(top, document).map(RegistryDocument::Framework),
            DocumentKind::Institutions => {
                institutions::load(top, document, against).map(RegistryDocument::Institutions)
            }
            DocumentKind::Mandates => mandates::load(top, document).map(RegistryDocument::Mandates),
            DocumentKind::Courses => {
                courses::load(top, document, list, list_version, against, roll).map(RegistryDocument::Courses)
            }
            DocumentKind::Rules => not_here(&top, "a rule book is not read", "a rule book"),
            DocumentKind::Programmes => not_here(&top, "programmes are not read", "programmes"),
        }
    }
}

fn document(mut top: Table<'_>, against: Option<&Framework>) -> Option<RegistryDocument> {
    let head = Head::read(&mut top)?;
    RegistryDocument::load(top, head, against, None)
}

fn not_here(top: &Table<'_>, what: &str, instead: &str) -> Option<RegistryDocument> {
    let span = top.span_at(&[Step::Key("document"), Step::Key("kind")]);
    let finding = Finding::at("R013", span, &format!("{what} as a document of the registry"), "");
    top.add(finding.with_help(&format!("read it as {instead}")));
    None
}

/// What the `[document]` table says: which loader reads the rest, and what that loader must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// What every document says of itself. None: something in it could not be read, and was found.
    pub document: Option<DocumentHead>,
    list: Option<Code>,
    list_version: Option<Code>,
}

impl Head {
    /// Reads the `[document]` table at the top of a document. None: its kind could not be read, and was found.
    pub fn read(top: &mut Table<'_>) -> Option<Self> {
        let mut table = top.table("document", "document")?;
        let document = DocumentHead::read(&mut table);
        let kind = table.required("kind");
        let courses = kind == Some(DocumentKind::Courses);
        let mut of_courses = |key| if courses { table.required(key) } else { None };
        let (list, list_version) = (of_courses("list"), of_courses("list_version"));
        if kind.is_some() {
            table.finish();
        }
        Some(Self { kind: kind?, document, list, list_version })
    }
}

impl DocumentKind {
    /// What kind of document a text says that it is, also where something else in its head is wrong.
    #[must_use]
    pub fn told(name: &str, text: &[u8], limits: &Limits) -> Option<Self> {
        let mut kind = None;
        // What is wrong is told when the document is read as what it is.
        let _ = read(name, text, limits, |mut top| {
            kind = Some(Head::read(&mut top)?.kind);
            kind
        });
        kind
    }
}

impl DocumentHead {
    /// Reads the keys that every `[document]` table has beside its kind.
    pub(crate) fn read(table: &mut Table<'_>) -> Option<Self> {
        let (id, valid, version) = (table.required("id"), table.required("valid"), table.required("version"));
        Some(Self { id: id?, valid: valid?, version: version? })
    }

    /// Stands in for a head that could not be read, so that the rest can be looked at.
    pub(crate) fn unread() -> Option<Self> {
        let (id, valid, version) = ("unread".parse().ok()?, "1900-01-01..".parse().ok()?, "unread".parse().ok()?);
        Some(Self { id, valid, version })
    }
}

/// Reads the head, and what stands under it if it is that of a document of one kind. Of any other it is found, under that
/// code, what it is not.
pub(crate) fn under_head<'a, T>(
    mut top: Table<'a>,
    kind: DocumentKind,
    (code, is_not): (&'static str, &str),
    load: impl FnOnce(Table<'a>, Option<DocumentHead>) -> Option<T>,
) -> Option<T> {
    let head = Head::read(&mut top)?;
    if head.kind == kind {
        return load(top, head.document);
    }
    let span = top.span_at(&[Step::Key("document"), Step::Key("kind")]);
    let message = format!("a document of kind `{}` {is_not}", head.kind);
    top.add(Finding::at(code, span, &message, "").with_help(&format!("write `kind = \"{kind}\"`")));
    None
}
