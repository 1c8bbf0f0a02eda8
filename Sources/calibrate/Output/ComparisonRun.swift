import ArgumentParser
import Calibration
import CalibrationFiles
import CalibrationReport

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Methods that were fitted, and calibrators that were read, compared on the rows that they are evaluated on.
struct ComparisonRun {
  /// What came of it.
  let comparison: MapComparison
  /// The rows fitted to; `nil` where there are calibrators alone.
  let fitData: LabeledPredictions?
  /// What was read to fit on, in a sentence.
  let fitSummary: String?
  /// What was evaluated on, in a sentence.
  let testSummary: String
  let testRowCount: Int
  /// Names of the classes, where there are any.
  let classNames: [String]

  /// More would take longer than who did not ask for them will wait.
  private static let mostResamplesUnasked = 10_000

  init(_ arguments: ComparedArguments) throws {
    // Groups are of the rows that are evaluated.
    let fitRead = try arguments.fitInput.map { path in
      try arguments.inputOptions.read(
        path,
        rows: arguments.fitRows,
        labels: arguments.fitLabels,
        weights: arguments.weightOptions.replacing(arguments.fitWeights),
        groupColumn: arguments.groups.groupColumn,
        groups: arguments.cv == nil ? nil : arguments.groups
      )
    }
    let fitData = try fitRead?.labeled()
    let methods = fitData.map { Self.methods(arguments, $0) } ?? []
    let needed = arguments.comparison.options.resamplesNeeded(
      mapCount: 1 + methods.count + arguments.calibrators.count,
      level: arguments.evaluation.level
    )
    let options = try arguments.evaluation.options(leastResamples: min(needed, Self.mostResamplesUnasked))
    let trials = try Trials(arguments, fitRead, fitData, options)
    let tasks = try Self.tasks(arguments, methods, fitData, trials)
    let progress = CountedProgress("fitting and evaluating", count: tasks.count)
    let maps = Workers.mapTasks(tasks.count) { index in
      progress.started(tasks[index].name)
      defer { progress.finished(tasks[index].name) }
      return Result { try tasks[index].run() }
    }
    comparison = try MapComparison(
      Self.estimating(arguments.comparison.options.slowMetrics, of: maps.map { try $0.get() }),
      options: arguments.comparison.options
    )
    if let needed = comparison.resamplesNeeded {
      StandardError.warn(
        "with so many methods no difference can be distinguished from noise by \(options.resampleCount) resamples; give --resamples \(needed) or more"
      )
    }
    self.fitData = fitData
    fitSummary = fitRead?.summary
    testSummary = trials.summary
    testRowCount = trials.data.rowCount
    classNames = trials.classNames
  }

  /// Estimates what takes long, one map after the other: each takes all cores, and memory for its pairs of rows.
  private static func estimating(_ metrics: [SlowMetric], of maps: [ComparedMap]) throws -> [ComparedMap] {
    guard !metrics.isEmpty else { return maps }
    let names = metrics.map(\.name).joined(separator: ", ")
    let progress = CountedProgress("estimating \(names)", count: maps.count)
    return try maps.map { map in
      progress.started(map.name)
      defer { progress.finished(map.name) }
      return try map.estimating(metrics)
    }
  }

  /// Something to evaluate.
  private struct Task: Sendable {
    let name: String
    let run: @Sendable () throws -> ComparedMap
  }

  /// What is fitted: what the user names, or the usual methods.
  private static func methods(_ arguments: ComparedArguments, _ fitData: LabeledPredictions) -> [MethodName] {
    arguments.methods?.names
      ?? MethodCatalog.usualMethods(for: fitData.predictions)
  }

  /// The uncalibrated scores, the methods, and the calibrators.
  private static func tasks(
    _ arguments: ComparedArguments,
    _ methods: [MethodName],
    _ fitData: LabeledPredictions?,
    _ trials: Trials
  ) throws -> [Task] {
    var tasks = [
      Task(name: ComparedMap.uncalibratedName) {
        try trials.map(nil, side: MappedPredictions(on: trials.data))
      }
    ]
    if let fitData {
      let path = arguments.fitInput ?? ""
      tasks += try arguments.methodOptions.methods(methods).map { method in
        Task(name: method.name.description) { try Self.fitted(method, fitData, path, trials) }
      }
    }
    tasks += try arguments.calibrators.map { path in
      let calibrator = try Calibrator(contentsOf: path)
      try naming(path) { try calibrator.check(trials.data.predictions) }
      let wasFittedHere = try trials.warnIfFitted(calibrator, path: path)
      let name = "\(calibrator.method) (\(URL(fileURLWithPath: path).lastPathComponent))"
      return Task(name: name) {
        try trials.map(
          name,
          map: calibrator.map,
          fit: calibrator.fit,
          isEvaluatedOnFittingRows: wasFittedHere,
          side: MappedPredictions(calibrator.map, on: trials.data)
        )
      }
    }
    return tasks
  }

