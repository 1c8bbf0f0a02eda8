/// Names that columns and arrays commonly have.
enum FieldNames {
  /// Whether a column or array of this name holds labels.
  static func isLabels(_ name: String) -> Bool {
    labels.contains(normalized(name))
  }

  /// Whether an array of this name holds scores.
  static func isPredictions(_ name: String) -> Bool {
    predictions.contains(normalized(name))
  }

  private static func normalized(_ name: String) -> String {
    String(name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" && $0 != "\"" })
  }

  private static let labels: Set<String> = [
    "label", "labels", "truelabel", "truelabels", "target", "targets", "class", "classes",
    "groundtruth", "gt", "truth", "y", "ytrue", "ytest", "yval",
  ]

  private static let predictions: Set<String> = [
    "prediction", "predictions", "pred", "preds", "ypred", "yhat", "logit", "logits",
    "probability", "probabilities", "prob", "probs", "proba", "yprob", "yproba", "p",
    "logprobability", "logprobabilities", "logprob", "logprobs", "score", "scores", "yscore",
    "output", "outputs", "softmax",
  ]
}
