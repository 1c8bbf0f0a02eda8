/// A reason why scores, labels or weights cannot be used.
///
/// Rows and columns count from zero. The description says where the fault is and how to fix it.
public enum PredictionsError: Error, Hashable, Sendable {
  /// There are no rows.
  case noRows
  /// There are no columns, or the number of scores is no multiple of the number of columns.
  case shape(scoreCount: Int, columnCount: Int)
  /// A row has more or fewer scores than the first.
  case ragged(row: Int, found: Int, expected: Int)
  /// The only column holds 1 in every row: a softmax over a single class.
  case singleClass
  /// A score is NaN.
  case notANumber(row: Int, column: Int)
  /// A score is +∞, or a number beyond the range of `Float`.
  case positiveInfinity(row: Int, column: Int)
  /// Every score of the row is −∞: no class is possible.
  case noPossibleClass(row: Int)
  /// A probability lies outside [0, 1].
  case probabilityOutOfRange(row: Int, column: Int, value: Float)
  /// A log-probability is greater than 0.
  case logProbabilityOutOfRange(row: Int, column: Int, value: Float)
  /// The probabilities of a row do not sum to one.
  case rowSum(row: Int, sum: Double)
  /// There are fewer rows than the work needs.
  case tooFewRows(rows: Int, needed: Int)
  /// Rows outside the set were asked for.
  case rowsOutOfRange(lowerBound: Int, upperBound: Int, rowCount: Int)
  /// Rows were asked for that begin or end within an example of several labels.
  case splitExamples(labelCount: Int)
  /// The number of labels differs from the number of rows.
  case labelCount(labels: Int, rows: Int)
  /// A label is not a class number.
  case labelOutOfRange(row: Int, label: Int, classCount: Int)
  /// The label of a row names a class whose score is −∞.
  case impossibleLabel(row: Int, label: Int)
  /// The number of weights differs from the number of rows.
  case weightCount(weights: Int, rows: Int)
  /// A weight is negative, NaN or infinite.
  case weightOutOfRange(row: Int, weight: Double)
  /// All weights are zero.
  case noWeight
  /// A map made for one number of classes was given another.
  case classCount(found: Int, expected: Int)
  /// A map made for one number of independent labels was given outputs for another.
  case outputCount(found: Int, expected: Int)
  /// A method for independent labels was given the scores of classes.
  case notIndependent(classCount: Int)
}

extension PredictionsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noRows:
      "there are no rows; at least one is needed"
    case .shape(let scoreCount, let columnCount):
      "\(scoreCount) scores cannot be split into rows of \(columnCount); give the number of classes, or 1 for binary scores"
    case .ragged(let row, let found, let expected):
      "row \(row) has \(found) scores, but row 0 has \(expected); give every row one score for each class"
    case .singleClass:
      "the only column is 1 in every row: that is a softmax over a single class; give the scores of all classes, or one column with the probability of class 1"
    case .notANumber(let row, let column):
      "row \(row), column \(column) is NaN; remove the row or fix the model's output"
    case .positiveInfinity(let row, let column):
      "row \(row), column \(column) is +∞ or beyond the range of Float32; remove the row or fix the model's output"
    case .noPossibleClass(let row):
      "row \(row) is −∞ in every column, which leaves no possible class; remove the row or fix the model's output"
    case .probabilityOutOfRange(let row, let column, let value):
      "row \(row), column \(column) is \(value), which is no probability; if these are logits, say so with the kind `logits`"
    case .logProbabilityOutOfRange(let row, let column, let value):
      "row \(row), column \(column) is \(value), which is no log-probability; if these are logits, say so with the kind `logits`"
    case .rowSum(let row, let sum):
      "row \(row) sums to \(sum), not to 1; if the columns are independent sigmoid outputs, say so with the kind `sigmoid`, if these are logits, with the kind `logits`"
    case .tooFewRows(let rows, let needed):
      "there are \(rows) rows, but at least \(needed) are needed; give more rows"
    case .rowsOutOfRange(let lowerBound, let upperBound, let rowCount):
      "rows \(lowerBound):\(upperBound) were asked for, but there are \(rowCount); give a non-empty range within 0:\(rowCount)"
    case .splitExamples(let labelCount):
      "the rows begin or end within an example of \(labelCount) outputs; give a range of whole examples"
    case .labelCount(let labels, let rows):
      "there are \(labels) labels for \(rows) rows; give one label for each row"
    case .labelOutOfRange(let row, let label, let classCount):
      label == classCount
        ? "row \(row) has the label \(label), but classes count from 0 to \(classCount - 1); if the labels count from 1, subtract 1"
        : label == -1
          ? "row \(row) has the label -1, but classes count from 0 to \(classCount - 1); if -1 marks rows without a label, remove them, if it marks the negative class, make it 0"
          : "row \(row) has the label \(label), but classes count from 0 to \(classCount - 1); check that labels and scores are of the same model"
    case .impossibleLabel(let row, let label):
      "row \(row) has the label \(label), whose score is −∞: the model called the true class impossible; remove the row or mask the class in no row that has it"
    case .weightCount(let weights, let rows):
      "there are \(weights) weights for \(rows) rows; give one weight for each row"
    case .weightOutOfRange(let row, let weight):
      "row \(row) has the weight \(weight); weights must be finite and not negative"
    case .noWeight:
      "all weights are zero; at least one must be positive"
    case .classCount(let found, let expected):
      "the map was made for \(expected) classes, but the scores have \(found); use a map fitted on this model's outputs"
    case .outputCount(let found, let expected):
      "the map was made for \(expected) independent outputs, but the scores have \(found); use a map fitted on this model's outputs, and if the columns are independent sigmoid outputs, say so with the kind `sigmoid`"
    case .notIndependent(let classCount):
      "each of several independent outputs was to get a map of its own, but these are scores of \(classCount) classes; if the columns are independent sigmoid outputs, say so with the kind `sigmoid`"
    }
  }
}
