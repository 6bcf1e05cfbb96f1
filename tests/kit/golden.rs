//! Pages that are known: what is said now is held against them.

use std::path::Path;

/// Holds a text against the file of this name in a folder under `tests`; `CREDITBANK_BLESS=1` writes it anew.
#[track_caller]
pub(crate) fn golden(folder: &str, name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder).join(name);
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} differs from the golden page:\n{text}");
}
