import Calibration
import FlyingFox
import Foundation

/// Answers a POST of one row of logits with its calibrated probabilities.
///
/// The calibrator is a value that is loaded once and shared by all requests.
public struct CalibrationHandler: HTTPHandler {
  /// The largest body of a request, in bytes.
  public static let largestBody = 1 << 20

  private let calibrator: Calibrator

  /// Makes a handler that applies a calibrator.
  public init(_ calibrator: Calibrator) {
    self.calibrator = calibrator
  }

  /// Answers a request: 200 with probabilities, or 400 or 413 with what is wrong with it.
  public func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let length = request.bodySequence.count, length <= Self.largestBody else {
      return try Self.response(
        .payloadTooLarge,
        Failure(error: "the body needs a Content-Length of at most \(Self.largestBody) bytes")
      )
    }
    let question: Question
    do {
      question = try Self.decoder.decode(Question.self, from: await request.bodyData)
    } catch is DecodingError {
      return try Self.response(.badRequest, Failure(error: #"the body is not JSON like {"logits": [2.1, -0.3, 0.4]}"#))
    }
    do {
      var row = question.logits
      try calibrate(&row)
      return try Self.response(.ok, Answer(probabilities: row))
    } catch {
      return try Self.response(.badRequest, Failure(error: "\(error)"))
    }
  }

  /// Replaces a row of logits by its probabilities, in place: the map allocates nothing.
  func calibrate(_ row: inout [Double]) throws(PredictionsError) {
    try row.withUnsafeMutableBufferPointer { row throws(PredictionsError) in
      try calibrator.transform(row: row)
      for index in row.indices { row[index] = exp(row[index]) }
    }
  }
}

extension CalibrationHandler {
  private struct Question: Decodable {
    let logits: [Double]
  }

  private struct Answer: Encodable {
    let probabilities: [Double]
  }

  private struct Failure: Encodable {
    let error: String
  }

  /// JSON has no NaN and no infinity; they may come as strings, so that the answer can say what is
  /// wrong. A logit of "-Infinity" says that its class is impossible.
  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity",
      negativeInfinity: "-Infinity",
      nan: "NaN"
    )
    return decoder
  }

  private static func response(_ status: HTTPStatusCode, _ body: some Encodable) throws -> HTTPResponse {
    HTTPResponse(statusCode: status, headers: [.contentType: "application/json"], body: try JSONEncoder().encode(body))
  }
}
