import CalibrationFiles

/// Mean and standard deviation of each channel, of pixels between 0 and 1.
///
/// A network sees (v / 255 − mean) / sd for a byte v.
public struct Normalization: Sendable, Hashable, Codable {
  /// The means of red, green and blue.
  public let mean: SIMD3<Double>
  /// The standard deviations of red, green and blue.
  public let standardDeviation: SIMD3<Double>

  /// Takes known values.
  ///
  /// - Precondition: All are finite, and the standard deviations positive.
  package init(mean: SIMD3<Double>, standardDeviation: SIMD3<Double>) {
    precondition(Self.isUsable(mean, standardDeviation), "\(mean), \(standardDeviation)")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// Measures all pixels of some images, in parallel; the result does not depend on the number of
  /// threads, because the sums are of integers.
  ///
  /// A channel that is the same everywhere, or that there are no images of, gets the standard
  /// deviation 1.
  ///
  /// - Throws: `FileError` where an image cannot be read.
  package init(measuring images: LabeledImages) throws(FileError) {
    let imagesPerBlock = 256
    let blockCount = (images.count + imagesPerBlock - 1) / imagesPerBlock
    let blocks = ParallelMap.map(blockCount) { block in
      Result { () throws(FileError) in
        let start = block * imagesPerBlock
        return try PixelSums(images, start..<min(start + imagesPerBlock, images.count))
      }
    }
    var sums = PixelSums()
    for block in blocks { sums.add(try block.get()) }
    let count = Double(max(sums.count, 1))
    let mean = SIMD3<Double>(sums.values) / (255 * count)
    let variance = SIMD3<Double>(sums.squares) / (255 * 255 * count) - mean * mean
    let deviation = variance.replacing(with: 0, where: variance .< 0).squareRoot()
    // A variance of nothing may round to a little.
    let isConstant = deviation .< 1e-6
    self.init(mean: mean, standardDeviation: deviation.replacing(with: 1, where: isConstant))
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try container.decode(SIMD3<Double>.self, forKey: .mean)
    let deviation = try container.decode(SIMD3<Double>.self, forKey: .standardDeviation)
    guard Self.isUsable(mean, deviation) else {
      throw DecodingError.dataCorruptedError(
        forKey: .standardDeviation,
        in: container,
        debugDescription: "standard deviations must be positive, and all numbers finite"
      )
    }
    self.init(mean: mean, standardDeviation: deviation)
  }

  private static func isUsable(_ mean: SIMD3<Double>, _ deviation: SIMD3<Double>) -> Bool {
    (0..<3).allSatisfy { mean[$0].isFinite && deviation[$0].isFinite && deviation[$0] > 0 }
  }

  /// What each byte becomes: 256 numbers for each channel.
  var table: [Float] {
    (0..<3).flatMap { channel in
      (0..<256).map { Float((Double($0) / 255 - mean[channel]) / standardDeviation[channel]) }
    }
  }
}

/// Sums of bytes and their squares for each channel.
private struct PixelSums: Sendable {
  var count = 0
  var values = SIMD3<UInt64>()
  var squares = SIMD3<UInt64>()

  init() {}

  init(_ images: LabeledImages, _ range: Range<Int>) throws(FileError) {
    var pixels = [UInt8](repeating: 0, count: images.shape.byteCount)
    // Counting values is faster than squaring them.
    var counts = [UInt64](repeating: 0, count: 3 * 256)
    for index in range {
      try pixels.withUnsafeMutableBufferPointer { pixels throws(FileError) in
        try images.read(index, into: pixels)
        counts.withUnsafeMutableBufferPointer { counts in
          for pixel in 0..<images.shape.pixelCount {
            counts[Int(pixels[3 * pixel])] += 1
            counts[256 + Int(pixels[3 * pixel + 1])] += 1
            counts[512 + Int(pixels[3 * pixel + 2])] += 1
          }
        }
      }
    }
    count = range.count * images.shape.pixelCount
    for channel in 0..<3 {
      for value in 0..<256 {
        let occurrences = counts[256 * channel + value]
        values[channel] += occurrences * UInt64(value)
        squares[channel] += occurrences * UInt64(value * value)
      }
    }
  }

  mutating func add(_ other: PixelSums) {
    count += other.count
    values &+= other.values
    squares &+= other.squares
  }
}
