import Testing

@testable import CalibrationTraining

@Suite struct ImageRendererTests {
  private static let normalization = Normalization(mean: SIMD3(0.4, 0.5, 0.6), standardDeviation: SIMD3(0.1, 0.2, 0.3))

  /// Pixel by pixel, as the definition says.
  private static func expected(_ image: RGBImage, _ placement: Augmentation.Placement) -> [Float] {
    var output: [Float] = []
    for row in 0..<image.shape.height {
      for column in 0..<image.shape.width {
        let x = (placement.isMirrored ? image.shape.width - 1 - column : column) + placement.column
        let y = row + placement.row
        for channel in 0..<3 {
          guard (0..<image.shape.width).contains(x), (0..<image.shape.height).contains(y) else {
            output.append(0)
            continue
          }
          let byte = image.pixels[3 * (y * image.shape.width + x) + channel]
          let value = Double(byte) / 255 - normalization.mean[channel]
          output.append(Float(value / normalization.standardDeviation[channel]))
        }
      }
    }
    return output
  }

  @Test func everyPlacementIsTheCropOfThePaddedImage() throws {
    let image = try LabeledImages.synthetic(3).image(2)
    let renderer = ImageRenderer(shape: image.shape, normalization: Self.normalization)
    // Up to beyond the image in every direction: it is 5 high and 6 wide.
    for row in -6...6 {
      for column in -7...7 {
        for isMirrored in [false, true] {
          let placement = Augmentation.Placement(row: row, column: column, isMirrored: isMirrored)
          var output = [Float](repeating: .nan, count: image.shape.byteCount)
          image.pixels.withUnsafeBufferPointer { pixels in
            output.withUnsafeMutableBufferPointer { output in
              renderer.render(pixels.baseAddress!, placement, into: output.baseAddress!)
            }
          }
          #expect(output == Self.expected(image, placement), "\(placement)")
        }
      }
    }
  }
}
