import Calibration

/// The methods of the catalogue as help lists them.
enum MethodHelp {
  /// The column where names begin, and the last one, within an indentation of two.
  private static let (firstColumn, lastColumn) = (19, 70)

  /// The families with the names of their methods.
  static var table: String {
    let families = MethodFamily.allCases.map { family in
      (family.title, MethodCatalog.entries.filter { $0.family == family }.map(\.name))
    }
    let forms = [
      ("of the confidence", ["these after top-label-, as in top-label-isotonic"]),
      ("for each output", ["any after per-label-, as in per-label-platt"]),
      ("chosen for you", ["auto"]),
    ]
    return (families + forms).flatMap { lines($0, $1) }.map { "  \($0)" }
      .joined(separator: "\n")
  }

  private static func lines(_ title: String, _ names: [String]) -> [String] {
    let indentation = String(repeating: " ", count: firstColumn)
    var lines = [title + indentation.dropFirst(title.count)]
    for (index, name) in names.enumerated() {
      let word = index + 1 < names.count ? "\(name)," : name
      if lines[lines.count - 1].count + word.count > lastColumn { lines.append(indentation) }
      let line = lines[lines.count - 1]
      lines[lines.count - 1] = line + (line.last == " " || line.isEmpty ? "" : " ") + word
    }
    return lines
  }
}
