import Calibration
import FlyingFox
import Foundation
import Testing

@testable import CalibrationServer

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The server, asked over a socket.
@Suite struct CalibrationServerTests {
  @Test func probabilitiesAreThoseOfTheCommand() async throws {
    let rows = try Self.table("logits.csv")
    let expected = try Self.table("probabilities.csv")
    try #require(rows.count == 20 && expected.count == 20)
    try await Self.withServer { address in
      for (row, probabilities) in zip(rows, expected) {
        let (status, answer) = try await Self.post(JSONEncoder().encode(["logits": row]), to: address)
        #expect(status == 200)
        let found = try JSONDecoder().decode([String: [Double]].self, from: answer)["probabilities"]
        for (found, probability) in zip(try #require(found), probabilities) {
          // The file has single precision.
          #expect(abs(found - probability) <= 1e-6 * probability)
        }
        #expect(found?.count == probabilities.count)
      }
    }
  }

  @Test(arguments: [
    (#"{"logits": [1, 2, 3]}"#, "10"),
    (#"{"logits": [1, 2, 3, 4, 5, "NaN", 7, 8, 9, 10]}"#, "column 5"),
    (#"{"logits": [1, 2, 3, 4, 5, 6, 7, "Infinity", 9, 10]}"#, "column 7"),
    (#"{"logits": [1, 2, 3, 4, 5, NaN, 7, 8, 9, 10]}"#, "JSON"),
    (#"{"logits": []}"#, "10"),
    (#"{"scores": [1, 2]}"#, "JSON"),
    ("nonsense", "JSON"),
    ("", "JSON"),
  ])
  func whatCannotBeUsedIsABadRequest(body: String, says: String) async throws {
    try await Self.withServer { address in
      let (status, answer) = try await Self.post(Data(body.utf8), to: address)
      #expect(status == 400)
      let error = try JSONDecoder().decode([String: String].self, from: answer)["error"] ?? ""
      #expect(error.contains(says), "\(error)")
    }
  }

  @Test func aBodyThatIsTooLargeIsRefused() async throws {
    try await Self.withServer { address in
      let body = Data(repeating: 32, count: CalibrationHandler.largestBody + 1)
      let (status, _) = try await Self.post(body, to: address)
      #expect(status == 413)
    }
  }

  @Test func anotherPathIsNotFound() async throws {
    try await Self.withServer { address in
      let (status, _) = try await Self.post(Data(), to: address, path: "elsewhere")
      #expect(status == 404)
    }
  }

  @Test func aRowIsCalibratedWhereItLies() throws {
    let handler = CalibrationHandler(try Self.calibrator())
    var row = try #require(try Self.table("logits.csv").first)
    let before = row.withUnsafeBufferPointer(\.baseAddress)
    try handler.calibrate(&row)
    #expect(row.withUnsafeBufferPointer(\.baseAddress) == before)
    #expect(abs(row.reduce(0, +) - 1) < 1e-12)
  }

  private static func withServer(_ body: (String) async throws -> Void) async throws {
    let server = try await HTTPServer.calibrating(with: calibrator(), port: 0)
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await server.waitUntilListening(timeout: 10)
    guard case .ip4(_, let port) = await server.listeningAddress else {
      Issue.record("the server does not listen on an IPv4 address")
      return
    }
    try await body("http://127.0.0.1:\(port)")
  }

  private static func post(
    _ body: Data,
    to address: String,
    path: String = "probabilities"
  ) async throws -> (status: Int, answer: Data) {
    var request = URLRequest(url: try #require(URL(string: "\(address)/\(path)")))
    request.httpMethod = "POST"
    request.httpBody = body
    request.timeoutInterval = 10
    let (answer, response) = try await URLSession.shared.data(for: request)
    return (try #require(response as? HTTPURLResponse).statusCode, answer)
  }

  private static func calibrator() throws -> Calibrator {
    try Calibrator(json: Data(contentsOf: fixture("calibrator.json")))
  }

  private static func table(_ name: String) throws -> [[Double]] {
    try String(contentsOf: fixture(name), encoding: .utf8)
      .split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").compactMap { Double($0) } }
  }

  private static func fixture(_ name: String) throws -> URL {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return folder.appendingPathComponent(name)
  }
}
