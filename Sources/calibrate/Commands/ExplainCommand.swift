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

struct ExplainCommand: CalibrateCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say in a few sentences what a fitted map does.",
    discussion: """
      With -o or --open also as a page with pictures of the map, and sliders where it is one of \
      temperature and γ.

      Examples:
        calibrate explain calibrator.json
        calibrate explain calibrator.json --open
      """
  )

  @Argument(help: "A calibrator that `calibrate fit -o` has written.")
  var calibrator: String

  @Option(name: [.short, .long], help: ArgumentHelp("Also write a page: .html.", valueName: "file"))
  var output: String?

  @Flag(help: "Show the page in the browser; without -o it is written beside the calibrator.")
  var open = false

  @OptionGroup var common: CommonArguments

  func perform() throws {
    try OutputCheck.check(outputs: [try pagePath].compactMap { $0 }, inputs: [calibrator])
    let (explanation, page) = try naming(calibrator) {
      let calibrator = try Calibrator(contentsOf: calibrator)
      let explanation = Explanation(of: calibrator)
      return (explanation, try pagePath.map { ($0, try calibrator.page(explanation).html()) })
    }
    if let (path, html) = page { try AtomicFile.write(Array(html.utf8), to: path) }
    print(common.json ? try JSONText.encode(explanation) : explanation.text)
    if let (path, _) = page { present(path) }
  }

  /// Where a page is written; `nil` where none is asked for.
  private var pagePath: String? {
    get throws(FileError) {
      guard let output else {
        let url = URL(fileURLWithPath: calibrator)
        return open ? url.deletingPathExtension().appendingPathExtension("html").path : nil
      }
      let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
      guard ["html", "htm"].contains(ending) else {
        throw FileError(.cannotCreate, path: output, reason: "a page is HTML; let it end in .html")
      }
      return output
    }
  }

  private func present(_ path: String) {
    let isShown = open && PageViewer.show(path)
    guard !common.json else { return }
    print("page written to \(path)\(open && !isShown ? "; open it in a browser" : "")")
  }
}
