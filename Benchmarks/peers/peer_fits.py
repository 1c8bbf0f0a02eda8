"""The peers' calibrators that agreement.py holds ours to: how each is fitted, how it predicts, and what is known to differ.

A comparison has a `problem`: "classes", all classes of a file, or "confidence", the binary problem of whether the leading class is the
right one, on which binary calibrators are compared before any one-versus-rest. Every peer gets float64.
"""

from dataclasses import dataclass
from typing import Callable

import numpy as np
from scipy.special import expit, log_expit, log_softmax


@dataclass(frozen=True)
class Split:
    """Rows to fit and rows to test, as log-probabilities of the classes, or log-odds of one event."""

    fit: np.ndarray
    fit_labels: np.ndarray
    test: np.ndarray
    test_labels: np.ndarray

    def probabilities(self, part):
        """The probabilities of the classes, with both columns for an event."""
        scores = getattr(self, part)
        return np.exp(scores) if scores.ndim == 2 else np.column_stack([expit(-scores), expit(scores)])


@dataclass(frozen=True)
class PeerFit:
    """One of our methods and the same in a package.

    `predict` gives log-probabilities of the test rows, `score` says by what they are judged, "nll" or "brier" (for maps that give 0 and
    1), and `tolerance` how far ours may be from that; with a `convention` a difference up to `tolerance` is explained by it.
    """

    method: str
    problem: str
    package: str
    peer: str
    predict: Callable[[Split], np.ndarray]
    score: str = "nll"
    tolerance: float = 1e-4
    convention: str | None = None
    largest: int = 1000  # the most classes it is run on: some peers take minutes on more

    def __post_init__(self):
        assert self.problem in ("classes", "confidence") and self.score in ("nll", "brier")


def event_logs(probability):
    """The logarithms of both outcomes."""
    with np.errstate(divide="ignore"):
        return np.column_stack([np.log1p(-probability), np.log(probability)])


def log_odds_logs(log_odds):
    return np.column_stack([log_expit(-log_odds), log_expit(log_odds)])


# Of all classes -------------------------------------------------------------------------------------------------------


def scikit_learn_temperature(split):
    from sklearn.calibration import _TemperatureScaling

    fitted = _TemperatureScaling().fit(split.fit, split.fit_labels)
    return log_softmax(split.test * float(fitted.beta_), axis=1)


def netcal_temperature(split):
    from netcal.scaling import TemperatureScaling

    scaling = TemperatureScaling()
    scaling.fit(split.probabilities("fit"), split.fit_labels, random_state=0, tensorboard=False)
    return log_softmax(split.test * float(np.asarray(scaling.temperature).ravel()[0]), axis=1)  # what it calls so is 1 / T


def torch_uncertainty_temperature(split):
    import torch
    from torch_uncertainty.post_processing import TemperatureScaler

    scaler = TemperatureScaler()
    scaler.fit([(torch.from_numpy(split.fit), torch.from_numpy(split.fit_labels))], progress=False)
    return log_softmax(split.test / float(scaler.temperature[0].detach()), axis=1)


def probmetrics(make):
    """A calibrator of probmetrics, by its entry for probabilities."""

    def predict(split):
        calibrator = make()
        calibrator.fit(split.probabilities("fit"), split.fit_labels)
        with np.errstate(divide="ignore"):
            return np.log(calibrator.predict_proba(split.probabilities("test")).astype(np.float64))

    return predict


def probmetrics_named(name, **config):
    def make():
        from probmetrics.calibrators import get_calibrator

        return get_calibrator(name, **config)

    return probmetrics(make)


def probmetrics_vector():
    from probmetrics.calibrators import VectorScalingCalibrator

    return VectorScalingCalibrator()


def probmetrics_ensemble(loss):
    def make():
        from probmetrics.calibrators import ETSCalibrator

        return ETSCalibrator(loss=loss)

    return make


