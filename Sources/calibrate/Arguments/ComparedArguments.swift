import ArgumentParser
import Calibration

/// What is compared on which rows: the same options for `compare` and `report`.
struct ComparedArguments: ParsableArguments {
  @Option(name: .customLong("fit"), help: ArgumentHelp("The file to fit on.", valueName: "input"))
  var fitInput: String?

  @Option(name: .customLong("test"), help: ArgumentHelp("The file to evaluate on.", valueName: "input"))
  var testInput: String?

  @Option(
    help: ArgumentHelp("Evaluate by cross-validation with this many folds instead of on a test file.", valueName: "n")
  )
  var cv: Int?

  @Option(help: ArgumentHelp("The rows to fit on: from a up to, not including, b.", valueName: "a:b"))
  var fitRows: IndexRange?

  @Option(help: ArgumentHelp("The rows to evaluate on: from a up to, not including, b.", valueName: "a:b"))
  var testRows: IndexRange?

  @Option(help: ArgumentHelp("A file with the labels of the rows to fit on.", valueName: "file"))
  var fitLabels: String?

  @Option(help: ArgumentHelp("A file with the labels of the rows to test on.", valueName: "file"))
  var testLabels: String?

  @Option(help: ArgumentHelp("A file with the weights of the rows to fit on.", valueName: "file"))
  var fitWeights: String?

  @Option(help: ArgumentHelp("A file with the weights of the rows to test on.", valueName: "file"))
  var testWeights: String?

  @Option(
    help: ArgumentHelp(
      "The methods, separated by commas; the usual ones for the number of classes by default. `calibrate fit --help` lists all.",
      valueName: "names"
    ),
    completion: .list(MethodCatalog.names),
    transform: { try MethodList(parsing: $0) }
  )
  var methods: MethodList?

  @Option(
    name: .customLong("calibrator"),
    help: ArgumentHelp(
      "A calibrator that is fitted already, to compare as well; may be given several times.",
      valueName: "file"
    )
  )
  var calibrators: [String] = []

  @OptionGroup var comparison: ComparisonArguments

  @OptionGroup(title: "Groups") var groups: GroupArguments

  @OptionGroup var evaluation: EvaluationArguments

  @OptionGroup(title: "Method options") var methodOptions: MethodArguments

  @OptionGroup(title: "Input options") var inputOptions: InputArguments

  @OptionGroup(title: "Input options") var weightOptions: WeightArguments

  @OptionGroup(title: "Input options") var classNames: ClassNameArguments

  /// All files that are read.
  var paths: [String] {
    [fitInput, testInput, fitLabels, testLabels, fitWeights, testWeights].compactMap { $0 }
      + calibrators + groups.paths + inputOptions.paths + weightOptions.paths + classNames.paths
  }

  func validate() throws {
    guard (testInput == nil) != (cv == nil) else {
      throw ValidationError("give either --test with other rows, or --cv with a number of folds")
    }
    guard fitInput != nil || !calibrators.isEmpty else {
      throw ValidationError("give --fit with rows to fit on, or --calibrator with a fitted map")
    }
    guard cv == nil || (calibrators.isEmpty && fitInput != nil) else {
      throw ValidationError(
        "--cv fits anew on parts of the rows of --fit, so a fitted --calibrator cannot take part; give --test"
      )
    }
    guard fitInput != nil || methods == nil else {
      throw ValidationError("--methods are fitted; give --fit with rows to fit them on")
    }
  }
}
