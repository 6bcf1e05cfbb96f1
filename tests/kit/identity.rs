//! What the identity of a document of any kind keeps, as tests of a document with every key in it.

use std::collections::BTreeMap;

use creditbank::Digest;
use serde_json_canonicalizer::to_vec;

/// Each text may stand for another without changing what the document says.
#[track_caller]
pub(crate) fn says_the_same(everything: &str, edits: &[(&str, &str)], hash: impl Fn(&str) -> Digest) {
    let known = hash(everything);
    for (written, other) in edits {
        assert!(everything.contains(written), "{written}");
        assert_eq!(hash(&everything.replacen(written, other, 1)), known, "{written} as {other}");
    }
}

/// Each edit makes another document than the one without it, and than every other edit.
#[track_caller]
pub(crate) fn says_something_else(everything: &str, edits: &[(&str, &str)], hash: impl Fn(&str) -> Digest) {
    let mut seen = BTreeMap::from([(hash(everything), "no edit")]);
    for (old, new) in edits {
        assert!(everything.contains(old), "{old}");
        assert_eq!(seen.insert(hash(&everything.replacen(old, new, 1)), old), None, "{old} as {new}");
    }
}

/// The canonical form is that of another implementation, and what is hashed, under the name of its kind.
#[track_caller]
pub(crate) fn is_canonical(form: &[u8], kind: &str, hash: Digest) {
    let value: serde_json::Value = serde_json::from_slice(form).unwrap();
    assert_eq!(to_vec(&value).unwrap(), form);
    assert_eq!(Digest::of(&[format!("creditbank/{kind}/v1\0").as_bytes(), form]), hash);
}
