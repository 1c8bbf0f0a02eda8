import Calibration
import CalibrationFiles
import CalibrationServer
import FlyingFox
import Foundation

/// Serves a calibrator file: `calibration-server calibrator.json [PORT]`.
@main
enum Main {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let path = arguments.first, arguments.count <= 2,
      let port = UInt16(arguments.dropFirst().first ?? "8080")
    else {
      fail("usage: calibration-server calibrator.json [PORT]", code: 64)
    }
    let calibrator: Calibrator
    do {
      calibrator = try Calibrator(contentsOf: path)
    } catch {
      fail("calibration-server: \(error)", code: 65)
    }
    print("\(calibrator.method) for \(calibrator.classCount) classes on 127.0.0.1:\(port)")
    try await HTTPServer.calibrating(with: calibrator, port: port).run()
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(code)
  }
}
