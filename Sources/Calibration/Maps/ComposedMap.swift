/// Maps applied one after the other, in any order and number.
///
/// Made by ``CalibrationMap/then(_:)``, or from a list. ``maps`` shows the parts, which is what a
/// file or an explanation needs.
public struct ComposedMap: CalibrationMap {
  /// The parts in the order of their application; no part is itself a composition.
  public let maps: [any CalibrationMap]

  /// The number of classes of the parts; `nil` when every part takes any.
  public var classCount: Int? { maps.lazy.compactMap(\.classCount).first }

  /// The number of labels of the parts; `nil` when every part maps all rows alike.
  public var labelCount: Int? { maps.lazy.compactMap(\.labelCount).first }

  /// True when every part keeps the order.
  public var keepsOrder: Bool { maps.allSatisfy(\.keepsOrder) }

  /// Composes maps; none at all only normalise, as ``IdentityMap`` does.
  ///
  /// - Throws: ``MapError/classCounts(_:_:)`` or ``MapError/labelCounts(_:_:)`` when two maps are made
  ///   for different numbers of classes or labels.
  public init(_ maps: [any CalibrationMap]) throws(MapError) {
    let counts = maps.compactMap(\.classCount)
    if let first = counts.first, let other = counts.first(where: { $0 != first }) {
      throw .classCounts(first, other)
    }
    let labelCounts = maps.compactMap(\.labelCount)
    if let first = labelCounts.first, let other = labelCounts.first(where: { $0 != first }) {
      throw .labelCounts(first, other)
    }
    self.init(unchecked: maps)
  }

  /// Composes maps that are known to be made for the same classes.
  init(unchecked maps: [any CalibrationMap]) {
    self.maps = maps.flatMap { map in (map as? ComposedMap)?.maps ?? [map] }
  }

  /// The only part where there is one, else the composition itself.
  var simplified: any CalibrationMap { maps.count == 1 ? maps[0] : self }

  public var parameterCount: Int { maps.reduce(0) { $0 + $1.parameterCount } }

  public func transform(_ block: LogitBlock) {
    if maps.isEmpty { IdentityMap().transform(block) }
    for map in maps { map.transform(block) }
  }

  public static func == (left: ComposedMap, right: ComposedMap) -> Bool {
    left.maps.elementsEqual(right.maps) { $0.isEqual(to: $1) }
  }
}

extension CalibrationMap {
  /// The map that applies this one first and `next` to its result.
  ///
  /// ```swift
  /// let map = try FocalCalibrationMap(gamma: 2).then(TemperatureMap(temperature: 1.3))
  /// ```
  ///
  /// - Throws: ``MapError/classCounts(_:_:)`` or ``MapError/labelCounts(_:_:)`` when the two are made
  ///   for different numbers of classes or labels.
  public func then(_ next: any CalibrationMap) throws(MapError) -> ComposedMap {
    try ComposedMap([self, next])
  }

  func isEqual(to other: any CalibrationMap) -> Bool {
    (other as? Self) == self
  }
}
