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

/// The terminal that standard output goes to.
struct Terminal {
  /// The width in columns.
  let width: Int
  private let characters: TextReliabilityDiagram.Characters
  private let hasColors: Bool

  /// The columns that text may take: those of the terminal, or else those that COLUMNS names, or 80; never fewer
  /// than 60.
  static var columns: Int {
    let environment = ProcessInfo.processInfo.environment
    let named = environment["COLUMNS"].flatMap { Int($0) } ?? 80
    return max(Terminal(environment: environment)?.width ?? named, 60)
  }

  /// The terminal of standard output; `nil` where it goes elsewhere.
  init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard isatty(1) == 1 else { return nil }
    var size = winsize()
    let isKnown = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    self.init(width: isKnown ? Int(size.ws_col) : 80, environment: environment)
  }

  /// A terminal of some width, with the characters and colours that the environment allows.
  init(width: Int, environment: [String: String]) {
    self.width = width
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let encoding = locale?.lowercased().filter { $0 != "-" } ?? ""
    characters = encoding.contains("utf8") ? .unicode : .ascii
    // https://no-color.org: any text but the empty one.
    hasColors = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
  }

  /// Reliability diagrams as this terminal shows them.
  func reliability(_ curves: [ReliabilityDiagram.Curve]) -> String {
    TextReliabilityDiagram(curves: curves, characters: characters, hasColors: hasColors)
      .lines(width: width).joined(separator: "\n")
  }
}
