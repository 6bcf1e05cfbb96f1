#!/usr/bin/env bash
# The planner beside two well-kept solvers on the same models: HiGHS (gap 0) and OR-tools' CP-SAT, goal after goal. Needs
# Python 3 and PyPI; what is installed goes away again. Not in CI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check highspy==1.16.0 ortools==9.15.6755
cargo bench --quiet --all-features --bench plan -- models "$place/models.jsonl"
"$place/venv/bin/python" benches/peers/plan.py "$place/models.jsonl" "${1:-30}"
