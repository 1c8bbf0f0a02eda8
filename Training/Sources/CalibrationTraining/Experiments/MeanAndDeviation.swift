import Foundation

/// The mean of a number over seeds, and how much it varies.
package struct MeanAndDeviation: Sendable, Hashable, Encodable {
  package let mean: Double
  /// The standard deviation of a sample, with n − 1; `nil` for a single value.
  package let deviation: Double?

  /// - Precondition: There is a value.
  package init(_ values: [Double]) {
    precondition(!values.isEmpty, "no values")
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation =
      values.count > 1
      ? (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot() : nil
  }
}
