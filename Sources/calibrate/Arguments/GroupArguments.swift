import ArgumentParser

/// Where the groups of the evaluated rows are.
struct GroupArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The column of a CSV that holds the group of each row: its number, counted from 0, or its name. Metrics are also computed within each group.",
      valueName: "column"
    )
  )
  var groupColumn: String?

  @Option(
    help: ArgumentHelp(
      "A file with the group of each row: one name on each line, or an array of whole numbers.",
      valueName: "file"
    )
  )
  var groups: String?

  @Option(help: ArgumentHelp("The array of an archive that holds the groups.", valueName: "key"))
  var groupsKey: String?

  /// The file that is read.
  var paths: [String] { [groups].compactMap { $0 } }

  func validate() throws {
    if groupColumn != nil, groups != nil || groupsKey != nil {
      throw ValidationError("give the groups once: --group-column, or --groups and --groups-key")
    }
  }
}