  /// Fits a method and tries it.
  private static func fitted(
    _ method: NamedMethod,
    _ fitData: LabeledPredictions,
    _ path: String,
    _ trials: Trials
  ) throws -> ComparedMap {
    let clock = ContinuousClock()
    let start = clock.now
    // Fits that run at the same time have no line of their own to show how far they are; warnings stay.
    let earlyWarnings = EarlyWarnings()
    let calibrator = try naming(path) {
      try Calibrator(fitting: method, to: fitData) { event in
        if case .warning(let warning) = event { earlyWarnings.say("\(warning)") }
      }
    }
    var fit = calibrator.fit
    fit?.seconds = (clock.now - start) / .seconds(1)
    // Warnings of the fit to all rows need not be repeated for each fold.
    let side = try trials.side(calibrator.map, method.method(for: fitData.predictions))
    return try trials.map(
      method.title(calibrator),
      map: calibrator.map,
      fit: fit,
      isEvaluatedOnFittingRows: trials.hasFittingRows,
      side: side
    )
  }
}

/// How maps are tried: on other rows, or by cross-validation.
private struct Trials: Sendable {
  let summary: String
  let data: LabeledPredictions
  let classNames: [String]
  /// Whether any of the rows are fitted on too.
  let hasFittingRows: Bool
  private let path: String
  private let rows: Range<Int>?
  private let groups: RowGroups?
  private let options: EvaluationOptions
  /// `nil` where the data are not those of the fit.
  private let crossValidation: CrossValidation?

  init(
    _ arguments: ComparedArguments,
    _ fitRead: Input?,
    _ fitData: LabeledPredictions?,
    _ options: EvaluationOptions
  ) throws {
    self.options = options
    if let cv = arguments.cv, let fitRead, let fitData {
      let folds = try checkingOptions {
        try CrossValidation(foldCount: cv, repeatCount: 1, seed: options.seed)
      }
      summary =
        "the same rows, each by a map fitted on the other \(folds.foldCount - 1) of \(folds.foldCount) folds"
      path = fitRead.path
      data = fitData
      rows = nil
      groups = fitRead.groups
      classNames = try arguments.classNames.names(of: fitRead)
      crossValidation = folds
      hasFittingRows = false
      return
    }
    path = arguments.testInput ?? ""
    rows = arguments.testRows?.range
    let read = try arguments.inputOptions.read(
      path,
      rows: arguments.testRows,
      labels: arguments.testLabels,
      weights: arguments.weightOptions.replacing(arguments.testWeights),
      groups: arguments.groups
    )
    for warning in read.warnings { StandardError.warn("\(path): \(warning)") }
    hasFittingRows = Self.overlap(arguments)
    if hasFittingRows {
      StandardError.warn(
        "rows of \(path) are both fitted and evaluated on; choose others with --fit-rows and --test-rows, or use --cv, or the figures flatter"
      )
    }
    data = try read.labeled()
    summary = read.summary
    groups = read.groups
    classNames = try arguments.classNames.names(of: read)
    crossValidation = nil
    if let fitData, let fitRead { try checkLikeness(to: fitData, path: fitRead.path) }
  }

  /// Whether rows are fitted and evaluated on.
  private static func overlap(_ arguments: ComparedArguments) -> Bool {
    let paths = [arguments.fitInput, arguments.testInput].compactMap {
      $0.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    }
    guard paths.count == 2, paths[0] == paths[1] else { return false }
    let all = 0..<Int.max
    return (arguments.fitRows?.range ?? all).overlaps(arguments.testRows?.range ?? all)
  }

  private func checkLikeness(to fitData: LabeledPredictions, path fitPath: String) throws {
    guard fitData.classCount == data.classCount else {
      throw FileError(
        .badData,
        path: path,
        reason:
          "it has \(data.classCount) classes and \(fitPath) has \(fitData.classCount); give outputs of the same model"
      )
    }
    guard fitData.predictions.labelCount == data.predictions.labelCount else {
      throw FileError(
        .badData,
        path: path,
        reason:
          "it has \(data.predictions.labelCount) independent outputs and \(fitPath) has \(fitData.predictions.labelCount); give outputs of the same model"
      )
    }
  }

  /// Warns where a calibrator was fitted on rows that are evaluated.
  ///
  /// - Returns: Whether it was.
  func warnIfFitted(_ calibrator: Calibrator, path calibratorPath: String) throws -> Bool {
    guard try calibrator.wasFitted(onFileAt: path, rows: rows) else { return false }
    StandardError.warn(
      "\(calibratorPath) was fitted on rows that are evaluated here, so the figures flatter it; choose others with --test-rows"
    )
    return true
  }

  /// A fitted map with the rows it is tried on.
  func side(_ map: any CalibrationMap, _ method: any CalibrationMethod) throws -> MappedPredictions {
    try naming(path) {
      guard let crossValidation else {
        return MappedPredictions(map, on: data)
      }
      return MappedPredictions(on: try crossValidation.predictions(of: method, on: data)[0])
    }
  }

  /// Evaluates a map.
  func map(
    _ name: String?,
    map: (any CalibrationMap)? = nil,
    fit: FitSummary? = nil,
    isEvaluatedOnFittingRows: Bool = false,
    side: MappedPredictions
  ) throws -> ComparedMap {
    try naming(path) {
      try ComparedMap(
        name ?? ComparedMap.uncalibratedName,
        map: map,
        fit: fit,
        side: side,
        groups: groups,
        isEvaluatedOnFittingRows: isEvaluatedOnFittingRows,
        options: options
      )
    }
  }
}
