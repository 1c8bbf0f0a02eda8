import Foundation

extension Double {
  /// With so many digits after the point.
  public func fixed(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }

  /// With its sign, and so many digits after the point.
  public func signed(_ digits: Int) -> String { String(format: "%+.\(digits)f", self) }
}
