import Calibration
import CalibrationTraining

extension TemporaryFolder {
  /// Writes a data set of noisy 8 × 8 images of two classes, one reddish and one bluish; returns its
  /// folder.
  func writeTinyData(imagesPerClass: Int) throws -> String {
    var generator = RandomStream(seed: 7)
    for (label, name) in ["blue", "red"].enumerated() {
      for index in 0..<imagesPerClass {
        let shape = ImageShape(height: 8, width: 8)
        let pixels = (0..<shape.byteCount).map { byte in
          let isLit = byte % 3 == (label == 0 ? 2 : 0)
          return UInt8.random(in: isLit ? 60...255 : 0...200, using: &generator)
        }
        let path = try write([], to: "data/\(name)/\(index).png")
        try RGBImage(shape: shape, pixels: pixels).writePNG(to: path)
      }
    }
    return "\(path)/data"
  }
}
