import Testing

@testable import Calibration

/// Every map that files can hold, checked by ``MapChecks``; that there is one of every name is checked by
/// `MapKindTests`.
@Suite struct MapChecksTests {
  /// The maps by kind, and what methods fit.
  static func all() -> [MapChecks] {
    let maps = (try? MapKindTests.maps()) ?? []
    return maps.compactMap { MapKind($0) }.map { MapChecks($0) }
  }

  @Test func everyNameIsChecked() {
    #expect(Set(Self.all().map(\.kind.name)) == Set(MapName.all))
  }

  @Test(arguments: all())
  func resultsAreDistributions(_ checks: MapChecks) {
    checks.expectDistributions(seed: 201)
  }

  @Test(arguments: all())
  func rowsAreIndependent(_ checks: MapChecks) throws {
    try checks.expectRowsToBeIndependent(seed: 202)
  }

  @Test(arguments: all())
  func badRowsAreRefused(_ checks: MapChecks) throws {
    try checks.expectBadRowsToBeRefused()
  }

  @Test(arguments: all())
  func promisedOrderIsKept(_ checks: MapChecks) {
    checks.expectPromisedOrder(seed: 203)
  }

  @Test(arguments: all())
  func filesAndExplanationsAreWhole(_ checks: MapChecks) throws {
    try checks.expectFileAndExplanation(seed: 204)
  }
}
