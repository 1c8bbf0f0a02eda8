import CMath

/// Sums of cosines at evenly spaced points, by a fast Fourier transform.
struct CosineSums: Sendable {
  /// The largest number of intervals.
  private let intervalCount: Int
  /// cos and sin of 2πk / 2M for k < M, the largest number of intervals.
  private let cosines: [Double]
  private let sines: [Double]
  /// The numbers below 2M with their bits in reverse order.
  private let reversed: [Int32]

  /// - Parameter intervalCount: The largest number of intervals, a power of two.
  init(intervalCount: Int) {
    precondition(intervalCount.nonzeroBitCount == 1)
    self.intervalCount = intervalCount
    let angles = (0..<intervalCount).map { Double.pi * Double($0) / Double(intervalCount) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
    var reversed = [Int32](repeating: 0, count: 2 * intervalCount)
    for index in 1..<reversed.count {
      reversed[index] = reversed[index / 2] / 2 + (index % 2 == 0 ? 0 : Int32(intervalCount))
    }
    self.reversed = reversed
  }

  /// v_0 + 2 Σ_{0<k<M} v_k cos(πki/M) + v_M (−1)^i for i = 0 … M: the discrete cosine transform of
  /// type I.
  ///
  /// - Precondition: There are M + 1 terms for a power of two M, at most the largest number of intervals.
  func callAsFunction(_ terms: [Double]) -> [Double] {
    let count = terms.count - 1
    precondition(count.nonzeroBitCount == 1 && count <= intervalCount)
    let size = 2 * count
    let spareBits = (intervalCount / count).trailingZeroBitCount
    // The even extension, whose Fourier transform is real.
    var real = [Double](repeating: 0, count: size)
    var imaginary = [Double](repeating: 0, count: size)
    for index in 0..<size {
      real[Int(reversed[index] >> spareBits)] = terms[min(index, size - index)]
    }
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        transform(real, imaginary)
      }
    }
    return Array(real[0...count])
  }

  /// The radix-2 transform of Cooley and Tukey, from bit-reversed order.
  private func transform(_ real: UnsafeMutableBufferPointer<Double>, _ imaginary: UnsafeMutableBufferPointer<Double>) {
    cosines.withUnsafeBufferPointer { cosines in
      sines.withUnsafeBufferPointer { sines in
        var half = 1
        while half < real.count {
          let step = intervalCount / half
          for start in stride(from: 0, to: real.count, by: 2 * half) {
            for offset in 0..<half {
              let (c, s) = (cosines[offset * step], sines[offset * step])
              let (low, high) = (start + offset, start + offset + half)
              let productReal = real[high] * c + imaginary[high] * s
              let productImaginary = imaginary[high] * c - real[high] * s
              real[high] = real[low] - productReal
              imaginary[high] = imaginary[low] - productImaginary
              real[low] += productReal
              imaginary[low] += productImaginary
            }
          }
          half *= 2
        }
      }
    }
  }
}
