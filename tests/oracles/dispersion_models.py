"""The dispersion of two rows by clusters as statsmodels' Poisson models give it, one table at a time."""

import numpy as np
import statsmodels.api as sm
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def quasi_poisson(now: Counts, before: Counts) -> float:
    """Pearson's chi-square over its degrees of freedom, of the model with an effect for each row and each column."""
    clusters = len(now)
    is_now = np.repeat([1.0, 0.0], clusters)
    design = np.column_stack([is_now, np.tile(np.eye(clusters), (2, 1))])
    fitted = sm.GLM(np.concatenate([now, before]), design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    return float(fitted.pearson_chi2 / fitted.df_resid)


def cluster_robust(now: Counts, before: Counts) -> float:
    """The cluster-robust variance of the log ratio over the Poisson variance, without a small-sample factor."""
    clusters = len(now)
    is_now = np.repeat([1.0, 0.0], clusters)
    model = sm.GLM(np.concatenate([now, before]), sm.add_constant(is_now), family=sm.families.Poisson())
    groups = np.tile(np.arange(clusters), 2)
    robust = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": False}, tol=1e-12)
    plain = model.fit(tol=1e-12)
    return float((robust.bse[1] / plain.bse[1]) ** 2)