def scikit_learn_classes(method):
    """CalibratedClassifierCV around a classifier that is fitted already: one-versus-rest, divided by the sum."""

    def predict(split):
        from sklearn.base import BaseEstimator, ClassifierMixin
        from sklearn.calibration import CalibratedClassifierCV
        from sklearn.frozen import FrozenEstimator

        class Fitted(ClassifierMixin, BaseEstimator):
            """A classifier whose features are its outputs: probabilities for isotonic, log-odds for sigmoid."""

            def __init__(self):
                self.classes_ = np.arange(split.fit.shape[1])

            def fit(self, features, labels):
                return self

            def predict(self, features):
                return features.argmax(axis=1)

            def __sklearn_is_fitted__(self):
                return True

            if method == "isotonic":

                def predict_proba(self, features):
                    return features

            else:

                def decision_function(self, features):
                    return features

        if method == "isotonic":
            fit, test = split.probabilities("fit"), split.probabilities("test")
        else:
            fit, test = one_versus_rest_log_odds(split.fit), one_versus_rest_log_odds(split.test)
        calibrated = CalibratedClassifierCV(FrozenEstimator(Fitted()), method=method).fit(fit, split.fit_labels)
        with np.errstate(divide="ignore"):
            return np.log(calibrated.predict_proba(test))

    return predict


def one_versus_rest_log_odds(log_probabilities):
    """ln p − ln(1 − p), where 1 − p of the leading class is the sum of the others."""
    rows, leaders = np.arange(len(log_probabilities)), log_probabilities.argmax(axis=1)
    others = log_probabilities.copy()
    others[rows, leaders] = -np.inf
    rest = np.log1p(-np.exp(others))
    rest[rows, leaders] = np.logaddexp.reduce(others, axis=1)
    return log_probabilities - rest


# Of the confidence ----------------------------------------------------------------------------------------------------


def scikit_learn_sigmoid(split):
    from sklearn.calibration import _SigmoidCalibration

    fitted = _SigmoidCalibration().fit(split.fit, split.fit_labels)
    return log_odds_logs(-(fitted.a_ * split.test + fitted.b_))


def scikit_learn_isotonic(split):
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(expit(split.fit), split.fit_labels)
    return event_logs(fitted.predict(expit(split.test)))


def cir_model_isotonic(split):
    from cir_model import CenteredIsotonicRegression

    fitted = CenteredIsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(expit(split.fit), split.fit_labels)
    return event_logs(np.clip(fitted.predict(expit(split.test)), 0, 1))


def betacal_beta(split):
    from betacal import BetaCalibration

    fitted = BetaCalibration("abm").fit(expit(split.fit)[:, None], split.fit_labels)
    return event_logs(fitted.predict(expit(split.test)[:, None]))


def probmetrics_logistic(kind):
    def make():
        from probmetrics.calibrators import BinaryLogisticCalibrator

        return BinaryLogisticCalibrator(type=kind)

    return probmetrics(make)


def probmetrics_quantiles():
    from probmetrics.calibrators import BinaryHistogramBinningCalibrator

    return BinaryHistogramBinningCalibrator(n_bins=10, strategy="quantile")


def probmetrics_spline():
    from probmetrics.calibrators import CDFSplineCalibrator

    return CDFSplineCalibrator()


def netcal_histogram(split):
    from netcal.binning import HistogramBinning

    fitted = HistogramBinning(bins=10).fit(expit(split.fit), split.fit_labels)
    return event_logs(fitted.transform(expit(split.test)))


def netcal_bbq(split):
    from netcal.binning import BBQ

    fitted = BBQ().fit(expit(split.fit), split.fit_labels)
    return event_logs(fitted.transform(expit(split.test)))


def verified_scaling_binning(split):
    from calibration import PlattBinnerCalibrator

    fitted = PlattBinnerCalibrator(num_calibration=len(split.fit), num_bins=10)
    fitted.train_calibration(expit(split.fit), split.fit_labels)
    return event_logs(fitted.calibrate(expit(split.test)))


