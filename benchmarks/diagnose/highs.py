"""The usual way to localise errors: a mixed integer program that changes as few cells as it can, solved by HiGHS."""

import time

import attrs
import numpy as np
from measure import Case
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, eye_array, hstack, vstack

import govdisclosure as gd
from govdisclosure.model.access import values


@attrs.frozen
class Answer:
    """Whether the cells that were wrong were found, with the right numbers, and the CPU time in microseconds."""

    right: bool
    micros: float


def solved(case: Case) -> Answer:
    """One minimum change: real differences, a switch for each cell, no negative numbers."""
    start = time.process_time_ns()
    held = {address: value for address, value in values(case.wrong).items() if isinstance(value, int)}
    names = list(dict.fromkeys(name for identity in gd.identities(case.wrong) for name in identity.addresses))
    number = {name: at for at, name in enumerate(names)}
    entries = [
        (at, number[term.name], term.sign)
        for at, identity in enumerate(gd.identities(case.wrong))
        for term in identity.terms
    ]
    lines, columns, signs = zip(*entries, strict=True)
    matrix = coo_array((signs, (lines, columns))).tocsr()
    printed = np.array([held[name] for name in names], dtype=float)
    count, most = len(names), 10 * float(printed.max()) + 1000
    one, none = eye_array(count), coo_array((matrix.shape[0], count))
    found = milp(
        np.r_[np.zeros(count), np.ones(count)],
        integrality=np.r_[np.zeros(count), np.ones(count)],
        bounds=Bounds(np.r_[-printed, np.zeros(count)], np.r_[np.full(count, most), np.ones(count)]),
        constraints=[
            LinearConstraint(hstack([matrix, none]), -(matrix @ printed), -(matrix @ printed)),
            LinearConstraint(
                vstack([hstack([one, -most * one]), hstack([-one, -most * one])]), -np.inf, np.zeros(2 * count)
            ),
        ],
    )
    micros = (time.process_time_ns() - start) / 1000
    difference = np.rint(found.x[:count])
    proposed = {name: int(printed[at] + difference[at]) for at, name in enumerate(names) if difference[at]}
    return Answer(proposed == case.truth, micros)
