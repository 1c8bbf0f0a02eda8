import CalibrationTraining
import Foundation

/// A folder for one test, removed after it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "training-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it; returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    try makeParent(of: file)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a PNG image of one colour; returns its path.
  @discardableResult
  func writeImage(
    _ name: String,
    color: (UInt8, UInt8, UInt8) = (10, 20, 30),
    shape: ImageShape = ImageShape(height: 4, width: 4)
  ) throws -> String {
    let file = "\(path)/\(name)"
    try makeParent(of: file)
    let pixels = (0..<shape.pixelCount).flatMap { _ in [color.0, color.1, color.2] }
    try RGBImage(shape: shape, pixels: pixels).writePNG(to: file)
    return file
  }

  private func makeParent(of file: String) throws {
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file).deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
  }
}
