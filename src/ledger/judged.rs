//! By what a document was judged.

use serde::{Deserialize, Serialize};

/// By what a document was judged, as the line says that published it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// How much the analyses could try: of programmes how many steps of the planner, for each; of a rule book how many
    /// applications. None where nothing is analysed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<u64>,
    /// The number of the checks and analyses.
    pub number: u32,
}