def venn_abers_binary(split):
    from venn_abers import VennAbers

    fitted = VennAbers()
    fitted.fit(split.probabilities("fit"), split.fit_labels)
    return np.log(fitted.predict_proba(split.probabilities("test"))[0])


def venn_abers_classes(split):
    from venn_abers import VennAbersCalibrator

    with np.errstate(divide="ignore"):
        return np.log(VennAbersCalibrator().predict_proba(
            p_cal=split.probabilities("fit"), y_cal=split.fit_labels, p_test=split.probabilities("test"), va_type="one_vs_all"))


CERTAINTY = "the peer's tables say 0 and 1; here Jeffreys' estimate"
ROUNDING = "the peer sorts probabilities, so that those that round to the same number tie; here log-odds do not"

PEER_FITS = [
    PeerFit("temperature", "classes", "scikit-learn", "temperature", scikit_learn_temperature),
    PeerFit("temperature", "classes", "probmetrics", "temp-scaling", probmetrics_named("temp-scaling")),
    PeerFit("temperature", "classes", "netcal", "TemperatureScaling", netcal_temperature),
    PeerFit("temperature", "classes", "torch-uncertainty", "TemperatureScaler", torch_uncertainty_temperature),
    PeerFit("ensemble-temperature", "classes", "probmetrics", "ETSCalibrator(ce)", probmetrics(probmetrics_ensemble("ce"))),
    PeerFit("vector", "classes", "probmetrics", "VectorScalingCalibrator", probmetrics(probmetrics_vector)),
    PeerFit("structured-vector", "classes", "probmetrics", "svs", probmetrics_named("svs")),
    PeerFit("structured-matrix", "classes", "probmetrics", "sms, its logistic", probmetrics_named("logistic")),
    PeerFit("platt", "classes", "scikit-learn", "sigmoid", scikit_learn_classes("sigmoid")),
    PeerFit("isotonic", "classes", "scikit-learn", "isotonic", scikit_learn_classes("isotonic"), "brier", 5e-4, CERTAINTY),
    PeerFit("venn-abers", "classes", "venn-abers", "one_vs_all", venn_abers_classes, largest=10),
    PeerFit("platt", "confidence", "scikit-learn", "sigmoid", scikit_learn_sigmoid),
    PeerFit("isotonic", "confidence", "scikit-learn", "isotonic", scikit_learn_isotonic, "brier", 1e-4, CERTAINTY),
    PeerFit("centered-isotonic", "confidence", "cir-model", "CenteredIsotonicRegression", cir_model_isotonic, "brier", 1e-3, CERTAINTY),
    PeerFit("beta", "confidence", "betacal", "abm", betacal_beta),
    PeerFit("quadratic-logistic", "confidence", "probmetrics", "quadratic", probmetrics_logistic("quadratic"), "nll", 1e-3,
            "its L-BFGS stops above the optimum of its own fit where log-odds are large"),
    PeerFit("histogram", "confidence", "probmetrics", "quantile", probmetrics(probmetrics_quantiles), "brier", 1e-3,
            "edges are the quantiles, which are rows; here half-way between two"),
    PeerFit("histogram-equal-width", "confidence", "netcal", "HistogramBinning", netcal_histogram, "brier", 1e-4, CERTAINTY),
    PeerFit("bbq", "confidence", "netcal", "BBQ", netcal_bbq, "brier", 5e-2,
            "another method: equal width, BIC, models cut off; here the paper's"),
    PeerFit("scaling-binning", "confidence", "uncertainty-calibration", "PlattBinnerCalibrator", verified_scaling_binning),
    PeerFit("spline", "confidence", "probmetrics", "CDFSplineCalibrator", probmetrics(probmetrics_spline), "brier", 1e-3, ROUNDING),
    PeerFit("venn-abers", "confidence", "venn-abers", "VennAbers", venn_abers_binary),
]
