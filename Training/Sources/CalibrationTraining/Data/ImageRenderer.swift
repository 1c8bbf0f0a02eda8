/// Turns bytes into the numbers that a network sees.
struct ImageRenderer: Sendable {
  let shape: ImageShape
  /// What each byte becomes: 256 numbers for each channel.
  private let table: [Float]

  init(shape: ImageShape, normalization: Normalization) {
    self.shape = shape
    table = normalization.table
  }

  /// Writes one image; what lies outside it is 0.
  ///
  /// - Precondition: Both have room for `shape.byteCount` elements.
  func render(
    _ pixels: UnsafePointer<UInt8>,
    _ placement: Augmentation.Placement,
    into output: UnsafeMutablePointer<Float>
  ) {
    let rowCount = 3 * shape.width
    // The columns of the crop that lie in the image.
    let first = min(max(-placement.column, 0), shape.width)
    let end = max(min(shape.width - placement.column, shape.width), first)
    table.withUnsafeBufferPointer { table in
      guard let red = table.baseAddress else { return }
      for row in 0..<shape.height {
        let target = output + row * rowCount
        let source = row + placement.row
        guard source >= 0, source < shape.height else {
          target.update(repeating: 0, count: rowCount)
          continue
        }
        if first > 0 || end < shape.width { target.update(repeating: 0, count: rowCount) }
        var byte = pixels + 3 * (source * shape.width + first + placement.column)
        var number = target + 3 * (placement.isMirrored ? shape.width - 1 - first : first)
        let step = placement.isMirrored ? -3 : 3
        for _ in first..<end {
          number[0] = red[Int(byte[0])]
          number[1] = red[256 + Int(byte[1])]
          number[2] = red[512 + Int(byte[2])]
          byte += 3
          number += step
        }
      }
    }
  }
}
