/// How to read scores, labels and weights from a file; everything is found out where it can be.
public struct InputOptions: Sendable, Hashable {
  /// A file that holds the labels, if the scores' file does not: npy, npz, safetensors, or text
  /// with one class number on each line.
  public var labelsPath: String?
  /// The array of an archive that holds the scores.
  public var predictionsKey: String?
  /// The array of an archive that holds the labels.
  public var labelsKey: String?
  /// The columns of a text file that hold the scores, half-open and counted from 0.
  public var columns: Range<Int>?
  /// The column of a text file that holds the labels, counted from 0.
  public var labelColumn: Int?
  /// A file that holds a weight for each row, if the scores' file does not: npy, npz, safetensors, or
  /// text with one number on each line.
  ///
  /// Rows have no weights unless this, a key or a column is given.
  public var weightsPath: String?
  /// The array of an archive that holds the weights.
  public var weightsKey: String?
  /// The column of a text file that holds the weights, counted from 0.
  public var weightColumn: Int?
  /// The column of a text file that holds the group of each row, by its number, counted from 0, or by its name
  /// in the header.
  public var groupColumn: String?
  /// A file that holds the group of each row: npy, npz, safetensors, or text with one name on each line.
  public var groupsPath: String?
  /// The array of an archive that holds the groups.
  public var groupsKey: String?
  /// What the scores are.
  public var kind: InputKind
  /// The rows to use, half-open and counted from 0; the values of the others are not checked.
  ///
  /// An upper bound of `Int.max` stands for the end.
  public var rows: Range<Int>?

  /// Options of an input; what is not given is found out from the file.
  public init(
    labelsPath: String? = nil,
    predictionsKey: String? = nil,
    labelsKey: String? = nil,
    columns: Range<Int>? = nil,
    labelColumn: Int? = nil,
    weightsPath: String? = nil,
    weightsKey: String? = nil,
    weightColumn: Int? = nil,
    groupColumn: String? = nil,
    groupsPath: String? = nil,
    groupsKey: String? = nil,
    kind: InputKind = .auto,
    rows: Range<Int>? = nil
  ) {
    self.labelsPath = labelsPath
    self.predictionsKey = predictionsKey
    self.labelsKey = labelsKey
    self.columns = columns
    self.labelColumn = labelColumn
    self.weightsPath = weightsPath
    self.weightsKey = weightsKey
    self.weightColumn = weightColumn
    self.groupColumn = groupColumn
    self.groupsPath = groupsPath
    self.groupsKey = groupsKey
    self.kind = kind
    self.rows = rows
  }
}
