import Calibration
import FlyingFox

extension HTTPServer {
  /// A server on the loopback interface that answers `POST /probabilities`.
  ///
  /// - Parameter port: The port; 0 for one that is free.
  public static func calibrating(with calibrator: Calibrator, port: UInt16) async throws -> HTTPServer {
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port))
    await server.appendRoute("POST /probabilities", to: CalibrationHandler(calibrator))
    return server
  }
}
