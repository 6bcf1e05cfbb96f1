"""Models of the planner, a line of JSON each, solved by HiGHS and by CP-SAT: the same optimum in how long, and where it is
another. Goal after goal, each with what those before it came to; every answer is rounded and held against the rows in
whole numbers. An optimum is compared only where both sides call it proved. Never an oracle: SCIP, GLPK, pywraplp."""

import json
import sys
import time

import highspy
import numpy as np
from ortools.sat.python import cp_model


def total(terms, values):
    return sum(by * values[column] for column, by in terms)


def kept(model, fixed, values):
    rows = [(terms, most) for most, terms in model["rows"]] + fixed
    inside = all(0 <= value <= high for value, high in zip(values, model["high"]))
    return inside and all(total(terms, values) <= most for terms, most in rows)


def highs(model, goal, fixed, seconds):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.0)
    solver.setOptionValue("time_limit", seconds)
    costs = dict(map(tuple, goal))
    for column, high in enumerate(model["high"]):
        solver.addVar(0, high)
        solver.changeColCost(column, costs.get(column, 0))
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for terms, most in [(terms, most) for most, terms in model["rows"]] + fixed:
        columns = np.array([column for column, _ in terms], dtype=np.int32)
        solver.addRow(-highspy.kHighsInf, most, len(terms), columns, np.array([float(by) for _, by in terms]))
    solver.run()
    proved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    values = [round(value) for value in solver.getSolution().col_value]
    return proved, values


def cp_sat(model, goal, fixed, seconds):
    problem = cp_model.CpModel()
    unknowns = [problem.new_int_var(0, high, "") for high in model["high"]]
    for terms, most in [(terms, most) for most, terms in model["rows"]] + fixed:
        problem.add(sum(by * unknowns[column] for column, by in terms) <= most)
    problem.minimize(sum(by * unknowns[column] for column, by in goal))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(problem)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return status == cp_model.OPTIMAL, [solver.value(unknown) for unknown in unknowns] if found else []


def compare(model, solve, seconds):
    """Seconds, and by level what came of it: "same", "other", "open" (one of both proves nothing) or "broken"."""
    fixed, verdicts, begun = [], [], time.perf_counter()
    for goal, (value, bound) in zip(model["goals"], model["found"]):
        if not goal:
            continue
        proved, values = solve(model, goal, fixed, seconds)
        if not values:
            verdicts.append("open")
        elif not kept(model, fixed, values):
            verdicts.append("broken")
        elif not proved or value != bound:
            reached = total(goal, values)
            verdicts.append("better" if reached < value else "worse" if reached > value else "open")
        else:
            verdicts.append("same" if total(goal, values) == value else "other")
        fixed.append((goal, value))
    return time.perf_counter() - begun, verdicts


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def main(path, seconds):
    kinds = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            model = json.loads(line)
            kinds.setdefault(model["name"].split()[0], []).append(model)
    for kind, models in kinds.items():
        proved = sum(all(value == bound for value, bound in model["found"]) for model in models)
        ours = [model["micros"] / 1000 for model in models]
        print(f"{kind}: {len(models)} models")
        print(f"  planner  median {median(ours):9.1f} ms  max {max(ours):9.1f} ms  proved on all levels {proved}")
        for name, solve in [("HiGHS", highs), ("CP-SAT", cp_sat)]:
            took, counts = [], {}
            for model in models:
                one, verdicts = compare(model, solve, seconds)
                took.append(1000 * one)
                for verdict in verdicts:
                    counts[verdict] = counts.get(verdict, 0) + 1
            told = ", ".join(f"{verdict} {count}" for verdict, count in sorted(counts.items()))
            print(f"  {name:7}  median {median(took):9.1f} ms  max {max(took):9.1f} ms  levels: {told}")


main(sys.argv[1], float(sys.argv[2]))
