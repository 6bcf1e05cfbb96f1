//! Merkle trees and proofs against vectors that other programs made: our own, and those of transparency-dev/merkle
//! when they are at hand, 98 of inclusion and 98 of consistency.

use std::path::{Path, PathBuf};

use creditbank::Digest;
use creditbank::journal::{Log, leaf_hash, verify_consistency, verify_inclusion};
use data_encoding::BASE64;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inclusion {
    case: String,
    leaf_idx: u64,
    tree_size: u64,
    root: Option<String>,
    leaf_hash: Option<String>,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consistency {
    case: String,
    size1: u64,
    size2: u64,
    root1: Option<String>,
    root2: Option<String>,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/merkle");
    folder.is_dir().then_some(folder)
}

/// Some vectors say "don't care" in place of a hash: a digest of that text stands in. Bytes of any other length than
/// 32 are no digest.
fn digest(text: Option<&String>) -> Option<Digest> {
    let bytes = BASE64.decode(text.map_or("", String::as_str).as_bytes()).ok()?;
    if bytes.starts_with(b"don't care") {
        return Some(Digest::of(&[&bytes]));
    }
    Some(Digest::from_bytes(bytes.try_into().ok()?))
}

fn digests(list: Option<&Vec<String>>) -> Option<Vec<Digest>> {
    list.map_or(Some(Vec::new()), |list| list.iter().map(|text| digest(Some(text))).collect())
}

fn lines<T: for<'de> Deserialize<'de>>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn inclusion_vectors() {
    let Some(folder) = folder() else { return };
    let cases: Vec<Inclusion> = lines(&folder.join("inclusion.jsonl"));
    for case in &cases {
        let verified = (|| {
            let (leaf, root) = (digest(case.leaf_hash.as_ref())?, digest(case.root.as_ref())?);
            verify_inclusion(case.leaf_idx, case.tree_size, leaf, &digests(case.proof.as_ref())?, root).ok()
        })();
        assert_eq!(verified.is_none(), case.want_err, "{}", case.case);
    }
    assert_eq!(cases.len(), 98);
}

#[test]
fn consistency_vectors() {
    let Some(folder) = folder() else { return };
    let cases: Vec<Consistency> = lines(&folder.join("consistency.jsonl"));
    for case in &cases {
        let verified = (|| {
            let (old, new) = (digest(case.root1.as_ref())?, digest(case.root2.as_ref())?);
            verify_consistency(case.size1, case.size2, old, new, &digests(case.proof.as_ref())?).ok()
        })();
        assert_eq!(verified.is_none(), case.want_err, "{}", case.case);
    }
    assert_eq!(cases.len(), 98);
}

#[derive(Deserialize)]
struct Own {
    lines: Vec<String>,
    roots: Vec<Root>,
    inclusion: Vec<OwnInclusion>,
    consistency: Vec<OwnConsistency>,
}

#[derive(Deserialize)]
struct Root {
    size: u64,
    root: Digest,
}

#[derive(Deserialize)]
struct OwnInclusion {
    index: u64,
    size: u64,
    proof: Vec<Digest>,
}

#[derive(Deserialize)]
struct OwnConsistency {
    from: u64,
    to: u64,
    proof: Vec<Digest>,
}

#[test]
fn our_own_vectors() {
    let own: Own = serde_json::from_str(include_str!("../vectors/merkle.json")).unwrap();
    let mut log = Log::new();
    own.lines.iter().for_each(|line| log.append(leaf_hash(line.as_bytes())));
    assert_eq!((own.roots.len(), own.inclusion.len(), own.consistency.len()), (12, 11, 12));
    for Root { size, root } in own.roots.into_iter().filter(|root| root.size > 0) {
        assert_eq!(log.root_at(size), Ok(root), "size {size}");
    }
    for OwnInclusion { index, size, proof } in own.inclusion {
        assert_eq!(log.inclusion(index, size).unwrap(), proof, "{index} of {size}");
        let (leaf, root) = (log.leaf(index).unwrap(), log.root_at(size).unwrap());
        assert_eq!(verify_inclusion(index, size, leaf, &proof, root), Ok(()));
    }
    for OwnConsistency { from, to, proof } in own.consistency {
        assert_eq!(log.consistency(from, to).unwrap(), proof, "{from} to {to}");
        let (old, new) = (log.root_at(from).unwrap(), log.root_at(to).unwrap());
        assert_eq!(verify_consistency(from, to, old, new, &proof), Ok(()));
    }
}
