//! How a verb of a few things is written: as an object that names them.

/// Reads and writes a tuple struct as an object with these keys, and no others.
macro_rules! written_as {
    ($verb:ident($($field:ident: $of:ty),*)) => {
        const _: () = {
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Written { $($field: $of,)* }

            impl serde::Serialize for $verb {
                fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    written_as!(@taken self, $verb($($field),*));
                    Written { $($field,)* }.serialize(to)
                }
            }

            impl<'de> serde::Deserialize<'de> for $verb {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let Written { $($field,)* } = Written::deserialize(from)?;
                    Ok(written_as!(@given $verb($($field),*)))
                }
            }
        };
    };
    (@taken $from:ident, $verb:ident()) => {};
    (@taken $from:ident, $verb:ident($($field:ident),+)) => { let Self($($field),+) = $from.clone(); };
    (@given $verb:ident()) => { Self };
    (@given $verb:ident($($field:ident),+)) => { Self($($field),+) };
}
pub(crate) use written_as;
