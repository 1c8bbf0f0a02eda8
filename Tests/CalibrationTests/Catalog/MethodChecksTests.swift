import Testing

@testable import Calibration

/// Every method of the catalogue, checked by ``MethodChecks``.
@Suite struct MethodChecksTests {
  @Test(arguments: MethodChecks.all)
  func weightsCountRows(_ checks: MethodChecks) throws {
    try checks.expectWeightsToCountRows(seed: 101, tolerance: 1e-6)
  }

  @Test(arguments: MethodChecks.all)
  func orderOfRowsDoesNotMatter(_ checks: MethodChecks) throws {
    try checks.expectOrderOfRowsNotToMatter(seed: 102, tolerance: 1e-9)
  }

  @Test(arguments: MethodChecks.all)
  func threadsDoNotMatter(_ checks: MethodChecks) throws {
    try checks.expectThreadsNotToMatter(seed: 103, rows: 2400)
  }

  @Test(arguments: MethodChecks.all)
  func slicesEqualTheWhole(_ checks: MethodChecks) throws {
    try checks.expectSlicesToEqualTheWhole(seed: 104)
  }

  @Test(arguments: MethodChecks.all)
  func kindsAgree(_ checks: MethodChecks) throws {
    try checks.expectKindsToAgree(seed: 105, tolerance: 1e-4)
  }

  @Test(arguments: MethodChecks.all)
  func worseIsSaid(_ checks: MethodChecks) throws {
    try checks.expectWorseToBeSaid(seed: 106)
  }

  @Test(arguments: MethodChecks.all)
  func promisedOrderIsKept(_ checks: MethodChecks) throws {
    try checks.expectPromisedOrder(seed: 107)
  }

  @Test(arguments: MethodChecks.all)
  func degenerateDataAreHarmless(_ checks: MethodChecks) throws {
    for degenerate in DegenerateData.all(classCount: checks.classCount) {
      try checks.expectHarmlessFit(to: degenerate)
    }
  }
}
