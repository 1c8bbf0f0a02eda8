import ArgumentParser
import Calibration

/// What `auto` chooses from, and how.
struct SelectionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What auto chooses from, separated by commas: by default all methods that suit the data.",
      valueName: "names"
    ),
    completion: .list(MethodCatalog.names),
    transform: { try MethodList(parsing: $0) }
  )
  var candidates: MethodList?

  @Option(help: ArgumentHelp("The proper loss that auto cross-validates: nll by default.", valueName: "name"))
  var selectionLoss: ProperObjective?

  @Option(help: ArgumentHelp("The folds of auto: 5 by default.", valueName: "n"))
  var selectionFolds: Int?

  @Option(help: ArgumentHelp("How often auto shuffles rows into folds: 2 by default.", valueName: "n"))
  var selectionRepeats: Int?

  @Option(help: ArgumentHelp("The seed of the folds of auto: 1 by default.", valueName: "n"))
  var selectionSeed: UInt64?

  func validate() throws {
    if let selectionFolds, selectionFolds < 2 {
      throw ValidationError("--selection-folds is \(selectionFolds); give at least 2")
    }
    if let selectionRepeats, selectionRepeats < 1 {
      throw ValidationError("--selection-repeats is \(selectionRepeats); give a positive number")
    }
    if candidates?.names.contains(where: \.isAutomatic) == true {
      throw ValidationError(CatalogError.nestedSelection.sentence)
    }
  }

  /// How `auto` chooses.
  ///
  /// - Throws: ``UsageError`` when an option was given and none of the methods is chosen.
  func selection(for methods: [MethodName]) throws -> NamedMethod.Selection {
    if !methods.contains(where: \.isAutomatic), let option = given.first {
      throw UsageError(
        "\(option) changes nothing without auto among the methods; leave it out, or let --method auto choose"
      )
    }
    return try checkingOptions {
      NamedMethod.Selection(
        candidates: candidates?.names,
        loss: selectionLoss ?? .negativeLogLikelihood,
        crossValidation: try CrossValidation(
          foldCount: selectionFolds ?? CrossValidation.standard.foldCount,
          repeatCount: selectionRepeats ?? CrossValidation.standard.repeatCount,
          seed: selectionSeed ?? CrossValidation.standard.seed
        )
      )
    }
  }

  /// The names of the options that the user gave.
  private var given: [String] {
    [
      ("--candidates", candidates != nil), ("--selection-loss", selectionLoss != nil),
      ("--selection-folds", selectionFolds != nil),
      ("--selection-repeats", selectionRepeats != nil),
      ("--selection-seed", selectionSeed != nil),
    ].filter(\.1).map(\.0)
  }
}

extension ProperObjective: ExpressibleByArgument {}
